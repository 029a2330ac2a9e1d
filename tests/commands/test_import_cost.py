"""Importing costs nothing that is not used, and nothing reaches for the network."""

from __future__ import annotations

import subprocess
import sys

import planting
import pytest

HEAVY = {"pandas", "polars", "pyarrow", "pandera", "numpy", "duckdb", "frictionless"}


def _modules(program: str) -> set[str]:
    """The modules that are loaded after `program`, run in a Python of its own."""
    code = f"{program}\nimport sys; sys.stderr.write(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(planting.ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return set(run.stderr.split())


def test_importing_brings_this_module_alone() -> None:
    """Importing is to take 30 ms at most, and takes a few, since next to nothing comes along."""
    brought = _modules("import cn_industrial_internet") - sys.stdlib_module_names
    own = {name for name in brought if name.partition(".")[0] in ("cn_industrial_internet", "reread")}
    assert own == {"cn_industrial_internet", "reread", "reread.findings", "reread.package", "reread.package.home"}
    assert HEAVY & brought == set()


@pytest.mark.parametrize(
    "program",
    [
        "import cn_industrial_internet as cnii; cnii.observations[0]; cnii.facts; cnii.metadata('units')",
        "import cn_industrial_internet as cnii; cnii.resolve('Tianhe'); cnii.cite(); cnii.why('thnet-2022-09-23.o01')",
        "import cn_industrial_internet as cnii; cnii.series('tianhe', 'high_tech_enterprises')",
        "import cn_industrial_internet as cnii; cnii.convert(1, 'm2', from_unit='m2')",
        "import cn_industrial_internet as cnii; cnii.ranking('ccid-top-districts-2022'); cnii.to_csv(cnii.units)",
        "from cn_industrial_internet import cli; cli.main(['show', 'facts'])",
        "from cn_industrial_internet import cli; cli.main(['show'])",
    ],
)
def test_what_needs_no_library_loads_none(program: str) -> None:
    loaded = _modules(program)
    assert HEAVY & loaded == set()
    assert {"socket", "ssl", "http.client"} & loaded == set()


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
