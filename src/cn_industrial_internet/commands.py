"""The commands that look into a package: show, sql, search, resolve, series, ranking, cite.

On a terminal answers are tables, piped they are CSV, unless --format says otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from reread.arguments import PackageFolder, StatementId, asked_about
from reread.console import columns as window
from reread.findings import CannotRun, meant, shown
from reread.grid import Grid, render, render_csv, render_json
from reread.package.opening import Package, open_package
from reread.package.renamed import followed
from reread.package.table import Table
from reread.release import citing
from reread.tables.columns import columns_of, known_names, table_of
from reread.tables.loading import metadata
from reread.tables.querying import answer

from . import ranked, timeseries
from .resolve import Match
from .resolve import resolve as resolved
from .searching import Hit
from .searching import search as searched

#: Rows on a terminal when --limit says nothing; a pipe gets them all.
ON_A_TERMINAL = 50


def _of(table: str) -> Parameter:
    """An argument that is the id of a row of this table."""

    def ids(context: object) -> list[str]:
        package = asked_about(context)
        return [row.key for row in package.table(table).rows] if package else []

    return Parameter(completer=ids)


def _tables(context: object) -> list[str]:
    package = asked_about(context)
    return known_names(package) if package else []


def _columns(context: object) -> Iterator[str]:
    """Columns of the table that has been typed, after those that are chosen already."""
    package = asked_about(context)
    try:
        name = context["table"].raw  # type: ignore[index]
        header = table_of(package, name).header if package and name else ()
    except (CannotRun, KeyError):
        return
    chosen = context.incomplete.rpartition(",")[0]  # type: ignore[attr-defined]
    yield from (f"{chosen},{column}" if chosen else column for column in header)


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
TableName = Annotated[str | None, Parameter(completer=_tables, help="a table or view; without it, the list of them")]
Columns = Annotated[str | None, Parameter(completer=_columns, help="only these columns, in this order, as A,B")]
Where = Annotated[
    list[str] | None,
    Parameter(
        completer=_columns,
        help="COLUMN=VALUE: only rows with exactly this value, empty for a missing one; may be given more than once",
    ),
]


def _form(asked: Form) -> str:
    """The form that was asked for, or that fits where the answer goes."""
    return asked or ("table" if sys.stdout.isatty() else "csv")


def _print(grid: Grid, asked: Form, limit: int | None = 0) -> None:
    """Print a grid; where no limit is given, a terminal gets the first rows."""
    form = _form(asked)
    if limit is None:
        limit = ON_A_TERMINAL if form == "table" and sys.stdout.isatty() else 0
    part = Grid(grid.header, grid.types, grid.rows[: limit or None])
    if form == "table":
        shown_, total = len(part.rows), len(grid.rows)
        count = f"{total:,} row{'' if total == 1 else 's'}"
        sys.stdout.write(render(part, window(sys.stdout, unknown=0)))
        print(f"\n{shown_:,} of {count}; --limit 0 shows all" if shown_ < total else f"\n{count}")
    else:
        sys.stdout.write(render_json(part) if form == "json" else render_csv(part))


def _told(found: timeseries.Series | ranked.RankedList | ranked.Editions, asked: Form) -> int:
    """Print what knows how to show itself to a person."""
    if _form(asked) == "table":
        print(found)
    else:
        _print(found.to_grid(), asked)
    return 0


def _hits(found: Sequence[Match | Hit], header: list[str], asked: Form, nothing: str) -> int:
    """Print what comes close; or say that it is nothing, which is exit code 1."""
    types = ["number" if name == "score" else "string" for name in header]
    if found or _form(asked) != "table":
        _print(Grid(header, types, [[str(getattr(hit, name)) for name in header] for hit in found]), asked)
    if not found:
        print(f"cnii: {nothing}", file=sys.stderr)
    return 0 if found else 1


def show(
    table: TableName = None,
    /,
    *,
    where: Where = None,
    columns: Columns = None,
    limit: Limit = None,
    format: Form = None,
    package: PackageFolder = None,
) -> int:
    """Shows the rows of a table (observations, entities, ...) or a view (facts: observations in words, ranks: entries
    of rankings in words). Without TABLE, lists what there is. On a terminal the answer is a table cut to the width of
    the window, in a pipe it is CSV with every column and row.

    examples:
      PROGRAM show                                        what there is
      PROGRAM show facts --where entity_id=tianhe         every value of Tianhe District
      PROGRAM show observations --columns observation_id,period,value,unit_id
      PROGRAM show ranks --where rank=1 --format json
      PROGRAM show entities > entities.csv
    """
    pkg = open_package(package)
    if table is None:
        if where or columns:
            raise CannotRun("--where and --columns choose from a table", "Name one: show facts ...")
        there: list[list[str]] = []
        for name in known_names(pkg):
            each, about = table_of(pkg, name), metadata(name, package=pkg)
            sizes = [str(len(each)) if each.readable else "", str(len(each.header))]
            kind = "table" if name in pkg.tables else "view"
            there.append([name, kind, *sizes, str(about["description"] or about["title"] or "")])
        types = ("string", "string", "integer", "integer", "string")
        _print(Grid(("name", "kind", "rows", "columns", "holds"), types, there), format, limit)
        return 0
    found = table_of(pkg, table)
    known = {column.name: column for column in columns_of(found)}  # every cell is of its type, or this raises
    wanted = [_condition(each, found) for each in where or ()]
    rows = [row.cells for row in found.rows if all(row[name] == value for name, value in wanted)]
    chosen = [_column(name.strip(), found) for name in columns.split(",")] if columns else list(known)
    if len(set(chosen)) < len(chosen):
        raise CannotRun(f"--columns {shown(columns or '')} names a column twice", "Name each column once.")
    places = [found.places[name] for name in chosen]
    grid = Grid(chosen, [known[name].type for name in chosen], [[cells[at] for at in places] for cells in rows])
    if not rows:
        _say_why_nothing(pkg, found, wanted)
    _print(grid, format, limit)
    return 0


def _say_why_nothing(package: Package, table: Table, wanted: list[tuple[str, str]]) -> None:
    """Say which values no row has: ids of an earlier version, or misspelt ones."""
    for name, value in wanted:
        known = {row[name] for row in table.rows}
        if value in known:
            continue
        former = followed(package.root, package.tables, value)
        close = get_close_matches(value, known, n=3, cutoff=0.6)
        close += [match.entity_id for match in resolved(value, package) if match.entity_id in known - {*close}]
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        print(f"cnii: {former or f'no row has {shown(value)} as {name}{hint}'}", file=sys.stderr)


def _condition(text: str, table: Table) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CannotRun(f"--where {shown(text)} is no condition", "Write COLUMN=VALUE, as in --where entity_id=tianhe")
    return _column(name.strip(), table), value


def _column(name: str, table: Table) -> str:
    if name not in table.places:
        hint = meant(name, table.header, f"Its columns are {', '.join(table.header)}.")
        raise CannotRun(f"{table.name} has no column {shown(name)}", hint)
    return name


def sql(
    query: Annotated[str, Parameter(allow_leading_hyphen=True, help="the query, in quotes; - reads standard input")],
    /,
    *,
    limit: Limit = None,
    format: Form = None,
    package: PackageFolder = None,
) -> int:
    """Runs one SELECT (or DESCRIBE, SUMMARIZE ...) of DuckDB over all tables and views. Columns have exact types,
    nothing can be changed, and no file or address can be read. Needs the extra duckdb. QUERY - reads the query from
    standard input.

    examples:
      PROGRAM sql "SELECT entity_name_en, period, value FROM facts WHERE indicator_id = 'high_tech_enterprises'"
      PROGRAM sql "SELECT type, count(*) AS entities FROM entities GROUP BY type ORDER BY entities DESC"
      PROGRAM sql "DESCRIBE facts"
      PROGRAM sql - < question.sql > answer.csv
    """
    text = sys.stdin.read() if query == "-" else query
    _print(Grid(*answer(text, package=package)), format, limit)
    return 0


def resolve(
    name: Annotated[str, Parameter(help="a name as somebody writes it")],
    /,
    *,
    limit: Limit = 5,
    format: Form = None,
    package: PackageFolder = None,
) -> int:
    """Finds entities by any of their names, English or Chinese, former, abbreviated or misspelt. A registered name
    settles the matter; otherwise the closest names are listed with their similarity. Exit code 1 when nothing comes
    close.

    examples:
      PROGRAM resolve "Treeroot Internet"
      PROGRAM resolve 天河区
      PROGRAM resolve Tianhee
    """
    found = resolved(name, open_package(package), limit or sys.maxsize)
    # How close a name comes is to be seen in a narrow window, too.
    first = ["entity_id", "name_en", "score", "matched", "name_zh"]
    header = [*first, *(field.name for field in fields(Match) if field.name not in first)]
    return _hits(found, header, format, f"no name comes close to {shown(name)}")


def search(
    words: Annotated[str, Parameter(help="words in English or Chinese, in any order")],
    /,
    *,
    limit: Limit = 10,
    format: Form = None,
    package: PackageFolder = None,
) -> int:
    """Finds series, lists, entities, indicators, statements and sources by their words, a little misspelt too, and says
    for each what to type next. Exit code 1 when nothing comes close.

    examples:
      PROGRAM search "high-tech enterprises Tianhe"
      PROGRAM search 工业互联网十强县
    """
    hits = searched(words, open_package(package), limit or sys.maxsize)
    return _hits(hits, ["kind", "title", "id", "next_step"], format, f"nothing comes close to {shown(words)}")


def series(
    entity: Annotated[str, _of("entities"), Parameter(help="id of the entity")],
    indicator: Annotated[str, _of("indicators"), Parameter(help="id of the indicator")],
    /,
    *,
    transformation: Annotated[
        Literal["level", "growth", "share", "change", "multiple"], Parameter(help="what is told of the indicator")
    ] = "level",
    sector: Annotated[str | None, _of("entities"), Parameter(help="of which industry or field")] = None,
    ranking: Annotated[str | None, _of("rankings"), Parameter(help="members of which list")] = None,
    unit: Annotated[str | None, _of("units"), Parameter(help="the unit, if not the indicator's own")] = None,
    whole: Annotated[str | None, _of("entities"), Parameter(help="for a share: of which entity or indicator")] = None,
    coverage: Annotated[
        Literal["whole", "to_date", "target"], Parameter(help="whole periods, parts of periods, or targets")
    ] = "whole",
    format: Form = None,
    package: PackageFolder = None,
) -> int:
    """Shows what is stated on one indicator of one entity over time, one statement for each period. Statements that
    differ, and breaks between two points, are named beside them; what is left out is said below.

    examples:
      PROGRAM series guangzhou industry_output_value --sector it-industry
      PROGRAM series tianhe high_tech_enterprises --format csv
    """
    found = timeseries.series(
        entity, indicator, transformation, sector, ranking=ranking, unit=unit, whole=whole, coverage=coverage,
        package=package,
    )  # fmt: skip
    _told(found, format)
    for note in found.notes if _form(format) != "table" else ():
        print(f"cnii: {note}", file=sys.stderr)
    return 0


def ranking(
    id: Annotated[str, _of("rankings"), Parameter(help="id of the list, or of the series of a list with --series")],
    /,
    *,
    series: Annotated[bool, Parameter(negative="", help="show all editions of the list")] = False,
    format: Form = None,
    package: PackageFolder = None,
) -> int:
    """Shows who stands on a list, by place, as far as its sources tell, and how many places that leaves open.

    examples:
      PROGRAM ranking ccid-top-districts-2022
      PROGRAM ranking ccid-top-districts-2022 --format json
      PROGRAM ranking ccid-top-districts --series
    """
    if series:
        return _told(ranked.ranking(series=id, package=package), format)
    return _told(ranked.ranking(id, package=package), format)


def cite(
    id: Annotated[StatementId | None, Parameter(help="id of a statement or a source; without it, the package")] = None,
    /,
    *,
    style: Annotated[Literal["text", "bibtex", "csl"], Parameter(help="how it is written")] = "text",
    package: PackageFolder = None,
) -> int:
    """Prints how to cite the data package; with ID how to cite one statement: the text it was read from, then the
    package.

    examples:
      PROGRAM cite
      PROGRAM cite thnet-2022-09-23.o05
      PROGRAM cite --style bibtex > cnii.bib
    """
    print(citing.cite(id, style=style, package=package).rstrip("\n"))
    return 0
