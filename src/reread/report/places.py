"""Where a finding stands in its file: the physical line and the character columns of its cell.

A rule names a record's first line and a column of the table. An editor, a code review or a SARIF viewer needs the line
on which the cell itself begins (a quoted line end before it moves it down) and the characters it covers.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..findings import Finding
from ..package import csvtext
from ..package.opening import Package

#: Files beyond this many bytes are not read a second time for columns; their findings keep file and line.
MAX_BYTES = 64 << 20

#: A cell; a quote never closed ends with its line.
_CELL = re.compile(r'"[^"]*+(?:""[^"]*+)*+"[^,\n]*|[^,\n]*')


@dataclass(frozen=True, slots=True)
class Place:
    """A place in `path` (POSIX, relative to the package). Lines and columns count from 1, columns in code points.

    `end_line` and `end_column` are the character after the cell's last. All but the path may be unknown.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


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
        start = self.starts[line - 1]
        for at in range(min(number, csvtext.MAX_COLUMNS) + 1):
            found = _CELL.match(self.text, start)
            assert found is not None  # an empty cell is one
            if at == number:
                return found.span()
            if self.text[found.end() : found.end() + 1] != ",":
                return None
            start = found.end() + 1
        return None


class Places:
    """Finds the places of findings in one package; every file is read once."""

    def __init__(self, pkg: Package) -> None:
        self._pkg = pkg
        self._texts: dict[str, _Text | None] = {}
        self._headers = {table.path: table for table in pkg.tables.values()}

    def of(self, finding: Finding) -> Place:
        """The place of `finding`, as exactly as it can be told."""
        if finding.line is None:
            return Place(finding.file)
        text = self._text(finding.file)
        if text is None or not 1 <= finding.line <= len(text.starts):
            return Place(finding.file, finding.line)
        number = self._number(finding, text)
        span = text.cell(finding.line, number) if number is not None else None
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

    def _number(self, finding: Finding, text: _Text) -> int | None:
        """Which cell the finding's column is; None for a file that is no table, or a column it does not have."""
        table = self._headers.get(finding.file)
        if table is None or finding.column is None:
            return None
        header: tuple[str, ...] = table.header
        if not header:  # a file that cannot be read as a table still has a first line
            end = text.starts[1] - 1 if len(text.starts) > 1 else len(text.text)
            header = tuple(cell.strip('"') for cell in text.text[:end].split(","))
        return header.index(finding.column) if finding.column in header else None


def repository_path(root: str) -> str:
    """What stands before a package's own paths to make them paths of its repository: "" or "folder/".

    The repository is the workspace of a GitHub workflow where the package lies in it, else the nearest folder above
    with a .git.
    """
    folder = Path(os.path.realpath(root))
    above = [folder, *folder.parents]
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and Path(os.path.realpath(workspace)) in above:
        top = Path(os.path.realpath(workspace))
    else:
        top = next((f for f in above if (f / ".git").exists()), folder)
    inside = PurePosixPath(folder.relative_to(top).as_posix())
    return "" if str(inside) == "." else f"{inside}/"
