"""The command `diff`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter, validators

from ..console import wants_colour
from ..files import writing
from ..findings import CannotRun, shown
from ..package.opening import DESCRIPTOR, open_package, refuse_own
from . import diff as compared
from . import forms


def diff(
    old: Annotated[str | None, Parameter(help="the version before")] = None,
    new: Annotated[str | None, Parameter(help="the version after")] = None,
    /,
    *,
    repository: Annotated[str, Parameter(help="the folder whose revisions are meant")] = ".",
    format: Annotated[Literal["text", "json", "markdown", "html"], Parameter(help="how to print it")] = "text",
    output: Annotated[Path | None, Parameter(help="write it to this file instead of printing it")] = None,
    limit: Annotated[
        int | None,
        Parameter(validator=validators.Number(gte=1, lte=10**6), help="list at most so many changes of a kind a table"),
    ] = None,
    read: Annotated[Path | None, Parameter(help="instead of comparing, read what --format json has written")] = None,
    check_version: Annotated[bool, Parameter(help="exit 1 when the new version is called too low")] = False,
) -> int:
    """Compares two versions of a package by key: tables, columns, constraints, rows, cells, archived texts. Says
    how far the version number must rise, and why: structure is major (minor below 1.0.0), rows are minor, corrected
    values and words are patches. OLD and NEW are folders, zips, or git revisions (git:HEAD~1, git:v0.1.0, main).
    Exit codes: 0 compared, 1 with --check-version when the new version is called less than it must, 2 cannot run,
    or a table could not be compared.

    examples:
      PROGRAM diff git:HEAD .                             what was edited since the last commit
      PROGRAM diff git:v0.1.0 . --check-version
      PROGRAM diff old.zip new.zip --format html --output diff.html
    """
    if read is not None:
        if old is not None:
            raise CannotRun("--read replaces OLD and NEW", "Leave out one or the other.")
        found = forms.read(str(read))
    elif old is None or new is None:
        raise CannotRun("two versions are needed", "Name both, for instance: diff git:HEAD .")
    else:
        found = compared(old, new, repository)
    more: dict[str, Any] = {"cap": limit} if limit else {}
    if format == "text":
        said = forms.text(found, colour=output is None and wants_colour(sys.stdout), **more)
    elif format == "json":
        said = forms.as_json(found)
    else:
        said = (forms.html if format == "html" else forms.markdown)(found, **more)
    if output is None:
        sys.stdout.write(said)
    else:
        for version in filter(None, (old, new)):
            if output.exists() and output.resolve() == Path(version).resolve():
                raise CannotRun(f"{shown(str(output), 200)} is what is compared", "Name another file.")
            if Path(version, DESCRIPTOR).is_file():
                refuse_own(open_package(version), output)
        with writing(output):
            output.write_text(said, "utf-8", newline="\n")
    if found.unread:
        return 2
    return 1 if check_version and not found.version_ok else 0
