"""The command `draft`."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Group, Parameter
from cyclopts.validators import Number

from ..arguments import PackageFolder
from ..files import writing
from ..findings import CannotRun, shown
from ..package.opening import Package, open_package
from ..reading.dates import find_times
from ..reading.errors import ReadingError
from ..reading.periods import period_span
from . import worksheet
from .document import detect_language, open_document
from .grid import read_grids
from .importing.registers import misfits
from .importing.words import places_of, too_long
from .known import Known
from .numbered import draft_list, draft_ranked_table
from .table import draft_table
from .text import draft_text
from .worksheet import Row

RIGHTS = {
    "archived": "The text belongs to its publisher; archived here for verification only.",
    "quoted": "Public page; only the few words that carry the figure are quoted.",
}
#: What a row of a page that is only quoted carries one of: nothing is set aside there.
_CARRIED = ("value", "lower", "upper", "unit", "rank")
#: Columns that mean something only in an archived text.
_OF_ARCHIVE = ("at", "disposition")
#: Columns that hold what an option gives, by option; those that hold a time.
_HELD = {
    "source_id": ("sources", "source_id"), "published": ("sources", "published_on"),
    "accessed_on": ("sources", "accessed_on"), "url": ("sources", "url"), "read_at": ("sources", "read_at"),
    "ranking": ("rankings", "ranking_id"), "indicator": ("indicators", "indicator_id"), "unit": ("units", "unit_id"),
    "period": ("observations", "period"),
}  # fmt: skip
_PERIODS = ("published", "accessed_on", "period")
#: What a sheet of sources must say before a row can be imported.
_ASKED = ("title", "publisher", "grade")


@Parameter(name="*", group=Group("What is known about the source (the sheet of sources can be completed by hand)"))
@dataclass(frozen=True)
class _Source:
    source_id: Annotated[str, Parameter(help="outlet and day, such as toy-daily-2023-05-04")] = ""
    title: str = ""
    publisher: Annotated[str, Parameter(help="the outlet: an id, or a name")] = ""
    published: Annotated[str, Parameter(help="day of publication, if it is not printed")] = ""
    url: Annotated[str, Parameter(help="address at the outlet")] = ""
    read_at: Annotated[str, Parameter(help="address of the copy that was read")] = ""
    no_address_reason: str = ""
    accessed_on: Annotated[str, Parameter(help="day on which the page was read")] = ""
    grade: Literal["", "A", "B", "C", "D"] = ""
    translation: Literal["original", "human", "machine"] = "original"


@Parameter(name="*", group=Group("What all rows of a table or list have in common"))
@dataclass(frozen=True)
class _Cells:
    ranking: Annotated[str, Parameter(help="the id of the list")] = ""
    indicator: str = ""
    what: Annotated[str, Parameter(help="words for what the table tells, such as its title")] = ""
    period: str = ""
    unit: str = ""


_NO_SOURCE, _NO_CELLS = _Source(), _Cells()


def draft(
    file: Annotated[Path, Parameter(help="a text, saved page, table or list")],
    /,
    *,
    package: PackageFolder = None,
    output: Annotated[Path | None, Parameter(help="the worksheet to write, .csv or .xlsx; else it is printed")] = None,
    table: Annotated[
        bool, Parameter(help="the file is a table: HTML, CSV, .xlsx, text in columns", negative="")
    ] = False,
    list_: Annotated[bool, Parameter(name="--list", help="the file is a list, numbered or plain", negative="")] = False,
    number: Annotated[
        int | None, Parameter(validator=Number(gte=1), help="which table of the file, else the first")
    ] = None,
    size: Annotated[
        int | None, Parameter(validator=Number(gte=1), help="how many places the list has, if it is not printed")
    ] = None,
    quoted: Annotated[bool, Parameter(help="the page may not be archived, only quoted", negative="")] = False,
    language: Annotated[Literal["en", "zh-Hans", "zh-Hant"] | None, Parameter(help="else it is detected")] = None,
    encoding: Annotated[str | None, Parameter(help="the encoding, if not UTF-8 and not declared")] = None,
    source: _Source = _NO_SOURCE,
    cells: _Cells = _NO_CELLS,
) -> int:
    """Writes a worksheet of a text, a table or a list: one row a printed figure or place, with its sentence, its
    reading, and who, what and when where they are sure; what is not sure is left empty, with the candidates beside it.
    Nothing goes into a package: fill in what is missing, then run `import`. Drafting again into the same worksheet
    replaces the rows that nobody has touched. Exit codes: 0 done, 2 cannot run.

    examples:
      PROGRAM draft article.html --output sheet.csv
      PROGRAM draft article.txt --quoted --publisher "China Daily" --published 2023-05-04 --url http://a.example/1 \\
          --accessed-on 2023-06-01 --output sheet.csv
      PROGRAM draft --table table.html --indicator high_tech_enterprises --output sheet.csv
      PROGRAM draft --list list.txt --ranking top-counties-2023 --output sheet.csv
    """
    if quoted:
        _ask(source)
    given = {name: cell for name, cell in asdict(cells).items() if cell}
    if given and not (table or list_):
        raise CannotRun(f"--{min(given)} is of all rows of a table or list", "Add --table or --list, or leave it out.")
    if size and not list_:
        raise CannotRun("--size is of a list", "Add --list, or leave it out.")
    there = worksheet.Worksheet() if output is None else _there(output)
    pkg = open_package(package)
    _must_fit(pkg, asdict(source) | given, {line["indicator_id"] for line in there.sheets["indicators"]})
    grids = read_grids(file, list_, encoding) if table or list_ else []
    if number and number > len(grids):
        raise CannotRun(f"{file} is read as {len(grids)} tables", "Give --number of one of them, with --table.")
    caption, grid = grids[(number or 1) - 1] if grids else ("", [])
    document = None if grids else open_document(file, language, encoding)
    tag = document.language if document else language or detect_language(" ".join(map(" ".join, grid)))
    known = Known(pkg, tag)
    if document is None and list_:
        found = draft_ranked_table(known, caption, grid, given, size or 0)
    elif document is None:
        found = draft_table(known, caption, grid, given, source.published)
    elif list_:
        found = draft_list(known, document.text, given, size or 0)
    else:
        found = draft_text(known, document.text, source.published, document.aside)
    archived: dict[Path, bytes] = {}
    rows, doubts, key = found.rows, found.doubts, source.source_id or _slug(source, file)
    if quoted := quoted or table or list_:
        carrying = [row for row in rows if any(row.get(name) for name in _CARRIED)]
        left = (row for row in rows if row not in carrying and not row.get("disposition"))
        doubts += [f"{r['how_much']}, in {shown(r['quote'])}: not drafted, {r['candidates']}" for r in left]
        rows = [_quotable(row) for row in carrying]
    sheets = {"statements": [{"source": key, **row} for row in rows]}
    if pkg.table("sources").get(key) is None:
        row = asdict(source) | {"source_id": key, "language": tag}
        row["title"] = source.title or (document.title if document else caption)
        row["published_on"] = row.pop("published") or found.published
        times = find_times(document.text, None, known.language) if document and not quoted else ()
        printed = any(each.time and each.time.period == row["published_on"] for each in times)
        row["published_on_basis"] = ("printed" if printed else "inferred") if row["published_on"] else "unknown"
        row["rights"] = RIGHTS["quoted" if quoted else "archived"]
        if output is not None and document is not None and not quoted:
            row["archive_path"] = f"{key}.txt"
            archived = {output.with_name(f"{key}.txt"): document.text.encode("utf-8")}
        doubts += [f"sources, {name}: empty, and asked for" for name in _ASKED if not row[name]]
        if source.publisher and not known.knows(source.publisher):
            doubts.append(f"sources, publisher: {shown(source.publisher)} is not registered, a row of entities?")
        if not row["published_on"]:
            doubts.append("sources, published_on: no day is printed, so that no words such as last year are read")
        sheets["sources"] = [row]
    if cells.ranking and pkg.table("rankings").get(cells.ranking) is None:
        whole = found.size == len(rows) and not doubts
        sheets["rankings"] = [{
            "ranking_id": cells.ranking, "title": source.title, "kind": "ranking", "size": str(found.size or ""),
            "complete": "true" if whole else "false", "source": key,
        }]  # fmt: skip
    _write(output, there, sheets, archived)
    for doubt in doubts:
        print(f"doubt     {doubt}", file=sys.stderr)
    full = sum(not row.get("candidates") for row in rows)
    print(f"drafted   {len(rows)} rows, {full} of them without a doubt", file=sys.stderr)
    return 0


def _ask(source: _Source) -> None:
    """Raise `CannotRun` where a page that is only quoted is not said enough of."""
    missing = [f"--{name.replace('_', '-')}" for name in ("publisher", "published", "accessed_on")
               if not getattr(source, name)]  # fmt: skip
    if missing:
        what = "a quoted source needs its outlet, its day, and the day it was read"
        raise CannotRun(what, f"Add {', '.join(missing)}.")
    if not (source.url or source.read_at or source.no_address_reason):
        raise CannotRun("a quoted source needs its address", "Add --url, or --read-at, or --no-address-reason.")


def _slug(source: _Source, file: Path) -> str:
    words = re.findall("[a-z0-9]+", (source.publisher or file.stem).lower())
    return "-".join([*(words or ["source"]), *re.findall("[0-9]+", source.published)])


def _quotable(row: Row) -> Row:
    """A row whose quote is cut to what may be quoted of a page that is not archived, around its figure."""
    row = {name: cell for name, cell in row.items() if name not in _OF_ARCHIVE}
    quote, words = row["quote"], row.get("how_much") or row.get("who", "")
    if row.get("precision") == "tabulated" or not too_long(quote):
        return row
    places = places_of(words, quote) or [quote.find(words)]
    first = places[int(row.pop("how_much_index", "1")) - 1]
    last = first + len(words)
    ends = [0, *(m.end() for m in re.finditer(r"\s+|(?<=[\u3400-\u9fff])|[，,。；;]", quote)), len(quote)]
    wide = ((a, b) for a in ends if a <= first for b in reversed(ends) if b >= last)  # what stands before goes first
    start, end = next(((a, b) for a, b in wide if not too_long(quote[a:b].strip())), (first, last))
    row["quote"] = quote[start:end].strip()
    if len(places_of(words, row["quote"])) > 1:
        row["how_much_index"] = str(len([place for place in places if start <= place <= first]))
    return row


def _must_fit(pkg: Package, given: Mapping[str, str], new: Set[str]) -> None:
    """Raise `CannotRun` for an option that no row could hold; `new` are indicators of the worksheet itself."""
    for name, (table, column) in _HELD.items():
        cell, option = given.get(name), f"--{name.replace('_', '-')}"
        if not cell:
            continue
        for misfit, found, accepted in misfits(pkg, table, {column: cell}):
            if misfit == column:
                raise CannotRun(f"{option}: {found} cannot be", f"Give: {accepted}.")
        if name in _PERIODS:
            try:
                period_span(cell)
            except ReadingError as error:
                raise CannotRun(f"{option}: {error}", "Give a day, month or year of the calendar.") from None
        if name in ("indicator", "unit") and cell not in new and pkg.table(table).get(cell) is None:
            close = get_close_matches(cell, [row.key for row in pkg.table(table).rows], n=3)
            fix = f"Did you mean {' or '.join(close)}?" if close else f"show {table} lists them."
            raise CannotRun(f"{option}: {shown(cell)} is not in the table {table}", fix)
    published, read = given.get("published"), given.get("accessed_on")
    if published and read and period_span(published)[0] > period_span(read)[1]:
        raise CannotRun(f"published on {published}, but read on {read}", "Correct --published or --accessed-on.")


def _there(output: Path) -> worksheet.Worksheet:
    """The worksheet that is there already. Raises `CannotRun` where none can be written to, or read from, `output`, or
    something in it would be lost.
    """
    name, form = shown(str(output), 200), output.suffix.lower()
    if output.is_dir():
        raise CannotRun(f"{name} is a folder", "Name a file, .csv or .xlsx.")
    if form not in (".csv", ".xlsx") or Path(output.stem).suffix[1:] in worksheet.REGISTERS:
        raise CannotRun(f"{name} is no name of a worksheet", "Name a file such as sheet.csv or sheet.xlsx.")
    if output.exists() and not output.is_file():
        raise CannotRun(f"{name} cannot be written: it is no file", "Name a file.")
    there = worksheet.Worksheet()
    beside = [output.with_suffix(f".{kind}.csv") for kind in worksheet.REGISTERS] if form == ".csv" else []
    for path in [output] if output.exists() else filter(Path.exists, beside):
        worksheet.read(path, there)
    for place, names in there.unread.items():
        for column in names:
            raise CannotRun(f"{place}: {column} is not read, and would be lost", "Name another worksheet.")
    return there


def _write(
    output: Path | None, there: worksheet.Worksheet, sheets: dict[str, list[Row]], archived: dict[Path, bytes]
) -> None:
    """Write the worksheet, and the text beside it; rows that somebody has changed in the one that is there stay."""
    rows = [row | {"drafted": worksheet.stamp(row)} for row in sheets["statements"]]
    if output is None:
        sys.stdout.write(worksheet.write(None, {"statements": rows}))
        return
    changed = [dict(line.cells) for line in there if line["drafted"] != worksheet.stamp(line.cells)]
    mine = {_place(row) for row in changed}
    sheets["statements"] = [*changed, *(row for row in rows if _place(row) not in mine)]
    for kind in worksheet.REGISTERS:
        if there.sheets[kind]:
            sheets[kind] = [dict(line.cells) for line in there.sheets[kind]]
    with writing(output):
        for path, raw in archived.items():
            if path.exists() and (not path.is_file() or path.read_bytes() != raw):
                what = f"{shown(str(path), 200)} is there, and is not the text that was drafted from"
                raise CannotRun(what, "Move it, name a worksheet in another folder, or give another --source-id.")
            path.write_bytes(raw)
        worksheet.write(output, sheets)


def _place(row: Row) -> tuple[str, ...]:
    words = (row["quote"], row.get("how_much", ""), row.get("who", ""))
    return (row.get("source", ""), *((row["at"],) if row.get("at") else words))
