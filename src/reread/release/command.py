"""The commands `release` and `verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ..findings import CannotRun
from .building import build, described, stale
from .building import prepare as prepared
from .changelog import who_must_act
from .model import open_release
from .verifying import lines, verified


def release(
    path: Annotated[str, Parameter(help="folder of the package")] = ".",
    /,
    *,
    output: Annotated[Path, Parameter(help="where to put the files")] = Path("dist"),
    previous: Annotated[
        str | None,
        Parameter(
            help="the last release: a bundle, a folder or git:REVISION (default: the newest tag vVERSION below it)"
        ),
    ] = None,
    prepare: Annotated[bool, Parameter(help="write changes, changelog and citation; build nothing")] = False,
    check: Annotated[bool, Parameter(help="see that changelog and citation are what would be written")] = False,
    reason: Annotated[str, Parameter(help="with --prepare: for changes that have none yet")] = "",
    reference: Annotated[str, Parameter(help="with --prepare: where it can be read up")] = "",
) -> int:
    """Builds every file of a release from a package that passes its rules: a bundle (zip), Parquet, SQLite, DuckDB,
    xlsx and the explorer (zip), descriptions for catalogues and citation, wheel and sdist, notes, SHA256SUMS. Refuses a
    version lower than the changes since the last release demand, and changes without a reason. With --prepare writes
    what a person then completes: changes/VERSION.csv, CHANGELOG.md, CITATION.cff, .zenodo.json. Equal packages make
    equal bytes. Exit codes: 0 done, 1 with --check when a generated file is out of date, 2 refused or cannot run.

    examples:
      PROGRAM release . --prepare                         write what a person then completes
      PROGRAM release . --check
      PROGRAM release . --output dist
    """
    if prepare and check:
        raise CannotRun("--prepare and --check exclude each other", "Leave out one of them.")
    if (reason or reference) and not prepare:
        raise CannotRun("--reason and --reference belong to --prepare", "Add --prepare, or leave them out.")
    if check:
        return _check(path)
    if prepare:
        return _prepare(path, previous, reason, reference)
    for place in build(path, output, previous):
        sys.stdout.write(f"{place.stat().st_size:>12,}  {place}\n")
    return 0


def _check(path: str) -> int:
    release = open_release(path)
    texts = described(release)
    outdated = stale(release.package.root, texts)
    for name in outdated:
        sys.stderr.write(f"{name} is out of date; run release with --prepare\n")
    if not outdated:
        sys.stdout.write(f"{', '.join(texts)}: up to date\n")
    return 1 if outdated else 0


def _prepare(path: str, previous: str | None, reason: str, reference: str) -> int:
    release, step, written = prepared(path, previous, (reason, reference))
    line = step.versions[-1]
    since = "the first release"
    if line.previous:
        since = f"{len(step.changes):,} changes since {line.previous}, {line.bump}"
    sys.stdout.write(f"{release.name} {line.version}, {since}. Who must act: {who_must_act(step.changes)}\n")
    sys.stdout.writelines(f"written: {name}\n" for name in written)
    sys.stdout.writelines(f"to do: {refusal}\n" for refusal in step.refusals)
    return 0


def verify(file: Annotated[str, Parameter(help="a bundle, a folder, or another file of a release")], /) -> int:
    """Checks a release without network: every byte against SHA256SUMS, every quotation against its archived text, then
    all rules over the package inside. FILE is a bundle, its unpacked folder, any other file of a release with
    SHA256SUMS beside it, or a folder of such files. Exit codes: 0 it is what was released, 1 something differs (the
    file is named), 2 nothing to check it against.

    examples:
      PROGRAM verify cn-industrial-internet-0.2.0.zip
      PROGRAM verify dist
    """
    found = verified(file)
    sys.stdout.writelines(lines(found))
    return found.exit_code
