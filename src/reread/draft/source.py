"""What is known about a new source: given on the command line, read from the text or its address, never made up."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from ..findings import CannotRun, shown
from ..reading.errors import ReadingError
from ..reading.names import normalise
from ..reading.periods import period_span
from .facts import GRADES, Facts

if TYPE_CHECKING:
    from ..package.opening import Package
    from .document import Document
    from .model import Draft

__all__ = ["archived_as", "check_published", "source_row"]

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_URL: Final = re.compile(r"https?://[!-~]+")


def check_published(published: str) -> str:
    """A day as ISO date, as given. Raises `CannotRun` for anything else."""
    if published in ("", "unknown"):
        return ""
    try:
        period_span(published)
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", published):
            raise ReadingError(published)
    except ReadingError:
        raise CannotRun(
            f"{shown(published)} is no day", "Write it as 2022-09-23 (or 2022-09, 2022, unknown)."
        ) from None
    return published


def entity_of(pkg: Package, words: str) -> str:
    """The entity with this id or name. Raises `CannotRun` where there is none, or more than one."""
    if pkg.table("entities").get(words):
        return words
    key = normalise(words)
    found = sorted({r["entity_id"] for r in pkg.table("entity_names").rows if normalise(r["name"]) == key})
    if len(found) == 1:
        return found[0]
    fix = "Name an entity_id of data/entities.csv, or add the publisher there and to data/entity_names.csv first."
    what = f"{' and '.join(found)} are both called" if found else "no entity is called"
    raise CannotRun(f"{what} {shown(words)}", fix)


def archived_as(pkg: Package, document: Document) -> str:
    """The source whose archived text is this one, or ""."""
    digest = sha256(document.data).hexdigest()
    return next((row["source_id"] for row in pkg.table("sources").rows if row["sha256"] == digest), "")


def archive_path(pkg: Package, document: Document) -> str:
    """Where the text will lie: a running number and the beginning of its hash."""
    numbers = [m for row in pkg.table("sources").rows if (m := re.fullmatch(r"seeds/(\d{3,})_.*", row["archive_path"]))]
    number = max((int(m[1]) for m in numbers), default=-1) + 1
    return f"seeds/{number:03}_{sha256(document.data).hexdigest()[:16]}.txt"


def source_row(pkg: Package, draft: Draft, facts: Facts) -> dict[str, str]:
    """The row of `sources`. Raises `CannotRun` that lists what is missing, all at once."""
    document, text = draft.document, draft.document.text
    missing: list[str] = []
    if not _ID.fullmatch(facts.source_id):
        missing.append("--source-id, the outlet and the day in small letters, such as thnet-2022-09-23")
    title = facts.title or document.title
    if not title:
        missing.append("--title, the headline as it stands in the text")
    elif title not in text:
        raise CannotRun(f"the title {shown(title)} does not stand in the text", "Copy the headline from the text.")
    if not facts.publisher:
        missing.append("--publisher, the id or name of an entity")
    if facts.grade not in GRADES:
        missing.append("--grade, " + ", ".join(f"{k} ({v})" for k, v in GRADES.items()))
    published, basis, evidence = _published(draft, facts)
    if not basis:
        missing.append("--published, the day of publication (it is not printed), or --published unknown")
    if missing:
        raise CannotRun("facts about the source are missing", "Add\n            " + "\n            ".join(missing))
    if facts.url and not _URL.fullmatch(facts.url):
        raise CannotRun(f"{shown(facts.url)} is no address", "Write it with http:// or https://, and without blanks.")
    for name in facts.author.split("; ") if facts.author else ():
        if name not in text:
            raise CannotRun(f"the author {shown(name)} does not stand in the text", "Copy the by-line from the text.")
    return {
        "source_id": facts.source_id, "title": title, "publisher_id": entity_of(pkg, facts.publisher),
        "original_publisher_id": entity_of(pkg, facts.original_publisher) if facts.original_publisher else "",
        "author": facts.author, "published_on": published, "published_on_basis": basis,
        "published_evidence_id": evidence, "url": facts.url, "language": document.language,
        "translation": facts.translation, "archive_path": archive_path(pkg, document),
        "sha256": sha256(document.data).hexdigest(), "grade": facts.grade, "rights": facts.rights, "note": facts.note,
    }  # fmt: skip


def _published(draft: Draft, facts: Facts) -> tuple[str, str, str]:
    """Day of publication, its basis ("" when it is not known) and its evidence."""
    part = draft.published_part
    if part and facts.published in ("", part.reads):
        return part.reads, "printed", f"{facts.source_id}:{part.start}-{part.end}"
    if facts.published == "unknown":
        return "", "unknown", ""
    if not facts.published:
        return "", "", ""
    return facts.published, "url" if _in_address(facts.url, facts.published) else "inferred", ""


def _in_address(url: str, day: str) -> bool:
    """Whether the address holds the day: 2022/09/23, 2022-09/23, 20220923 and the like."""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return False
    padded = rf"{when.year}[-/_.]?{when.month:02}[-/_.]?{when.day:02}"
    short = rf"{when.year}[-/_.]{when.month}[-/_.]{when.day}"
    return re.search(rf"(?<!\d)(?:{padded}|{short})(?!\d)", url) is not None
