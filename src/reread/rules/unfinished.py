"""P113: no command was interrupted while it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..package.transaction import JOURNAL
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package


@rule("P113")
def nothing_unfinished(pkg: Package, check: Check) -> None:
    """The package is the case."""
    check.case()
    path = pkg.root / JOURNAL
    if path.is_symlink() or path.exists():
        found = "a list of files that were being written when a command was killed"
        check.fail_file(JOURNAL, found=found, expected="no such file")
