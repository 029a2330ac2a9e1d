"""All compilers of the contract find the same in the same tables; so does frictionless, save where written down."""

from __future__ import annotations

import copy
import csv
import dataclasses
import json
import warnings
from pathlib import Path
from typing import Any

import contract_corpus as corpus
import pytest
from contract_corpus import CASES, SCHEMAS, SOUND, Case
from contract_engines import Engines, Violation, columns_of, real_schemas
from core import core
from hypothesis import given, settings
from hypothesis import strategies as st

from reread.contract.kinds.base import KINDS
from reread.contract.rules import NAMED, compile_rules

ENGINES = Engines(SCHEMAS)
DIFFERENCES = Path(__file__).with_name("contract_differences.csv")
NAMES = {name: schema.names for name, schema in ENGINES.schemas.items()}


def columns(tables: corpus.Tables) -> dict[str, dict[str, list[str | None]]]:
    return {name: columns_of(NAMES[name], rows) for name, rows in tables.items()}


def named(case: Case) -> str:
    return f"{case.keyword}: {case.name}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_compiler_finds_what_the_case_says_and_nothing_else(case: Case) -> None:
    tables = columns(case.tables())
    found = ENGINES.polars(tables)
    assert {(code, table, record) for code, _, table, record in found} == case.expected
    assert ENGINES.plain(tables) == found


@dataclasses.dataclass
class Joined:
    """Cases in the same tables: the cells changed, what must be found, and nothing else."""

    cells: dict[tuple[str, int, str], str] = dataclasses.field(default_factory=dict)
    found: set[Violation] = dataclasses.field(default_factory=set)

    def tables(self) -> corpus.Tables:
        return Case("", "", self.cells).tables()

    def touched(self) -> set[str]:
        return {table for table, _, _ in self.cells} | {table for _, _, table, _ in self.found} or {"things"}


def joined() -> list[Joined]:
    """Cases put together as long as none hides what another shows.

    pandera takes its time for each call, so it is not called for each case; those on types stand together below.
    """
    groups: list[Joined] = []
    for case in (case for case in CASES if not case.keyword.startswith("type ")):
        assert not case.more
        alone = Joined(case.cells, ENGINES.plain(columns(case.tables())))
        for number, group in enumerate(groups):
            both = Joined(group.cells | alone.cells, group.found | alone.found)
            fits = group.cells.keys().isdisjoint(alone.cells)
            if fits and group.touched() == alone.touched() and ENGINES.plain(columns(both.tables())) == both.found:
                groups[number] = both
                break
        else:
            groups.append(alone)
    return groups


def test_pandera_finds_what_the_cases_say_and_nothing_else() -> None:
    seen = set()
    for group in joined():
        tables = columns(group.tables())
        assert ENGINES.pandera(tables, "polars", group.touched()) == group.found
        assert ENGINES.pandera(tables, "pandas", group.touched()) == group.found
        seen |= {code for code, _, _, _ in group.found}
    assert seen == {code for case in CASES for code, _, _ in case.expected}


@pytest.mark.parametrize("sound", [True, False])
def test_pandera_finds_cells_of_another_type_where_good_and_bad_stand_together(sound: bool) -> None:
    cells = [
        (column, text, bool(case.expected))
        for case in CASES
        if case.keyword.startswith("type ") and not (sound and case.expected)
        for (_, _, column), text in case.cells.items()
    ]
    rows = [dict.fromkeys(NAMES["things"], "") | {column: text} for column, text, _ in cells]
    tables = columns({**SOUND, "things": rows})
    found = ENGINES.polars(tables)
    mistyped = {record for code, _, _, record in found if code == "S101"}
    assert mistyped == {record for record, (_, _, bad) in enumerate(cells, 1) if bad}
    assert ENGINES.pandera(tables, "polars") == found
    assert ENGINES.pandera(tables, "pandas") == found


def test_the_corpus_has_a_case_for_every_keyword_and_rule_kind() -> None:
    def keywords(schemas: dict[str, dict[str, Any]]) -> set[str]:
        used = {key for schema in schemas.values() for key in schema if key.endswith(("Key", "Keys"))}
        for schema in schemas.values():
            used |= {rule["kind"] for rule in schema.get("cnii:contract", {}).get("rules", ())}
            for field in schema["fields"]:
                used |= set(field.get("constraints", ()))
                used |= {f"type {field['type']}"} - {"type string"}
        return used

    covered = {case.keyword for case in CASES if case.expected}
    assert keywords(SCHEMAS) == covered
    assert keywords(real_schemas()) <= covered
    assert set(NAMED) <= covered
    assert {rule.kind.operator for rules in ENGINES.rules.values() for rule in rules} == set(KINDS)


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({named(case) for case in CASES}) == len(CASES)


# --- frictionless ---


def frictionless_records(
    folder: Path, tables: corpus.Tables, schemas: dict[str, dict[str, Any]] = SCHEMAS
) -> set[tuple[str, int]]:
    """(table, record) of everything that frictionless reports; record 0 stands for the table as a whole."""
    from frictionless import Package, system

    profiles = "https://datapackage.org/profiles/2.0/"
    resources = []
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(corpus.written(name, rows).encode("utf-8"))
        resources.append(
            {
                "$schema": profiles + "dataresource.json",
                "name": name,
                "type": "table",
                "path": f"{name}.csv",
                "schema": schemas[name],
                "encoding": "utf-8",
            }
        )
    descriptor = {"$schema": profiles + "datapackage.json", "name": "corpus", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with system.use_context(trusted=True), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = Package(str(folder / "datapackage.json")).validate()
    assert not report.errors, report.errors
    found = set()
    for task in report.tasks:
        found |= {(task.name, getattr(error, "row_number", 1) - 1) for error in task.errors}
    return found


def listed() -> dict[tuple[str, str], dict[str, str]]:
    with DIFFERENCES.open(encoding="utf-8", newline="") as file:
        return {(row["keyword"], row["case"]): row for row in csv.DictReader(file)}


def spoken(records: set[tuple[str, int]]) -> str:
    return " ".join(f"{table}:{record}" for table, record in sorted(records)) or "nothing"


def of_rows(case: Case) -> set[int]:
    """The row of things that is changed, where frictionless judges that row by itself; nothing else."""
    rows = {record for table, record, column in case.cells if table == "things" and column != "thing_id"}
    return rows if len(rows) == len(case.cells) and not case.keyword.startswith("unique") else set()


@pytest.fixture(scope="module")
def in_rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, int]]]:
    """What frictionless reports of such rows, all below the sound ones: it takes its time for each call. Each row has
    a key of its own, and nothing else needs to be unique.
    """
    schemas = copy.deepcopy(SCHEMAS)
    del schemas["things"]["uniqueKeys"]
    for field in schemas["things"]["fields"]:
        field.get("constraints", {}).pop("unique", None)
    rows = {named(case): (case.tables()["things"][record - 1], record) for case in CASES for record in of_rows(case)}
    made = [row | {"thing_id": f"z.t{n:03d}"} for n, (row, _) in enumerate(rows.values())]
    before = len(SOUND["things"])
    found = frictionless_records(tmp_path_factory.mktemp("rows"), {**SOUND, "things": SOUND["things"] + made}, schemas)
    places = {("things", before + n): name for n, name in enumerate(rows, 1)}
    assert found <= places.keys()
    return {name: {("things", rows[name][1])} if place in found else set() for place, name in places.items()}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_frictionless_reports_the_same_records_or_the_difference_is_listed(
    case: Case, tmp_path: Path, in_rows: dict[str, set[tuple[str, int]]]
) -> None:
    ours = spoken({(table, record) for _, table, record in case.expected})
    peer = spoken(in_rows[named(case)] if of_rows(case) else frictionless_records(tmp_path, case.tables()))
    row = listed().get((case.keyword, case.name))
    if row is None:
        assert ours == peer
    else:
        assert ours != peer, f"this difference has gone: remove it from {DIFFERENCES.name}"
        assert (row["ours"], row["peer"]) == (ours, peer)
        assert row["reason"].endswith(".")


def test_listed_differences_belong_to_cases() -> None:
    assert set(listed()) <= {(case.keyword, case.name) for case in CASES}


# --- any change whatever ---

CELLS = [
    *sorted(
        {text for rows in SOUND.values() for row in rows for text in row.values()}
        | {text for case in CASES for text in case.cells.values()}
    ),
    "-1",
    "0",
    "0.3",
    "1.50",
    "2020-02-29",
    "２",
    "ab.t2",
    "ab.t04",
    "part whole",
    "~",
    "a|b",
]
PLACES = [(name, n, column) for name, rows in SOUND.items() for n in range(1, len(rows) + 1) for column in NAMES[name]]
CHANGES = st.dictionaries(st.sampled_from(PLACES), st.sampled_from(CELLS) | st.text(max_size=6), max_size=8)


@given(CHANGES)
@settings(max_examples=100)
def test_polars_and_the_plain_compiler_agree_on_any_cells(changes: dict[tuple[str, int, str], str]) -> None:
    tables = columns(Case("any", "change", changes).tables())
    assert ENGINES.polars(tables) == ENGINES.plain(tables)


@given(CHANGES)
@settings(max_examples=8)
def test_pandera_agrees_on_any_cells(changes: dict[tuple[str, int, str], str]) -> None:
    tables = columns(Case("any", "change", changes).tables())
    found = ENGINES.polars(tables)
    assert ENGINES.pandera(tables, "polars") == found
    assert ENGINES.pandera(tables, "pandas") == found


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 5))
@settings(max_examples=10)
def test_tables_of_any_length_agree(kinds: int, pairs: int, things: int) -> None:
    lengths = {"kinds": kinds, "pairs": pairs, "things": things}
    tables = columns({name: rows[: lengths[name]] for name, rows in SOUND.items()})
    assert ENGINES.polars(tables) == ENGINES.plain(tables)


def test_real_tables_pass_every_compiler() -> None:
    """Those of the core. All are judged in tests/test_package.py, and as frames in test_user_frames.py."""
    from reread.package.opening import open_package

    pkg = open_package(core())
    schemas = {name: table.schema for name, table in pkg.tables.items()}
    engines = Engines(schemas)
    tables = {
        name: columns_of(engines.schemas[name].names, [row.as_dict() for row in table])
        for name, table in pkg.tables.items()
    }
    assert engines.polars(tables) == set()
    assert engines.plain(tables) == set()
    assert engines.pandera(tables, "polars") == set()
    assert engines.pandera(tables, "pandas") == set()


def test_rules_have_names_of_their_own() -> None:
    from reread.contract.schema import load

    for schema in real_schemas().values():
        names = [rule.name for rule in compile_rules(load(schema))]
        assert len(names) == len(set(names))
