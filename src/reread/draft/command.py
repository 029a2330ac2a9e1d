"""The command `draft`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Group, Parameter

from ..arguments import PackageFolder
from ..findings import CannotRun, shown
from ..package.opening import Package, open_package
from . import worksheet
from .document import detect_language, open_document
from .grid import Grid, read_grids
from .importing.words import MAX_HANZI, MAX_WORDS
from .numbered import draft_list, draft_ranked_table
from .table import draft_table
from .text import draft_text

__all__ = ["draft"]

Row = dict[str, str]
_SOURCE = Group("What is known about the source (the sheet of sources can be completed by hand)")
_CELLS = Group("What all rows of a table or list have in common")
RIGHTS = {
    "archived": "The text belongs to its publisher; archived here for verification only.",
    "quoted": "Public page; only the few words that carry the figure are quoted.",
}
_HANZI = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: What a row of a page that is only quoted carries one of: nothing is set aside there.
_CARRIED = ("value", "lower", "upper", "unit", "rank")
#: Columns that mean something only in an archived text.
_OF_ARCHIVE = ("at", "disposition")
_Source = Annotated[str, Parameter(group=_SOURCE)]
_Cell = Annotated[str, Parameter(group=_CELLS)]


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
    number: Annotated[int, Parameter(help="which table of the file")] = 1,
    quoted: Annotated[bool, Parameter(help="the page may not be archived, only quoted", negative="")] = False,
    language: Annotated[Literal["en", "zh-Hans", "zh-Hant"] | None, Parameter(help="else it is detected")] = None,
    encoding: Annotated[str | None, Parameter(help="the encoding, if not UTF-8 and not declared")] = None,
    source_id: Annotated[str, Parameter(group=_SOURCE, help="outlet and day, such as toy-daily-2023-05-04")] = "",
    title: _Source = "",
    publisher: Annotated[str, Parameter(group=_SOURCE, help="the outlet: an id, or a name")] = "",
    original_publisher: _Source = "",
    published: Annotated[str, Parameter(group=_SOURCE, help="day of publication, if it is not printed")] = "",
    url: Annotated[str, Parameter(group=_SOURCE, help="address at the outlet")] = "",
    read_at: Annotated[str, Parameter(group=_SOURCE, help="address of the copy that was read")] = "",
    no_address_reason: _Source = "",
    accessed_on: Annotated[str, Parameter(group=_SOURCE, help="day on which the page was read")] = "",
    grade: Annotated[Literal["", "A", "B", "C", "D"], Parameter(group=_SOURCE)] = "",
    translation: Annotated[Literal["original", "human", "machine"], Parameter(group=_SOURCE)] = "original",
    ranking: Annotated[str, Parameter(group=_CELLS, help="the id of the list")] = "",
    size: Annotated[int, Parameter(group=_CELLS, help="how many places the list has")] = 0,
    indicator: _Cell = "",
    what: Annotated[str, Parameter(group=_CELLS, help="words for what the table tells, such as its title")] = "",
    who: _Cell = "",
    entity: _Cell = "",
    when: _Cell = "",
    period: _Cell = "",
    unit: _Cell = "",
    sector: _Cell = "",
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
        _ask(publisher=publisher, published=published, accessed_on=accessed_on)
        if not (url or read_at or no_address_reason):
            raise CannotRun("a quoted source needs its address", "Add --url, or --read-at, or --no-address-reason.")
    pkg = open_package(package)
    given = {
        "indicator": indicator, "what": what, "who": who, "entity": entity, "when": when, "period": period,
        "unit": unit, "sector": sector,
    }  # fmt: skip
    given = {name: cell for name, cell in given.items() if cell}
    grids = read_grids(file, or_list=list_) if table or list_ else []
    if grids and not 0 < number <= len(grids):
        raise CannotRun(f"{file} has {len(grids)} tables", f"Give --number 1 to {len(grids)}.")
    document = None if grids else open_document(file, language, encoding)
    caption = grids[number - 1][0] if grids else ""
    text = document.text if document else _text_of(grids[number - 1][1])
    tag = language or (document.language if document else detect_language(text))
    source = source_id or _slug(publisher, published, file)
    doubts: list[str] = []
    lists: list[Row] = []
    printed = ""
    if list_:
        drafted = (
            draft_ranked_table(pkg, *grids[number - 1], tag, source, ranking, given, size)
            if grids
            else draft_list(pkg, text, tag, source, ranking, given, size)
        )
        rows, doubts = drafted.rows, drafted.doubts
        if ranking and pkg.table("rankings").get(ranking) is None:
            lists.append({
                "ranking_id": ranking, "title": title, "kind": "ranking", "size": str(drafted.size or ""),
                "complete": "true" if drafted.size == len(rows) and not doubts else "false", "source": source,
            })  # fmt: skip
    elif table:
        made = draft_table(pkg, *grids[number - 1], tag, source, given, published)
        rows, doubts = made.rows, made.doubts
    else:
        article = draft_text(pkg, text, tag, source, published)
        rows, printed = article.rows, article.published
        published = published or printed
    quoted = quoted or table or list_
    if quoted:
        carrying = [row for row in rows if any(row.get(name) for name in _CARRIED)]
        doubts += _passed_over([row for row in rows if row not in carrying])
        rows = [_quotable(row) for row in carrying]
    proof = "quoted" if quoted else "archived"
    sources: list[Row] = []
    if pkg.table("sources").get(source) is None:
        basis = "printed" if printed and not quoted else "inferred" if published else "unknown"
        sources.append({
            "source_id": source, "title": title or (document.title if document else caption), "publisher": publisher,
            "original_publisher": original_publisher, "published_on": published, "published_on_basis": basis,
            "url": url, "read_at": read_at, "no_address_reason": no_address_reason, "language": tag,
            "translation": translation, "grade": grade, "accessed_on": accessed_on, "rights": RIGHTS[proof],
        })  # fmt: skip
    if output is not None and document is not None and not quoted and sources:
        archived = output.with_name(f"{source}.txt")
        archived.write_bytes(document.data)
        sources[0]["archive_path"] = archived.name
    _write(output, rows, sources, lists, pkg)
    for doubt in doubts:
        print(f"doubt     {doubt}", file=sys.stderr)
    full = sum(not row.get("candidates") for row in rows)
    print(f"drafted   {len(rows)} rows, {full} of them without a doubt", file=sys.stderr)
    return 0


def _ask(**facts: str) -> None:
    missing = [f"--{name.replace('_', '-')}" for name, fact in facts.items() if not fact]
    if missing:
        what = "a quoted source needs its outlet, its day, and the day it was read"
        raise CannotRun(what, f"Add {', '.join(missing)}.")


def _text_of(grid: Grid) -> str:
    return "\n".join(" ".join(row) for row in grid)


def _slug(publisher: str, published: str, file: Path) -> str:
    words = re.findall("[a-z0-9]+", (publisher or file.stem).lower())
    return "-".join([*(words or ["source"]), *re.findall("[0-9]+", published)])


def _quotable(row: Row) -> Row:
    """A row whose quote is cut to what may be quoted of a page that is not archived, around its figure."""
    row = {name: cell for name, cell in row.items() if name not in _OF_ARCHIVE}
    quote, words = row["quote"], row.get("how_much") or row.get("who", "")
    if row.get("precision") == "tabulated" or _fits(quote):
        return row
    start = quote.find(words)
    end = start + len(words)
    ends = [m.end() for m in re.finditer(r"\s+|(?<=[\u3400-\u9fff])|[，,。；;]", quote)]
    while True:
        left = max((e for e in ends if e < start), default=0)
        right = min((e for e in ends if e > end), default=len(quote))
        wider = [(left, end), (start, right)]
        fitting = [(a, b) for a, b in wider if (a, b) != (start, end) and _fits(quote[a:b].strip())]
        if not fitting:
            break
        start, end = fitting[0]
    row["quote"] = quote[start:end].strip()
    again = [m.start() for m in re.finditer(re.escape(words), row["quote"])]
    if len(again) > 1:
        row["how_much_index"] = "1"
    return row


def _passed_over(rows: list[Row]) -> Iterator[str]:
    """Numbers of a page that may carry a statement, and were not drafted."""
    for row in rows:
        if not row.get("disposition"):
            yield f"{row['how_much']}, in {shown(row['quote'])}: not drafted, {row['candidates']}"


def _fits(quote: str) -> bool:
    hanzi = len(_HANZI.findall(quote))
    return hanzi <= MAX_HANZI and (bool(hanzi) or len(quote.split()) <= MAX_WORDS)


def _write(output: Path | None, rows: list[Row], sources: list[Row], lists: list[Row], pkg: Package) -> None:
    """Write the worksheet; rows that somebody has changed in the one that is there stay."""
    rows = [row | {"drafted": worksheet.stamp(row)} for row in rows]
    if output is None:
        sys.stdout.write(worksheet.write(None, {"statements": rows}))
        return
    if output.exists():
        there = worksheet.read(output)
        changed = [dict(line.cells) for line in there if line["drafted"] != worksheet.stamp(line.cells)]
        mine = {_place(row) for row in changed}
        rows = [*changed, *(row for row in rows if _place(row) not in mine)]
        for kind, new in (("sources", sources), ("rankings", lists)):
            new[:] = [dict(line.cells) for line in there.sheets[kind]] or new
    worksheet.write(output, {"statements": rows, "sources": sources, "rankings": lists})


def _place(row: Row) -> tuple[str, ...]:
    at = row.get("at", "")
    words = (row["quote"], row.get("how_much", ""), row.get("who", ""))
    return (row.get("source", ""), *((at,) if at else words))
