"""Files that a user names: what is in the way of reading or writing one is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .findings import CannotRun, shown


def reason(error: Exception) -> str:
    """What the system says of a file, without its number."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def read(path: Path, most: int, smaller: str, there: str = "Name a file that is there.") -> bytes:
    """The bytes of a file, or of a pipe. Raises `CannotRun`, with what to do, where it cannot be read (`there`), or is
    larger than `most` (`smaller`): sizes are counted, since a device has none.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise CannotRun(f"{shown(str(path), 200)} cannot be read: {reason(error)}", there) from None
    if len(raw) > most:
        raise CannotRun(f"{shown(str(path), 200)} is larger than {most:,} bytes", smaller)
    return raw


@contextmanager
def writing(path: Path | str, fix: str = "Name a file in a folder you own.") -> Iterator[None]:
    """Raises `CannotRun` where `path`, or what belongs to it, cannot be written inside."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise CannotRun(f"{shown(str(path), 200)} cannot be written: {reason(error)}", fix) from None
