"""The statements that a change adds, as a reviewer sees them: in the comparison, in its JSON, in the comment."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from core import core
from msgspec import convert
from planting import edit_cell, refresh
from reported import HOSTILE

from reread.diff import Diff, diff, forms
from reread.diff.model import Reviewed
from reread.package import csvtext
from reread.package.opening import open_package
from reread.package.table import Row
from reread.statements.view import STATEMENT_TABLES

SHARE, CORRECTED, QUOTED = "thnet-2022-09-23.o05", "rednet-2022-07-27.o02", "csst-2017-07-20.o04"


def without(root: Path, gone: Callable[[Row], bool]) -> Path:
    """Take rows out of the tables of statements and of indicators."""
    for name in (*STATEMENT_TABLES, "indicators"):
        table = open_package(root).table(name)
        rows = [table.header, *(row.cells for row in table.rows if not gone(row))]
        (root / table.path).write_bytes(csvtext.write(rows).encode("utf-8"))
    refresh(root)
    return root


def added(tmp_path: Path, *keys: str, new: Path | None = None) -> dict[str, Reviewed]:
    """What is said of the rows with these keys, which only the new version has."""
    old = without(shutil.copytree(core(whole_sources=True), tmp_path / "old"), lambda row: row.key in keys)
    return {item.id: item for item in diff(str(old), str(new or core(whole_sources=True))).reviewed}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Diff:
    """A change that adds every third statement."""
    root = shutil.copytree(core(whole_sources=True), tmp_path_factory.mktemp("many") / "old")
    old = without(root, lambda row: row.table.name != "indicators" and row.record % 3 == 0)
    return diff(str(old), str(core(whole_sources=True)))


def test_a_statement_has_its_sentence_and_what_stands_beside_it(tmp_path: Path) -> None:
    (found,) = added(tmp_path, SHARE).values()
    assert found.words.endswith("share of high-tech enterprises of Guangzhou, 2021-12-31: 26 percent")
    assert "[how much: 26 percent] of [whole: the city -> Guangzhou]" in found.sentences[0]
    assert any(re.fullmatch(r"relation \S+: share, untestable", words) for words in found.beside)
    assert found.reasons == []


def test_what_to_look_at_first_says_why(tmp_path: Path) -> None:
    found = added(tmp_path, SHARE, CORRECTED, QUOTED)
    assert list(found)[-1] == SHARE
    assert found[CORRECTED].reasons == ["reconstructed by a correction", "other answers differ"]
    assert any(words.startswith("also answered by rednet-2022-07-27.o01: ") for words in found[CORRECTED].beside)
    assert found[QUOTED].reasons[0] == "quoted: the text is not archived"
    assert found[QUOTED].reasons[-1] == "no words for who, what, when"
    assert found[QUOTED].sentences == ["reached [how much: more than 14 billion yuan]"]


def test_the_words_of_a_quoted_table_stand_in_their_line(tmp_path: Path) -> None:
    (found,) = added(tmp_path, "gd-yearbook-2024.o03").values()
    assert found.sentences[0].startswith("[who: Guangzhou] 4531 [how much: 5240] 6969")
    assert found.beside == ["2000: 4,531", "2010: 6,969", "2015: 4,644"]


def test_far_from_its_neighbours_and_of_a_new_indicator(tmp_path: Path) -> None:
    key, indicator = "gd-yearbook-2024.o224", "industrial_enterprises_above_size"
    new = shutil.copytree(core(whole_sources=True), tmp_path / "new")
    edit_cell(new, "observations", key, "value", "20010")
    reasons = added(tmp_path, key, indicator, new=new)[key].reasons
    (far,) = (reason for reason in reasons if reason.startswith("far from its neighbour in time"))
    assert re.search(r": (1,901 in 2021|2,021 in 2023) \(gd-yearbook-2024\.o\d+\)$", far)
    assert f"new indicator {indicator}" in reasons


@pytest.mark.parametrize(("column", "value"), [("period", "x"), ("value", "1e999999999"), ("value", "no number")])
def test_a_row_that_cannot_be_read_is_to_be_looked_at(tmp_path: Path, column: str, value: str) -> None:
    new = shutil.copytree(core(whole_sources=True), tmp_path / "new")
    edit_cell(new, "observations", "gd-yearbook-2024.o03", column, value)
    found = added(tmp_path, "gd-yearbook-2024.o03", new=new)["gd-yearbook-2024.o03"]
    assert found.reasons and found.sentences


def test_every_statement_is_counted_and_those_to_look_at_come_first(many: Diff) -> None:
    assert len(many.reviewed) == sum(table.added for table in many.tables) > 150
    assert many.to_look_at == sum(bool(item.reasons) for item in many.reviewed)
    numbers = [len(item.reasons) for item in many.reviewed]
    assert numbers == sorted(numbers, reverse=True) and 0 < many.to_look_at < len(numbers)
    assert all(item.sentences and item.words for item in many.reviewed)


@pytest.mark.parametrize(("cap", "limit"), [(30, 60_000), (1_000, 60_000), (30, 12_000), (30, 3_000), (30, 1_200)])
def test_the_comment_is_bounded_and_says_what_it_leaves_out(many: Diff, cap: int, limit: int) -> None:
    page = forms.markdown(many, cap=cap, limit=limit)
    assert len(page) <= limit
    total = len(many.reviewed)
    assert f"{total} statements" in page
    first, second = (page.partition("| statement | its words")[part] for part in (0, 2))
    listed = [len(re.findall(r"^\| `\S+\.[orl]\d+` \|", part, re.MULTILINE)) for part in (first, second)]
    if "too long to show" not in page:
        assert listed[1] and f"\n{total - listed[1]} more statements, counted" in second
        assert f"\n{many.to_look_at - listed[0]} more to look at first" in first


def test_it_is_read_back_and_may_be_missing(many: Diff, tmp_path: Path) -> None:
    file = tmp_path / "diff.json"
    file.write_text(forms.as_json(many), "utf-8")
    assert forms.read(str(file)) == many
    whole = json.loads(file.read_text("utf-8"))
    del whole["reviewed"], whole["to_look_at"]
    file.write_text(json.dumps(whole), "utf-8")
    assert forms.read(str(file)).reviewed == []
    assert "its words" not in forms.markdown(forms.read(str(file)))


def test_hostile_words_mark_nothing_up(many: Diff) -> None:
    many = convert(forms.as_dict(many) | {"bump": 2, "demands": []}, Diff)
    many.reviewed = [Reviewed(text, text, [text] * 5, [text] * 9, [text]) for text in HOSTILE]
    page = forms.markdown(many)
    without_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", page)
    for sign in ("<script", "<img", "@everyone", "](http", "\u202e"):
        assert sign not in without_code
    assert "and 4 more |" in page


@pytest.mark.parametrize("cap", [5, 1_000])
def test_the_page_shows_the_parts_in_their_sentence(many: Diff, cap: int) -> None:
    page = forms.html(many, cap=cap)
    shown = [item for item in many.reviewed[:cap] if item.sentences]
    assert page.count("<article>") == min(cap, len(many.reviewed))
    assert page.count("<mark") == sum(forms._PART.subn("", s)[1] for item in shown for s in item.sentences) > len(shown)
    assert re.search(r"<mark title=\"how much\">[^<\[\]]+ <small>how much</small></mark>", page)
    assert ("more statements, counted and not shown" in page) == (cap < len(many.reviewed))


def test_hostile_words_are_no_elements_of_the_page(many: Diff) -> None:
    many = convert(forms.as_dict(many) | {"bump": 2, "demands": []}, Diff)
    many.reviewed, plain = [], forms.html(many)
    many.reviewed = [Reviewed(text, text, [text, f"[who: {text}]"], [text], [text]) for text in HOSTILE]
    page = forms.html(many)
    kinds = [set(re.findall(r"</?([a-z]\w*)", each, re.IGNORECASE)) for each in (page, plain)]
    assert kinds[0] - kinds[1] <= {"article", "h2", "h3", "small", "p", "mark", "ul", "li"}
    assert "\u202e" not in page


def test_a_package_without_statements_is_not_reviewed(tiny: Path, tmp_path: Path) -> None:
    other = shutil.copytree(tiny, tmp_path / "other")
    (other / "data" / "things.csv").write_text("thing_id,number,note\n", "utf-8")
    found = diff(str(other), str(tiny))
    assert (found.reviewed, found.to_look_at, found.tables[0].added) == ([], 0, 4)
