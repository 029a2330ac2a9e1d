"""Repairs of evidence: offsets found again, quotes cut again, ids spelled from offsets with all that name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from .form import Records, Repair

_BLANKS: Final = re.compile(r"\s+")
_QUOTES: Final = str.maketrans({**dict.fromkeys("‘’‚‛′`´＇", "'"), **dict.fromkeys("“”„‟″＂", '"')})
_COLUMNS: Final = ("evidence_id", "source_id", "start", "end", "quote")
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
    if not {*_COLUMNS} <= {*records.header}:
        return {}
    at = [records.header.index(name) for name in _COLUMNS]
    wanted: dict[int, str] = {}  # place of the row -> the id that its offsets spell
    for place, (line, cells) in enumerate(records.records):
        key, source, start, end, quote = (cells[column] for column in at)
        text = texts(source) if named(line) and quote else None
        span = _span(key, start, end, quote, text) if text is not None else None
        if text is None or span is None:
            continue
        after = (str(span[0]), str(span[1]), text[slice(*span)])
        for name, column, old, new in zip(_COLUMNS[2:], at[2:], (start, end, quote), after, strict=True):
            if old != new:
                what = "quote cut again" if name == "quote" else "offsets found again"
                say(Repair(path, line, what, key, name, old, new))
                cells[column] = new
        spelled = f"{source}:{span[0]}-{span[1]}"
        if key != spelled:
            wanted[place] = spelled
    ids = [cells[at[0]] for _, cells in records.records]
    possible = _possible(ids, wanted)
    for place, new in possible.items():
        line, cells = records.records[place]
        say(Repair(path, line, "id spelled from its offsets", ids[place], "evidence_id", ids[place], new))
        cells[at[0]] = new
    return {ids[place]: new for place, new in possible.items() if ids[place]}


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


def _span(key: str, start: str, end: str, quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands, if that is certain."""
    given = _given(start, end, text)
    if given and (text[slice(*given)] == quote or _loose(text[slice(*given)]) == _loose(quote) != ""):
        return given
    spelled = _SPAN.fullmatch(key)
    own = _given(spelled[2], spelled[3], text) if spelled else None
    if own and text[slice(*own)] == quote:
        return own
    place = text.find(quote)
    once = place >= 0 and text.find(quote, place + 1) < 0
    return (place, place + len(quote)) if once else None


def _given(start: str, end: str, text: str) -> tuple[int, int] | None:
    if not all(cell.isascii() and cell.isdigit() and len(cell) < 10 for cell in (start, end)):
        return None
    found = int(start), int(end)
    return found if found[0] < found[1] <= len(text) else None
