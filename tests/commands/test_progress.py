"""The line of progress: on a terminal, for what takes long, with the time left, and wiped at the end."""

from __future__ import annotations

from io import StringIO

import pytest

from reread import progress
from reread.progress import Progress


class Terminal(StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """It says that it is one."""
        return True


@pytest.mark.parametrize("seconds", [0.5, 60])
def test_only_what_takes_long_gets_a_line(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    clock = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: clock[0])
    terminal, pipe = Terminal(), StringIO()
    for stream in (terminal, pipe):
        clock[0] = 100.0
        with Progress("reading", 200, stream) as line:
            clock[0] += seconds
            line.reach(50)
            line.step("names")
    assert pipe.getvalue() == ""
    shown = terminal.getvalue()
    assert ("reading" in shown and "reading names" in shown and "25%" in shown) == (seconds > 1)
    if seconds > 1:
        assert shown.endswith("\x1b[2K")  # the line is wiped
