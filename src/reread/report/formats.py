"""The forms a report can take, and where each goes: `text`, `html=report.html`, `sarif=out.sarif,github`.

One report feeds all of them. Renderers are imported when they are used.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ..console import MAX_WIDTH, easy, wants_colour
from ..files import writing
from ..findings import CannotRun, shown
from ..package.opening import Package, refuse_own
from ..run import Report

#: What each form is for, in the order in which help lists them.
FORMATS = {
    "text": "findings and a summary for people (the default)",
    "json": "everything, for programs",
    "github": "annotations on the lines of a pull request",
    "markdown": "the job summary of a workflow",
    "junit": "JUnit XML, a test case for each rule",
    "sarif": "SARIF 2.1.0, for code scanning and editors",
    "html": "one page to look at, with the sentences behind the findings",
}

#: A comma before another form; a comma in a file's name stays.
_COMMA = re.compile(rf",(?=(?:{'|'.join(FORMATS)})(?:[=,]|$))")


class Wanted(NamedTuple):
    """A form, and the file it goes to (None: it is printed)."""

    form: str
    file: str | None


def wanted(text: str) -> list[Wanted]:
    """Read one value of --format: forms separated by commas, each alone or as FORM=FILE.

    Raises `CannotRun` for an unknown form or an empty file name.
    """
    found = []
    for part in _COMMA.split(text):
        form, equals, file = part.partition("=")
        if form not in FORMATS:
            raise CannotRun(f"--format: {shown(form)} is no format", f"Choose from {', '.join(FORMATS)}.")
        if equals and not file:
            raise CannotRun(f"--format: no file after {shown(part)}", f"Write {form}=FILE, or {form} alone.")
        found.append(Wanted(form, file if equals else None))
    return found


def plan(formats: Sequence[Iterable[Wanted]], output: str | None) -> list[Wanted]:
    """What to write and print. `output` is the file of the one form that has none yet; `text` is printed where nothing
    else is. Raises `CannotRun` where two would be printed, or go to one file.
    """
    chosen = [item for items in formats for item in items]
    loose = [item for item in chosen if item.file is None]
    if output is not None and len(loose) < 2:
        form = loose[0].form if loose else "text"
        chosen = [item for item in chosen if item.file is not None] + [Wanted(form, output)]
        loose = []
    if len(loose) > 1:
        fix = f"Give files: --format {','.join(f'{item.form}=FILE' for item in loose)}"
        raise CannotRun("two formats without a file cannot share one output", fix)
    files = [os.path.realpath(item.file) for item in chosen if item.file is not None]
    if len(set(files)) < len(files):
        raise CannotRun("two formats would write the same file", "Give each a file of its own.")
    return chosen if loose else [*chosen, Wanted("text", None)]


def rendered(form: str, report: Report, pkg: Package, *, colour: bool = False, width: int = MAX_WIDTH) -> str:
    """The report in one form, ending with a newline."""
    module = import_module(f".{'json_' if form == 'json' else form}", __package__)
    more = {"colour": colour, "width": width} if form == "text" else {} if form == "json" else {"pkg": pkg}
    text: str = module.render(report, **more)
    return text


def write(items: Iterable[Wanted], report: Report, pkg: Package) -> None:
    """Write and print everything planned, files first. Raises `CannotRun` for a file that cannot be written."""
    for item in sorted(items, key=lambda item: item.file is None):
        if item.file is None:
            sys.stdout.write(rendered(item.form, report, pkg, colour=wants_colour(sys.stdout), width=easy()))
        else:
            refuse_own(pkg, Path(item.file))
            with writing(item.file):
                _replace(Path(item.file), rendered(item.form, report, pkg))


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all; what is no regular file (a pipe, /dev/stdout) is written as it is."""
    real = Path(os.path.realpath(path))
    if real.exists() and not real.is_file():
        real.write_text(text, "utf-8", newline="\n")
        return
    beside = real.with_name(f".{real.name}.{os.getpid()}.new")
    try:
        beside.write_text(text, "utf-8", newline="\n")
        if real.exists():
            beside.chmod(real.stat().st_mode & 0o7777)
        os.replace(beside, real)
    finally:
        beside.unlink(missing_ok=True)
