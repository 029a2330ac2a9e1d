"""Tables of any size: the pass over a file finds what is found in rows at hand, places and words included."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from contract_corpus import CASES, Case, written
from contract_engines import Engines, columns_of, source_of
from contract_generated import findings_of
from contract_generating import TRUTH, generate
from core import core
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_contract_engines import CHANGES, SCHEMAS

from reread.contract import source as sources
from reread.contract.cells import Registry
from reread.contract.judge import judge
from reread.contract.schema import load
from reread.contract.source import Csv, Malformed, Source, Unlisted
from reread.findings import Outcome
from reread.package import csvtext
from reread.package.opening import open_package
from reread.run import run

ENGINES = Engines(SCHEMAS)


def in_files(case: Case, folder: Path) -> dict[str, Source]:
    """The tables of a case, each in a file."""
    found: dict[str, Source] = {}
    for name, rows in case.tables().items():
        path = folder / f"{name}.csv"
        path.write_text(written(name, rows), "utf-8", newline="")
        found[name] = Csv(path, path.name)
    return found


def test_every_case_of_the_corpus(tmp_path: Path) -> None:
    for case in CASES:
        found = ENGINES.judged(in_files(case, tmp_path))
        assert {(code, table, record) for code, _, table, record in found} == case.expected, case.name


@given(CHANGES)
@settings(max_examples=20)
def test_any_cells(changes: dict[tuple[str, int, str], str]) -> None:
    case = Case("any", "change", {place: text.replace("\r", "") for place, text in changes.items()})
    tables = {n: columns_of(ENGINES.schemas[n].names, rows) for n, rows in case.tables().items()}
    with tempfile.TemporaryDirectory() as folder:
        assert ENGINES.judged(in_files(case, Path(folder))) == ENGINES.polars(tables)


TEXTS = st.text(alphabet='a,"\n', max_size=60)
WORDS = st.lists(st.text(alphabet='a,"\n', min_size=1, max_size=2), unique=True)


@given(TEXTS, st.sampled_from([3, 11, 1000]))
@example(",\n\n,,", 3)
@example("1,2\n3\n\n", 1000)
@example('1,"\n"\n3,"a""b"\n5,6', 11)
@example('1,"2"",3\n4,5"",6\n', 1000)
@example('"",""\n', 1000)
@example("1,2\n1,2,3\n1\n", 1000)
@settings(max_examples=300)
def test_a_file_is_refused_or_read_as_the_strict_reader_does(body: str, piece: int) -> None:
    raw = ("a,b\n" + body).encode()
    strict = csvtext.parse(raw, "t.csv")
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "_PIECE", piece)
        path = Path(folder, "t.csv")
        path.write_bytes(raw)
        try:
            file = Csv(path, "t.csv")
            rows = [tuple(cell or "" for cell in row) for batch in file.measured() for row in batch.rows()]
        except Malformed as error:
            if strict.problems:
                assert error.problems[0].line in range(1, raw.count(b"\n") + 2)
            else:  # sound, but in a way that only the strict reader understands
                assert not error.problems
        else:
            assert not strict.problems, raw
            assert rows == [cells for _, cells in strict.records]
            records = list(range(len(rows)))
            assert file.lines(records) == [line for line, _ in strict.records]
            assert records == [] or file.take(records).height == len(records)


@given(TEXTS, st.integers(0, 3), WORDS)
@example('a,1\n"a""",2\n,3\n', 0, ["b"])
@example('a,""\n', 0, [])
@example('"",a\n', 0, [])
def test_cells_of_known_words_are_read_as_such_or_not_at_all(body: str, unknown: int, more: list[str]) -> None:
    raw = ("a,b\n" + body).encode()
    strict = csvtext.parse(raw, "t.csv")
    words = list(dict.fromkeys(cells[0] for _, cells in strict.records if cells[0]))[unknown:]
    known = {"a": pl.Enum(list(dict.fromkeys([*words, *more])))}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(raw)
        try:
            batches = list(Csv(path, "t.csv").measured(known))
        except Malformed as error:
            assert bool(error.problems) <= bool(strict.problems)
        except Unlisted:
            assert {cells[0] for _, cells in strict.records} - set(known["a"].categories) - {""} or strict.problems
        else:
            rows = [tuple(cell or "" for cell in row) for batch in batches for row in batch.rows()]
            assert rows == [cells for _, cells in strict.records]
            assert {batch["a"].dtype for batch in batches} <= {known["a"], pl.String()}


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbfa,b\n1,2\n", b"a,b\r\n1,2\r\n", b"a,b\n1,\xff\n", b"", b"a,a\n1,2\n"])
def test_bytes_that_are_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(raw)
    with pytest.raises(Malformed) as caught:
        list(Csv(path, "t.csv").measured())
    assert caught.value.problems == csvtext.parse(raw, "t.csv").problems


def test_a_sound_file_is_not_read_by_the_strict_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b'1,"x\ny ""z"""\n2,plain\n' * 2_000)
    monkeypatch.setattr(Csv, "explained", lambda _: pytest.fail("the strict reader was asked"))
    assert sum(batch.height for batch in Csv(path, "t.csv").measured()) == 4_000


@pytest.mark.parametrize("mistake", [b"1,2,3\n", b"1,\xff\n"])
def test_a_mistake_far_down_is_explained_with_its_place(
    mistake: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_PIECE", 1_000)
    path = tmp_path / "t.csv"
    raw = b"a,b\n" + b'1,"x\ny"\n' * 1_000 + mistake + b"4,5\n" * 1_000
    path.write_bytes(raw)
    [problem] = Csv(path, "t.csv").explained()
    [expected] = csvtext.parse(raw, "t.csv").problems
    assert problem == expected


# --- generated packages ---


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "package"
    generate(folder, 3_000, seed=3, like=core())
    return folder


Place = tuple[str, int | None, int | None, str | None, str]


def truth(folder: Path) -> Counter[Place]:
    with (folder / TRUTH).open(encoding="utf-8", newline="") as file:
        return Counter(
            (f"data/{row['table']}.csv", int(row["record"]), int(row["line"]), row["column"], row["code"])
            for row in csv.DictReader(file)
        )


@pytest.mark.parametrize("large_from", [None, 100_000, 0])
@pytest.mark.parametrize("batch", [sources.BATCH, 700])
def test_no_planted_error_is_missed_and_none_is_found_beside(
    planted: Path, large_from: int | None, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "BATCH", batch)
    results = findings_of(planted, large_from)
    found = [finding for _, _, findings in results.values() for finding in findings]
    assert Counter((f.file, f.record, f.line, f.column, f.code) for f in found) == truth(planted)


def test_findings_of_a_large_table_read_as_those_of_a_small_one(planted: Path) -> None:
    held, passed = findings_of(planted, None), findings_of(planted, 100_000)
    for code in held:
        assert held[code][:2] == passed[code][:2]
        for one, other in zip(held[code][2], passed[code][2], strict=True):
            # In a table too large to be held, no nearest key is looked for.
            assert (one.place, one.key, one.found) == (other.place, other.key, other.found)
            assert one.expected.partition("; did you mean")[0] == other.expected.partition("; did you mean")[0]


def test_a_sound_package_has_no_findings_and_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert generate(tmp_path / name, 500, seed=7, errors=False, like=core()) == []
    files = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").rglob("*.*"))]
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()
    for large_from in (None, 0):
        assert not [code for code, result in findings_of(tmp_path / "one", large_from).items() if result[1]]
    with pytest.raises(FileExistsError):
        generate(tmp_path / "one", 500)


def test_a_malformed_large_table_blocks_what_follows(planted: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    shutil.copytree(planted, folder)
    path = folder / "data" / "observations.csv"
    lines = path.read_text("utf-8").split("\n")
    lines[1500] = lines[1500].rsplit(",", 1)[0]
    path.write_text("\n".join(lines), "utf-8", newline="")
    pkg = open_package(folder)
    pkg.large_from = 100_000
    report = run(pkg, ["B108", "V306"])
    [finding] = [finding for finding in report.findings if finding.code == "B108"]
    assert (finding.file, finding.line) == ("data/observations.csv", 1501)
    assert [r.outcome for r in report.results if r.info.code == "V306"] == [Outcome.NOT_EVALUATED]


def test_rows_at_hand_and_a_frame_are_the_same_source() -> None:
    rows = Source.of_rows(("a", "b"), [("1", ""), ("2", "x")])
    assert rows.frame is not None
    assert rows.frame.equals(source_of({"a": ["1", "2"], "b": [None, "x"]}).frame, null_equal=True)


def test_columns_may_be_called_like_what_is_made_beside_others() -> None:
    odd = ["value=", "k#", *(f"x>{n}" for n in range(12)), "k>other"]
    fields = [{"name": "value", "type": "number", "constraints": {"minimum": 0}}, {"name": "k", "type": "string"}]
    fields += [{"name": name, "type": "string", "constraints": {"required": True, "pattern": "b"}} for name in odd]
    key = {"fields": ["k"], "reference": {"resource": "other", "fields": ["id"]}}
    schemas = {"t": load({"fields": fields, "foreignKeys": [key]}, "t")}
    schemas["other"] = load({"fields": [{"name": "id", "type": "string"}], "primaryKey": ["id"]}, "other")
    rows = Source.of_rows(schemas["t"].names, [("1", "p", *"b" * len(odd)), ("-1", "q", *"c" * len(odd))])
    found = judge(schemas["t"], rows, Registry(schemas, {"t": rows, "other": Source.of_rows(("id",), [("p",)])}))
    wrong = {one.rule.name: one.records for one in found if one.violations}
    assert wrong == {name: [1] for name in ("value_minimum", "k_in_other", *(f"{name}_pattern" for name in odd))}
