"""The arrows between the rooms of the house: which module imports which, held to one order.

`ORDER` lists the rooms from the lowest to the highest; a room imports only rooms below it, so there can be no circle.
`docs/architecture.md` draws the arrows from the same graph (scripts/build_docs.py).
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from planting import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from import_graph import ORDER, SOURCE, imports, modules, room_of

#: Arrows that run up, each with its reason. An entry that no import needs any more fails the test.
UP: dict[tuple[str, str], str] = {}
#: Where modules of this project are imported inside functions, by the beginning of a module's name, each with its
#: reason. An entry under which nothing does so any more fails the test.
INSIDE: dict[str, str] = {
    "cn_industrial_internet": "start-up: the package offers everything and imports what is asked for",
    "reread.cli": "start-up: the list of commands is printed without any library",
    "reread.commands": "start-up: `validate` waits for nothing that the other commands need",
    "reread.frictionless_reread": "start-up: frictionless loads its plugins at every start",
    "reread.schemas": "start-up: `schemas` is an attribute of the dataset; judging and pandera are loaded when used",
    "reread.rules.package_check": "start-up: a contract is compiled only where a rule about it is selected",
    "reread.why.model": "an answer shows itself as text, and what writes the text knows the answer",
}
#: Libraries that an installation or a system may lack, or that take long to start, imported where they are used.
OPTIONAL = {
    "adbc_driver_postgresql", "cyclopts", "duckdb", "fcntl", "numpy", "opencc", "openpyxl", "pandas", "pandera",
    "polars", "pyarrow", "pypinyin", "pyspark", "sqlglot", "sqlite3", "xlsxwriter", "yaml",
}  # fmt: skip


def test_every_room_has_its_place() -> None:
    assert {room_of(name) for name in modules()} == set(ORDER)


def test_arrows_go_down() -> None:
    place = {room: number for number, room in enumerate(ORDER)}
    up: dict[tuple[str, str], list[str]] = {}
    for name in modules():
        for target in imports(name):
            one, other = room_of(name), room_of(target)
            if place[other] > place[one]:
                up.setdefault((one, other), []).append(f"{name} imports {target}")
    assert {arrow: lines for arrow, lines in up.items() if arrow not in UP} == {}
    assert set(UP) == set(up), "a reason is left for an arrow that is gone"


def _inside(name: str) -> set[str]:
    """What a module imports inside functions: first names of libraries, whole names of modules of this project."""
    path = modules()[name]
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found: set[str] = set()
    for node in {each for function in functions for each in ast.walk(function)}:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("reread" if node.level else (node.module or "").partition(".")[0])
    return found


def _reasons(name: str) -> list[str]:
    return [start for start in INSIDE if name == start or (start.endswith(".") and name.startswith(start))]


def test_imports_stand_at_the_head() -> None:
    inside = {name: found for name in modules() if (found := _inside(name) - OPTIONAL)}
    assert {name: found for name, found in inside.items() if not _reasons(name)} == {}
    used = {start for name in inside for start in _reasons(name)}
    assert used == set(INSIDE), "a reason is left for imports that have moved to the head"


def test_a_walk_from_a_table_to_a_finding_is_short() -> None:
    """From the bytes of data/observations.csv to a finding: the modules that opening, reading and judging pass."""
    walk = ["reread.run", "reread.package.opening", "reread.package.table", "reread.package.csvtext", "reread.findings"]
    assert set(walk) <= set(modules())
    assert len(walk) <= 20


def test_the_graph_sees_imports(tmp_path: Path) -> None:
    assert "reread.findings" in imports("reread.package.opening")
    assert SOURCE.joinpath("reread", "run.py") == modules()["reread.run"]
