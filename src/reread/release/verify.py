#!/usr/bin/env python3
"""Checks a release of a data package without installing anything: Python 3.8 or newer is enough, no network is used.

    python3 verify.py                     the unpacked release that this file lies in
    python3 verify.py FOLDER              another unpacked release
    python3 verify.py NAME-VERSION.zip    a bundle as downloaded, not unpacked

It checks that every file is the one SHA256SUMS lists, that the tables are as large as datapackage.json says, and that
every quotation in the table of evidence stands in its archived text at the place named. Of a bundle it checks every
single byte. What is wrong is printed with the file it is in.

Exit codes: 0 all is well, 1 something differs, 2 nothing could be checked.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import NamedTuple

SUMS = "SHA256SUMS"
DESCRIPTOR = "datapackage.json"
CRATE = "ro-crate-metadata.json"
#: What file managers and Python leave in a folder, and no release contains.
LITTER = ("__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini")
#: Larger than any release: a file that claims more is not read.
MAX_BYTES = 1 << 30

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
#: Bundles store their members plainly, all with one date: the first that the format knows, and rights of 0644.
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_DOS_TIME, _DOS_DATE = 0, (1 << 5) | 1
_ATTRIBUTES = 0o100644 << 16
_UTF8 = 0x800
_VERSION = 20
_BY_UNIX = (3 << 8) | _VERSION
_CHANGED = "bytes differ from their checksum"


class Fault(NamedTuple):
    """One thing that is wrong: the file it is in, and what was found."""

    file: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}: {self.found}"


class CannotVerify(Exception):
    """There is nothing here to check; the message says why."""


class Verdict(NamedTuple):
    """What was checked, and what is wrong."""

    faults: list[Fault]
    counts: dict[str, int]


# --- the container ---


def pack(members: dict[str, bytes]) -> bytes:
    """A zip file of `members` in the one form that a bundle has, so that equal contents make equal bytes.

    Members are stored, not compressed: what a compressor writes depends on its version.
    """
    body, directory = [], []
    offset = 0
    for name, raw in members.items():
        header, entry = _headers(name, raw, offset)
        directory.append(entry)
        body += [header, raw]
        offset += len(header) + len(raw)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(members), len(members), size, offset, 0)
    return b"".join([*body, *directory, end])


def _headers(name: str, raw: bytes, offset: int) -> tuple[bytes, bytes]:
    """What a zip file says of a member: right before it, and in the directory at the end."""
    encoded, size = name.encode("utf-8"), len(raw)
    both = (_UTF8, 0, _DOS_TIME, _DOS_DATE, zlib.crc32(raw), size, size, len(encoded), 0)
    entry = _CENTRAL.pack(b"PK\1\2", _BY_UNIX, _VERSION, *both, 0, 0, 0, _ATTRIBUTES, offset)
    return _LOCAL.pack(b"PK\3\4", _VERSION, *both) + encoded, entry + encoded


def unpack(whole: bytes, label: str) -> tuple[dict[str, bytes], list[Fault]]:
    """The members of a bundle by name, and what is wrong with its bytes, told with the member it is in.

    A zip file in any other form than the one `pack` writes is refused: then its bytes say nothing about a release.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        return {}, [Fault(label, "the directory at its end is cut off or damaged")]
    members: dict[str, bytes] = {}
    faults: list[Fault] = []
    for info in listed:
        name, start = info.filename, info.header_offset
        raw_start = start + _LOCAL.size + len(name.encode("utf-8"))
        raw = whole[raw_start : raw_start + info.file_size]
        if not _safe(name) or not 0 <= start < len(whole):
            continue
        members[name] = raw
        right = zlib.crc32(raw) == info.CRC
        if whole[start:raw_start] != _headers(name, raw, start)[0]:
            faults.append(Fault(name, f"its {'header in the bundle is damaged' if right else _CHANGED}"))
        elif not right:
            faults.append(Fault(name, "its entry in the directory of the bundle is damaged"))
    if not faults and pack(members) != whole:
        faults.append(Fault(label, "the end of the bundle is damaged, or something was added to it"))
    return members, faults


# --- the contents ---


def check(files: dict[str, bytes]) -> Verdict:
    """Everything that can be told from the files of a release by path."""
    digests = {path: hashlib.sha256(raw).hexdigest() for path, raw in files.items()}
    listed, faults = sums(files.get(SUMS, b""))
    if SUMS not in files:
        faults.append(Fault(SUMS, "missing, so nothing can be compared"))
    for path, expected in listed.items():
        if path not in files:
            faults.append(Fault(path, f"listed in {SUMS}, and not there"))
        elif digests[path] != expected:
            faults.append(Fault(path, f"SHA-256 {digests[path]}, but {SUMS} lists {expected}"))
    more = sorted(files.keys() - listed.keys() - {SUMS}) if SUMS in files else []
    faults += [Fault(path, f"there, and not listed in {SUMS}") for path in more]
    counts = {"files": len(listed), "tables": 0, "rows": 0, "texts": 0, "quotations": 0}
    tables = _tables(files, digests, faults, counts)
    _quotations(files, digests, tables, faults, counts)
    _described(files, digests, faults)
    return Verdict(faults, counts)


def sums(raw: bytes) -> tuple[dict[str, str], list[Fault]]:
    """The hashes that a SHA256SUMS lists, by path, and its lines that say nothing."""
    listed: dict[str, str] = {}
    faults = []
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        found = _LINE.fullmatch(line)
        if not found or not _safe(found[2]) or found[2] in listed:
            faults.append(Fault(SUMS, f"line {number} is not a hash and the path of a file"))
        else:
            listed[found[2]] = found[1]
    return listed, faults


def _described(files: dict[str, bytes], digests: dict[str, str], faults: list[Fault]) -> None:
    """Files whose bytes are not those that the release's description lists: SHA256SUMS was written anew over them."""
    try:
        graph = json.loads(files[CRATE].decode("utf-8"))["@graph"]
        stated = {str(entry["@id"]): entry["sha256"] for entry in graph if "sha256" in entry}
    except (KeyError, ValueError, TypeError):
        faults.append(Fault(CRATE, "missing, or no description of the files"))
        return
    told = {fault.file for fault in faults}
    for path, digest in stated.items():
        if path not in told and digests.get(path, digest) != digest:
            faults.append(Fault(path, f"altered: {SUMS} lists these bytes, {CRATE} others"))


def _tables(
    files: dict[str, bytes], digests: dict[str, str], faults: list[Fault], counts: dict[str, int]
) -> dict[str, list[dict[str, str]]]:
    """The tables the descriptor lists, as lists of rows, their recorded numbers compared."""
    tables: dict[str, list[dict[str, str]]] = {}
    try:
        resources = json.loads(files[DESCRIPTOR].decode("utf-8"))["resources"]
        stated = [(str(r["name"]), str(r["path"]), r["bytes"], r["hash"], r["cnii:rows"]) for r in resources]
    except (KeyError, ValueError, TypeError):
        faults.append(Fault(DESCRIPTOR, "not a descriptor" if DESCRIPTOR in files else "missing"))
        return tables
    for name, path, size, digest, rows in stated:
        if path not in files:
            faults.append(Fault(path, f"listed in {DESCRIPTOR}, and not there"))
            continue
        if (len(files[path]), f"sha256:{digests[path]}") != (size, digest):
            faults.append(Fault(path, f"other bytes than {DESCRIPTOR} records"))
        try:
            text = io.StringIO(files[path].decode("utf-8"), newline="")
            tables[name] = list(csv.DictReader(text, strict=True))
            shown = f"{len(tables[name])} rows"
        except (UnicodeDecodeError, csv.Error):
            tables[name], shown = [], "no table"
        if shown != f"{rows} rows":
            faults.append(Fault(path, f"{shown}, but {DESCRIPTOR} records {rows} rows"))
    counts["tables"], counts["rows"] = len(tables), sum(map(len, tables.values()))
    return tables


def _quotations(
    files: dict[str, bytes],
    digests: dict[str, str],
    tables: dict[str, list[dict[str, str]]],
    faults: list[Fault],
    counts: dict[str, int],
) -> None:
    """The archived texts are those the table of sources names, and hold the quotations of the table of evidence."""
    texts: dict[str, tuple[str, str]] = {}
    for row in tables.get("sources", ()):
        source, path = str(row.get("source_id")), row.get("archive_path")
        if path and path not in files:
            faults.append(Fault(path, f"the archived text of {source} is not there"))
        elif path:
            if digests[path] != row.get("sha256"):
                faults.append(Fault(path, "another text than the table of sources records"))
            texts[source] = (path, files[path].decode("utf-8", "replace"))
    counts["texts"] = len(texts)
    for row in tables.get("evidence", ()):
        start, end, quote = row.get("start") or "", row.get("end") or "", row.get("quote") or ""
        path, text = texts.get(str(row.get("source_id")), ("", ""))
        if not start and not end:
            continue
        counts["quotations"] += 1
        span = text[int(start) : int(end)] if start.isdigit() and end.isdigit() and len(start + end) < 20 else None
        if not path or span != quote or not quote:
            shown = f"the quotation {row.get('evidence_id')} does not stand at {start} to {end}"
            faults.append(Fault(path or "evidence", shown))


# --- reading ---


def _safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return path.isprintable() and not path.startswith("/") and not set("\\:") & set(path) and ".." not in parts


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of an unpacked release by path. Raises `CannotVerify` for a file that cannot be read."""
    files = {}
    for place in sorted(folder.rglob("*")):
        path = place.relative_to(folder)
        if not place.is_dir() and not set(path.parts) & set(LITTER):
            files[path.as_posix()] = _read(place, path.as_posix())
    return files


def _read(place: Path, shown: str) -> bytes:
    try:
        if place.stat().st_size > MAX_BYTES:
            raise CannotVerify(f"{shown} is larger than any release")
        return place.read_bytes()
    except OSError as error:
        raise CannotVerify(f"{shown} cannot be read: {error.strerror}") from None


def read_bundle(path: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """The files of a bundle by path inside its one folder, and what is wrong with the bundle's own bytes."""
    whole = _read(path, str(path))
    if whole[:2] != b"PK" and b"PK\5\6" not in whole[-64:]:
        raise CannotVerify(f"{path} is not a bundle (a zip file)")
    members, faults = unpack(whole, path.name)
    inside = {name.partition("/")[2] or name: raw for name, raw in members.items()}
    return inside, [Fault(fault.file.partition("/")[2] or fault.file, fault.found) for fault in faults]


def verify(path: Path) -> Verdict:
    """Check the folder or bundle at `path`. Raises `CannotVerify` where there is nothing to check."""
    if path.is_dir():
        files = read_folder(path)
        if SUMS not in files and DESCRIPTOR not in files:
            raise CannotVerify(f"{path} holds no release (no {SUMS})")
        return check(files)
    if not path.exists():
        raise CannotVerify(f"{path}: no such file or folder")
    files, faults = read_bundle(path)
    verdict = check(files) if files else Verdict([], {"files": 0})
    told = {fault.file for fault in faults}
    return Verdict(faults + [fault for fault in verdict.faults if fault.file not in told], verdict.counts)


def summary(verdict: Verdict) -> str:
    """One line on what was checked."""
    said = ", ".join(f"{number} {what}" for what, number in verdict.counts.items())
    count = len(verdict.faults)
    return f"{said} checked: " + (f"{count} fault{'s' * (count != 1)}" if count else "all is well")


def main(arguments: list[str]) -> int:
    """Run the command; the exit code."""
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0 if len(arguments) == 1 else 2
    try:
        verdict = verify(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
    except CannotVerify as error:
        print(f"verify: {error}", file=sys.stderr)
        return 2
    for fault in verdict.faults:
        print(str(fault).encode("ascii", "backslashreplace").decode("ascii"))
    print(summary(verdict))
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
