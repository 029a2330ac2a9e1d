"""P113: no command was interrupted while it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..package.transaction import JOURNAL
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package


@rule(
    code="P113",
    title="No write is unfinished",
    severity="warning",
    what=f"There is no {JOURNAL}: the list of files that a command was writing when it was killed.",
    why="Some files are new and some are old; findings about how they fit may be about neither version.",
    bad=f"{JOURNAL} beside datapackage.json.",
    good="No such file: every write was finished or undone.",
    fix="Run cnii fix --write: it first puts every file back as it was before that write. Then look at git diff.",
)
def nothing_unfinished(pkg: Package, check: Check) -> None:
    """The package is the case."""
    check.case()
    path = pkg.root / JOURNAL
    if path.is_symlink() or path.exists():
        found = "a list of files that were being written when a command was killed"
        check.fail_file(JOURNAL, found=found, expected="no such file")
