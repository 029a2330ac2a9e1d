"""The V2 rules: evidence is what its offsets point at, whole words, used or set aside for a reason that shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import plants
from statement_package import EVIDENCE, SOURCE, Built, build, expect, findings, places


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def moved(built: Built, name: str, by: int) -> str:
    """Move the span of an evidence row that nothing uses, without touching the quote; return its id."""
    key = built.ids[name]
    start, end = key.rpartition(":")[2].split("-")
    built.edit("evidence", key, "start", str(int(start) + by))
    built.edit("evidence", key, "end", str(int(end) + by))
    return key


@plants("V201")
def test_quote_that_is_not_at_its_offsets(built: Built) -> None:
    key = moved(built, "vision", 1)
    found = [f for f in findings(built) if f.code == "V201"]
    row = built.row("evidence", key)
    assert [(f.line, f.column) for f in found] == [(row.line, "quote")]
    assert 'the text has "035,"' in found[0].found
    assert f"start {int(row['start']) - 1}, end {int(row['end']) - 1}" in found[0].expected


@plants("V201")
def test_one_digit_of_a_quote(built: Built) -> None:
    built.edit("evidence", "@120", "quote", "130")
    found = [f for f in findings(built) if f.code == "V201"]
    assert len(found) == 1
    assert found[0].expected == "characters of the text; the quote stands nowhere in it"


@plants("V201")
def test_offsets_beyond_the_text(built: Built) -> None:
    built.edit("evidence", "@vision", "end", "99999")
    found = [f for f in findings(built) if f.code == "V201"]
    assert [f.column for f in found] == ["end"]


@plants("V201")
def test_archived_evidence_without_offsets(built: Built) -> None:
    built.edit("evidence", "@vision", "start", "")
    assert ("V201", "start") in {(f.code, f.column) for f in findings(built)}


@plants("V201")
def test_offsets_of_a_text_that_is_not_archived(built: Built) -> None:
    built.edit("evidence", "@passage", "start", "0")
    expect(built, "evidence", "@passage", ("V201", "start"))


@plants("V201")
@pytest.mark.parametrize(("column", "value"), [("quote", "500"), ("passage_start", "12")])
def test_words_that_the_passage_has_not(built: Built, column: str, value: str) -> None:
    built.edit("evidence", "@quoted value", column, value)
    assert ("V201", "passage_start") in {(f.code, f.column) for f in findings(built)}


@plants("V202")
@pytest.mark.parametrize(("start", "quote"), [(2, "0"), (1, "20"), (0, "12")])
def test_number_cut_in_two(built: Built, start: int, quote: str) -> None:
    key = built.ids["120"]
    first = int(key.rpartition(":")[2].split("-")[0]) + start
    built.add("evidence", evidence_id=f"{SOURCE}:{first}-{first + len(quote)}", source_id=SOURCE, start=str(first),
              end=str(first + len(quote)), quote=quote, kind="figure", disposition="idiom", note="Cut.")  # fmt: skip
    found = findings(built)
    assert {f.code for f in found} == {"V202"}
    assert all("|" in f.found for f in found)


@plants("V203")
def test_evidence_that_nothing_uses(built: Built) -> None:
    built.edit("evidence", "@vision", "disposition", "")
    found = findings(built)
    assert {(f.code, f.column) for f in found} == {("V203", "evidence_id"), ("V401", None)}


@plants("V203")
def test_used_evidence_set_aside(built: Built) -> None:
    built.edit("evidence", "@2021", "disposition", "year_of_context")
    (found,) = expect(built, "evidence", "@2021", ("V203", "disposition"))
    assert "when_evidence_id" in found.found


@plants("V203")
def test_name_that_refers(built: Built) -> None:
    built.edit("evidence", "@xicheng", "refers_to", "@haibei")
    expect(built, "evidence", "@xicheng", ("V203", "refers_to"))


MISFITS = [
    ("clock", "identifier", True),
    ("clock", "edition_name", False),
    ("clock", "ordinal_name", False),
    ("vision", "dateline", True),  # "2035" reads as a year
    ("vision", "ordinal_name", False),
    ("vision", "identifier", True),  # the last word of "Vision 2035"
    ("two", "dateline", False),
    ("two", "ordinal_name", False),
    ("two", "edition_name", False),
    ("two", "identifier", False),
    ("first step", "generic_count", False),
    ("first step", "dateline", False),
    ("first-tier", "edition_name", False),
    ("one", "boilerplate", False),
    ("one", "ordinal_name", False),
    ("2015", "ordinal_name", False),
    ("file", "dateline", False),
    ("file", "edition_name", False),
    ("copyright", "ordinal_name", False),
    ("two", "out_of_scope", True),
    ("clock", "out_of_scope", False),
    ("first-tier", "out_of_scope", False),
]


@plants("V204")
@pytest.mark.parametrize(("name", "disposition", "fits"), MISFITS)
def test_disposition_against_its_characters(built: Built, name: str, disposition: str, fits: bool) -> None:
    built.edit("evidence", f"@{name}", "disposition", disposition)
    if fits:
        assert findings(built) == []
    else:
        (found,) = expect(built, "evidence", f"@{name}", ("V204", "disposition"))
        assert EVIDENCE[name][0] in found.found


@plants("V204")
def test_duplicate_that_reads_otherwise(built: Built) -> None:
    built.edit("evidence", "@headline", "refers_to", "@highest")
    expect(built, "evidence", "@headline", ("V204", "refers_to"))


@plants("V204")
def test_duplicate_of_what_nothing_uses(built: Built) -> None:
    built.edit("evidence", "@headline", "refers_to", "@first step")
    expect(built, "evidence", "@headline", ("V204", "refers_to"), ("V205", "kind"))


KINDS = [
    ("one", "rank"),
    ("one", "time"),
    ("one", "name"),
    ("one", "term"),
    ("one", "statement"),
    ("one", "reference"),
    ("clock", "rank"),
    ("first step", "rank"),
    ("2015", "name"),
    ("headline", "time"),
    ("claim", "term"),
    ("slip", "term"),
    ("headline", "name"),
]


@plants("V205")
@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind_against_its_characters(built: Built, name: str, kind: str) -> None:
    built.edit("evidence", f"@{name}", "kind", kind)
    expect(built, "evidence", f"@{name}", ("V205", "kind"))


@plants("V205")
def test_name_that_is_not_registered(built: Built) -> None:
    built.edit("entities", "xicheng", "gb2260", "")
    built.edit("entities", "xicheng", "name_en", "Western District")
    assert ("V205", "data/evidence.csv", built.row("evidence", "@xicheng").line, "kind") in places(built)


@plants("V321")
def test_figure_without_its_hedge(built: Built) -> None:
    key = built.ids["200"]
    start = int(key.rpartition(":")[2].split("-")[0]) + len("nearly ")
    new = f"{SOURCE}:{start}-{start + len('200 percent')}"
    for column, value in (("start", str(start)), ("quote", "200 percent"), ("evidence_id", new)):
        built.edit("evidence", key, column, value)
    statement = f"{SOURCE}.o04"
    for column, value in (("value_evidence_id", new), ("lower", "199.5"), ("upper", "200.5"), ("qualifier", "rounded")):
        built.edit("observations", statement, column, value)
    (found,) = expect(built, "observations", statement, ("V321", "value_evidence_id"))
    assert '"nearly 200 percent"' in found.expected
