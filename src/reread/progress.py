"""A progress line with the time left, on a terminal and only for what takes long."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TextIO

#: Seconds of work before anything is shown.
PATIENCE = 1.0


class Progress:
    """Shows how far the work called `title` has come on `stream` (standard error) while it is a terminal.

    Use it as a context manager: the line is wiped at the end, also when the work is interrupted. `total` is in any
    unit; `reach` tells how much of it is done.
    """

    def __init__(self, title: str, total: int, stream: TextIO | None = None) -> None:
        self.title = title
        self.total = total
        self._stream = sys.stderr if stream is None else stream
        self._live = self._stream.isatty() and total > 0
        self._started = monotonic()
        self._width = 0

    def reach(self, done: int) -> None:
        """So much is done."""
        passed = monotonic() - self._started
        if not self._live or passed < PATIENCE or not done:
            return
        share = min(1.0, done / self.total)
        left = round(passed / share - passed)
        clock = f"{left // 60}:{left % 60:02}" if left < 3600 else f"{left // 3600} h {left % 3600 // 60:02} min"
        bar = "#" * round(20 * share)
        line = f"{self.title[:40]} [{bar:.<20}] {share:4.0%}, {clock} left"
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
