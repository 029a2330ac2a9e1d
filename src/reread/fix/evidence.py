"""Repairs of evidence: offsets found again, quotes cut again, ids spelled from offsets with all that name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from .form import Records
from .model import Repair

_BLANKS: Final = re.compile(r"\s+")
_QUOTES: Final = str.maketrans({**dict.fromkeys("‘’‚‛′`´＇", "'"), **dict.fromkeys("“”„‟″＂", '"')})
_SPAN: Final = re.compile(r"(.+):(\d{1,9})-(\d{1,9})")


def _loose(text: str) -> str:
    """`text` but for blanks and the form of quotes."""
    return _BLANKS.sub("", text.translate(_QUOTES))


def clean_evidence(
    records: Records,
    texts: Callable[[str], str | None],
    path: str,
    say: Callable[[Repair], None],
    named: Callable[[int], bool] = lambda line: True,
) -> dict[str, str]:
    """Repair spans, quotes and ids of evidence in place; new ids by old ones.

    A row is only touched where a rule has found something in it (`named`, by its line), and one reading is possible:
    the quote stands at the offsets but for blanks and quotes, or it stands at the span that the id spells, or exactly
    once in the text. Where an id is empty, one is given; nothing can have meant it.
    """
    needed = ("evidence_id", "source_id", "start", "end", "quote")
    if any(name not in records.header for name in needed):
        return {}
    at = {name: records.header.index(name) for name in needed}
    wanted: dict[int, str] = {}  # place of the row -> the id that its offsets spell
    for place, (line, cells) in enumerate(records.records):
        text = texts(cells[at["source_id"]]) if named(line) and cells[at["quote"]] else None
        span = _span(cells, at, text) if text is not None else None
        if text is None or span is None:
            continue
        start, end = span
        for name, value in (("start", str(start)), ("end", str(end)), ("quote", text[start:end])):
            if cells[at[name]] != value:
                what = "quote cut again" if name == "quote" else "offsets found again"
                say(Repair(path, line, what, cells[at["evidence_id"]], name, cells[at[name]], value))
                cells[at[name]] = value
        spelled = f"{cells[at['source_id']]}:{start}-{end}"
        if cells[at["evidence_id"]] != spelled:
            wanted[place] = spelled
    ids = [cells[at["evidence_id"]] for _, cells in records.records]
    renamed: dict[str, str] = {}
    for place, new in _possible(ids, wanted).items():
        line, cells = records.records[place]
        what = "id spelled from its offsets"
        say(Repair(path, line, what, ids[place], "evidence_id", ids[place], new))
        cells[at["evidence_id"]] = new
        if ids[place]:
            renamed[ids[place]] = new
    return renamed


def _possible(ids: list[str], wanted: dict[int, str]) -> dict[int, str]:
    """Those of the `wanted` new ids (by place) after which no two rows share an id, and every user knows its row."""
    had = Counter(ids)
    going = {place: new for place, new in wanted.items() if not ids[place] or had[ids[place]] == 1}
    while True:
        after = Counter(going.get(place, old) for place, old in enumerate(ids))
        blocked = [place for place, new in going.items() if after[new] > 1]
        if not blocked:
            return going
        for place in blocked:
            del going[place]


def _span(cells: list[str], at: Mapping[str, int], text: str) -> tuple[int, int] | None:
    """Where the quote stands, if that is certain."""
    quote = cells[at["quote"]]
    given = _given(cells[at["start"]], cells[at["end"]], text)
    if given and (text[given[0] : given[1]] == quote or _loose(text[given[0] : given[1]]) == _loose(quote) != ""):
        return given
    spelled = _SPAN.fullmatch(cells[at["evidence_id"]])
    own = _given(spelled[2], spelled[3], text) if spelled else None
    if own and text[own[0] : own[1]] == quote:
        return own
    place = text.find(quote)
    if place >= 0 and text.find(quote, place + 1) < 0:
        return place, place + len(quote)
    return None


def _given(start: str, end: str, text: str) -> tuple[int, int] | None:
    if not all(cell.isascii() and cell.isdigit() and len(cell) < 10 for cell in (start, end)):
        return None
    found = int(start), int(end)
    return found if found[0] < found[1] <= len(text) else None
