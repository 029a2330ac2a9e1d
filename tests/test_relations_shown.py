"""Relations as people see them: words, pictures, the page of contradictions, the command, the scripts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from called import script
from relation_package import SOURCE, Sheet

from cn_industrial_internet.cli import main
from reread.package.opening import open_package
from reread.relations import engine
from reread.relations.intervals import Interval, make
from reread.relations.picture import contradictions_page, picture, pictures
from reread.relations.quantities import DAY, Unit
from reread.relations.words import interval_text, number_text

YUAN = Unit("CNY", "CNY", Fraction(1), "money", False, "CNY")
COUNT = Unit("count", "count", Fraction(1), "count", False)
DAYS = Unit(DAY, DAY, Fraction(1), DAY, False)


@pytest.mark.parametrize(
    ("interval", "unit", "words"),
    [
        (make(66_812_345_678, 67_598_765_432), YUAN, "66.81 to 67.6 billion CNY"),
        (make(60_500_000_000, 61_500_000_000), YUAN, "60.5 to 61.5 billion CNY"),
        (make(11302, 11745), COUNT, "11,302 to 11,745"),
        (make(9, 9), COUNT, "9"),
        (make(50, None), COUNT, "at least 50"),
        (make(50, None, lower_open=True), COUNT, "more than 50"),
        (make(None, 3_000_000), COUNT, "at most 3 million"),
        (make(55, 56, upper_open=True), COUNT, "55 to just under 56"),
        (make(Fraction(1, 3), Fraction(1, 3)), COUNT, "0.3333"),
        (make(0, None, lower_open=True), YUAN, "more than 0 CNY"),
        (make(None, None), COUNT, "any number"),
        (None, COUNT, "no number at all"),
        (make(date(2022, 1, 1).toordinal(), date(2022, 12, 31).toordinal()), DAYS, "2022-01-01 to 2022-12-31"),
        (make(date(2022, 1, 1).toordinal(), None), DAYS, "2022-01-01 or later"),
        (make(None, date(2022, 1, 1).toordinal()), DAYS, "2022-01-01 or earlier"),
    ],
)
def test_numbers_for_people(interval: Interval | None, unit: Unit, words: str) -> None:
    assert interval_text(interval, unit) == words


def test_single_numbers_for_people() -> None:
    assert number_text(Fraction(5_900_000_000), YUAN) == "5.9 billion CNY"
    assert number_text(Fraction(date(2022, 6, 30).toordinal()), DAYS) == "2022-06-30"
    assert number_text(Fraction(-1234567), COUNT) == "-1.234567 million"


@pytest.fixture
def sheet() -> Sheet:
    """One relation of every verdict, and orders of days."""
    made = Sheet()
    roles = {"share": made.printed("26 percent", "firms_share"), "part": made.printed("2,995")}
    made.relation("holding", "share", "untestable", whole=made.derived("whole-a"), **roles)
    roles = {"share": made.printed("55 percent", "firms_share"), "part": made.printed("5")}
    made.relation("cut-off", "share", "holds_cut", whole=made.derived("whole-b", period="2020"), **roles)
    made.relation("miscounted", "count", "contradicts", total=made.printed("5"), part=[1, 2, 3, 4, 5, 6])
    roles = {
        "current": made.printed("14.68 billion yuan", "revenue"),
        "growth": made.printed("120 percent", "revenue_growth"),
    }
    made.relation("rough", "growth", "holds_wide", previous=made.printed("6.75 billion yuan", "revenue"), **roles)
    late = made.printed("7", period="2023")
    made.relation("too-early", "order", "contradicts", left=(late, "period_end"), right=SOURCE)
    made.relation("open", "order", "undecidable", left=made.printed("5"), right=made.printed("over 4"))
    made.relation("missed", "sum", "contradicts", total=made.printed("9 million"), part=[made.printed("7 million")])
    return made


def test_pictures_are_sound_and_the_same_every_time(sheet: Sheet, tmp_path: Path) -> None:
    root = sheet.write(tmp_path)
    first, second = (engine(open_package(root)) for _ in range(2))
    for key in first.relations:
        svg = picture(key, first)
        assert svg == picture(key, second)
        tree = ElementTree.fromstring(svg)
        texts = [node.text or "" for node in tree.iter()]
        assert tree.get("role") == "img" and tree.find("{*}title") is not None and tree.find("{*}desc") is not None
        assert any(f"Made up for a test: {key}" in text for text in texts)
        width, height = float(tree.get("width", 0)), float(tree.get("height", 0))
        for node in tree.iter():
            for name, limit in (("x", width), ("x1", width), ("x2", width), ("y", height), ("y2", height)):
                assert 0 <= float(node.get(name, 0)) <= limit, (key, node.attrib)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("holding", ["\u2013 tests nothing", "11,302 to 11,745", "not printed"]),
        (
            "cut-off",
            ["adds up only if decimals were cut off", "9.01 to 9.17", "no whole number", "if decimals are cut off"],
        ),
        ("miscounted", ["does not add up", "1 apart", "counted"]),
        (
            "rough",
            ["adds up only if the figures are rough", "119.5 to 120.5 percent", "1.8 points apart", "they agree"],
        ),
        ("too-early", ["does not add up", "2023-12-31", "549 days apart"]),
        ("open", ["cannot be tested", "at least 4"]),
        ("missed", ["does not add up", "8.5 to 9.5 million", "1 million apart"]),
    ],
)
def test_what_a_picture_says(sheet: Sheet, tmp_path: Path, key: str, words: list[str]) -> None:
    tree = ElementTree.fromstring(picture(key, sheet.engine(tmp_path)))
    text = " | ".join(node.text or "" for node in tree.iter("{http://www.w3.org/2000/svg}text"))
    assert [word for word in words if word not in text] == [], text


def test_pictures_of_unknown_relations(sheet: Sheet, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        picture("nothing", sheet.engine(tmp_path))


def test_the_page_shows_all_that_does_not_simply_hold(sheet: Sheet, tmp_path: Path) -> None:
    pkg = sheet.open(tmp_path)
    page = contradictions_page(pkg)
    shown = {"cut-off", "miscounted", "rough", "too-early", "open", "missed"}
    assert {name.removesuffix(".svg") for name in pictures(pkg)} == shown
    for key in shown:
        assert f'<a id="{key}">' in page and f"(pictures/{key}.svg)" in page
    assert "## What tests nothing" in page and "(`holding`)" in page and "holding.svg" not in page
    assert "Of 7 relations, 1 test nothing, 3 do not add up, 1 add up only if decimals were cut off" in page
    assert "Made up for a test, and explained so." in page
    assert page.count("\n## ") == 5


def run(*arguments: str) -> int:
    """`cnii relations` with these arguments."""
    return main(["relations", *arguments])


def test_the_command_lists_verdicts(sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sheet.write(tmp_path)
    assert run("--package", str(root)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "contradicts  miscounted" in lines and lines[-1].startswith("7 relations: 1 holds_wide, 1 holds_cut")


def test_the_command_marks_what_is_not_as_registered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = Sheet()
    sheet.relation("off", "sum", total=sheet.printed("9"), part=[sheet.printed("7")])
    sheet.relation("malformed", "sum", total=sheet.printed("9"))
    assert run("--package", str(sheet.write(tmp_path))) == 0
    out = capsys.readouterr().out
    assert "contradicts  off   registered as holds" in out and "1 malformed" in out


def test_the_command_shows_one_relation(sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sheet.write(tmp_path)
    assert run("--package", str(root), "cut-off") == 0
    out = capsys.readouterr().out
    assert "with this relation 9" in out and "54.5 to 55.5 percent" in out and "holds_cut: it adds up only if" in out


def test_the_command_shows_the_relations_of_a_statement(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = sheet.write(tmp_path)
    statement = sheet.tables["observations"][-2]["observation_id"]
    assert run("--package", str(root), statement) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{statement} stands in 1 relation.")
    assert f"The other terms of missed leave 6.5 to 7.5 million for {statement}" in out


def test_the_command_suggests(sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.printed("33", period="1999")
    sheet.printed("44", period="1999")
    assert run("--suggest", "--package", str(sheet.write(tmp_path))) == 0
    out = capsys.readouterr().out
    assert "contradicts  city-firms-1999-twice" in out and "rows for data/relations.csv:\n" in out


def test_the_command_refuses(sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sheet.write(tmp_path)
    assert run("--package", str(root), "nothing") == 2
    assert run("--package", str(root), "--suggest", "cut-off") == 2
    (root / "data" / "observations.csv").write_text('a,b\n"', "utf-8")
    assert run("--package", str(root)) == 2
    assert run("--package", str(root), "--suggest") == 2
    assert "Traceback" not in capsys.readouterr().err


def test_derived_rows_are_built_and_checked(sheet: Sheet, tmp_path: Path) -> None:
    root = str(sheet.write(tmp_path))
    assert script("build_derived.py", "--package", root, "--check").returncode == 1
    assert script("build_derived.py", "--package", root).returncode == 0
    assert script("build_derived.py", "--package", root, "--check").returncode == 0
    written = Path(root, "data", "derived.csv").read_text("utf-8")
    assert "whole-a,city,firms,level,,,2021,whole,count,true,printed,11302,11745," in written


def test_missing_derived_rows_are_named(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.relation(
        "share",
        "share",
        share=sheet.printed("26 percent", "firms_share"),
        part=sheet.printed("5"),
        whole="unknown-whole",
    )
    done = script("build_derived.py", "--package", str(sheet.write(tmp_path)))
    assert done.returncode == 1 and "no row for unknown-whole" in done.stdout


def test_pictures_are_drawn_and_checked(sheet: Sheet, tmp_path: Path) -> None:
    root, out = str(sheet.write(tmp_path)), tmp_path / "pictures"
    where = ("--package", root, "--out", str(out))
    assert script("relation_picture.py", *where, "--check").returncode == 1
    assert script("relation_picture.py", *where).returncode == 0
    (out / "gone.svg").write_text("<svg/>", "utf-8")
    assert script("relation_picture.py", *where, "--check").returncode == 1
    assert script("relation_picture.py", *where).returncode == 0 and not (out / "gone.svg").exists()
    assert script("relation_picture.py", *where, "--check").returncode == 0
    assert script("relation_picture.py", *where, "holding").returncode == 0 and (out / "holding.svg").is_file()
    assert script("relation_picture.py", *where, "nothing").returncode == 2


def test_the_measurement_finds_all_verdicts_right() -> None:
    done = script("bench_relations.py", "--relations", "3000", "--print")
    assert done.returncode == 0 and "| 3,000 | 21,000 |" in done.stdout, done.stdout + done.stderr
