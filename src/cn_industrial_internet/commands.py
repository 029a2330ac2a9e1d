"""The commands that look into a package: show, sql, resolve, cite, completion.

Each is a function that declares its arguments and one that runs it; `cli` puts them together. On a terminal answers are
tables, piped they are CSV, unless --format says otherwise.
"""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, TextIO

from reread.findings import CannotRun, shown

from .helping import add_examples

if TYPE_CHECKING:
    from reread.package.opening import Package
    from reread.package.table import Table
    from reread.report.table import Grid

FORMATS = ("table", "csv", "json")
SHELLS = ("bash", "zsh", "fish")
#: Rows on a terminal when --limit says nothing; a pipe gets them all.
ON_A_TERMINAL = 50

SHOW_HELP = "show a table or a view"
SHOW = """
Shows the rows of a table (observations, entities, ...) or a view (facts: observations in words, ranks: entries of
rankings in words). Without TABLE, lists what there is. On a terminal the answer is a table cut to the width of the
window, in a pipe it is CSV with every column and row.
"""
SHOW_EXAMPLES = """
examples:
  cnii show                                        what there is
  cnii show facts --where entity_id=tianhe         every value of Tianhe District
  cnii show observations --columns observation_id,period,value,unit_id
  cnii show ranks --where rank=1 --format json
  cnii show entities > entities.csv
"""
SQL_HELP = "ask a question in SQL over all tables and views"
SQL = """
Runs one SELECT (or DESCRIBE, SUMMARIZE ...) of DuckDB over all tables and views. Columns have exact types, nothing can
be changed, and no file or address can be read. Needs the extra duckdb. QUERY - reads the query from standard input.
"""
SQL_EXAMPLES = """
examples:
  cnii sql "SELECT entity_name_en, period, value FROM facts WHERE indicator_id = 'high_tech_enterprises'"
  cnii sql "SELECT type, count(*) AS entities FROM entities GROUP BY type ORDER BY entities DESC"
  cnii sql "DESCRIBE facts"
  cnii sql - < question.sql > answer.csv
"""
RESOLVE_HELP = "find the entity that a name stands for"
RESOLVE = """
Finds entities by any of their names, English or Chinese, former, abbreviated or misspelt. A registered name settles the
matter; otherwise the closest names are listed with their similarity. Exit code 1 when nothing comes close.
"""
RESOLVE_EXAMPLES = """
examples:
  cnii resolve "Treeroot Internet"
  cnii resolve 天河区
  cnii resolve Tianhee
"""
CITE_HELP = "print the reference for the package, or for one statement"
CITE = """
Prints how to cite the data package; with ID how to cite one statement: the text it was read from, then the package.
"""
CITE_EXAMPLES = """
examples:
  cnii cite
  cnii cite thnet-2022-09-23.o05
  cnii cite --style bibtex > cnii.bib
"""
COMPLETION_HELP = "print a completion script for your shell"
COMPLETION = """
Prints a script by which the shell completes commands, options and names of tables.
"""
COMPLETION_EXAMPLES = """
examples:
  cnii completion bash > ~/.local/share/bash-completion/completions/cnii
  cnii completion zsh > ~/.zfunc/_cnii             with ~/.zfunc in fpath
  cnii completion fish > ~/.config/fish/completions/cnii.fish
"""


def _package_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--package", metavar="PATH", help="folder of a package; without it, the package this program came with"
    )


def _format_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=FORMATS, help="how to print the answer (default: table on a terminal, csv in a pipe)"
    )


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rows; give 0 for all of them")
    return int(text)


# --- show ---


def declare_show(parser: argparse.ArgumentParser) -> None:
    """The arguments of `cnii show`."""
    add_examples(parser, SHOW_EXAMPLES)
    parser.add_argument("table", nargs="?", metavar="TABLE", help="a table or view; without it, the list of them")
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help="only rows with exactly this value, empty for a missing one; may be given more than once",
    )
    parser.add_argument("--columns", metavar="A,B", help="only these columns, in this order")
    parser.add_argument(
        "--limit",
        type=_number,
        metavar="N",
        help=f"at most N rows, 0 for all (default: {ON_A_TERMINAL} on a terminal, all in a pipe)",
    )
    _format_option(parser)
    _package_option(parser)


def run_show(args: argparse.Namespace) -> int:
    """Run `cnii show`."""
    from reread.package.opening import open_package
    from reread.report.table import Grid
    from reread.tables.columns import columns_of, table_of

    package = open_package(args.package)
    if args.table is None:
        if args.where or args.columns:
            raise CannotRun("--where and --columns choose from a table", "Name one: cnii show facts ...")
        _print(_catalogue(package), args.format, args.limit)
        return 0
    table = table_of(package, args.table)
    columns = {column.name: column for column in columns_of(table)}  # every cell is of its type, or this raises
    wanted = [_condition(each, table) for each in args.where]
    rows = [row.cells for row in table.rows if all(row[name] == value for name, value in wanted)]
    chosen = _chosen(args.columns, table) if args.columns else list(columns)
    places = [table.places[name] for name in chosen]
    grid = Grid(chosen, [columns[name].type for name in chosen], [[cells[at] for at in places] for cells in rows])
    if not rows:
        _say_why_nothing(package, table, wanted)
    _print(grid, args.format, args.limit)
    return 0


def _catalogue(package: Package) -> Grid:
    """What there is: every table and view with its size and title."""
    from reread.report.table import Grid
    from reread.tables.columns import known_names, table_of
    from reread.tables.loading import metadata

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
    from reread.package.renamed import followed

    for name, value in wanted:
        known = {row[name] for row in table.rows}
        if value in known:
            continue
        former = followed(package.root, package.tables, value)
        close = get_close_matches(value, known, n=3, cutoff=0.6)
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


# --- sql ---


def declare_sql(parser: argparse.ArgumentParser) -> None:
    """The arguments of `cnii sql`."""
    add_examples(parser, SQL_EXAMPLES)
    parser.add_argument("query", metavar="QUERY", help="the query, in quotes; - reads it from standard input")
    parser.add_argument("--limit", type=_number, metavar="N", help="as in cnii show")
    _format_option(parser)
    _package_option(parser)


def run_sql(args: argparse.Namespace) -> int:
    """Run `cnii sql`."""
    from reread.report.table import Grid
    from reread.tables.querying import answer

    text = sys.stdin.read() if args.query == "-" else args.query
    _print(Grid(*answer(text, package=args.package)), args.format, args.limit)
    return 0


# --- resolve, cite, completion ---


def declare_resolve(parser: argparse.ArgumentParser) -> None:
    """The arguments of `cnii resolve`."""
    add_examples(parser, RESOLVE_EXAMPLES)
    parser.add_argument("name", metavar="NAME", help="a name as somebody writes it")
    parser.add_argument("--limit", type=_number, default=5, metavar="N", help="at most N close matches (default: 5)")
    _format_option(parser)
    _package_option(parser)


def run_resolve(args: argparse.Namespace) -> int:
    """Run `cnii resolve`; 1 when nothing comes close."""
    from dataclasses import fields

    from reread.package.opening import open_package
    from reread.report.table import Grid

    from .resolve import Match, resolve

    found = resolve(args.name, open_package(args.package), args.limit or sys.maxsize)
    # How close a name comes is to be seen in a narrow window, too.
    first = ["entity_id", "name_en", "score", "matched", "name_zh"]
    header = [*first, *(field.name for field in fields(Match) if field.name not in first)]
    types = ["number" if name == "score" else "string" for name in header]
    rows = [[str(getattr(match, name)) for name in header] for match in found]
    if rows or _format(args.format, sys.stdout) != "table":
        _print(Grid(header, types, rows), args.format, 0)
    if not found:
        print(f"cnii: no name comes close to {shown(args.name)}", file=sys.stderr)
    return 0 if found else 1


def declare_cite(parser: argparse.ArgumentParser) -> None:
    """The arguments of `cnii cite`."""
    add_examples(parser, CITE_EXAMPLES)
    parser.add_argument("id", nargs="?", metavar="ID", help="id of a statement or a source; without it, the package")
    parser.add_argument("--style", choices=("text", "bibtex", "csl"), default="text", help="(default: text)")
    _package_option(parser)


def run_cite(args: argparse.Namespace) -> int:
    """Run `cnii cite`."""
    from reread.release.citing import cite

    print(cite(args.id, style=args.style, package=args.package).rstrip("\n"))
    return 0


def declare_completion(parser: argparse.ArgumentParser) -> None:
    """The arguments of `cnii completion`."""
    add_examples(parser, COMPLETION_EXAMPLES)
    parser.add_argument("shell", choices=SHELLS, help="the shell the script is for")


def run_completion(args: argparse.Namespace) -> int:
    """Run `cnii completion`."""
    from .cli import build_parser
    from .completion import script

    sys.stdout.write(script(build_parser(), args.shell))
    return 0


# --- printing ---


def _format(given: str | None, stream: TextIO) -> str:
    if given:
        return given
    try:
        return "table" if stream.isatty() else "csv"
    except ValueError:  # a closed stream
        return "csv"


def _print(grid: Grid, given: str | None, limit: int | None) -> None:
    """Print `grid` in the format that was asked for, or that fits where it goes."""
    from reread.report.table import Grid, columns_of_window, render, render_csv, render_json

    format_ = _format(given, sys.stdout)
    if limit is None:
        limit = ON_A_TERMINAL if format_ == "table" and sys.stdout.isatty() else 0
    total = len(grid.rows)
    rows = grid.rows[:limit] if limit else grid.rows
    grid = Grid(grid.header, grid.types, rows)
    if format_ == "table":
        sys.stdout.write(render(grid, columns_of_window(sys.stdout)))
        count = f"{total:,} row{'' if total == 1 else 's'}"
        print(f"\n{len(rows):,} of {count}; --limit 0 shows all" if len(rows) < total else f"\n{count}")
    else:
        sys.stdout.write(render_json(grid) if format_ == "json" else render_csv(grid))
