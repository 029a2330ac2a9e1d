"""Tables of any size: the pass over a file finds what the engine for small tables finds, places and words included."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from contract_corpus import CASES, Case, written
from contract_engines import Engines, columns_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_contract_engines import CHANGES, SCHEMAS

from reread.contract import large as large_tables
from reread.contract import looked_into, messages
from reread.contract.chunks import Malformed, Reader
from reread.contract.generating import TRUTH, generate
from reread.contract.judging import REPEATING
from reread.contract.polars_engine import column_frame
from reread.contract.quoted import end_of_record, quoted_records
from reread.contract.schema import load
from reread.contract.streaming import scan
from reread.findings import Outcome
from reread.package import csvtext
from reread.package.opening import open_package
from reread.rules.package_check import check_package
from reread.run import run

ENGINES = Engines(SCHEMAS)
#: Bytes read at once, so few that records, even cells, are cut, and the share of rows in which columns may change that
#: are judged by run: none, all of them, or as usual.
SIZES = [(40, 0), (10_000, 1_000), (None, REPEATING)]


def passed_over(case: Case, folder: Path, size: int | None, most: float) -> set[tuple[str, str, str, int]]:
    tables = case.tables()
    frames = {n: column_frame(columns_of(ENGINES.schemas[n].names, rows)) for n, rows in tables.items()}
    found = set()
    for name, rows in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(written(name, rows), "utf-8", newline="")
        scanned = scan(
            ENGINES.schemas[name], ENGINES.rules[name], path, name, frames, keep=100, size=size, repeating=most
        )
        assert scanned.records == len(rows)
        lines = [line for line, _ in csvtext.parse(path.read_bytes(), name).records[1:]]
        for outcome in scanned.outcomes:
            assert outcome.evaluated
            assert outcome.violations == len(outcome.records) <= outcome.cases
            for record in outcome.records:
                found.add((outcome.rule.code, outcome.rule.name, name, record + 1))
                assert scanned.cells[record] == tuple(rows[record].values())
                if record < len(lines):
                    assert scanned.lines[record] == csvtext.parse(path.read_bytes(), name).records[record][0]
    return found


@pytest.mark.parametrize(("size", "most"), SIZES)
def test_every_case_of_the_corpus(size: int | None, most: float, tmp_path: Path) -> None:
    for case in CASES:
        found = passed_over(case, tmp_path, size, most)
        assert {(code, table, record) for code, _, table, record in found} == case.expected, case.name


@given(CHANGES, st.sampled_from(SIZES))
@settings(max_examples=20, deadline=None)
def test_any_cells(changes: dict[tuple[str, int, str], str], size: tuple[int | None, float]) -> None:
    import tempfile

    case = Case("any", "change", {place: text.replace("\r", "") for place, text in changes.items()})
    tables = {n: columns_of(ENGINES.schemas[n].names, rows) for n, rows in case.tables().items()}
    with tempfile.TemporaryDirectory() as folder:
        assert passed_over(case, Path(folder), *size) == ENGINES.polars(tables)


TEXTS = st.text(alphabet='a,"\n', max_size=60)


@given(TEXTS, st.sampled_from([3, 11, 1000]))
@example(",\n\n,,", 3)
@example("1,2\n3\n\n", 1000)
@example('1,"\n"\n3,"a""b"\n5,6', 11)
@settings(max_examples=300, deadline=None)
def test_a_file_is_refused_or_read_as_the_strict_reader_does(body: str, size: int) -> None:
    import tempfile

    raw = ("a,b\n" + body).encode()
    strict = csvtext.parse(raw, "t.csv")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(raw)
        try:
            rows = [
                (line, tuple(cell or "" for cell in row))
                for chunk in Reader(path, "t.csv", size=size)
                for line, row in zip(chunk.lines.to_list(), chunk.frame.rows(), strict=True)
            ]
        except Malformed as error:
            assert strict.problems, raw
            assert error.problems[0].line in range(1, raw.count(b"\n") + 2)
        else:
            assert not strict.problems, raw
            assert rows == strict.records


def test_the_end_of_a_record_is_found_whatever_its_cells_hold() -> None:
    raw = b'1,"a\n\n""b""\n"\n2,c\n3,"d\n'
    assert end_of_record(raw, 0) == raw.index(b"2,c")
    assert end_of_record(raw, raw.index(b"2,c")) == raw.index(b"3,")
    assert end_of_record(raw, raw.index(b"3,")) == len(raw)
    # Half a million lines in one cell: looked at once each, not once for every line after them.
    cell = b"\n" * 500_000
    [(begin, record)] = quoted_records(b"1,a\n" + b'2,"' + cell + b'"\n3,b\n', 1) or []
    assert (begin, len(record)) == (4, len(cell) + 5)


@pytest.mark.parametrize("size", [40, None])
def test_a_piece_that_begins_with_a_line_break_in_a_cell_is_left_to_polars(
    size: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The strict reader would do as well, but takes many times as long."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b'1,"x\ny"\n2,plain and long enough to be a piece of its own\n' * 2_000)
    monkeypatch.setattr(Reader, "_strictly", lambda *_: pytest.fail("the strict reader was asked"))
    assert sum(chunk.frame.height for chunk in Reader(path, "t.csv", size=size)) == 4_000


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "package"
    generate(folder, 3_000, seed=3)
    return folder


Place = tuple[str, int | None, int | None, str | None, str]


def truth(folder: Path) -> Counter[Place]:
    with (folder / TRUTH).open(encoding="utf-8", newline="") as file:
        return Counter(
            (f"data/{row['table']}.csv", int(row["record"]), int(row["line"]), row["column"], row["code"])
            for row in csv.DictReader(file)
        )


@pytest.mark.parametrize(("large_from", "beside"), [(None, 0), (100_000, 0), (0, 0), (0, 100_000)])
def test_no_planted_error_is_missed_and_none_is_found_beside(
    planted: Path, large_from: int | None, beside: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_tables, "BESIDE", beside)
    pkg = open_package(planted)
    pkg.large_from = large_from
    results = check_package(pkg)
    found = [finding for result in results.values() for finding in result.findings]
    assert Counter((f.file, f.record, f.line, f.column, f.code) for f in found) == truth(planted)


def test_findings_of_a_large_table_read_as_those_of_a_small_one(planted: Path) -> None:
    small, large = open_package(planted), open_package(planted)
    large.large_from = 0
    held, passed = check_package(small), check_package(large)
    for code in held:
        assert held[code].findings == passed[code].findings
        assert held[code].cases == passed[code].cases


def test_what_is_looked_into_in_a_large_table_is_held_as_numbers_and_reads_the_same(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (messages, looked_into):  # tables so large that no key of theirs is suggested
        monkeypatch.setattr(module, "SUGGEST_AMONG", 100)
    small, large = open_package(planted), open_package(planted)
    large.large_from = 100_000
    schemas = {name: load(table.schema, name) for name, table in large.tables.items()}
    into = looked_into.looked_into(large, "evidence", schemas)
    assert into is not None and into.key == "evidence_id"
    assert into.rows == len(small.table("evidence").rows) > into.frame.height  # planted keys stand there twice
    assert into.frame.schema["evidence_id"] == pl.UInt64 and into.frame.schema["kind"] == pl.Categorical
    assert pl.String not in into.frame.dtypes
    held, passed = check_package(small), check_package(large)
    assert {code: result.findings for code, result in held.items()} == {c: r.findings for c, r in passed.items()}
    assert sum("whose kind is" in one.found for one in passed["S304"].findings + passed["S305"].findings)


@pytest.mark.parametrize("text", ["a,b\n1,x\n,y\n2,x\n1,z\n", 'a,b\n1,x\n,y\n"2",x\n1,z'])
def test_some_columns_of_a_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    for size in (3, None):
        parts = [chunk.frame for chunk in looked_into.Columns(path, "t.csv", ["a", "c"], size=size)]
        assert pl.concat(parts).rows() == [("1",), (None,), ("2",), ("1",)]


def test_a_sound_package_has_no_findings_and_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert generate(tmp_path / name, 500, seed=7, errors=False) == []
    files = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").rglob("*.*"))]
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()
    for large_from in (None, 0):
        pkg = open_package(tmp_path / "one")
        pkg.large_from = large_from
        assert not [code for code, result in check_package(pkg).items() if result.violations]
    with pytest.raises(FileExistsError):
        generate(tmp_path / "one", 500)


def test_rules_about_rows_are_evaluated_on_a_large_table(planted: Path) -> None:
    pkg = open_package(planted)
    pkg.large_from = 100_000
    report = run(pkg)
    assert not report.passed
    ran = {result.info.code: result for result in report.results}
    assert ran["B108"].outcome is Outcome.PASSED
    assert ran["B305"].outcome is Outcome.PASSED
    assert ran["B305"].cases == report.rows
    assert ran["P109"].outcome is not Outcome.NOT_EVALUATED
    assert ran["S304"].failures
    assert not [code for code in ran if code.startswith("R002")]


def test_a_malformed_large_table_blocks_what_follows(planted: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "package"
    shutil.copytree(planted, folder)
    path = folder / "data" / "observations.csv"
    lines = path.read_text("utf-8").split("\n")
    lines[1500] = lines[1500].rsplit(",", 1)[0]
    path.write_text("\n".join(lines), "utf-8", newline="")
    pkg = open_package(folder)
    pkg.large_from = 100_000
    report = run(pkg, ["B108", "S"])
    [finding] = [finding for finding in report.findings if finding.code == "B108"]
    assert (finding.file, finding.line) == ("data/observations.csv", 1501)
    assert all(r.outcome is Outcome.NOT_EVALUATED for r in report.results if r.info.family == "S")
