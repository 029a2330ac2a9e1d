"""V1xx: the archived texts are the ones that were read, and say of themselves what `sources` says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from ..reading.dates import read_time
from ..reading.errors import ReadingError
from ..statements.view import view
from . import Check, Package, Row, Wrong, gathered, row_rule, rule, shown

#: Whatever may be a date of an address: 20240303, 2024-03-03, 2024/3/3.
_DATE = re.compile(r"(?<!\d)(?=(\d{4})(?:[-/_.]?(\d\d)[-/_.]?(\d\d)|[-/_.](\d\d?)[-/_.](\d\d?))(?!\d))")
#: The folder of archived texts, as the pattern of `sources.archive_path` fixes it.
ARCHIVE = "seeds"


@row_rule("V101", "sources")
def archived_files_present(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Each archived file can be read from inside the package."""
    if not (path := row["archive_path"]):
        return None
    text, _, problem = pkg.archived(path)
    if problem:
        return [("archive_path", f"{shown(path)}: {problem.found}", "a text file inside the package", problem.fix)]
    return [("archive_path", f"{shown(path)}: bytes that are not UTF-8", "a UTF-8 text")] if text is None else []


@row_rule("V102", "sources")
def archived_files_unchanged(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """Each archived file has the recorded hash."""
    path, stated = row["archive_path"], row["sha256"]
    _, actual, problem = pkg.archived(path) if path else (None, "", None)
    if not path or problem:
        return None
    expected = f"the text that was archived, with the hash {stated}" if stated else actual
    return [("sha256", f"{path} with the hash {actual}", expected)] if actual != stated else []


def _claimed(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Paths of archived texts that sources name."""
    return frozenset((row["archive_path"],) for row in pkg.table("sources").rows)


@rule("V103", scope="register", gather=_claimed, tables=("sources",))
def archive_is_registered(pkg: Package, check: Check) -> None:
    """No stray files among the archived texts."""
    claimed, folder = gathered(pkg, _claimed), pkg.root / ARCHIVE
    try:
        names = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        return check.fail_file(ARCHIVE, f"a folder that cannot be read: {error.strerror}", "a readable folder")
    for path in check.each(f"{ARCHIVE}/{name}" for name in names):
        if (path,) not in claimed:
            check.fail_file(path, "a file that no source names", "the archive_path of a row of sources")


@rule("V104", scope="source", tables=("sources",))
def title_and_author_printed(pkg: Package, check: Check) -> None:
    """Headline and by-line are verbatim."""
    for row in pkg.table("sources").rows:
        text = pkg.text(row["source_id"])
        parts = [("title", row["title"]), *(("author", name) for name in row["author"].split("; ") if name)]
        for column, words in check.each(parts) if text is not None else ():
            if text is not None and words not in text:
                close = _closest_line(text, words)
                expected = "words of the archived text" + (f", such as {shown(close, 120)}" if close else "")
                check.fail(row, column, shown(words, 120), expected)


def _closest_line(text: str, words: str) -> str:
    """The line of `text` that shares most words with `words`, "" when none shares half of them."""
    wanted = set(words.lower().split())
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    shared = [(len(wanted & set(line.lower().split())), -len(line), line) for line in lines]
    best = max(shared, default=(0, 0, ""))
    return best[2] if wanted and best[0] * 2 >= len(wanted) else ""


@row_rule("V105", "sources", tables=("evidence",), optional=True)
def printed_date_reads(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """published_on is read again from its evidence."""
    evidence = view(pkg).part(row, "published_evidence_id")
    if row["published_on_basis"] != "printed" or evidence is None:
        return None
    quote = shown(evidence.quote)
    try:
        read = read_time(evidence.quote, None, evidence.language).period
    except ReadingError as error:
        return [("published_evidence_id", f"{quote}: {error}", "the printed day of publication, absolute")]
    wrong = read != row["published_on"]
    return [("published_on", f"{row['published_on']}, while {quote} reads as {read}", read)] if wrong else []


@row_rule("V106", "sources", optional=True)
def date_stands_in_address(row: Row, pkg: Package) -> Iterable[Wrong] | None:
    """published_on is found in the url."""
    if row["published_on_basis"] != "url":
        return None
    found = f"{row['published_on']}, which does not stand in {shown(row['url'], 120)}"
    return [] if _date_in(row["url"], row["published_on"]) else [("published_on", found, "the date in the address")]


def _date_in(url: str, day: str) -> bool:
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return False
    forms = {(f"{when:%Y}", f"{when:%m}", f"{when:%d}", "", ""), (f"{when:%Y}", "", "", f"{when.month}", f"{when.day}")}
    return not forms.isdisjoint(_DATE.findall(url))


@row_rule("V107", "sources", tables=("evidence",))
def sources_are_cited(row: Row, pkg: Package) -> Iterator[Wrong]:
    """No source without evidence."""
    if row["source_id"] not in pkg.table("evidence").index("source_id"):
        yield "source_id", f"{row['source_id']}, without evidence", "at least one row of evidence"


@rule("V108", scope="address", tables=("sources",))
def addresses_are_single(pkg: Package, check: Check) -> None:
    """Addresses beside each other, days against the present one (of the zone in which it is latest)."""
    latest = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    first: dict[str, str] = {}
    for row in check.each(pkg.table("sources").rows):
        address = row["url"].partition("://")[2].rstrip("/")
        other = first.setdefault(address, row.key) if row["url"] else row.key
        if other != row.key:
            check.fail(row, "url", f"{shown(row['url'], 120)}, as {other}", "an address of its own")
        if row["accessed_on"] > latest:
            check.fail(row, "accessed_on", f"{row['accessed_on']}, in the future", "a day that has come")
