"""Repairs of cells: blanks at the ends, full-width letters and digits where only codes and numbers go."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from .model import Repair
from .texts import Records

__all__ = ["clean_cells", "code_columns"]

_WIDE: Final = {0xFF01 + n: 0x21 + n for n in range(94)}
_WIDE_SIGN: Final = re.compile("[\uff01-\uff5e]")
_TYPED: Final = frozenset({"integer", "number", "date", "datetime", "time", "year", "yearmonth", "boolean"})


def code_columns(schema: dict[str, Any]) -> frozenset[str]:
    """Columns that hold numbers, days, codes or keys, never words: by type, pattern, list of values, or foreign key."""
    found: set[str] = set()
    fields = schema.get("fields")
    for field in fields if isinstance(fields, list) else []:
        if not isinstance(field, dict) or not isinstance(field.get("name"), str):
            continue
        constraints = field.get("constraints")
        constraints = constraints if isinstance(constraints, dict) else {}
        if field.get("type") in _TYPED or "pattern" in constraints or "enum" in constraints:
            found.add(field["name"])
    keys = schema.get("foreignKeys")
    for key in keys if isinstance(keys, list) else []:
        columns = key.get("fields") if isinstance(key, dict) else None
        found.update([columns] if isinstance(columns, str) else [c for c in columns or [] if isinstance(c, str)])
    return frozenset(found)


def clean_cells(records: Records, schema: dict[str, Any], path: str, say: Callable[[Repair], None]) -> None:
    """Strip blanks from every cell and narrow full-width characters in columns of codes and numbers, in place.

    In columns of words a full-width character may be as printed: those are left to the rules.
    """
    codes = code_columns(schema)
    narrow = [name in codes for name in records.header]
    for line, cells in records.records:
        for place, cell in enumerate(cells):
            stripped = cell.strip()
            if stripped != cell and stripped.strip("\u200b\ufeff"):
                say(_repair(path, line, "blanks at the ends removed", records, cells, place, cell, stripped))
                cells[place] = cell = stripped
            if narrow[place] and _WIDE_SIGN.search(cell):
                ascii_cell = cell.translate(_WIDE)
                say(_repair(path, line, "full-width characters narrowed", records, cells, place, cell, ascii_cell))
                cells[place] = ascii_cell


def _repair(
    path: str, line: int, what: str, records: Records, cells: list[str], place: int, before: str, after: str
) -> Repair:
    return Repair(path, line, what, cells[0], records.header[place], before, after)
