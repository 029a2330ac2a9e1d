"""The HTML report: complete, self-contained, safe, and made for every reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from reported import HOSTILE, damage, hostile, many, whole

from reread.report import html

CSS = (Path(html.__file__).parent / "templates" / "report.css").read_text("utf-8")
VOID = {"meta", "br", "hr", "input", "link", "img"}


class Page(HTMLParser):
    """A page taken apart: elements with attributes, text, and whether every element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.texts.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))


@pytest.fixture
def damaged(real_package_copy: Path) -> Path:
    damage(real_package_copy)
    return real_package_copy


def test_everything_found_is_on_the_page(damaged: Path) -> None:
    report, pkg = whole(damaged)
    page = Page(html.render(report, pkg))
    assert "✗ Failed" in page.text
    for finding in report.findings:
        for text in (finding.found, finding.expected, finding.why, finding.fix, finding.key or ""):
            assert re.sub(r"\s+", " ", text) in page.text
    items = [a for a in page.all("li") if "data-severity" in a]
    assert len(items) == report.failures
    ids = [str(a["id"]) for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for a in page.all("a")}
    assert targets <= set(ids)
    assert any(result.consequences and not result.findings for result in report.results)
    assert "0 warnings" in page.text


def test_the_sentence_behind_a_finding_is_marked(damaged: Path) -> None:
    report, pkg = whole(damaged)
    text = html.render(report, pkg)
    quoted = re.findall(r"<blockquote.*?</blockquote>", text, re.DOTALL)
    sentence = next(q for q in quoted if "totaled" in q)
    assert '<mark class="r-how-much" data-role="how much"><span class="role">how much</span>2,995</mark>' in sentence
    for role in ("who", "what", "when"):
        assert f'<span class="role">{role}</span>' in sentence
    assert "→ Tianhe district" in sentence


def test_the_account_of_figures_is_that_of_the_rule(damaged: Path) -> None:
    report, pkg = whole(damaged)
    found = html.accounts(report, pkg)
    assert sum(a.found for a in found) == report.facts["figures found"]
    assert sum(a.used for a in found) == report.facts["figures used"]
    assert sum(a.aside for a in found) == report.facts["figures set aside"]
    assert sum(a.missing for a in found) == sum(r.failures for r in report.results if r.info.code == "V401") == 1
    for account in found:
        assert account.pieces is not None
        assert "".join(text for text, _ in account.pieces) == pkg.text(account.source_id)
    page = html.render(report, pkg)
    assert page.count('class="e figure missing"') == 2  # the legend, and the one figure
    assert '<mark class="e figure missing" title="not accounted for">one</mark>' in page


def test_texts_beyond_the_limit_are_counted(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_TEXT", 5_000)
    report, pkg = whole(damaged)
    found = html.accounts(report, pkg)
    left = sum(a.pieces is None for a in found)
    assert 0 < left < len(found)
    assert f"{left} more texts, counted above and not shown here." in Page(html.render(report, pkg)).text


def test_findings_beyond_the_limits_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report, pkg = many(tmp_path, 250)
    page = Page(html.render(report, pkg))
    assert len([a for a in page.all("li") if "data-severity" in a]) == html.MAX_LISTED
    assert "150 more of B305 in this file, counted and not listed here." in page.text
    result = next(r for r in report.results if r.info.code == "B305")
    result.failures += 1_000_000
    assert "Counted only, since they were too many to keep: B305 1,000,000." in Page(html.render(report, pkg)).text


def test_nothing_is_fetched_and_nothing_can_run(tmp_path: Path) -> None:
    report, pkg = hostile(tmp_path)
    text = html.render(report, pkg)
    page = Page(text)
    assert {name for name, _ in page.elements} & {"img", "iframe", "object", "link", "svg", "base", "form"} == set()
    assert len(page.all("script")) == len(page.all("style")) == 1
    for _, attributes in page.elements:
        assert not any(name.startswith("on") or name in ("src", "style") for name in attributes)
    assert all(str(a["href"]).startswith("#") for a in page.all("a"))
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]+='; script-src 'sha256-[\w+/]+='; base-uri 'none'; "
        r"form-action 'none'",
        policy,
    )
    for cell in HOSTILE[:6]:
        assert cell in page.text
    assert "<U+202E>evil" in page.text


def test_a_package_that_cannot_be_read_still_gets_a_page(real_package_copy: Path) -> None:
    (real_package_copy / "data" / "observations.csv").write_bytes(b"")
    report, pkg = whole(real_package_copy)
    text = Page(html.render(report, pkg)).text
    assert "rules could not be evaluated" in text
    assert "B106" in text


def test_a_passing_report_has_no_findings_to_filter(real_package_copy: Path) -> None:
    report, pkg = whole(real_package_copy)
    report.results = [r for r in report.results if not r.failures]
    page = Page(html.render(report, pkg))
    assert "✓ Passed" in page.text
    assert "No rule found anything." in page.text
    assert not [a for a in page.all("input") if a.get("id") == "filter"]


# --- for every reader ---


def test_the_structure_speaks_to_a_screen_reader(damaged: Path) -> None:
    text = html.render(*whole(damaged))
    page = Page(text)
    assert page.all("html") == [{"lang": "en"}]
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(a.get("scope") in ("col", "row") for a in page.all("th"))
    assert len(re.findall(r"<label[^>]*>(?:(?!</label>).)*<input", text)) == len(page.all("input"))
    names = [name for name, _ in page.elements]
    assert {"header", "nav", "main", "footer"} <= set(names)
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    scrolled = [a for a in page.all("div") if a.get("class") == "wide"]
    assert scrolled and all(a.get("tabindex") == "0" and a.get("aria-label") for a in scrolled)


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT = _colours(CSS[: CSS.index("@media")])
DARK = _colours(CSS[CSS.index('[data-theme="dark"]') : CSS.index("* {")])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(theme: dict[str, str]) -> None:
    """WCAG 2.2 level AA: 4.5 to 1 for text."""
    pairs = [(ink, back) for ink in ("ink", "soft", "link", "ok", "bad", "warn") for back in ("card", "page")]
    pairs += [(kind, f"{kind}-back") for kind in ("ok", "bad", "warn")]
    pairs += [("mark-ink", mark) for mark in ("who", "what", "when", "much", "whole", "other")]
    assert {
        pair: round(_contrast(*(theme[c] for c in pair)), 2)
        for pair in pairs
        if _contrast(theme[pair[0]], theme[pair[1]]) < 4.5
    } == {}


def test_both_ways_to_the_dark_theme_are_the_same() -> None:
    media = CSS[CSS.index("@media (prefers-color-scheme: dark)") : CSS.index(':root[data-theme="light"] {')]
    assert _colours(media) == DARK
    assert LIGHT.keys() == DARK.keys()
