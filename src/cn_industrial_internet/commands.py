"""The commands that look into a package: show, sql, search, resolve, series, ranking, cite.

On a terminal answers are tables, piped they are CSV, unless --format says otherwise.
"""

from __future__ import annotations

import sys
from dataclasses import fields
from difflib import get_close_matches
from typing import Annotated, Literal

from cyclopts import Parameter

from reread.arguments import Columns, Form, Limit, PackageFolder, StatementId, TableName, Where
from reread.arguments import show as print_
from reread.findings import CannotRun, shown
from reread.grid import Grid
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
from .searching import search as searched


def _of(table: str) -> Parameter:
    """An argument that is the id of a row of this table."""

    def ids(context: object) -> list[str]:
        try:
            return [row.key for row in open_package().table(table).rows]
        except CannotRun:
            return []

    return Parameter(completer=ids)


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
        print_(_catalogue(pkg), format, limit)
        return 0
    found = table_of(pkg, table)
    known = {column.name: column for column in columns_of(found)}  # every cell is of its type, or this raises
    wanted = [_condition(each, found) for each in where or ()]
    rows = [row.cells for row in found.rows if all(row[name] == value for name, value in wanted)]
    chosen = _chosen(columns, found) if columns else list(known)
    places = [found.places[name] for name in chosen]
    grid = Grid(chosen, [known[name].type for name in chosen], [[cells[at] for at in places] for cells in rows])
    if not rows:
        _say_why_nothing(pkg, found, wanted)
    print_(grid, format, limit)
    return 0


def _catalogue(package: Package) -> Grid:
    """What there is: every table and view with its size and title."""
    rows = []
    for name in known_names(package):
        table = table_of(package, name)
        size = str(len(table)) if table.readable else ""
        kind = "table" if name in package.tables else "view"
        about = metadata(name, package=package)
        rows.append([name, kind, size, str(len(table.header)), str(about["description"] or about["title"] or "")])
    return Grid(
        ("name", "kind", "rows", "columns", "holds"), ("string", "string", "integer", "integer", "string"), rows
    )


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


def _chosen(text: str, table: Table) -> list[str]:
    names = [_column(name.strip(), table) for name in text.split(",")]
    if len(set(names)) < len(names):
        raise CannotRun(f"--columns {shown(text)} names a column twice", "Name each column once.")
    return names


def _column(name: str, table: Table) -> str:
    if name in table.places:
        return name
    close = get_close_matches(name, table.header, n=3, cutoff=0.6)
    hint = f"Did you mean {' or '.join(close)}?" if close else f"Its columns are {', '.join(table.header)}."
    raise CannotRun(f"{table.name} has no column {shown(name)}", hint)


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
    print_(Grid(*answer(text, package=package)), format, limit)
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
    types = ["number" if each == "score" else "string" for each in header]
    rows = [[str(getattr(match, each)) for each in header] for match in found]
    return _found(Grid(header, types, rows), format, f"no name comes close to {shown(name)}")


def _found(grid: Grid, format: Form, nothing: str) -> int:
    """Print what was found; or say that it is nothing, which is exit code 1."""
    if grid.rows or (format or ("table" if sys.stdout.isatty() else "csv")) != "table":
        print_(grid, format)
    if not grid.rows:
        print(f"cnii: {nothing}", file=sys.stderr)
    return 0 if grid.rows else 1


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
    header = ["kind", "title", "id", "next_step"]
    rows = [[str(getattr(hit, each)) for each in header] for hit in hits]
    return _found(Grid(header, ["string"] * len(header), rows), format, f"nothing comes close to {shown(words)}")


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
        entity,
        indicator,
        transformation,
        sector,
        ranking=ranking,
        unit=unit,
        whole=whole,
        coverage=coverage,
        package=package,
    )
    if (format or ("table" if sys.stdout.isatty() else "csv")) == "table":
        print(found)
    else:
        frame = found.to_grid()
        print_(frame, format)
        for note in found.notes:
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
        found: ranked.RankedList | ranked.Editions = ranked.ranking(series=id, package=package)
    else:
        found = ranked.ranking(id, package=package)
    if (format or ("table" if sys.stdout.isatty() else "csv")) == "table":
        print(found)
    else:
        print_(found.to_grid(), format)
    return 0


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
