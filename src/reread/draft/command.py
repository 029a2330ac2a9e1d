"""The command `draft`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Group, Parameter, validators

from ..arguments import PackageFolder
from ..console import wants_colour
from ..findings import CannotRun
from ..package.opening import Package, open_package
from ..package.transaction import commit, locked
from ..progress import Progress
from .document import open_document
from .drafting import draft_document
from .facts import GRADES, RIGHTS, Facts
from .model import Draft
from .report import as_json, as_text
from .rows import rows_of
from .source import archived_as, check_published, source_row
from .writing import changes

__all__ = ["draft"]

_FACTS = Group("What is known about the source (asked for by --write where it is missing)")


def _fact(help_: str) -> Parameter:
    return Parameter(group=_FACTS, help=help_)


def draft(
    file: Annotated[Path, Parameter(help="the text or saved HTML page")],
    /,
    *,
    package: PackageFolder = None,
    format: Annotated[Literal["text", "json"], Parameter(help="how to print the draft")] = "text",
    language: Annotated[
        Literal["en", "zh-Hans", "zh-Hant"] | None, Parameter(help="the language, if it is not to be detected")
    ] = None,
    encoding: Annotated[
        str | None, Parameter(help="the encoding of the file, if it is not UTF-8 and does not say so")
    ] = None,
    least: Annotated[
        float,
        Parameter(validator=validators.Number(gte=0, lte=1), help="write no proposal below this score (0 to 1)"),
    ] = 0.0,
    write: Annotated[
        bool, Parameter(help="write the rows into the tables of --package, and archive the text")
    ] = False,
    source_id: Annotated[str, _fact("outlet and day, such as thnet-2022-09-23")] = "",
    title: Annotated[str, _fact("headline as printed; without it, the heading or first line")] = "",
    publisher: Annotated[str, _fact("id or name of the publisher")] = "",
    original_publisher: Annotated[str, _fact("whose text it was first, for a reprint")] = "",
    author: Annotated[str, _fact('by-line as printed; several joined by "; "')] = "",
    published: Annotated[str, _fact("ISO day, if it is not printed; or unknown")] = "",
    url: Annotated[str, _fact("address of the text")] = "",
    grade: Annotated[
        Literal["", "A", "B", "C", "D"], _fact("; ".join(f"{k} {v}" for k, v in GRADES.items()))
    ] = "",
    translation: Annotated[Literal["original", "human", "machine"], _fact("how the text was translated")] = "original",
    rights: Annotated[str, _fact("what may be done with the text")] = RIGHTS,
    note: Annotated[str, _fact("anything else a reader should know about the source")] = "",
) -> int:
    """Reads a text or saved HTML page (English or Chinese), finds every printed figure, date and place on a list, and
    proposes statements: who, what, when, how much, each with the characters it was read from and a score. Numbers that
    found no place are listed with the reason and, where it is plain, with how to set them aside. Nothing is written
    without --write; with it, all rows go into the package's tables at once, or none. Exit codes: 0 done, 2 cannot run
    (nothing is written).

    examples:
      PROGRAM draft article.txt                           show what would be proposed
      PROGRAM draft article.html --least 0.7 --format json
      PROGRAM draft article.txt --package . --write --publisher "China Daily" --published 2024-05-01
    """
    facts = Facts(
        source_id, title, publisher, original_publisher, author, published, url, grade, translation, rights, note
    )
    if not write:
        _print(_draft(open_package(package), file, language, encoding, facts), format, least)
        return 0
    if not package:
        raise CannotRun("--write needs the folder of the package to write to", "Add --package PATH.")
    with locked(open_package(package).root):
        pkg = open_package(package)
        made = _draft(pkg, file, language, encoding, facts)
        paths, messages = _write(pkg, made, facts, least)
    _print(made, format, least)
    for message in messages:
        print(f"note      {message}", file=sys.stderr)
    print(f"written   {', '.join(paths) or 'nothing: all rows are there already'}", file=sys.stderr)
    print(f"next      look the rows over, then validate {package}", file=sys.stderr)
    return 0


def _draft(pkg: Package, file: Path, language: str | None, encoding: str | None, facts: Facts) -> Draft:
    published = check_published(facts.published)
    document = open_document(file, language, encoding)
    with Progress("drafting") as progress:
        return draft_document(pkg, document, facts.source_id or "new-source", published, progress)


def _write(pkg: Package, draft: Draft, facts: Facts, least: float) -> tuple[list[str], list[str]]:
    """Write the rows of a draft; the paths written, and what a person has to know."""
    there = archived_as(pkg, draft.document)
    if there and there != facts.source_id:
        raise CannotRun(
            f"this text is archived already, as {there}", f"Add --source-id {there} to draft what is missing."
        )
    archive: dict[str, bytes] = {}
    source: dict[str, str] | None = None
    if not there:
        if facts.source_id and pkg.table("sources").get(facts.source_id):
            raise CannotRun(
                f"there is a source {facts.source_id} already, with another text", "Choose another --source-id."
            )
        source = source_row(pkg, draft, facts)
        archive[source["archive_path"]] = draft.document.data
    made = rows_of(pkg, draft, least)
    if source:
        made.add("sources", source)
    made.tables = {name: rows for name, rows in made.tables.items() if rows}
    planned = changes(pkg, made.tables, archive)
    return commit(pkg.root, planned.files, planned.before), made.messages


def _print(draft: Draft, form: str, least: float) -> None:
    if form == "json":
        sys.stdout.write(as_json(draft, least))
    else:
        sys.stdout.write(as_text(draft, colour=wants_colour(sys.stdout), least=least))
