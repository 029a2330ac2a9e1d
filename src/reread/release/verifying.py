"""`cnii verify`: what a downloaded release is, byte for byte, then what its contract and its sources say. Offline.

First `verify` compares every file with SHA256SUMS and finds every quotation again. Where that holds, all rules run over
the package inside, and read every value again from the archived texts.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ..diff import opened
from ..findings import CannotRun, shown
from ..package.opening import DESCRIPTOR
from ..run import Report, run
from . import verify

_FIX = "Name a bundle, its unpacked folder, or a file with the SHA256SUMS of its release beside it."


@dataclass(slots=True)
class Verified:
    """What was looked at, line by line, and what is wrong with it. `reports` are those of the rules; `alone`: it was
    compared with nothing but what lies inside it.
    """

    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    alone: bool = False
    reports: list[Report] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 when all is as released, else 1."""
        return 1 if self.faults or any(report.exit_code for report in self.reports) else 0


def verified(path: str) -> Verified:
    """Check the bundle, unpacked bundle, folder of downloads or single file at `path`.

    Raises `CannotRun` where there is nothing to check it against.
    """
    place, found = Path(path), Verified()
    if not place.is_file() and not place.is_dir():
        raise CannotRun(f"{shown(path, 200)}: no such file or folder", _FIX)
    if place.name == verify.SUMS and place.is_file():
        place = place.parent
    folder = place if place.is_dir() else place.parent
    found.alone = (place / DESCRIPTOR).is_file()
    listed = {} if found.alone else _listed(folder)
    if found.alone:
        _whole(place, found)
    elif place != folder and place.name in listed:
        _one(place, listed[place.name], found)
    elif place != folder:
        if not _is_bundle(place):
            raise CannotRun(f"{place.name} is no bundle, and no {verify.SUMS} beside it lists it", _FIX)
        _whole(place, found)
        found.alone = True
        found.said.append(f"no {verify.SUMS} lies beside it: the bundle was compared with itself alone")
    elif listed:
        here = [name for name in listed if (place / name).is_file()]
        for name in here:
            _one(place / name, listed[name], found)
        found.said.append(f"{len(here)} of the {len(listed)} files of the release are here")
    else:
        raise CannotRun(f"{place} holds no release: neither {DESCRIPTOR} nor {verify.SUMS}", _FIX)
    return found


def _listed(folder: Path) -> dict[str, str]:
    """The hashes that the SHA256SUMS of a folder lists; none where there is no such file."""
    sums = folder / verify.SUMS
    listed, faults = verify.sums(sums.read_bytes() if sums.is_file() else b"")
    if faults:
        raise CannotRun(str(faults[0]), f"Download {verify.SUMS} again.")
    return listed


def _one(place: Path, expected: str, found: Verified) -> None:
    """One file of the release, by the hash that SHA256SUMS lists; of a bundle everything inside."""
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    if digest == expected:
        found.said.append(f"{place.name}: the file that {verify.SUMS} lists")
    else:
        found.faults.append(f"{place.name}: SHA-256 {digest}, but {verify.SUMS} lists {expected}")
    if _is_bundle(place):
        _whole(place, found)


def _is_bundle(place: Path) -> bool:
    """Whether the file is a bundle, whole or damaged: the other zip files of a release (a wheel, a workbook) hold no
    list of hashes in a folder.
    """
    with place.open("rb") as stream:
        small = stream.read(2) == b"PK" and place.stat().st_size <= verify.MAX_BYTES
    return small and f"/{verify.SUMS}".encode() in place.read_bytes()


def _whole(place: Path, found: Verified) -> None:
    """Take over what `verify` says of a bundle or its unpacked folder; where it holds, what the rules say too."""
    try:
        verdict = verify.verify(place)
    except verify.CannotVerify as error:
        raise CannotRun(str(error), _FIX) from None
    found.said.append(verify.summary(verdict))
    found.faults += map(str, verdict.faults)
    if verdict.faults:
        found.said.append("contract and provenance: not evaluated, since these are not the files that were released")
    else:
        with opened(str(place)) as pkg:
            found.reports.append(run(pkg))


def lines(found: Verified) -> Iterator[str]:
    """Everything found, for a reader."""
    yield from found.faults
    yield from found.said
    for report in found.reports:
        for finding in report.findings:
            yield f"{finding.place}: {finding.code} found {finding.found}, expected {finding.expected}"
        for family in report.families():
            yield f"{family.name}: {family.cases:,} cases, {family.outcome}"
    if found.exit_code:
        yield "not verified"
    elif found.alone:
        beside = f"verify it beside the {verify.SUMS} published with it"
        yield f"whole in itself: to be sure that it is what was released, {beside}"
    else:
        yield "verified: this is what was released"


def command(file: Annotated[str, Parameter(help="a bundle, a folder, or another file of a release")], /) -> int:
    """Checks a release without network: every byte against SHA256SUMS, every quotation against its archived text, then
    all rules over the package inside. FILE is a bundle, its unpacked folder, any other file of a release with
    SHA256SUMS beside it, or a folder of such files. Exit codes: 0 it is what was released, 1 something differs (the
    file is named), 2 nothing to check it against.

    examples:
      PROGRAM verify cn-industrial-internet-0.2.0.zip
      PROGRAM verify dist
    """
    found = verified(file)
    sys.stdout.writelines(f"{line}\n" for line in lines(found))
    return found.exit_code
