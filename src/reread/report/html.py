"""The report as one HTML page to look at, mail and archive: no request leaves it, and nothing in it can run.

Style and script stand inside; a content security policy admits these two by their hashes and nothing else. Without
scripts everything is there too, unfiltered. Findings beyond the limits are counted where they would stand.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import Outcome
from ..run import FamilyResult, Report
from .accounts import accounts
from .html_findings import findings_section
from .html_sources import sources_section
from .markup import Markup, joined, tag

if TYPE_CHECKING:
    from ..package.opening import Package

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_OUTCOMES = {
    Outcome.PASSED: ("ok", "✓"),
    Outcome.FAILED: ("bad", "✗"),
    Outcome.NOT_EVALUATED: ("warn", "!"),
}


def render(report: Report, pkg: Package) -> str:
    """The page, ending with a newline."""
    style = Markup((_TEMPLATES / "report.css").read_text("utf-8"))
    script = Markup((_TEMPLATES / "report.js").read_text("utf-8"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{'Passed' if report.passed else 'Failed'}: {report.package} {report.version}"),
        tag("style", style),
    )
    sources = accounts(report, pkg)
    main = tag(
        "main",
        _tiles(report),
        tag("section", tag("h2", "Rules by family"), _families(report), id="families", class_="card"),
        findings_section(report, pkg),
        sources_section(report, sources) if sources else None,
        tag("section", tag("h2", "All rules"), _rules(report), id="rules", class_="card"),
        id="main",
    )
    skip = tag("a", "Skip to the report", class_="skip", href="#main")
    body = tag("body", skip, _header(report), _nav(report, bool(sources)), main, _footer(report), tag("script", script))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _header(report: Report) -> Markup:
    kind, sign = ("ok", "✓") if report.passed else ("bad", "✗")
    verdict = tag("span", tag("span", sign, aria_hidden="true"), " Passed" if report.passed else " Failed")
    name = tag("h1", report.package or "package without name", " ", tag("span", report.version, class_="version"))
    return tag(
        "header",
        tag("div", name, tag("p", _sentence(report), class_="lead")),
        tag("p", verdict, class_=f"verdict {kind}"),
    )


def _sentence(report: Report) -> str:
    waiting = sum(family.not_evaluated for family in report.families())
    if report.passed:
        words = "Every selected rule ran, and none found an error."
    elif not report.failures:
        words = "No findings, but not every rule could run."
    else:
        files = len({finding.file for finding in report.findings})
        what = "1 finding" if report.failures == 1 else f"{report.failures:,} findings"
        words = f"{what} in {files} {'file' if files == 1 else 'files'}."
    return words + (f" {waiting} rules could not be evaluated." if waiting else "")


def _nav(report: Report, sources: bool) -> Markup:
    items = [("#families", "Families"), ("#findings", "Findings"), ("#sources", "Sources"), ("#rules", "Rules")]
    links = [tag("li", tag("a", text, href=link)) for link, text in items if sources or link != "#sources"]
    theme = tag("button", "Light or dark", type="button", id="theme", hidden=True)
    return tag("nav", tag("ul", links), theme, aria_label="Sections")


def _tiles(report: Report) -> Markup:
    facts = report.facts
    errors = sum(r.failures for r in report.results if r.info.words.severity == "error")
    tiles = [
        ("errors", f"{errors:,}", f"{report.failures - errors:,} warnings", "bad" if errors else "ok"),
        ("cases tested", f"{report.cases:,}", f"by {sum(bool(r.cases) for r in report.results)} rules", ""),
    ]
    found, used, aside = (facts.get(f"figures {what}") for what in ("found", "used", "set aside"))
    if isinstance(found, int) and isinstance(used, int) and isinstance(aside, int):
        whole = used + aside == found
        note = f"of {found:,}; {aside:,} set aside"
        tiles.append(("figures accounted", f"{used + aside:,}", note, "ok" if whole else "bad"))
    again = facts.get("statements read again")
    if isinstance(again, int):
        tiles.append(("statements", f"{again:,}", "read again from their sources", ""))
    tiles.append(("rows", f"{report.rows:,}", f"in {report.files} files", ""))
    tiles.append(("seconds", f"{report.seconds:.2f}", "for the whole run", ""))
    cells = [
        tag("div", tag("dt", name), tag("dd", tag("b", value), tag("small", note)), class_=f"tile {kind}".strip())
        for name, value, note, kind in tiles
    ]
    return tag("dl", cells, class_="tiles", aria_label="Summary")


def _families(report: Report) -> Markup:
    head = tag("tr", [tag("th", name, scope="col") for name in ("Family", "Outcome", "Rules", "Cases", "Findings")])
    return _table("Rules by family", head, [_family(family) for family in report.families()])


def _family(family: FamilyResult) -> Markup:
    note = f"{family.not_evaluated} rules not evaluated: {family.reason}" if family.not_evaluated else None
    return tag(
        "tr",
        tag("th", tag("span", family.letter, class_="letter"), " ", family.name, scope="row"),
        tag("td", _outcome(family.outcome), tag("small", " ", note) if note else None),
        [tag("td", f"{number:,}", class_="n") for number in (family.rules, family.cases, family.failures)],
    )


def _outcome(outcome: Outcome) -> Markup:
    kind, sign = _OUTCOMES.get(outcome, ("idle", "·"))
    return tag("span", tag("span", sign, aria_hidden="true"), " ", outcome.value, class_=f"pill {kind}")


def _rules(report: Report) -> Markup:
    head = tag(
        "tr", [tag("th", name, scope="col") for name in ("Code", "Rule", "Outcome", "Cases", "Findings", "Seconds")]
    )
    rows = [
        tag(
            "tr",
            tag("th", r.info.code, scope="row", class_="code"),
            tag("td", r.info.words.title, tag("small", " ", r.reason) if r.reason else None),
            tag("td", _outcome(r.outcome)),
            [tag("td", number, class_="n") for number in (f"{r.cases:,}", f"{r.failures:,}", f"{r.seconds:.2f}")],
        )
        for r in report.results
    ]
    return tag(
        "details", tag("summary", f"{len(rows)} rules, what each tested and found"), _table("All rules", head, rows)
    )


def _table(label: str, head: Markup, rows: list[Markup]) -> Markup:
    table = tag("table", tag("caption", label, class_="unseen"), tag("thead", head), tag("tbody", rows))
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label=label)


def _footer(report: Report) -> Markup:
    def parts() -> Iterator[object]:
        yield "Made by "
        yield tag("code", "cnii validate --format html")
        yield f" from {report.root}. "
        yield "Archived texts belong to their publishers and are quoted for verification."

    return tag("footer", tag("p", joined(*parts())))
