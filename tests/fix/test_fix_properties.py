"""What holds of every repair, whatever the damage: it is idempotent, touches only what was found, leaves no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache

import judging
import planting
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reread.fix import repairing
from reread.fix.repairing import Repaired, plan
from reread.package.opening import Package, open_package

#: What a cell may turn into: words, numbers, days and ids in many forms, and nothing at all.
CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "N/A", "-", "TRUE", "2022/9/23", "1,234", "２９", "6.1E+10", "Sep-17", "x ", "\u3000a", "EN"]
    ),
    st.text(st.sampled_from('a1,"\n\r :-/.２Ａ天'), max_size=8),
)
#: Where one reading is possible, these are mended together, whichever of them a finding names.
_EVIDENCE = ("evidence_id", "start", "end", "quote")
PARTS = st.tuples(
    st.sampled_from(["evidence", "observations", "sources", "entities", "units"]),
    st.integers(0, 10_000),
    st.integers(0, 30),
    st.one_of(CELLS, st.just("copy"), st.just("next row"), st.just("cut")),
)


@pytest.fixture(autouse=True, scope="module")
def judged_once() -> Iterator[None]:
    """What is repaired is judged as it was and as it is: the same bytes once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairing, "run", judging.judged)
        yield


@cache
def real() -> Package:
    """A small package that nobody changes."""
    return open_package(planting.small())


def damaged(parts: list[tuple[str, int, int, str]]) -> Package:
    """The package with these cells changed: the table, the row, the column and what the cell becomes."""
    pkg = real()
    rows = {
        name: [list(pkg.tables[name].header), *(list(r.cells) for r in pkg.tables[name].rows)] for name, *_ in parts
    }
    for name, row, column, value in parts:
        table = rows[name]
        at = 1 + row % (len(table) - 1)
        place = column % len(table[0])
        if value == "copy":
            table.append(list(table[at]))
        elif value == "next row":
            table[at][place] = table[1 + (at % (len(table) - 1))][place]
        else:
            table[at][place] = table[at][place][:-1] if value == "cut" else value
    files = {}
    for name, table in rows.items():
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(table)
        files[pkg.tables[name].path] = out.getvalue().encode("utf-8")
    return Repaired(pkg, files)


@settings(max_examples=12)
@given(st.lists(PARTS, min_size=1, max_size=4))
@example([("evidence", 128, 20, "-")])
@example([("evidence", 0, 0, ""), ("evidence", 360, 0, "11\n")])
@example([("evidence", 0, 0, ""), ("evidence", 360, 0, "1/:\r. ")])
def test_repairs_are_idempotent_named_and_never_for_the_worse(parts: list[tuple[str, int, int, str]]) -> None:
    pkg = damaged(parts)
    made, _ = plan(pkg)
    after = Repaired(pkg, made.files)
    assert plan(after)[0].files == {}
    before_report, after_report = (judging.judged(each, causes=False) for each in (pkg, after))
    assert after_report.failures <= before_report.failures
    named = {
        (finding.file, column, tables[finding.file].rows[finding.record - 1][column])
        for tables in [{table.path: table for table in pkg.tables.values()}]
        for finding in before_report.findings
        if finding.record is not None and tables[finding.file].readable
        for column in [finding.column, *(_EVIDENCE if finding.file == "data/evidence.csv" else ())]
        if column in tables[finding.file].places
    }
    follow = {(t.path, column) for t in pkg.tables.values() for column, to, _ in t.references if to == "evidence"}
    # Cells of a table that could not be read are named once it can.
    unread = {table.path for table in pkg.tables.values() if not table.readable}
    for repair in made.repairs:
        if repair.what == "follows the new id":
            assert (repair.file, repair.column) in follow
            assert repair.before
        elif repair.column and repair.file not in unread:
            assert (repair.file, repair.column, repair.before) in named or repair.before != repair.before.strip()
            named.add((repair.file, repair.column, repair.after))  # one cell may be repaired twice
