"""The command `fix`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from typing import Annotated, Final

from cyclopts import Parameter

from ..arguments import Path_
from ..package.opening import folder_of, open_package
from ..package.transaction import commit, locked
from ..templates import filled
from .repairing import Plan, plan

#: Larger files are summed up, since comparing them line by line takes too long to be of use.
_DIFF_LINES: Final = 40_000


def fix(
    path: Path_ = None,
    /,
    *,
    write: Annotated[bool, Parameter(help="write the repairs; without it, they are only shown")] = False,
) -> int:
    """Repairs the form of files (encoding, byte order mark, line ends, separators, quoting, order of columns and rows,
    empty columns and rows, second copies), and in cells that a rule finds fault with: blanks at the ends, full-width
    characters, TRUE and FALSE, days, grouped digits and marks of missing values in columns of codes and numbers;
    offsets and quotes of evidence where only one reading is possible, and ids of evidence together with all that
    names them. Evidence of an archived text that differs from its hash is left alone. Meanings are never changed.
    Shows the changes as a unified diff, and writes them only with --write, all files or none; then lists what it
    cannot repair. Exit codes: 0 nothing to repair or all repaired, and no findings; 1 repairs not written yet, or
    findings that a person must mend; 2 cannot run (nothing is written).

    examples:
      PROGRAM fix .                                       show what would be repaired
      PROGRAM fix . --write
    """
    if write:
        with locked(folder_of(path)):
            pkg = open_package(path)
            made, after = plan(pkg)
            commit(pkg.root, made.files, made.before)
    else:
        made, after = plan(open_package(path))
    left = after.findings
    sys.stdout.writelines(_diff(made))
    sys.stdout.write(filled(__package__, "summary.txt", made=made, left=left, written=write))
    return 1 if left or (made.files and not write) else 0


def _diff(made: Plan) -> Iterator[str]:
    """The changes as a unified diff. Carriage returns are shown as \\r, so that they can be seen."""
    for path in sorted(made.files):
        before, after = (
            data.decode("utf-8", "backslashreplace").replace("\r", "\\r").splitlines(keepends=True)
            for data in (made.before[path], made.files[path])
        )
        if len(before) > _DIFF_LINES:
            yield f"--- {path}\n+++ {path}\n@@ {len(before):,} lines: too many to compare line by line @@\n"
            continue
        for line in difflib.unified_diff(before, after, path, path, n=1):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
