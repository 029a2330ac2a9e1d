"""Importing costs nothing that is not used, and nothing reaches for the network."""

from __future__ import annotations

import ast
import subprocess
import sys

import planting
import pytest

HEAVY = {"pandas", "polars", "pyarrow", "pandera", "numpy", "duckdb", "frictionless"}


def _modules(program: str) -> set[str]:
    """The modules that are loaded after `program`, run in a Python of its own."""
    return set(_told(f"{program}\nimport sys; sys.stderr.write(' '.join(sys.modules))").split())


def _told(program: str) -> str:
    """What `program` writes on standard error, run in a Python of its own."""
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(planting.ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return run.stderr


def test_importing_brings_this_module_alone() -> None:
    """Importing is to take 30 ms at most, and takes a few, since next to nothing comes along."""
    brought = _modules("import cn_industrial_internet") - sys.stdlib_module_names
    own = {name for name in brought if name.partition(".")[0] in ("cn_industrial_internet", "reread")}
    assert own == {"cn_industrial_internet", "reread", "reread.findings", "reread.package", "reread.package.home"}
    assert HEAVY & brought == set()


#: What is called one after the other; a module is told of the first that brings it.
LIGHT = (
    "cnii.observations[0]; cnii.facts; cnii.metadata('units')",
    "cnii.resolve('Tianhe'); cnii.cite(); cnii.why('thnet-2022-09-23.o01')",
    "cnii.series('tianhe', 'high_tech_enterprises')",
    "cnii.convert(1, 'm2', from_unit='m2')",
    "cnii.ranking('ccid-top-districts-2022'); cnii.to_csv(cnii.units)",
    "from cn_industrial_internet import cli; cli.main(['show', 'facts'])",
    "from cn_industrial_internet import cli; cli.main(['show'])",
)


@pytest.fixture(scope="module")
def brought() -> dict[str, set[str]]:
    """The modules that are there after each of these calls, and were not before it; in a Python of its own."""
    lines = ["import sys, cn_industrial_internet as cnii", "known = set()"]
    for call in LIGHT:
        lines += [call, f"sys.stderr.write(repr(({call!r}, sorted(sys.modules.keys() - known))) + chr(10))"]
        lines += ["known = set(sys.modules)"]
    told = [ast.literal_eval(line) for line in _told("\n".join(lines)).splitlines()]
    return {call: set(names) for call, names in told}


@pytest.mark.parametrize("call", LIGHT)
def test_what_needs_no_library_loads_none(brought: dict[str, set[str]], call: str) -> None:
    assert HEAVY & brought[call] == set()
    assert {"socket", "ssl", "http.client"} & brought[call] == set()


@pytest.mark.parametrize("into", ["pandas", "polars", "pyarrow"])
def test_each_library_is_loaded_for_itself_only(into: str) -> None:
    loaded = _modules(f"import cn_industrial_internet as cnii; cnii.load('units', {into!r})")
    assert into in loaded
    others = {"pandas", "polars", "duckdb", "pandera", "frictionless"} - {into}
    others -= {"pandas"} if into == "pyarrow" else set()  # PyArrow looks for pandas by itself
    assert others & loaded == set()


def test_the_list_of_commands_needs_no_library() -> None:
    loaded = _modules("from cn_industrial_internet import cli; cli.main(['--help'])")
    assert {"reread.tables.loading", "sqlite3", "cyclopts", "rich", "polars"} & loaded == set()
