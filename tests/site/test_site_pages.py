"""The files of the explorer: everything with an id has a page, links lead somewhere, pages stay small."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from html import unescape
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import pytest
from grown import HOMEPAGE, grown_package

from reread import site as site_of
from reread.findings import CannotRun
from reread.package.opening import open_package
from reread.package.starting import start
from reread.relations import engine
from reread.release.explorer import write
from reread.site.building import Page
from reread.site.cells import REGISTERS, Mark, marked
from reread.site.speech import texts
from reread.words import words

VOID = {"meta", "link", "input", "img", "br"}
#: A tag with its attributes, each in double quotes; whatever else begins with "<" is no tag.
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(/?)>|<[^!]""")
ATTRIBUTE = re.compile(r"""\s(id|href|src|style|on\w+)=(?:"([^"]*)")""")


class Parsed:
    """Ids, addresses and what is not closed."""

    def __init__(self, text: str) -> None:
        self.ids: list[str] = []
        self.links: list[str] = []
        self.stack: list[str] = []
        self.wrong: list[str] = []
        for close, tag, attributes, alone in TAG.findall(text):
            if not tag or (close and (not self.stack or self.stack.pop() != tag)):
                self.wrong.append(f"<{close}{tag}>")
            for name, value in ATTRIBUTE.findall(attributes):
                kept = self.ids if name == "id" else self.links if name in ("href", "src") else self.wrong
                kept.append(unescape(value))
            if not close and not alone and tag not in VOID:
                self.stack.append(tag)


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
    there = {str(path) for path in site.resolve().rglob("*") if path.is_file()}
    folders: dict[Path, set[str]] = {}
    for path, page in parsed.items():
        inside = {f"{path.name}{link}" if link.startswith("#") else link for link in page.links}
        folders.setdefault(path.parent, set()).update(inside)
    broken = set()
    for folder, links in folders.items():
        for link in links:
            if link.startswith(("http://", "https://")):
                continue
            address, anchor = urldefrag(unquote(link))
            target = normpath(f"{folder}/{address}")
            known = parsed.get(Path(target)) if anchor else None
            if target not in there or (known and anchor not in known.ids):
                broken.add((str(folder), link))
    assert sum(map(len, folders.values())) > 5000
    assert sorted(broken)[:10] == []


def test_pages_are_well_formed_and_name_no_id_twice(parsed: dict[Path, Parsed]) -> None:
    wrong = {path.name: page.wrong[:3] for path, page in parsed.items() if page.wrong or page.stack}
    twice = {path.name for path, page in parsed.items() if len(page.ids) != len(set(page.ids))}
    assert wrong == {}
    assert twice == set()


def test_pages_and_what_search_loads_hold_less_than_200_kilobytes(site: Path) -> None:
    files = [*site.rglob("*.html"), *site.glob("site*.js")]
    assert len(files) > 1000
    assert max((path.stat().st_size, path.name) for path in files) < (200_000, "")


def test_what_is_long_goes_on_on_other_pages(site: Path) -> None:
    pages = [Page("a", "plain", at=at) for at in range(3)]
    assert [(page.part(range(7), 3), page.part("ab", 3), page.of) for page in pages] == [
        ([0, 1, 2], ["a", "b"], 3),
        ([3, 4, 5], [], 3),
        ([6], [], 3),
    ]
    assert [page.part("abcde", 3, [0, 2, 5, 1, 1]) for page in pages] == [["a", "b"], ["c"], ["d", "e"]]
    assert (Page("a", "plain").part([]), Page("a", "plain").pager) == ([], [])
    page = Page("a", "plain", at=20, of=40)
    assert [number for number, _ in page.pager] == [1, *range(17, 26), 40]
    assert page.pager[0][1] == "a.html"
    assert page.pager[-1][1] == "a.40.html"
    second = (site / "sources/grown-yearbook-2024-0.2.html").read_text("utf-8")
    assert '<b aria-current="page">2</b>' in second


def test_names_without_a_chinese_form_are_marked_as_english(site: Path) -> None:
    link = re.compile(r'<a href="[^"]*(?:entities|indicators|lists|sources)/[^"]*"([^>]*)>([^<]+)</a>')
    seen = [pair for path in (site / "zh").rglob("*.html") for pair in link.findall(path.read_text("utf-8"))]
    plain = {label for given, label in seen if re.search("[A-Za-z]{3}", label) and label.isascii() and not given}
    assert len(seen) > 1000
    assert plain == set()
    assert {label for given, label in seen if 'lang="en"' in given and re.search("[一-鿿]", label)} == set()


def test_words_under_two_corrections_are_struck_once() -> None:
    marks = [Mark(0, 9, "fix", "", "one", "accepted"), Mark(4, 14, "fix", "", "two", "proposed")]
    html = marked("abc defgh ijkl", 0, 14, marks)
    assert html == (
        '<del class="fix accepted">abc </del><del class="fix accepted">defgh</del> <ins class="fix accepted">one</ins>'
        '<del class="fix proposed"> ijkl</del> <ins class="fix proposed">two</ins>'
    )


def test_the_inner_of_two_parts_is_seen() -> None:
    html = marked("value of exports", 0, 16, [Mark(0, 16, "what", "a"), Mark(9, 16, "who", "a")])
    assert 'part who" data-s="a">exports<' in html
    assert 'part what" data-s="a">value of <' in html


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
    root = Path(str(site_of.__file__)).parent
    used = set()
    for path in [*root.rglob("*.html"), *root.glob("*.py")]:
        used |= set(re.findall(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')\s*[,)]""", path.read_text("utf-8")))
    keys = {one or other for one, other in used} | {f"page {name}" for name in REGISTERS}
    assert len(keys) > 150
    assert sorted(key for key in keys if not texts().get(key, {}).get("zh")) == []


def test_the_package_has_a_chinese_title_on_chinese_pages(site: Path) -> None:
    pages = [(site / f"{tree}coverage.html").read_text("utf-8") for tree in ("", "zh/")]
    brands = [re.findall(r'<a class="brand"[^>]*>([^<]+)', page)[0].strip() for page in pages]
    assert brands == [
        "China&#39;s industrial internet and high-tech regional development",
        "中国工业互联网与高新技术区域发展",
    ]
    assert all(brands[at] in page.partition("<title>")[2].partition("</title>")[0] for at, page in enumerate(pages))


def test_heads_of_columns_are_chinese_on_chinese_pages(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in (site / "zh").rglob("*.html")]
    heads = {head for page in pages for head in re.findall(r'<th scope="col"[^>]*>([^<]+)<', page)}
    assert len(heads) > 20
    assert {head for head in heads if head.isascii() and not head.isdigit()} == set()


def test_machines_are_told_what_the_data_are(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    told = json.loads(home.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (told["@type"], told["isAccessibleForFree"]) == ("Dataset", True)
    assert {file["contentUrl"] for file in told["distribution"]} >= {"data/observations.csv"}
    assert '<link rel="describedby" type="application/ld+json" href="../croissant.json">' in (
        site / "rules/V306.html"
    ).read_text("utf-8")
    croissant = json.loads((site / "croissant.json").read_text("utf-8"))
    for file in croissant["distribution"]:
        assert sha256((site / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"]


def test_only_a_site_with_an_address_has_a_map(site: Path, tmp_path: Path) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    found = {node.text for node in tree.iter() if node.tag.endswith("loc")}
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert found == {f"{HOMEPAGE}{path}" for path in pages}
    about = {"name": "new", "title": "New", "description": "Nothing yet.", "created": "2026-01-01T00:00:00Z"}
    start(tmp_path / "new", like=site.parent.parent / "real", **about)
    write(tmp_path / "new", tmp_path / "unmapped")
    assert (tmp_path / "unmapped/index.html").exists()
    assert not (tmp_path / "unmapped/sitemap.xml").exists()


def test_lines_join_neighbours_of_one_definition_only(site: Path) -> None:
    place = next((site / "series").glob("grown-*")) / "high_tech_enterprises.html"
    chart = place.read_text("utf-8").partition('<svg class="chart series"')[2].partition("<figcaption")[0]
    # 2016 and 2017; 2018 is missing; 2019 and 2020; a break before 2021; 2021 and 2022; 2023 is a target
    assert chart.count('class="run"') == 3
    assert chart.count('class="gap"') == 1
    assert chart.count('class="cut"') == 1
    assert chart.count('class="target"') == 1
    assert chart.count('class="open"') == 1


def test_a_missing_edition_is_a_gap(site: Path) -> None:
    text = (site / "lists/series/grown-list.html").read_text("utf-8")
    chart = text.partition('<svg class="chart bump"')[2].partition("<figcaption")[0]
    assert chart.count('class="gap looked"') == 1
    assert chart.count('class="dot member"') > 0
    assert "–" in text  # not on a list that is complete
    assert re.search(r"<td[^>]*>\?</td>", text)  # not known where only a part was read


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/letter.txt").write_text("dear", "utf-8")
    with pytest.raises(CannotRun, match="holds other files"):
        write(grown_package(tmp_path, places=3, entries=2), tmp_path / "there")
    assert (tmp_path / "there/letter.txt").read_text("utf-8") == "dear"


def test_the_same_data_give_the_same_files(site: Path, tmp_path: Path) -> None:
    write(site.parent.parent / "real", tmp_path / "again")
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
