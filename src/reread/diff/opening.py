"""Opens a version for comparison: a folder, a zip, or a git revision.

A zip and a revision are unpacked into a temporary folder, from where the package is read like any other. Nothing is
trusted on the way: members that would land outside, links, devices and encrypted members are refused, and limits stand
against archives that grow. Nothing of a revision is checked out, and nothing in it is run.
"""

from __future__ import annotations

import os
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from ..findings import CannotRun, shown
from ..package.opening import DESCRIPTOR, Package, open_package

#: What an archive may hold.
MAX_MEMBERS = 20_000
MAX_BYTES = 1 << 30
#: How far a member may grow, beyond the first megabyte; CSV shrinks to a twentieth at most in practice.
MAX_RATIO = 200
_CHUNK = 1 << 20
_GIT = "git:"


@contextmanager
def opened(spec: str, repository: str = ".") -> Iterator[Package]:
    """The package that `spec` names; temporary files last as long as the context.

    `spec` is a folder (or its datapackage.json), a zip, `git:REVISION`, or a revision that no file is called like.
    Revisions are looked up in the repository of the folder `repository`, and mean the package at that folder, or at the
    top of the repository. Raises `CannotRun` with what is wrong.
    """
    there = not spec.startswith(_GIT) and os.path.lexists(spec)
    if there and not (os.path.isfile(spec) and zipfile.is_zipfile(spec)):
        yield open_package(spec)
        return
    with TemporaryDirectory(prefix="cnii-") as name:
        folder, label = Path(name), spec if there else _GIT + spec.removeprefix(_GIT)
        if there:
            with open(spec, "rb") as stream:
                _unpack(stream, folder, label)
        else:
            with TemporaryFile() as archive:
                _fetch(spec.removeprefix(_GIT), repository, archive, guessed=spec != label)
                _unpack(archive, folder, label, links=True)
        yield open_package(_root(folder, label))


# --- zip ---


def _unpack(stream: IO[bytes], folder: Path, label: str, links: bool = False) -> None:
    """Unpack regular files below `folder`. Raises `CannotRun` at the first member that is not harmless; with `links`,
    links are left out instead (a repository may hold some, beside its package).
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise _refused(label, f"{len(members):,} members", f"at most {MAX_MEMBERS:,}")
            left = MAX_BYTES
            for member in members:
                if not (links and _irregular(member)):
                    left -= _member(archive, member, folder, left, label)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zipfile.LargeZipFile) as error:
        raise _refused(label, f"a damaged archive ({error})", "a zip that can be unpacked") from None
    except OSError as error:
        raise _refused(label, str(error.strerror or error), "a zip that can be unpacked") from None


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, left: int, label: str) -> int:
    """Unpack one member of at most `left` bytes and return its size. Sizes are counted, not believed."""
    name = member.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name.isprintable():
        raise _refused(label, f"the member {shown(name)}", "paths inside the archive")
    if member.is_dir():
        return 0
    if _irregular(member):
        raise _refused(label, f"the member {shown(name)}, which is a link or device", "regular files")
    if member.flag_bits & 1:
        raise _refused(label, f"the encrypted member {shown(name)}", "members without a password")
    allowed = min(left, _CHUNK + member.compress_size * MAX_RATIO)
    target = folder.joinpath(*path.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(member) as source, open(target, "xb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                raise _refused(label, f"the member {shown(name)}, which grows beyond {allowed:,} bytes", "honest sizes")
            out.write(chunk)
    return size


def _irregular(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def _refused(label: str, found: str, expected: str) -> CannotRun:
    return CannotRun(f"{shown(label, 200)}: found {found}, expected {expected}", "Name a folder, or another archive.")


def _root(folder: Path, label: str) -> Path:
    """Where the descriptor lies: at the top, or in the one folder at the top."""
    if (folder / DESCRIPTOR).is_file():
        return folder
    inside = [entry for entry in folder.iterdir() if (entry / DESCRIPTOR).is_file()]
    if len(inside) != 1:
        raise _refused(label, f"no {DESCRIPTOR} at the top or in a single folder", "a data package")
    return inside[0]


# --- git ---


def _resolve(name: str, repository: str, guessed: bool) -> tuple[str, str, str]:
    """The repository's top folder, the commit's hash, and the package's folder inside it ("" for the top)."""
    top = git(repository, "rev-parse", "--show-toplevel")
    # A name is resolved to a hash first, so that no name can ever be taken for an option.
    commit = "" if name.startswith("-") else git(repository, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if not top or not commit:
        what = f"{shown(name, 200)} is {'neither a file nor a' if guessed else 'no'} revision in the repository of"
        fix = "Name a folder, a zip, or git:REVISION; --repository names the folder whose repository is meant."
        raise CannotRun(f"{what} {shown(os.path.abspath(repository), 200)}", fix)
    inside = Path(os.path.realpath(repository)).relative_to(os.path.realpath(top)).as_posix()
    for prefix in dict.fromkeys(["" if inside == "." else f"{inside}/", ""]):
        if git(repository, "cat-file", "-t", f"{commit}:{prefix}{DESCRIPTOR}") == "blob":
            return top, commit, prefix
    fix = "Run it in the package's folder, or name that folder with --repository."
    raise CannotRun(f"{shown(name, 200)} holds no {DESCRIPTOR}", fix)


def git(repository: str, *arguments: str) -> str:
    """What git answers of a repository, "" where it fails. Raises `CannotRun` where there is no git."""
    try:
        done = subprocess.run(
            ["git", "-C", repository, *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
    except (OSError, ValueError) as error:
        raise CannotRun(f"git cannot be run: {error}", "Install git, or compare folders or zips.") from None
    return done.stdout.decode("utf-8", "replace").rstrip("\n") if done.returncode == 0 else ""


def _fetch(name: str, repository: str, out: IO[bytes], guessed: bool) -> None:
    """Write the package at a revision into `out`, as a zip."""
    top, commit, prefix = _resolve(name, repository, guessed)
    command = ["git", "-C", top, "archive", "--format=zip", "-0", f"{commit}:{prefix}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, stdin=quiet) as process:
        assert process.stdout is not None
        while chunk := process.stdout.read(_CHUNK):
            out.write(chunk)
            if out.tell() > MAX_BYTES:
                process.kill()
                raise _refused(f"git:{name}", f"more than {MAX_BYTES:,} bytes", "a smaller folder")
    out.seek(0)
    if process.returncode:
        raise CannotRun(f"git cannot read {shown(name, 200)}", "Check the repository with: git fsck")
