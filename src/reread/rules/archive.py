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


@rule("V101", scope="source", tables=("sources",))
def archived_files_present(pkg: Package, check: Check) -> None:
    """Each archived file can be read from inside the package."""
    for row in check.each(row for row in pkg.table("sources").rows if row["archive_path"]):
        path = row["archive_path"]
        text, _, problem = pkg.archived(path)
        if problem:
            found = f"{shown(path)}: {problem.found}"
            check.fail(row, "archive_path", found=found, expected="a text file inside the package", fix=problem.fix)
        elif text is None:
            check.fail(row, "archive_path", found=f"{shown(path)}: bytes that are not UTF-8", expected="a UTF-8 text")


@rule("V102", scope="source", tables=("sources",))
def archived_files_unchanged(pkg: Package, check: Check) -> None:
    """Each archived file has the recorded hash."""
    for row in pkg.table("sources").rows:
        path = row["archive_path"]
        _, actual, problem = pkg.archived(path) if path else (None, "", None)
        if not path or problem:
            continue
        check.case()
        if actual != row["sha256"]:
            expected = f"the text that was archived, with the hash {row['sha256']}" if row["sha256"] else actual
            check.fail(row, "sha256", found=f"{path} with the hash {actual}", expected=expected)


def _claimed(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Paths of archived texts that sources name."""
    return frozenset((row["archive_path"],) for row in pkg.table("sources").rows)


@rule("V103", scope="register", gather=_claimed, tables=("sources",))
def archive_is_registered(pkg: Package, check: Check) -> None:
    """No stray files among the archived texts."""
    claimed = gathered(pkg, _claimed)
    folder = pkg.root / ARCHIVE
    try:
        names = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        found = f"a folder that cannot be read: {error.strerror}"
        return check.fail_file(ARCHIVE, found=found, expected="a readable folder")
    for name in check.each(names):
        path = f"{ARCHIVE}/{name}"
        if (path,) not in claimed:
            check.fail_file(path, found="a file that no source names", expected="the archive_path of a row of sources")


@rule("V104", scope="source", tables=("sources",))
def title_and_author_printed(pkg: Package, check: Check) -> None:
    """Headline and by-line are verbatim."""
    for row in pkg.table("sources").rows:
        text = pkg.text(row["source_id"])
        if text is None:
            continue
        parts = [("title", row["title"]), *(("author", name) for name in row["author"].split("; ") if name)]
        for column, words in check.each(parts):
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


@rule("V105", scope="source", tables=("sources", "evidence"), optional=True)
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


@rule("V106", scope="source", tables=("sources",), optional=True)
def date_stands_in_address(pkg: Package, check: Check) -> None:
    """published_on is found in the url."""
    for row in check.each(row for row in pkg.table("sources").rows if row["published_on_basis"] == "url"):
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


@rule("V107", scope="source", tables=("sources", "evidence"))
def sources_are_cited(pkg: Package, check: Check) -> None:
    """No source without evidence."""
    cited = pkg.table("evidence").index("source_id")
    for row in check.each(pkg.table("sources").rows):
        if row["source_id"] not in cited:
            found = f"{row['source_id']}, without evidence"
            check.fail(row, "source_id", found=found, expected="at least one row of evidence")


@rule("V108", scope="address", tables=("sources",))
def addresses_are_single(pkg: Package, check: Check) -> None:
    """Addresses beside each other, days against the present one (of the zone in which it is latest)."""
    latest = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    first: dict[str, str] = {}
    for row in check.each(pkg.table("sources").rows):
        if row["url"]:
            address = row["url"].partition("://")[2].rstrip("/")
            other = first.setdefault(address, row.key)
            if other != row.key:
                check.fail(row, "url", found=f"{shown(row['url'], 120)}, as {other}", expected="an address of its own")
        if row["accessed_on"] > latest:
            check.fail(row, "accessed_on", found=f"{row['accessed_on']}, in the future", expected="a day that has come")
