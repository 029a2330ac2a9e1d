"""The explorer in a real browser, opened from files, under its own policy."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

Look = Callable[..., Page]

#: A page of every kind.
KINDS = [
    "index.html",
    "statements/govcn-2017-12-08.o12.html",
    "sources/lifeofguangzhou-2017-02-15.html",
    "sources/grown-yearbook-2024-0.html",
    "entities/guangzhou.html",
    "indicators/high_tech_enterprises.html",
    "series/tianhe/high_tech_enterprises.html",
    "lists/grown-list-2023.html",
    "lists/series/grown-list.html",
    "corrections/rednet-2022-07-27.c01.html",
    "relations/tianhe-high-tech-enterprises-rivals-2023-05.html",
    "contradictions.html",
    "coverage.html",
    "sources.html",
    "rules/V306.html",
    "search.html?q=guangzhou",
    "query.html",
    "download.html",
]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = "'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'"
DENSE = [*KINDS[:3], "series/tianhe/high_tech_enterprises.html"]
_DARK = ("dark", "'color-contrast'")
#: Width, colours with their rules, and pages: one of every kind, whose colours are looked at in the dark too; the
#: densest on small screens.
SIZES = {
    "desktop": (1280, [("light", RULES), _DARK], KINDS),
    "phone": (390, [("light", RULES)], DENSE),
    "small": (320, [("dark", RULES)], DENSE),
}


@pytest.mark.parametrize("size", SIZES)
def test_pages_are_accessible_and_fit(look: Look, site: Path, size: str) -> None:
    width, looks, paths = SIZES[size]
    found = {}
    page = look("index.html", width=width, strict=False)
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        page.add_script_tag(path=str(AXE))
        for scheme, rules in looks:
            page.emulate_media(color_scheme=scheme)
            violations = page.evaluate(
                f"axe.run(document, {{runOnly: [{rules}], resultTypes: ['violations'], preload: false}})"
                ".then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 160)))"
            )
            if page.evaluate("document.documentElement.scrollWidth") > width:
                violations.append("wider than the window")
            if violations:
                found[path, scheme] = violations
    assert found == {}


def test_search_suggests_names_in_english_chinese_and_pinyin(look: Look) -> None:
    page = look("sources.html")
    for typed in ("tianhe", "天河", "河区", "tianhequ", "thq"):
        page.fill("#q", "")
        page.click("#q")
        page.locator("#q").press_sequentially(typed)
        page.wait_for_selector("#found a")
        assert "Tianhe District" in page.inner_text("#found")


def test_search_by_keyboard_alone(look: Look) -> None:
    page = look("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#q")
    page.keyboard.type("tianhe")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    assert "entities/tianhe" in page.url


def test_words_lead_to_their_statement(look: Look) -> None:
    page = look("index.html")
    page.fill("#q", "26 percent tianhe")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results a")
    page.click("#results a >> text=26 percent")
    page.wait_for_selector(".say")
    assert "26 percent" in page.inner_text(".say .much")
    page.click("text=in its text")
    page.wait_for_selector(".txt")
    assert "#t-thnet-2022-09-23." in page.url


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ('"26 percent"', "26 percent"),
        ("“which was 26 percent of the city's total”", "26 percent"),
        ("which was 26 percent of the city's total", "26 percent"),
        ("2,995", "2,995"),
        ("2995 tianhe", "2,995"),
    ],
)
def test_phrases_and_numbers_are_found_as_printed(look: Look, typed: str, seen: str) -> None:
    page = look("search.html")
    page.fill("#q", typed)
    page.wait_for_selector("#results h2:has-text('Statements')")
    assert seen in page.inner_text("#results ul >> nth=-1 >> li >> nth=0")


@pytest.mark.parametrize("typed", ['"percent 26"', '"6 percent" tianhe', "99"])
def test_a_part_of_a_number_or_words_out_of_order_are_not_found(look: Look, typed: str) -> None:
    page = look("search.html")
    page.fill("#q", typed)
    page.wait_for_function("document.getElementById('count').textContent !== ''")
    assert "26 percent" not in page.inner_text("#results")
    assert "2,995" not in page.inner_text("#results")


def test_pictures_are_dark_in_the_dark(look: Look) -> None:
    page = look("contradictions.html", color_scheme="dark")
    assert "invert" in page.evaluate("getComputedStyle(document.querySelector('.pic img')).filter")


def test_a_figure_lights_its_parts_on_hover_and_focus(look: Look) -> None:
    page = look("sources/govcn-2017-12-08.html")
    figure = page.locator("[id='t-govcn-2017-12-08.o12']")
    figure.hover()
    assert page.locator("[id='govcn-2017-12-08.o12'].on").count() == 1
    assert page.locator(".txt .part.on").count() >= 3
    page.mouse.move(0, 0)
    assert page.locator(".on").count() == 0
    figure.focus()
    assert page.locator("[id='govcn-2017-12-08.o12'].on").count() == 1


def test_corrections_stand_in_print(look: Look) -> None:
    page = look("sources/lifeofguangzhou-2017-02-15.html")
    assert page.locator("del.fix.accepted").count() >= 2
    assert page.locator("ins.fix a").count() >= 8
    page.check("#m-off")
    assert page.locator("ins.fix").first.is_hidden()


def test_tables_sort_filter_and_download(look: Look) -> None:
    page = look("indicators/high_tech_enterprises.html")
    rows = page.locator("table.data tbody tr:visible")
    before = rows.count()
    page.fill(".tools input", "tianhe")
    assert 0 < rows.count() < before
    with page.expect_download() as event:
        page.click(".tools button")
    text = Path(event.value.path()).read_text("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == rows.count() + 1
    page.fill(".tools input", "")
    head = page.locator("table.data thead th").nth(1).locator("button")
    head.click()
    figures = page.locator("table.data tbody td.n data")
    values = [float(v) for v in figures.evaluate_all("all => all.map(each => each.value)") if v]
    assert len(values) > 4
    assert values == sorted(values)
    head.click()
    again = [float(v) for v in figures.evaluate_all("all => all.map(each => each.value)") if v]
    assert again == sorted(values, reverse=True)


def test_sql_runs_in_the_page(look: Look) -> None:
    page = look("query.html")
    page.wait_for_selector("#answer table")
    page.fill("#sql", "SELECT value FROM facts WHERE value_quote = '26 percent'")
    page.click("button:has-text('Run')")
    page.wait_for_function("document.querySelector('#answer td')?.textContent === '26'")
    page.fill("#sql", "SELEKT")
    page.click("button:has-text('Run')")
    page.wait_for_function("document.getElementById('status').textContent.includes('syntax error')")


def test_the_other_language_keeps_the_page(look: Look) -> None:
    page = look("series/tianhe/high_tech_enterprises.html")
    page.click("a.lang")
    page.wait_for_selector("html[lang=zh-Hans]")
    assert "天河区高新技术企业数" in page.inner_text("h1")
    page.click("a.lang")
    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/series/tianhe/high_tech_enterprises.html")


@pytest.mark.parametrize("path", KINDS[:-3])
def test_pages_can_be_read_without_scripts(look: Look, path: str) -> None:
    page = look(path, java_script_enabled=False)
    assert page.locator("h1").inner_text()
    assert len(page.locator("main").inner_text()) > 100


def test_why_figures_over_time_differ_in_two_steps(look: Look) -> None:
    page = look("index.html")
    page.fill("#q", "high-tech enterprises tianhe")
    page.keyboard.press("Enter")
    page.click("#results a >> text=high-tech enterprises of Tianhe District")
    page.wait_for_selector("h1:has-text('high-tech enterprises of Tianhe District')")
    points = (
        page.locator("svg.chart >> nth=0")
        .locator("a")
        .evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    )
    assert [label.partition(":")[0] for label in points] == [
        "2020",
        "2021-03-30",
        "2021-12-31",
        "2021-12-31",
        "2023-05",
    ]
    assert "2,688 agrees with the count of certificates in force" in page.inner_text("main")


def test_which_counties_are_on_a_list_in_two_steps(look: Look) -> None:
    page = look("index.html")
    page.click("nav >> text=Lists")
    page.wait_for_selector("h1:has-text('Lists')")
    page.click("main a >> text=Top ten counties by industrial internet development 2020")
    page.wait_for_selector("text=The list is complete")
    names = page.locator("table.data tbody tr td:nth-child(2) a").all_inner_texts()
    assert len(names) == 10
    assert (names[0], names[7]) == ("Kunshan", "Changsha County")


def test_what_contradicts_itself_in_one_step(look: Look) -> None:
    page = look("index.html")
    page.click("nav >> text=Contradictions")
    page.wait_for_selector("article.card.contradicts")
    picture = page.locator("article.card img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('article.card img').naturalWidth > 0")


def test_the_tables_as_files_for_a_spreadsheet(look: Look) -> None:
    page = look("index.html")
    page.click("footer >> text=Download and cite")
    with page.expect_download() as event:
        page.click("text=facts.csv")
    raw = Path(event.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfobservation_id,")
