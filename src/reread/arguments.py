"""Arguments that several commands share, and what a shell offers to complete them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from .console import columns
from .findings import CannotRun
from .grid import Grid, render, render_csv, render_json
from .package.opening import Package, open_package
from .statements.view import STATEMENT_TABLES
from .tables.columns import known_names, table_of

#: Rows on a terminal when --limit says nothing; a pipe gets them all.
ON_A_TERMINAL = 50


def _package(context: object) -> Package | None:
    """The package that is being asked about while its words are typed; None where it cannot be opened."""
    try:
        return open_package(context["package"].raw)  # type: ignore[index]
    except (CannotRun, KeyError):
        return None


def _tables(context: object) -> Iterable[str]:
    package = _package(context)
    return known_names(package) if package else ()


def _ids(context: object) -> Iterable[str]:
    """Ids of statements, corrections, evidence, sources and relations."""
    package = _package(context)
    named = (*STATEMENT_TABLES, "corrections", "relations", "sources", "evidence") if package else ()
    for name in named:
        if package is not None and name in package.tables:
            yield from (key for row in package.table(name).rows if (key := row.key).startswith(context.incomplete))  # type: ignore[attr-defined]


def _columns(context: object) -> Iterable[str]:
    """Columns of the table that has been typed, after those that are chosen already."""
    package = _package(context)
    try:
        name = context["table"].raw  # type: ignore[index]
        header = table_of(package, name).header if package and name else ()
    except (CannotRun, KeyError):
        return
    chosen = context.incomplete.rpartition(",")[0]  # type: ignore[attr-defined]
    yield from (f"{chosen},{column}" if chosen else column for column in header)


PackageFolder = Annotated[
    str | None,
    Parameter(name="--package", help="folder of a package; without it, the package this program came with"),
]
Path_ = Annotated[
    Path | None,
    Parameter(help="folder of a package, or its datapackage.json; without it, the package this program came with"),
]
Form = Annotated[
    Literal["table", "csv", "json"] | None,
    Parameter(help="how to print the answer (default: table on a terminal, csv in a pipe)"),
]
Limit = Annotated[
    int | None,
    Parameter(
        validator=validators.Number(gte=0, lt=10**9),
        help=f"at most so many rows, 0 for all (default: {ON_A_TERMINAL} on a terminal, all in a pipe)",
    ),
]
StatementId = Annotated[str, Parameter(completer=_ids, help="id of a statement, e.g. thnet-2022-09-23.o05")]
TableName = Annotated[str | None, Parameter(completer=_tables, help="a table or view; without it, the list of them")]
Columns = Annotated[str | None, Parameter(completer=_columns, help="only these columns, in this order, as A,B")]
Where = Annotated[
    list[str] | None,
    Parameter(
        completer=_columns,
        help="COLUMN=VALUE: only rows with exactly this value, empty for a missing one; may be given more than once",
    ),
]


def show(grid: Grid, form: str | None, limit: int | None = 0) -> None:
    """Print `grid` in the form that was asked for, or that fits where it goes."""
    terminal = sys.stdout.isatty()
    form = form or ("table" if terminal else "csv")
    if limit is None:
        limit = ON_A_TERMINAL if form == "table" and terminal else 0
    total = len(grid.rows)
    rows = grid.rows[:limit] if limit else grid.rows
    grid = Grid(grid.header, grid.types, rows)
    if form == "table":
        sys.stdout.write(render(grid, columns(sys.stdout, unknown=0)))
        count = f"{total:,} row{'' if total == 1 else 's'}"
        print(f"\n{len(rows):,} of {count}; --limit 0 shows all" if len(rows) < total else f"\n{count}")
    else:
        sys.stdout.write(render_json(grid) if form == "json" else render_csv(grid))
