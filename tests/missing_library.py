"""Everything the package offers, in a Python from which some libraries are hidden: prints what became of each call.

Run by test_missing_libraries.py as a program of its own: python missing_library.py LIBRARY,...
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib.machinery import ModuleSpec
from typing import Any

HIDDEN = frozenset(sys.argv[1].split(","))


class Hide:
    """Finds nothing, and says so, for the hidden libraries."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        if name.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


sys.meta_path.insert(0, Hide())  # type: ignore[arg-type]

from core import core  # noqa: E402

import cn_industrial_internet as cnii  # noqa: E402
from cn_industrial_internet import cli  # noqa: E402
from reread.package.home import carry  # noqa: E402

carry(core())

FRAMES = ("pandas", "polars", "pyarrow")
units: Any = cnii.units
load: Any = cnii.load
query: Any = cnii.query
series: Any = cnii.series("tianhe", "high_tech_enterprises")


def calls() -> dict[str, Callable[[], object]]:
    """Every call, by "what: libraries it needs"."""
    found: dict[str, Callable[[], object]] = {
        "load:": lambda: load("units", "records"),
        "why:": lambda: cnii.why("thnet-2022-09-23.o01"),
        "cite:": cnii.cite,
        "resolve:": lambda: cnii.resolve("Tianhe"),
        "ranking:": lambda: cnii.ranking("ccid-top-districts-2022"),
        "convert:": lambda: cnii.convert(1, "m2", from_unit="m2"),
        "to_csv:": lambda: cnii.to_csv(cnii.units),
        "query rows: duckdb": lambda: query("SELECT * FROM facts LIMIT 2", "rows"),
        "query duckdb: duckdb": lambda: query("SELECT * FROM facts LIMIT 2"),
        "load duckdb: duckdb": lambda: load("units", "duckdb"),
        "to_duckdb: duckdb": lambda: units.to_duckdb(),
    }
    for name in FRAMES:
        found[f"load {name}: {name}"] = lambda name=name: load("units", name)  # type: ignore[misc]
        found[f"to_{name}: {name}"] = lambda name=name: getattr(units, f"to_{name}")()  # type: ignore[misc]
        found[f"series to_{name}: {name}"] = lambda name=name: getattr(series, f"to_{name}")()  # type: ignore[misc]
        found[f"query {name}: duckdb {name}"] = lambda name=name: query("SELECT 1 AS n", name)  # type: ignore[misc]
        needs = "pyarrow " if name == "polars" else ""
        found[f"query a frame: {needs}duckdb {name}"] = lambda name=name: query(  # type: ignore[misc]
            "SELECT * FROM mine", "rows", frames={"mine": load("units", name)}
        )
    for name in FRAMES[:2]:
        found[f"convert {name}: {name}"] = (
            lambda name=name: cnii.convert(  # type: ignore[misc]
                load("observations", name)[:1], cnii.observations[0].unit_id
            )
        )
        found[f"findings of {name}: {name} polars"] = lambda name=name: cnii.schemas.units.findings(  # type: ignore[misc]
            load("units", name)
        )
        found[f"validate {name}: {name} polars"] = lambda name=name: cnii.schemas.units.validate(  # type: ignore[misc]
            load("units", name)
        )
        found[f"pandera {name}: {name}"] = lambda name=name: getattr(cnii.schemas.units, name)  # type: ignore[misc]
    return found


def commands() -> dict[str, list[str]]:
    """Commands, by "what: libraries they need"."""
    return {
        "validate:": ["validate", "--rule", "S101"],
        "sql: duckdb": ["sql", "SELECT 1"],
        "show:": ["show", "facts"],
        "relations:": ["relations"],
    }


def outcome(call: Callable[[], object]) -> str:
    """What is said where a library is missing, "" where none is."""
    try:
        call()
    except cnii.MissingLibrary as error:
        return str(error)
    return ""


def command(arguments: list[str]) -> str:
    """What a command says on standard error."""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = cli.main(arguments)
    assert code == (2 if said.getvalue() else 0), said.getvalue()
    return said.getvalue()


said = {what: outcome(call) for what, call in calls().items()}
said |= {f"cnii {what}": command(arguments) for what, arguments in commands().items()}
print(json.dumps(said))
