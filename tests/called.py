"""The command `cnii` and the scripts called in this process, which takes a tenth of the time of one of their own. What
only a process of its own shows, `test_hostile_input.cnii` runs.
"""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from runpy import run_path
from typing import NamedTuple
from unittest.mock import patch

from cn_industrial_internet.cli import main

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


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


def script(name: str, *arguments: str) -> Done:
    """Call a script of the project as a maintainer does; a traceback is an error of the test."""
    out, err = StringIO(), StringIO()
    path = str(SCRIPTS / name)
    beside = [str(SCRIPTS), *sys.path]
    patched = patch.multiple(sys, argv=[path, *arguments], path=beside)
    with patched, redirect_stdout(out), redirect_stderr(err):
        try:
            run_path(path, run_name="__main__")
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Done(code, out.getvalue(), err.getvalue())
