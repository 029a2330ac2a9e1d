"""Where a finding stands in its file: the physical line and the character columns of its cell.

A rule names a record's first line and a column of the table. An editor, a code review or a SARIF viewer needs the line
on which the cell itself begins (a quoted line end before it moves it down) and the characters it covers.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

from ..findings import Finding
from ..package.opening import Package

#: Files beyond this many bytes are not read a second time for columns; their findings keep file and line.
MAX_BYTES = 64 << 20

#: A cell (a quote never closed ends with its line), and whether another follows.
_CELL = re.compile(r'("[^"]*+(?:""[^"]*+)*+"[^,\n]*|[^,\n]*)(,?)')


class Place(NamedTuple):
    """A place in `path` (POSIX, relative to the package). Lines and columns count from 1, columns in code points.

    `end_line` and `end_column` are the character after the cell's last. All but the path may be unknown.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in self[:3] if part is not None)


class _Text:
    """One file of the package as text, with the offsets of its lines."""

    def __init__(self, raw: bytes) -> None:
        self.text = raw.decode("utf-8", "replace").removeprefix("\ufeff")
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def cell(self, line: int, number: int) -> tuple[int, int] | None:
        """Offsets of the cell `number` (from 0) of the record that begins on `line`; None where it has no such cell."""
        for at, found in enumerate(_CELL.finditer(self.text, self.starts[line - 1])):
            if at == number or not found[2]:
                return found.span(1) if at == number else None
        return None


class Places:
    """Finds the places of findings in one package; every file is read once."""

    def __init__(self, pkg: Package) -> None:
        self._pkg = pkg
        self._texts: dict[str, _Text | None] = {}
        self._tables = {table.path: table for table in pkg.tables.values()}

    def of(self, finding: Finding) -> Place:
        """The place of `finding`, as exactly as it can be told."""
        text = self._text(finding.file) if finding.line is not None else None
        if finding.line is None or text is None or not 1 <= finding.line <= len(text.starts):
            return Place(finding.file, finding.line)
        header: tuple[str, ...] = ()
        if finding.column is not None and finding.file in self._tables:
            # A file that cannot be read as a table still has a first line.
            head = text.text.partition("\n")[0].split(",")
            header = self._tables[finding.file].header or tuple(cell.strip('"') for cell in head)
        span = text.cell(finding.line, header.index(finding.column)) if finding.column in header else None
        if span is None:
            return Place(finding.file, finding.line)
        return Place(finding.file, *text.position(span[0]), *text.position(span[1]))

    def _text(self, path: str) -> _Text | None:
        if path not in self._texts:
            place, _ = self._pkg.locate(path)
            small = place is not None and place.stat().st_size <= MAX_BYTES
            raw, problem = self._pkg.read_bytes(path) if small else (b"", None)
            self._texts[path] = None if problem or not small else _Text(raw)
        return self._texts[path]


def repository_path(root: str) -> str:
    """What stands before a package's own paths to make them paths of its repository: "" or "folder/".

    The repository is the workspace of a GitHub workflow where the package lies in it, else the nearest folder above
    with a .git.
    """
    folder = Path(os.path.realpath(root))
    above = [folder, *folder.parents]
    workspace = Path(os.path.realpath(os.environ.get("GITHUB_WORKSPACE") or os.devnull))
    top = workspace if workspace in above else next((f for f in above if (f / ".git").exists()), folder)
    return "".join(f"{part}/" for part in folder.relative_to(top).parts)
