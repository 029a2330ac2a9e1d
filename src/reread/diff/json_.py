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
  "unread": [str],
  "reviewed": [{"id", "words", "sentences": [str], "beside": [str], "reasons": [str]}], "to_look_at": int
}
```

Counts are complete, lists are capped. Members may be added under the same format number; none is removed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from msgspec import convert

from ..files import read as read_file
from ..findings import CannotRun, shown
from .model import Bump, Diff
from .versions import RULES, judge

FORMAT = "cnii-diff/1"
MAX_BYTES = 64 << 20
#: What is taken over from a file; what it demands is judged again.
_READ = ("old", "new", "structure", "tables", "texts", "unread")
#: The same, of members that came later and that a file may lack.
_ADDED = ("reviewed", "to_look_at")


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
        whole = json.loads(read_file(Path(path), MAX_BYTES, fix, fix).decode("utf-8"))
        if whole.get("format") != FORMAT:
            raise ValueError(f"no {FORMAT}")
        taken = [*_READ, *(member for member in _ADDED if member in whole)]
        found = convert({member: whole[member] for member in taken}, Diff)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
        raise CannotRun(f"{shown(path, 200)} holds no comparison ({shown(said, 120)})", fix) from None
    strange = [item.kind for item in (*found.structure, *found.texts) if item.kind not in RULES]
    if strange:
        raise CannotRun(f"{shown(path, 200)} holds no comparison (the unknown kind {shown(strange[0])})", fix)
    judge(found)
    return found
