"""Wrong cells planted in the real package, of the sorts that the second reading of the texts found."""

from __future__ import annotations

import sys

import pytest
from planting import ROOT, plants

from reread.package.opening import open_package
from reread.run import run

sys.path.insert(0, str(ROOT / "scripts"))

from mutation_judge import Judge
from mutations import cell_change


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(open_package(ROOT))


def planted(judge: Judge, table: str, key: str, column: str, new: str, code: str) -> list[str | None]:
    """The columns in which a rule finds something in that row once one cell is changed."""
    rows = judge.pkg.table(table).rows
    (record,) = (n for n, row in enumerate(rows) if row.key == key)
    assert rows[record][column] != new
    changed = judge.altered(cell_change(table, column, "replace", (record, rows[record][column], new)))
    found = run(changed, [code], prerequisites=False).findings
    return [f.column for f in found if f.code == code and f.key == key]


@plants("X609")
@pytest.mark.parametrize(
    ("key", "column", "new", "found"),
    [
        ("govcn-2017-12-08.o13", "convention_relation_id", "guangzhou-high-tech-increase-two-counts",
         "convention_relation_id"),
        ("govcn-2017-12-08.o13", "convention_relation_id", "guangzhou-cross-border-trade-growth", "convention"),
        ("thnet-2022-09-23.o07", "convention_relation_id", "tianhe-high-tech-share-2021", "convention"),
    ],
)  # fmt: skip
def test_a_convention_that_no_relation_earns(judge: Judge, key: str, column: str, new: str, found: str) -> None:
    assert found in planted(judge, "observations", key, column, new, "X609")


@plants("V306")
@pytest.mark.parametrize("key", ["thnet-2022-09-23.o07", "govcn-2017-12-08.o13"])
def test_bounds_of_another_convention(judge: Judge, key: str) -> None:
    assert {"lower", "upper"} & set(planted(judge, "observations", key, "convention", "printed", "V306"))


@plants("V304", "V305")
@pytest.mark.parametrize(
    ("key", "column", "new", "code"),
    [
        ("lifeofguangzhou-2017-02-15.o12", "period", "2015-12-31", "V304"),
        ("lifeofguangzhou-2017-02-15.o13", "period", "2016-12-31", "V304"),
        ("thnet-2022-09-23.o04", "period", "2021", "V304"),
        ("lifeofguangzhou-2017-02-15.o07", "period", "2016", "V305"),
        ("lifeofguangzhou-2017-02-15.o08", "period", "2017-02-16", "V305"),
    ],
)
def test_times_that_the_words_do_not_give(judge: Judge, key: str, column: str, new: str, code: str) -> None:
    assert planted(judge, "observations", key, column, new, code)


@plants("V312")
def test_a_size_read_by_a_correction_shown_as_printed(judge: Judge) -> None:
    found = planted(judge, "rankings", "hurun-industrial-internet-2023", "size_basis", "printed", "V312")
    assert found == ["size_basis"]


@plants("V301")
@pytest.mark.parametrize("noun", ["cloud data center", "industrial internet project"])
def test_a_common_noun_is_a_name_in_its_own_text_only(judge: Judge, noun: str) -> None:
    names = judge.pkg.table("entity_names").rows
    (record,) = (n for n, row in enumerate(names) if row["name"] == noun)
    elsewhere = (record, names[record]["source_id"], "cnbc-2018-11-27")
    change = cell_change("entity_names", "source_id", "replace", elsewhere)
    assert run(judge.altered(change), ["V301"], prerequisites=False).findings


@plants("V306", "V303", "V301", "V201")
@pytest.mark.parametrize(
    ("table", "key", "column", "new", "code"),
    [
        ("observations", "cnbc-2018-11-27.o01", "value", "1920", "V306"),
        ("observations", "gzdaily-2022-12-25.o01", "value", "36685000000", "V306"),
        ("observations", "gd-yearbook-2024.o01", "value", "4645", "V306"),
        ("observations", "csst-2017-07-20.o01", "indicator_id", "incubators", "V303"),
        ("observations", "gzdaily-2022-12-25.o01", "entity_id", "haizhu", "V301"),
        ("observations", "gzdaily-2022-12-25.o01", "period", "2020", "V304"),
        ("evidence", "cnbc-2018-11-27:1", "quote", "tech firms swell from 1,991 in 2015 to more than 8,600", "V201"),
        ("evidence", "cnbc-2018-11-27:2", "passage_start", "23", "V201"),
    ],
)
def test_falsehoods_in_quoted_statements(judge: Judge, table: str, key: str, column: str, new: str, code: str) -> None:
    rows = judge.pkg.table(table).rows
    (record,) = (n for n, row in enumerate(rows) if row.key == key)
    changed = judge.altered(cell_change(table, column, "replace", (record, rows[record][column], new)))
    assert [f for f in run(changed, [code], prerequisites=False).findings if f.code == code]
