"""B rules, first part.

Can every file be read as it stands? All of them block: what cannot be read is not judged further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Check, RuleFunction, rule

if TYPE_CHECKING:
    from ..package.opening import Package


def _reader(kind: str) -> RuleFunction:
    """A rule function that reports what the readers refused under `kind`; every file of the package is a case."""

    def report(pkg: Package, check: Check) -> None:
        check.case(1 + len(pkg.tables) + len(set(pkg.schema_paths.values())))
        for problem in pkg.all_problems():
            if problem.kind == kind:
                check.fail_file(
                    problem.file,
                    found=problem.found,
                    expected=problem.expected,
                    fix=problem.fix,
                    line=problem.line,
                    column=problem.column,
                    record=problem.record,
                )

    return report


rule(
    code="B101",
    title="Listed files are there, inside the package",
    blocking=True,
    what=(
        "Every path in the descriptor is relative, stays inside the package also through links, and names a regular "
        "file that can be read."
    ),
    why=(
        "A path that leads elsewhere works on one machine only, and could make the validator read files it was "
        "never given."
    ),
    bad='"path": "../private/rows.csv"',
    good='"path": "data/observations.csv"',
    fix="Put the file at the listed path, or correct the path in datapackage.json.",
)(_reader("path"))

rule(
    code="B102",
    title="Text is UTF-8",
    blocking=True,
    what=(
        "Descriptor, schemas and tables decode as UTF-8; the message gives the offset of the first byte that does not."
    ),
    why="Bytes of another encoding turn Chinese names into other characters, or into none, without any message.",
    bad="B9 E3 D6 DD (广州 in GBK)",
    good="E5 B9 BF E5 B7 9E (广州 in UTF-8)",
    fix="Save the file as UTF-8 without BOM.",
)(_reader("encoding"))

rule(
    code="B103",
    title="No byte order mark",
    blocking=True,
    what="No file begins with EF BB BF.",
    why="Most readers take the mark as part of the first column's name, so that the column is not found.",
    bad="EF BB BF s o u r c e _ i d",
    good="s o u r c e _ i d",
    fix='Save the file as "UTF-8", not "UTF-8 with BOM".',
)(_reader("bom"))

rule(
    code="B104",
    title="Lines end with LF",
    blocking=True,
    what="No file holds a carriage return.",
    why=(
        "A carriage return becomes part of the last cell in some readers, changes every hash, and makes every line "
        "differ in a comparison."
    ),
    bad="2022,CNY\\r\\n",
    good="2022,CNY\\n",
    fix="Save the file with LF line ends (in git: the .gitattributes of this package keep them).",
)(_reader("line_ends"))

rule(
    code="B105",
    title="Descriptor and schemas are JSON objects",
    blocking=True,
    what=(
        "datapackage.json and each schema hold one JSON object, no member twice, no NaN, at most 64 levels; the "
        "descriptor lists named resources."
    ),
    why=(
        "Readers keep the last of two equal members and drop the first in silence; the rest they refuse, each with "
        "another message."
    ),
    bad='{"type": "integer", "type": "string"}',
    good='{"type": "integer"}',
    fix="Correct the file by hand, or restore it from version control.",
)(_reader("json"))

rule(
    code="B106",
    title="Tables begin with a header",
    blocking=True,
    what="The first line of every table names each column, no name empty or used twice.",
    why="Without it cells have no meaning; of two columns of one name, readers keep one, or rename the second.",
    bad="entity_id,name,name",
    good="entity_id,name_en,name_zh",
    fix="Write the column names of the table's schema as the first line.",
)(_reader("header"))

rule(
    code="B107",
    title="Quotes are closed, and stand around whole cells",
    blocking=True,
    what="A cell that begins with a quote ends with one, before a comma or line end; other cells hold none.",
    why="An unclosed quote swallows the lines after it; readers differ in what they make of them.",
    bad='a1,"Tianhe district\\na2,Huangpu\\n',
    good='a1,"Tianhe district"\\na2,Huangpu\\n',
    fix='Close the quote, and write a quote inside a quoted cell twice ("").',
)(_reader("quotes"))

rule(
    code="B108",
    title="Records have one cell per column",
    blocking=True,
    what="Every record has as many cells as the header; there are no blank lines.",
    why="A missing or extra comma shifts every following cell under another column's name.",
    bad="thnet-2022-09-23.o01,tianhe,2021 (header of 20 columns)",
    good="the same record with all 20 cells, empty ones too",
    fix="Give the record one cell per column; quote cells that hold a comma.",
)(_reader("ragged"))

rule(
    code="B109",
    title="Sizes stay within limits",
    blocking=True,
    what=(
        "A file that is held in memory has at most 1 GiB, a record at most 1,000 cells, a cell at most 1,048,576 "
        "characters."
    ),
    why="A cell of that size is an accident, mostly an unclosed quote, or an attack on whoever opens the file.",
    bad="a quoted cell of 100 million characters",
    good="a cell that holds one fact",
    fix="Shorten the cell, or split the table.",
)(_reader("limit"))


@rule(
    code="B110",
    title="Tables have rows",
    blocking=True,
    what="Every listed table has at least one record under its header.",
    why="A table cut down to its header passes every check on its rows, and all that refers to it fails.",
    bad="a file with a header line only",
    good="a header line and a record",
    fix="Restore the records, or take the table out of datapackage.json.",
)
def tables_have_rows(pkg: Package, check: Check) -> None:
    """Every readable table is a case."""
    for table in pkg.tables.values():
        if table.readable:
            check.case()
            if not len(table):
                check.fail_file(table.path, line=1, found="a header and no records", expected="at least one record")
