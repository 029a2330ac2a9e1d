"""Libraries that an installation may lack: had by name, or refused with the extra that brings them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .findings import CannotRun


class MissingLibrary(CannotRun, ImportError):
    """The library asked for is not installed; the message names the extra that brings it."""


def library(name: str, extra: str = "") -> Any:
    """The module `name`. Raises `MissingLibrary`, with the extra that brings it: `extra`, or the one of its name."""
    try:
        return import_module(name)
    except ImportError as error:
        fix = f"Install it: pip install 'cn-industrial-internet[{extra or name}]'"
        raise MissingLibrary(f"{name} is not installed, or cannot be imported ({error})", fix) from error
