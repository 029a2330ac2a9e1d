"""A static explorer of a data package: a page for everything that has an id, made from the tables alone.

`build(package, folder)` opens the package once and writes plain files that need no server: links are relative, nothing
is fetched from anywhere else, and all pages can be read without scripts.
"""

from __future__ import annotations

from .building import build

__all__ = ["build"]
