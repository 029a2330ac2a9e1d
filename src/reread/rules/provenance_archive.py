"""V1xx: the archived texts are the ones that were read, and say of themselves what `sources` says of them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.dates import read_time
from ..reading.errors import ReadingError
from ..statements.view import view
from . import Check, gathered, rule

if TYPE_CHECKING:
    from ..package.opening import Package

#: The folder of archived texts, as the pattern of `sources.archive_path` fixes it.
ARCHIVE = "seeds"


@rule(
    code="V101",
    title="Archived texts are in the package",
    scope="source",
    tables=("sources",),
    what="Every archive_path is a UTF-8 text file inside the package.",
    why="A statement whose text is missing cannot be read again by anybody.",
    bad="archive_path is seeds/009_missing.txt, and there is no such file.",
    good="archive_path is seeds/000_a1d36345a2aeda2b.txt, and the file is there.",
    fix="Restore the file from version control, or correct archive_path.",
)
def archived_files_present(pkg: Package, check: Check) -> None:
    """Each archived file can be read from inside the package."""
    for row in pkg.table("sources").rows:
        path = row["archive_path"]
        if not path:
            continue
        check.case()
        text, _, problem = pkg.archived(path)
        if problem:
            found = f"{shown(path)}: {problem.found}"
            check.fail(row, "archive_path", found=found, expected="a text file inside the package", fix=problem.fix)
        elif text is None:
            check.fail(row, "archive_path", found=f"{shown(path)}: bytes that are not UTF-8", expected="a UTF-8 text")


@rule(
    code="V102",
    title="Archived texts are unchanged",
    scope="source",
    tables=("sources",),
    what="The SHA-256 of every archived file is the one recorded in sources.",
    why="Offsets and quotes only prove something about the text that was read; an edited text proves nothing.",
    bad="sha256 begins with a1d3, the file's with 77c0.",
    good="sha256 is the file's.",
    fix="Restore the archived file byte for byte. If a new text is meant to be archived, register it as a new source.",
)
def archived_files_unchanged(pkg: Package, check: Check) -> None:
    """Each archived file has the recorded hash."""
    for row in pkg.table("sources").rows:
        path = row["archive_path"]
        _, actual, problem = pkg.archived(path) if path else (None, "", None)
        if not path or problem:
            continue
        check.case()
        if actual != row["sha256"]:
            found = f"{row['sha256'] or 'no hash'}, while {path} has {actual}"
            check.fail(row, "sha256", found=found, expected=actual)


def _claimed(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Paths of archived texts that sources name."""
    return frozenset((row["archive_path"],) for row in pkg.table("sources").rows)


@rule(
    code="V103",
    title="Every file in the archive is a source",
    scope="register",
    gather=_claimed,
    what=f"Every file in {ARCHIVE}/ is the archive_path of one source.",
    why="A text that no source claims is not covered by any check, and looks as if it were.",
    bad="seeds/005_new.txt lies there, and no row of sources names it.",
    good="Every file in seeds/ has its row in sources.",
    fix="Register the text in sources and carry its statements, or remove the file.",
    tables=("sources",),
)
def archive_is_registered(pkg: Package, check: Check) -> None:
    """No stray files among the archived texts."""
    claimed = gathered(pkg, _claimed)
    folder = pkg.root / ARCHIVE
    try:
        names = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        return check.fail_file(
            ARCHIVE, found=f"a folder that cannot be read: {error.strerror}", expected="a readable folder"
        )
    for name in names:
        check.case()
        path = f"{ARCHIVE}/{name}"
        if (path,) not in claimed:
            check.fail_file(path, found="a file that no source names", expected="the archive_path of a row of sources")


@rule(
    code="V104",
    title="Title and author stand in the text",
    scope="source",
    tables=("sources",),
    what="title, and every name in author, stand in the archived text letter by letter.",
    why="A source is cited by what it prints; a retold headline finds nothing in a search.",
    bad='title is "Tianhe ranked 4th nationwide", the text prints "Tianhe ranks 4th nationwide".',
    good="title is copied from the text.",
    fix="Copy the headline and the by-line from the archived text; separate authors by a semicolon and a blank.",
)
def title_and_author_printed(pkg: Package, check: Check) -> None:
    """Headline and by-line are verbatim."""
    for row in pkg.table("sources").rows:
        text = pkg.text(row["source_id"])
        if text is None:
            continue
        parts = [("title", row["title"]), *(("author", name) for name in row["author"].split("; ") if name)]
        for column, words in parts:
            check.case()
            if words not in text:
                close = _closest_line(text, words)
                expected = "words of the archived text" + (f", such as {shown(close, 120)}" if close else "")
                check.fail(row, column, found=shown(words, 120), expected=expected)


def _closest_line(text: str, words: str) -> str:
    """The line of `text` that shares most words with `words`, "" when none shares half of them."""
    wanted = set(words.lower().split())
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    shared = [(len(wanted & set(line.lower().split())), -len(line), line) for line in lines]
    best = max(shared, default=(0, 0, ""))
    return best[2] if wanted and best[0] * 2 >= len(wanted) else ""


@rule(
    code="V105",
    title="The printed date of publication reads as recorded",
    scope="source",
    tables=("sources", "evidence"),
    what="Where published_on_basis is printed, the evidence published_evidence_id reads as published_on.",
    why="Relative times (last year, in October) are counted from this date; if it is wrong, they all are.",
    bad='published_on is 2022-09-24, its evidence reads "September 23, 2022".',
    good='published_on is 2022-09-23, its evidence reads "September 23, 2022".',
    fix="Correct published_on, or point published_evidence_id at the printed date.",
    optional=True,
)
def printed_date_reads(pkg: Package, check: Check) -> None:
    """published_on is read again from its evidence."""
    seen = view(pkg)
    for row in pkg.table("sources").rows:
        evidence = seen.part(row, "published_evidence_id")
        if row["published_on_basis"] != "printed" or evidence is None:
            continue
        check.case()
        expected = "the printed day of publication, absolute"
        try:
            time = read_time(evidence.quote, None, evidence.language)
        except ReadingError as error:
            check.fail(row, "published_evidence_id", found=f"{shown(evidence.quote)}: {error}", expected=expected)
            continue
        if time.period != row["published_on"]:
            found = f"{row['published_on']}, while {shown(evidence.quote)} reads as {time.period}"
            check.fail(row, "published_on", found=found, expected=time.period)


@rule(
    code="V106",
    title="The date of publication stands in the address",
    scope="source",
    tables=("sources",),
    what="Where published_on_basis is url, the address holds published_on (2022/09/23, 2022-09/23, 20220923, ...).",
    why="A date that is said to come from the address must be there for everyone to see.",
    bad="published_on is 2017-12-08, the address holds 2017/12/07.",
    good="published_on is 2017-12-08, the address holds 2017-12/08.",
    fix="Correct published_on or url, or change published_on_basis.",
    optional=True,
)
def date_stands_in_address(pkg: Package, check: Check) -> None:
    """published_on is found in the url."""
    for row in pkg.table("sources").rows:
        if row["published_on_basis"] != "url":
            continue
        check.case()
        if not _date_in(row["url"], row["published_on"]):
            found = f"{row['published_on']}, which does not stand in {shown(row['url'], 120)}"
            check.fail(row, "published_on", found=found, expected="the date in the address")


def _date_in(url: str, day: str) -> bool:
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return False
    year, month, number = when.year, when.month, when.day
    padded = rf"{year}[-/_.]?{month:02}[-/_.]?{number:02}"
    plain = rf"{year}[-/_.]{month}[-/_.]{number}"
    return re.search(rf"(?<!\d)(?:{padded}|{plain})(?!\d)", url) is not None


@rule(
    code="V107",
    title="Every source is cited",
    scope="source",
    tables=("sources", "evidence"),
    what="Every source has at least one evidence row.",
    why="A source that proves nothing does not belong in the register.",
    bad="A row for a page from which no evidence is quoted.",
    good="Every source_id stands in evidence.",
    fix="Add the evidence that was taken from the source, or remove the source.",
)
def sources_are_cited(pkg: Package, check: Check) -> None:
    """No source without evidence."""
    cited = pkg.table("evidence").index("source_id")
    for row in pkg.table("sources").rows:
        check.case()
        if row["source_id"] not in cited:
            check.fail(
                row, "source_id", found=f"{row['source_id']}, without evidence", expected="at least one row of evidence"
            )


@rule(
    code="V108",
    title="Addresses are single, and were read by today",
    scope="address",
    tables=("sources",),
    what="No two sources have the same address (but for http or https and a slash at the end), and accessed_on is not"
    " in the future.",
    why="One page under two ids counts one witness twice; a day that has not come is a slip of the pen.",
    bad="Two sources with the url https://example.org/2022/a.html.",
    good="One source per address; a page that was changed later has another accessed_on and a note in its own row.",
    fix="Correct url or accessed_on, or join the two sources.",
)
def addresses_are_single(pkg: Package, check: Check) -> None:
    """Addresses beside each other, days against the present one (of the zone in which it is latest)."""
    latest = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    first: dict[str, str] = {}
    for row in pkg.table("sources").rows:
        check.case()
        if row["url"]:
            address = row["url"].partition("://")[2].rstrip("/")
            other = first.setdefault(address, row.key)
            if other != row.key:
                check.fail(row, "url", found=f"{shown(row['url'], 120)}, as {other}", expected="an address of its own")
        if row["accessed_on"] > latest:
            check.fail(row, "accessed_on", found=f"{row['accessed_on']}, in the future", expected="a day that has come")
