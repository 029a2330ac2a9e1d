"""Where a statement comes from: `why(id)` gathers the sentence, the characters of every part, how they were read, and
what else is said about the same question.

Ids of observations, entries of rankings, links, corrections and evidence are known. The result is a `Why`: plain
frozen data, `to_dict()` for JSON, `str()` for a person. Nothing is judged here, that is what the rules are for; but a
part whose words do not read as what the row says is marked as such (`Part.reads`).
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from ..findings import CannotRun, shown
from ..package.opening import Package
from ..package.renamed import found
from ..statements.view import view
from ..tables.columns import opened
from .gathering import gather
from .model import Why

__all__ = ["KINDS", "UnknownId", "Why", "why"]

#: The tables whose rows `why` explains, and what one of their rows is called.
KINDS = {
    "observations": "observation",
    "ranking_entries": "ranking entry",
    "entity_links": "link",
    "corrections": "correction",
    "evidence": "evidence",
}
#: Columns by which a statement is about something that has an id of its own.
_ABOUT = ("entity_id", "indicator_id", "ranking_id", "subject_id", "object_id", "source_id")
_OFFERED = 8


class UnknownId(CannotRun, LookupError):
    """No statement, correction or evidence has this id. The message offers those that come close."""


def why(statement_id: str, package: Package | Path | str | None = None) -> Why:
    """What the statement, correction or evidence called `statement_id` rests on.

    `package` is the package this library came with, or another: opened, its folder, or its datapackage.json. Whoever
    asks for many ids of another package opens it once, with `open_package`; the library's own is kept open. Raises
    `UnknownId` (a LookupError) for an id that nothing has, and `CannotRun` where the tables cannot be read. An id of an
    earlier version is answered by the row as it is called now, and `Why.renamed` says so.

    >>> found = why("thnet-2022-09-23.o05")
    >>> print(found.summary)
    Tianhe District: share of high-tech enterprises of Guangzhou, 2021-12-31: 26 percent
    >>> [(part.role, part.quote) for part in found.parts if part.role in ("who", "how much")]
    [('who', 'the district'), ('how much', '26 percent')]
    >>> found.reading.ranges[0].words
    '25.5 to 26.5'
    """
    pkg = opened(package)
    for table in pkg.tables.values():
        for problem in table.problems:
            place = f"{problem.file}:{problem.line}" if problem.line else problem.file
            raise CannotRun(f"{place}: {problem.found}", problem.fix or f"Expected is {problem.expected}.")
    wanted = statement_id.strip()
    row = next((row for name in KINDS if (row := pkg.table(name).get(wanted))), None)
    led = None if row else found(pkg, KINDS, wanted)
    if led is not None:
        row = led[0]
    if row is None:
        raise UnknownId(f"nothing has the id {shown(wanted)}", _hint(pkg, wanted))
    return gather(pkg, row, KINDS[row.table.name], renamed=str(led[1]) if led else "")


def _hint(pkg: Package, wanted: str) -> str:
    """Which ids may have been meant: those about the thing named, those that end the same, those that look alike."""
    statements = list(view(pkg).statements())
    about = [row.key for row in statements if wanted and any(row.get(column) == wanted for column in _ABOUT)]
    if about:
        more = f" and {len(about) - _OFFERED} more" if len(about) > _OFFERED else ""
        return f"{wanted} is no statement; statements about it are {', '.join(about[:_OFFERED])}{more}."
    known = [row.key for name in KINDS for row in pkg.table(name).rows]
    close = [key for key in known if wanted and key.endswith(("." + wanted, ":" + wanted))]
    close = close or get_close_matches(wanted, known, n=4, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(close[:_OFFERED])}?"
    first = statements[0].key if statements else ""
    return "Ids stand in the first columns of " + ", ".join(KINDS) + (f", for instance {first}." if first else ".")
