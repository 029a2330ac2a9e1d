"""The command `cnii` called in this process, which takes a tenth of the time of a process of its own. What only such a
process shows, `test_hostile_input.cnii` runs.
"""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import NamedTuple

from cn_industrial_internet.cli import main


class Done(NamedTuple):
    """How a call ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def cnii(*arguments: object) -> Done:
    """Call `cnii`; a traceback is an error of the test."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())
