"""Writing several files of a package as one: all of them, or none.

    with locked(root):
        pkg = open_package(root)          # read under the lock, so that nobody writes in between
        commit(root, {"data/evidence.csv": new_bytes, ...}, expected={"data/evidence.csv": old_bytes, ...})

Every new file is first written in full and flushed to disk beside the old one; then a journal names them all; then each
is renamed into place, which a file system does at once or not at all. When anything fails on the way (no space, no
permission, an interruption), what was already renamed is put back. When the process itself is killed, the journal is
still there: the next `locked` finds it and puts the package back as it was.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from ..findings import CannotRun, shown

JOURNAL: Final = ".cnii-journal.json"
_LOCK: Final = ".cnii-lock"
_NEW: Final = ".cnii-new"
_OLD: Final = ".cnii-old"


class _Entry(NamedTuple):
    """What the journal says of a file: whether it was there, and the digest of what was to be written."""

    path: str
    was: bool
    sha256: str


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the package at `root` for writing. Raises `CannotRun` when another process holds it. The lock is the folder
    itself where the system can lock folders (it goes with the process, however that ends), else a file in it. A write
    that was killed before is undone first."""
    busy = f"another command is writing to {root}"
    with contextlib.ExitStack() as held:
        if not _holds_folder(root, held, busy):
            path = root / _LOCK
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            except FileExistsError:
                fix = f"Wait until it has ended; if none is running, remove {_LOCK}."
                raise CannotRun(busy, fix) from None
            except OSError as error:
                raise CannotRun(f"{root} cannot be written to: {error.strerror}", "Give write permission.") from None
            held.callback(path.unlink, missing_ok=True)
        recover(root)
        yield


def _holds_folder(root: Path, held: contextlib.ExitStack, busy: str) -> bool:
    """Whether the folder itself is locked, until `held` ends."""
    try:
        import fcntl
    except ImportError:  # no such module on Windows
        return False
    try:
        handle = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise CannotRun(f"{root} cannot be opened: {error.strerror}", "Name the folder of a package.") from None
    held.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise CannotRun(busy, "Wait until it has ended, then run this again.") from None
        return False  # a file system without locks
    return True


def ready(root: Path, files: Mapping[str, bytes], expected: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Those of `files` that change something. Raises `CannotRun` where `commit` could not begin to write them."""
    changed = {path: data for path, data in sorted(files.items()) if expected.get(path) != data}
    for path in changed:
        _check(root, path, expected.get(path))
    return changed


def commit(root: Path, files: Mapping[str, bytes], expected: Mapping[str, bytes | None]) -> list[str]:
    """Write `files` (paths relative to `root`), all or none; the paths that changed. Call it inside `locked`.
    `expected` is what each file held when it was read (None: it was not there). Raises `CannotRun` when a file holds
    something else by now, or cannot be written; then nothing has changed."""
    changed = ready(root, files, expected)
    if not changed:
        return []
    entries = [_Entry(p, expected.get(p) is not None, sha256(data).hexdigest()) for p, data in changed.items()]
    try:
        for path, data in changed.items():
            _write(_beside(root, path, _NEW), data, root / path)
        for path in changed:
            if expected.get(path) is not None:
                _keep(root / path, _beside(root, path, _OLD))
        _write(
            root / JOURNAL,
            json.dumps({"files": [entry._asdict() for entry in entries]}, ensure_ascii=False).encode("utf-8"),
            None,
        )
        _sync_folder(root)
        for path in changed:
            os.replace(_beside(root, path, _NEW), root / path)
            _sync_folder((root / path).parent)
    except BaseException as error:
        undone = _undo(root, entries)
        if isinstance(error, OSError):
            state = "nothing has been changed" if undone else f"{JOURNAL} says what to put back: run the command again"
            reason = error.strerror or str(error)
            advice = "Give write permission to the files and folders of the package, then run this again."
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                advice = "Free some space on the disk, then run this again."
            raise CannotRun(f"the files could not be written ({reason}); {state}", advice) from None
        raise
    (root / JOURNAL).unlink(missing_ok=True)
    for path in changed:
        _beside(root, path, _OLD).unlink(missing_ok=True)
    return list(changed)


def _beside(root: Path, path: str, ending: str) -> Path:
    """A file that lies beside `path`, hidden, so that no listing of the folder takes it for data."""
    target = root / path
    return target.with_name(f".{target.name}{ending}")


def _check(root: Path, path: str, expected: bytes | None) -> None:
    if not _is_relative(path):
        raise CannotRun(f"{shown(path)} is no path inside the package", "Correct the path in datapackage.json.")
    target = root / path
    if not _leads_inside(root, path):
        raise CannotRun(f"{shown(path)} leads out of the package", "Replace the link by a file.")
    try:
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        if expected is None:
            return
        raise CannotRun(f"{path} has gone since it was read", "Run this again.") from None
    except OSError as error:
        raise CannotRun(f"{path} cannot be opened: {error.strerror}", "Give read permission.") from None
    if not stat.S_ISREG(mode):
        raise CannotRun(f"{path} is no regular file", "Replace the link by the file it leads to.")
    if expected is None:
        raise CannotRun(f"{path} exists already", "Remove it, or run this again.")
    if sha256(target.read_bytes()).digest() != sha256(expected).digest():
        raise CannotRun(f"{path} has changed since it was read", "Run this again.")


def _is_relative(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\0" not in path


def _leads_inside(root: Path, path: str) -> bool:
    return Path(os.path.realpath(root)) in Path(os.path.realpath(root / path)).parents


def _write(path: Path, data: bytes, like: Path | None) -> None:
    """A new file with `data`, on the disk when this returns, with the permissions of `like`."""
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like is not None and like.exists():
        os.chmod(path, stat.S_IMODE(like.stat().st_mode))


def _keep(path: Path, old: Path) -> None:
    """A second name for a file as it is, or a copy where the file system has no such names."""
    old.unlink(missing_ok=True)
    try:
        os.link(path, old)
    except OSError:
        _write(old, path.read_bytes(), path)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system can flush a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _undo(root: Path, entries: list[_Entry]) -> bool:
    """Put every file back as it was and remove what lies beside; whether that went well."""
    try:
        journal = (root / JOURNAL).exists()
        for path, was, digest in entries:
            new, old = _beside(root, path, _NEW), _beside(root, path, _OLD)
            if journal and was and old.exists():
                os.replace(old, root / path)
            elif journal and not was and not new.exists():
                with contextlib.suppress(FileNotFoundError):  # a journal can have none removed that it does not know
                    if sha256((root / path).read_bytes()).hexdigest() == digest:
                        (root / path).unlink()
            new.unlink(missing_ok=True)
            old.unlink(missing_ok=True)
        (root / JOURNAL).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def recover(root: Path) -> bool:
    """Undo a write that was killed half-way; whether there was one. Call it inside `locked`."""
    try:
        listed = json.loads((root / JOURNAL).read_bytes())["files"]
        entries = [_Entry(str(e["path"]), bool(e["was"]), str(e["sha256"])) for e in listed]
    except FileNotFoundError:
        _sweep(root)
        return False
    except OSError as error:
        raise CannotRun(f"{JOURNAL} cannot be read: {error.strerror}", "Give read permission.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        (root / JOURNAL).unlink()  # killed while the journal was written: nothing had been renamed
        _sweep(root)
        return True
    if not all(_is_relative(entry.path) and _leads_inside(root, entry.path) for entry in entries):
        raise CannotRun(f"{JOURNAL} names files outside the package", f"Look at {JOURNAL}, then remove it.")
    if not _undo(root, entries):
        raise CannotRun("an interrupted write could not be undone", "Give write permission to the package's folders.")
    return True


def _sweep(root: Path) -> None:
    """Remove what a write left behind that was killed before its journal: new files that nobody names yet."""
    for folder in (root, root / "data", root / "seeds", root / "schemas"):
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if path.name.startswith(".") and path.name.endswith((_NEW, _OLD)):
                    path.unlink(missing_ok=True)
