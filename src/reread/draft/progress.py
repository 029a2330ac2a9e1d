"""A progress line on a terminal, and nothing anywhere else."""

from __future__ import annotations

import sys
from typing import TextIO

__all__ = ["Progress"]


class Progress:
    """Shows what is being done on `stream` (standard error) while it is a terminal, and wipes the line at the end.

    Use it as a context manager.
    """

    def __init__(self, title: str, total: int = 0, stream: TextIO | None = None) -> None:
        self.title = title
        self.total = total
        self.done = 0
        self._stream = sys.stderr if stream is None else stream
        self._live = self._stream.isatty()
        self._width = 0

    def step(self, words: str) -> None:
        """One step further, on to `words`."""
        self.done += 1
        if not self._live:
            return
        bar = ""
        if self.total:
            filled = min(20, 20 * self.done // self.total)
            bar = f" [{'#' * filled}{'.' * (20 - filled)}]"
        line = f"{self.title}{bar} {words}"[:78]
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
