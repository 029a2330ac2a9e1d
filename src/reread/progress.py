"""A line of progress with the time left, on a terminal and only for what takes long; drawn by rich."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as _Line

#: Seconds of work before anything is shown.
PATIENCE = 1.0


class Progress:
    """Shows how far the work called `title` has come on `stream` (standard error) while it is a terminal.

    Use it as a context manager: the line is wiped at the end, also when the work is interrupted. `total` is in any
    unit; `reach` tells how much of it is done, `step` that one more is.
    """

    def __init__(self, title: str, total: int = 0, stream: TextIO | None = None) -> None:
        self.title = title
        self.total = total
        self.done = 0
        self._console = Console(file=sys.stderr if stream is None else stream)
        self._started = monotonic()
        self._line: _Line | None = None

    def reach(self, done: int, words: str = "") -> None:
        """So much is done, and `words` come next."""
        self.done = done
        if not self._console.is_terminal or monotonic() - self._started < PATIENCE:
            return
        if self._line is None:
            form = (TextColumn("{task.description}"), BarColumn(20), TaskProgressColumn(), TimeRemainingColumn())
            self._line = _Line(*form, console=self._console, transient=True)
            self._line.add_task("", total=self.total or None)
            self._line.start()
        said = f"{self.title} {words}".strip()
        self._line.update(self._line.task_ids[0], completed=done, description=said[:60], refresh=True)

    def step(self, words: str) -> None:
        """One step further, on to `words`."""
        self.reach(self.done + 1, words)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._line is not None:
            self._line.stop()
