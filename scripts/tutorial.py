"""docs/tutorial.md with what its code really prints: each block of Python is run, and the block of text under it
filled with the output."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["blocks", "with_outputs"]

_BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n^```text\n(?P<said>.*?)^```\n)?", re.MULTILINE | re.DOTALL)

_COLUMNS = "110"


def blocks(page: str) -> list[str]:
    """The blocks of Python on a page."""
    return [found["code"] for found in _BLOCK.finditer(page)]


def with_outputs(page: str) -> str:
    """The page with true outputs. The blocks share their names, and run in a folder of their own."""
    names: dict[str, Any] = {"__name__": "__main__"}

    def run(found: re.Match[str]) -> str:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(found["code"], "docs/tutorial.md", "exec"), names)
        if found["said"] is None:
            return found[0]
        told = "\n".join(line.rstrip() for line in said.getvalue().splitlines())
        return f"```python\n{found['code']}```\n\n```text\n{told}\n```\n"

    before, columns = Path.cwd(), os.environ.get("COLUMNS")
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["COLUMNS"] = _COLUMNS  # tables are as wide as the window
        try:
            return _BLOCK.sub(run, page)
        finally:
            os.chdir(before)
            del os.environ["COLUMNS"]
            os.environ |= {} if columns is None else {"COLUMNS": columns}
