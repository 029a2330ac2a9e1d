"""The files of the explorer: everything with an id has a page, links lead somewhere, pages stay small."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from grown import grown_package

from reread.findings import CannotRun
from reread.package.opening import open_package
from reread.relations import engine
from reread.site import build
from reread.site.speech import texts
from reread.words import words

VOID = {"meta", "link", "input", "img", "br"}


class Parsed(HTMLParser):
    """Ids, addresses and what is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.stack: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        self.wrong += [f"{name} of {tag}" for name in given if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(f"</{tag}>")


@pytest.fixture(scope="module")
def parsed(site: Path) -> dict[Path, Parsed]:
    return {path.resolve(): Parsed(path.read_text("utf-8")) for path in site.rglob("*.html")}


def test_everything_with_an_id_has_a_page_in_both_languages(site: Path) -> None:
    pkg = open_package(site.parent.parent / "real")
    wanted = [f"rules/{code}" for code in words()] + [f"relations/{key}" for key in engine(pkg).relations]
    for table, folder in (
        ("observations", "statements"),
        ("entities", "entities"),
        ("indicators", "indicators"),
        ("rankings", "lists"),
        ("sources", "sources"),
        ("corrections", "corrections"),
    ):
        wanted += [f"{folder}/{row.key}" for row in pkg.table(table).rows]
    missing = [name for name in wanted for tree in ("", "zh/") if not (site / f"{tree}{name}.html").exists()]
    assert len(wanted) > 400
    assert missing == []


def test_every_entry_has_an_anchor_on_its_list(site: Path, parsed: dict[Path, Parsed]) -> None:
    ids = {key for path, page in parsed.items() if path.parent.name == "lists" for key in page.ids}
    entries = {row.key for row in open_package(site.parent.parent / "real").table("ranking_entries").rows}
    assert entries <= ids


def test_links_lead_to_files_and_anchors_of_the_site(site: Path, parsed: dict[Path, Parsed]) -> None:
    broken = set()
    for path, page in parsed.items():
        for link in page.links:
            if link.startswith(("http://", "https://")):
                continue
            address, anchor = urldefrag(unquote(link))
            target = (path.parent / address).resolve() if address else path
            known = parsed.get(target)
            if (
                not target.is_file()
                or not target.is_relative_to(site)
                or (anchor and known and anchor not in known.ids)
            ):
                broken.add((path.relative_to(site), link))
    assert sorted(broken)[:10] == []


def test_pages_are_well_formed_and_name_no_id_twice(parsed: dict[Path, Parsed]) -> None:
    wrong = {path.name: page.wrong[:3] for path, page in parsed.items() if page.wrong or page.stack}
    twice = {path.name for path, page in parsed.items() if len(page.ids) != len(set(page.ids))}
    assert wrong == {}
    assert twice == set()


def test_pages_hold_less_than_200_kilobytes(site: Path) -> None:
    assert max((path.stat().st_size, path.name) for path in site.rglob("*.html")) < (200_000, "")


def test_nothing_of_a_page_comes_from_elsewhere(parsed: dict[Path, Parsed], site: Path) -> None:
    for path in parsed:
        text = path.read_text("utf-8")
        assert "default-src 'none'" in text
        assert ("wasm-unsafe-eval" in text) == (path.name == "query.html")
        assert not re.search(r'(?:src|<link[^>]+href)="(?:https?:)?//', text)


def test_the_address_of_a_copy_is_never_a_link(site: Path, parsed: dict[Path, Parsed]) -> None:
    copies = {row.get("read_at") for row in open_package(site.parent.parent / "real").table("sources").rows} - {""}
    assert copies.isdisjoint(link for page in parsed.values() for link in page.links)


def test_words_of_the_interface_exist_in_chinese() -> None:
    root = Path(build.__code__.co_filename).parent
    used = set()
    for path in [*root.rglob("*.html"), *root.glob("*.py")]:
        used |= set(re.findall(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')\s*[,)]""", path.read_text("utf-8")))
    keys = {one or other for one, other in used}
    assert len(keys) > 150
    assert sorted(key for key in keys if not texts().get(key, {}).get("zh")) == []


def test_lines_join_neighbours_of_one_definition_only(site: Path) -> None:
    place = next((site / "series").glob("grown-*")) / "high_tech_enterprises.html"
    chart = place.read_text("utf-8").partition('<svg class="chart w"')[2].partition("</svg>")[0]
    # 2016 and 2017; 2018 is missing; 2019 and 2020; a break before 2021; 2021 and 2022; 2023 is a target
    assert chart.count('class="run"') == 3
    assert chart.count('class="gap"') == 1
    assert chart.count('class="cut"') == 1
    assert chart.count('class="aim"') == 1
    assert chart.count('class="open"') == 1


def test_a_missing_edition_is_a_gap(site: Path) -> None:
    text = (site / "lists/series/grown-list.html").read_text("utf-8")
    chart = text.partition('<svg class="chart w"')[2].partition("</svg>")[0]
    assert chart.count('class="gap"') == 1
    assert chart.count('class="dot member"') > 0
    assert "–" in text  # not on a list that is complete
    assert ">?</span>" in text  # not known where only a part was read


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/letter.txt").write_text("dear", "utf-8")
    with pytest.raises(CannotRun, match="holds other files"):
        build(grown_package(tmp_path, places=3, entries=2), tmp_path / "there")
    assert (tmp_path / "there/letter.txt").read_text("utf-8") == "dear"


def test_the_same_data_give_the_same_files(site: Path, tmp_path: Path) -> None:
    build(site.parent.parent / "real", tmp_path / "again")
    names = sorted(
        path.relative_to(site) for path in site.rglob("*") if path.is_file() and path.name != "query-data.js"
    )
    again = tmp_path / "again"
    assert [
        name for name in names if name.suffix != ".sqlite" and (site / name).read_bytes() != (again / name).read_bytes()
    ] == []


def test_ids_of_earlier_versions_lead_to_what_they_are_called_now(site: Path) -> None:
    page = (site / "zh/statements/chinadaily-2017-12-08.o12.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=govcn-2017-12-08.o12.html">' in page
