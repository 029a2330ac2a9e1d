"""What has changed between two versions of a package, and which version number that demands.

`diff(old, new)` compares folders, zips and git revisions by key: tables, columns, constraints, rows, cells, archived
texts.
"""

from __future__ import annotations

from .comparing import compare
from .model import Bump, Diff
from .opening import opened

__all__ = ["Bump", "Diff", "compare", "diff", "opened"]


def diff(old: str, new: str, repository: str = ".") -> Diff:
    """Everything in which the package `new` differs from `old`. Raises `CannotRun` where one cannot be opened.

    Each is a folder, a zip or `git:REVISION` of the repository that holds the folder `repository`.
    """
    with opened(old, repository) as before, opened(new, repository) as after:
        return compare(before, after, (old, new))
