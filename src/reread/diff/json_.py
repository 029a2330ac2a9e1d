"""A comparison as JSON, in a shape that stays stable, and read back from it.

```
{
  "format": "cnii-diff/1",
  "old": {"label", "name", "version"}, "new": {...},
  "same": bool, "bump": "none" | "patch" | "minor" | "major",
  "expected_version": str | null, "version_ok": bool,
  "demands": [{"bump", "kind", "number", "example", "why"}],
  "structure": [{"kind", "where", "old", "new"}], "texts": [the same],
  "tables": [{"name", "path", "old_rows", "new_rows", "added", "removed", "renamed", "changed_rows", "changed_cells",
              "by_column": {column: number}, "note",
              "rows_added": [{"key", "cells": {}, "words", "line", "referred_to"}], "rows_removed": [the same],
              "rows_renamed": [{"old", "new", "line", "referred_to"}],
              "cells": [{"key", "column", "old", "new", "line"}], "words": {key: statement in one line}}],
  "unread": [str]
}
```

Counts are complete, lists are capped. Members may be added under the same format number; none is removed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..findings import CannotRun, shown
from .model import Bump, Cell, Diff, Renamed, RowChange, Side, Structure, TableDiff
from .versions import RULES, judge

FORMAT = "cnii-diff/1"
MAX_BYTES = 64 << 20
_COUNTS = ("old_rows", "new_rows", "added", "removed", "renamed", "changed_rows", "changed_cells")


def as_dict(diff: Diff) -> dict[str, Any]:
    """The comparison as plain lists and dictionaries."""
    whole = asdict(diff)
    for demand in whole["demands"]:
        demand["bump"] = Bump(demand["bump"]).word
    return {"format": FORMAT, **whole, "same": diff.same, "bump": diff.bump.word}


def render(diff: Diff) -> str:
    """The comparison as JSON text, ending with a newline."""
    return json.dumps(as_dict(diff), ensure_ascii=False, indent=2) + "\n"


def read(path: str) -> Diff:
    """The comparison that `render` wrote to `path`. The file may come from anybody: anything else is a `CannotRun`.

    Only its numbers and words are taken over; what they demand is judged again.
    """
    fix = "Give a file that cnii diff --format json has written."
    try:
        if Path(path).stat().st_size > MAX_BYTES:
            raise CannotRun(f"{shown(path, 200)} is larger than {MAX_BYTES:,} bytes", fix)
        whole = json.loads(Path(path).read_bytes().decode("utf-8"))
        if whole.get("format") != FORMAT:
            raise ValueError(f"no {FORMAT}")
        return _diff(whole)
    except OSError as error:
        raise CannotRun(f"{shown(path, 200)} cannot be read: {error.strerror}", fix) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        found = f"{type(error).__name__}: {error}"
        raise CannotRun(f"{shown(path, 200)} holds no comparison ({shown(found, 120)})", fix) from None


def _diff(whole: dict[str, Any]) -> Diff:
    found = Diff(_side(whole["old"]), _side(whole["new"]))
    found.structure = [_structure(item) for item in _list(whole["structure"])]
    found.texts = [_structure(item) for item in _list(whole["texts"])]
    found.tables = [_table(item) for item in _list(whole["tables"])]
    found.unread = [_text(item) for item in _list(whole["unread"])]
    judge(found)
    return found


def _table(item: dict[str, Any]) -> TableDiff:
    found = TableDiff(_text(item["name"]), _text(item["path"]))
    for name in _COUNTS:
        setattr(found, name, _number(item[name]))
    found.note = _text(item["note"])
    found.by_column = {_text(k): _number(v) for k, v in item["by_column"].items()}
    found.words = {_text(k): _text(v) for k, v in item["words"].items()}
    found.rows_added = [_row(row) for row in _list(item["rows_added"])]
    found.rows_removed = [_row(row) for row in _list(item["rows_removed"])]
    found.rows_renamed = [
        Renamed(_text(r["old"]), _text(r["new"]), _number(r["line"]), _number(r["referred_to"]))
        for r in _list(item["rows_renamed"])
    ]
    found.cells = [
        Cell(_text(c["key"]), _text(c["column"]), _text(c["old"]), _text(c["new"]), _number(c["line"]))
        for c in _list(item["cells"])
    ]
    return found


def _row(item: dict[str, Any]) -> RowChange:
    cells = {_text(k): _text(v) for k, v in item["cells"].items()}
    line, used = _number(item["line"]), _number(item["referred_to"])
    return RowChange(_text(item["key"]), cells, _text(item["words"]), line, used)


def _side(item: dict[str, Any]) -> Side:
    return Side(_text(item["label"]), _text(item["name"]), _text(item["version"]))


def _structure(item: dict[str, Any]) -> Structure:
    return Structure(_kind(item["kind"]), _text(item["where"]), _text(item["old"]), _text(item["new"]))


def _kind(value: object) -> str:
    kind = _text(value)
    if kind not in RULES:
        raise ValueError(f"the unknown kind {kind[:40]!r}")
    return kind


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {type(value).__name__}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {type(value).__name__}")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 53:
        raise TypeError("a number from 0 was expected")
    return value
