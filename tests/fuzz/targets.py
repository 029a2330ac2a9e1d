"""What must hold for any bytes whatever. Each target takes bytes and raises AssertionError where something does not.

`python tests/fuzz/run.py TARGET` looks for such bytes, guided by coverage; those it found before lie in
`tests/fuzz/corpus/` and are tried in every test run.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parents[1] / "scripts"))

from reread.draft.document import open_document
from reread.findings import CannotRun
from reread.package import csvtext, jsontext
from reread.package.opening import Package, open_package
from reread.reading import (
    ReadingError,
    find_figures,
    find_names,
    find_ranks,
    find_times,
    read_figure,
    read_rank,
    read_time,
    scan_numerals,
)
from reread.reading.periods import period_span
from reread.run import run

DAY = "2022-09-23"


def _words(data: bytes) -> tuple[str, str]:
    """A text and the language it is read in, as the first byte says."""
    return ("en", "zh-Hans")[data[:1] > b"\x7f"], data[1:4000].decode("utf-8", "replace")


def csv_text(data: bytes) -> None:
    """A file is refused with a line that it has, or read as the csv module reads it; what is written reads back."""
    parsed = csvtext.parse(data, "x.csv")
    lines = data.count(b"\n") + 1
    for problem in parsed.problems:
        assert problem.found and problem.expected and (problem.line is None or 1 <= problem.line <= lines)
    if parsed.problems:
        return
    rows = [parsed.header, *(cells for _, cells in parsed.records)]
    text = data.decode("utf-8")
    assert rows == [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)] or "\0" in text
    written = csvtext.write(rows).encode("utf-8")
    again = csvtext.parse(written, "x.csv")
    assert not again.problems and [again.header, *(cells for _, cells in again.records)] == rows
    assert csvtext.write([again.header, *(cells for _, cells in again.records)]).encode("utf-8") == written
    line = 1 + sum(cell.count("\n") for cell in parsed.header) + 1
    for number, cells in parsed.records:
        assert number == line
        line += 1 + sum(cell.count("\n") for cell in cells)


def json_text(data: bytes) -> None:
    """A text is refused with a line that it has, or is what the json module reads, with every member once."""
    text = data.decode("utf-8", "replace")
    value, problem = jsontext.parse_object(text, "x.json")
    if problem:
        assert value == {} and problem.found and problem.expected
        assert problem.line is None or 1 <= problem.line <= text.count("\n") + 1
        return
    assert value == json.loads(text)
    assert jsontext.parse_object(json.dumps(value), "x.json") == (value, None)


def html_page(data: bytes) -> None:
    """A saved page is refused in words, or becomes text without markup signs of its own, blanks at ends, or NUL."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(data)
        try:
            document = open_document(path)
        except CannotRun as error:
            assert error.message and error.fix
            return
    assert document.text.strip() and "\0" not in document.text and document.language
    document.text.encode("utf-8")
    if document.markup:
        lines = document.text.split("\n")
        assert lines[-1] == "" and all(line == line.strip(" \t") for line in lines), lines
        assert len(document.text) <= 4 * len(data) + 4


def figures(data: bytes) -> None:
    """Figures lie in the text, in order, and their value within their bounds; each reads again as it was found."""
    language, text = _words(data)
    end = 0
    for found in find_figures(text, language):
        assert end <= found.start < found.end <= len(text) and text[found.start : found.end] == found.text
        assert found.start <= found.number_start < found.number_end <= found.end
        end = found.end
        for convention in ("printed", "wide", "cut"):
            bounds = found.bounds(convention)
            assert bounds.lower is None or bounds.lower <= found.value
            assert bounds.upper is None or found.value <= bounds.upper
        again = read_figure(found.text, language)
        assert (again.value, again.unit, again.qualifier) == (found.value, found.unit, found.qualifier)
    _refuses_or_reads(lambda: read_figure(text, language))


def places_and_times(data: bytes) -> None:
    """Ranks, times, numerals and names lie in the text, in order; ranks are positive, and periods have a beginning."""
    language, text = _words(data)
    ranks, times = find_ranks(text), find_times(text, DAY, language)
    names = find_names(text, ["Tianhe District", "天河区", "a", "1"])
    for found in (ranks, times, scan_numerals(text, language), names):
        end = 0
        for one in found:  # type: ignore[attr-defined]
            assert end <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text
            end = one.end
    assert all(rank.value > 0 for rank in ranks)
    for time in times:
        if time.time is not None:
            first, last = period_span(time.time.period)
            assert first <= last
    _refuses_or_reads(lambda: read_rank(text))
    _refuses_or_reads(lambda: read_time(text, DAY, language))


def _refuses_or_reads(read: Callable[[], object]) -> None:
    try:
        read()
    except ReadingError as error:
        assert 0 < len(str(error)) < 1000


@cache
def _statements() -> Package:
    from statement_package import build

    return open_package(build(Path(tempfile.mkdtemp())).root)


def package(data: bytes) -> None:
    """A package with some cells of other texts is judged: every finding has its words and a line that the file has."""
    from mutation_judge import Judge
    from mutations import Cell, Change

    pkg = _statements()
    tables = [table for table in pkg.tables.values() if table.rows]
    cells: dict[tuple[str, int, str], Cell] = {}
    for edit in data[:600].split(b"\xff")[:4]:
        if len(edit) < 3:
            continue
        table = tables[edit[0] % len(tables)]
        record, column = edit[1] % len(table.rows), table.header[edit[2] % len(table.header)]
        new = edit[3:].decode("utf-8", "replace")
        cells[table.name, record, column] = Cell(table.name, record, column, table.rows[record][column], new)
    if not cells:
        return
    made = tuple(cells.values())
    altered = _judge(Judge).altered(Change(made[0].table, made[0].column, "replace", made))
    for finding in run(altered, ("B", "S", "V", "X"), prerequisites=False).findings:
        assert finding.found and finding.expected and finding.why and finding.fix
        assert finding.line is None or finding.line >= 1


@cache
def _judge(make: Callable[[Package], object]) -> object:
    return make(_statements())


def draft(data: bytes) -> None:
    """The draft of any text loses no number, and every part is what its characters are."""
    from worksheet.test_draft import check

    language, text = _words(data)
    check(text[:1500], language)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "csv_text": csv_text,
    "json_text": json_text,
    "html_page": html_page,
    "figures": figures,
    "places_and_times": places_and_times,
    "draft": draft,
    "package": package,
}
