"""V204 and V205: what is set aside is what its disposition says, and kinds fit their characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from ..reading.dates import find_times, read_base_period, read_time
from ..reading.errors import ReadingError
from ..reading.figures import read_figure
from ..reading.ranks import read_implied_rank, read_rank
from ..reading.scan import scan_numerals
from ..statements.cells import bare_place
from ..statements.view import Evidence, Statements, tokens, view
from . import Check, Package, Wrong, rule, shown
from .rereading import attempt

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_BLANKS = " \t\r\n\u00a0\u3000"


@lru_cache(maxsize=4096)
def _kinds(text: str, language: str) -> frozenset[str]:
    """The kinds of numerals in `text`: digits, word, ordinal, fraction, multiple."""
    try:
        return frozenset(numeral.kind for numeral in scan_numerals(text, language))
    except ReadingError:
        return frozenset({"digits"}) if any(c.isdigit() for c in text) else frozenset()


def _of(item: Evidence) -> frozenset[str]:
    return _kinds(item.quote, item.language)


def _holds_time(seen: Statements, item: Evidence) -> bool:
    day = seen.published.get(item.source_id)
    return bool(_CLOCK.search(item.quote) or attempt(find_times, item.quote, day, item.language))


def _identifier(seen: Statements, item: Evidence) -> bool:
    """Letters or signs beside the digits, a name the words lie in, or beside them a capitalised word that is not just
    the first of its sentence ("Vision 2035")."""
    text = seen.pkg.text(item.source_id)
    if text is None or item.span is None or item.span[1] > len(text):
        return True
    start, end = item.span
    first = max(text.rfind(blank, 0, start) for blank in _BLANKS) + 1
    last = min((at for blank in _BLANKS if (at := text.find(blank, end)) >= 0), default=len(text))
    word = text[first:last]
    if re.search(r"\d", word) and re.search(r"[^\W\d_]|[+_@#/=:–-]", word):
        return True
    if any(o.kind == "name" and o is not item and item.within(o) for o in seen.of_source[item.source_id]):
        return True
    left = re.search(r"\w[^\S\n]+([^\W\d_]\w*)[^\S\n]\Z", text[max(0, start - 80) : start])
    right = re.match(r"[^\S\n]([^\W\d_]\w*)", text[end : end + 80])
    return any(found is not None and found[1][0].isupper() for found in (left, right))


def _boilerplate(seen: Statements, item: Evidence) -> bool:
    """No value or place of a statement stands in the same line."""
    text = seen.pkg.text(item.source_id)
    if text is None or item.span is None:
        return True
    first = text.rfind("\n", 0, item.span[0]) + 1
    last = text.find("\n", item.span[1])
    last = len(text) if last < 0 else last
    return not any(
        other.kind in ("figure", "rank") and other.id in seen.read and other.span and first <= other.span[0] < last
        for other in seen.of_source[item.source_id]
    )


def _amount(item: Evidence) -> tuple[object, str]:
    figure = read_figure(item.quote, item.language)
    return figure.value, figure.unit


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of evidence read the same: equal words, words of the other, an equal figure, place or time."""
    short, long = sorted((tokens(one.quote), tokens(other.quote)), key=len)
    part = short and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
    readers: tuple[Callable[[Evidence], object], ...] = (
        _amount,
        lambda e: read_rank(e.quote),
        lambda e: read_time(e.quote, None, e.language).period,
    )
    pairs = ((attempt(reader, one), attempt(reader, other)) for reader in readers)
    return one.word == other.word or bool(part) or any(a is not None and a == b for a, b in pairs)


def _reads_as_rank(item: Evidence) -> bool:
    return any(attempt(reader, item.quote) is not None for reader in (read_rank, read_implied_rank))


def _reads_as_time(seen: Statements, item: Evidence) -> bool:
    time = attempt(read_time, item.quote, seen.published.get(item.source_id), item.language)
    bases = (attempt(read_base_period, item.quote, period) for period in ("2000", "9999", "9999-S2"))
    return time is not None or any(base is not None for base in bases)


def _reads_as_term(seen: Statements, item: Evidence) -> bool:
    """Whether the words are a term or a link, or something that only words of a text can be: a criterion, a title."""
    if item.disposition or seen.indicators_of(item) or seen.denotes("link", item):
        return True
    rankings = seen.pkg.table("rankings")
    for use in seen.uses.get(item.id, ()):
        ranking = use.row if use.row.table.name == "rankings" else rankings.get(use.row.get("ranking_id"))
        if ranking and not (use.row is ranking and ranking["kind"] == "superlative"):
            return True
    return False


_Fits = dict[str, tuple[str, Callable[[Statements, Evidence], bool]]]

#: By disposition: what the characters must be, in words, and the test.
_FITS: _Fits = {
    "dateline": ("words that hold a date or a time of day", _holds_time),
    "boilerplate": ("a line without a value of any statement", _boilerplate),
    "identifier": (
        "digits beside letters or signs, or a number inside a name, a code, an address or a file name",
        _identifier,
    ),
    "idiom": ("words that hold a numeral", lambda s, e: bool(_of(e))),
    "ordinal_name": ("words that hold an ordinal", lambda s, e: "ordinal" in _of(e)),
    "edition_name": ("words that hold a year", lambda s, e: bool(_YEAR.search(e.quote))),
    "year_of_context": ("words that hold a time", _holds_time),
    "generic_count": ("words that hold a number", lambda s, e: bool(_of(e) - {"ordinal"})),
    "relative_order": ("words that hold an ordinal or a number", lambda s, e: bool(_of(e))),
    "out_of_scope": ("a figure or a place", lambda s, e: attempt(_amount, e) is not None or _reads_as_rank(e)),
}
#: By kind, the same.
_KINDS: _Fits = {
    "figure": ("characters with a numeral", lambda s, e: any(c.isdecimal() for c in e.quote) or bool(_of(e))),
    "rank": (
        "words that state a place",
        lambda s, e: bool(bare_place(e.quote) or _reads_as_rank(e)) and e.disposition in ("", "duplicate", "idiom"),
    ),
    "time": ("words that name a time", lambda s, e: _reads_as_time(s, e) or bool(e.disposition and _holds_time(s, e))),
    "term": ("words for an indicator, a link, a criterion or a title", _reads_as_term),
    "name": ("a registered name", lambda s, e: bool(s.entities_of(e))),
    "reference": (
        "a registered phrase",
        lambda s, e: any(s.denotes(part, e) for part in ("who", "what", "list", "when")),
    ),
}


@rule("V204", scope="source", tables=("evidence", "sources"), optional=True)
def dispositions_fit(pkg: Package, check: Check) -> None:
    """Each disposition is true of its characters."""
    seen = view(pkg)
    for item in check.each(item for item in seen.evidence.values() if item.disposition):
        words, test = _FITS.get(item.disposition, ("", None))
        if item.disposition == "duplicate":
            for wrong in _no_duplicate(seen, item):
                check.fail(item.row, *wrong)
        elif test is not None and not test(seen, item):
            found = f"{item.disposition} for {shown(item.quote)}"
            check.fail(item.row, "disposition", found, f"{words}, or another disposition")


def _no_duplicate(seen: Statements, item: Evidence) -> Iterable[Wrong]:
    target = seen.antecedent(item)
    if target is None:
        return []  # the contract asks for refers_to
    if target.id not in seen.read or target is item:
        return [("refers_to", f"{target.id}, which no statement uses", "evidence that a statement uses")]
    found = f"{shown(item.quote)} as duplicate of {shown(target.quote)} ({target.id})"
    return [] if _same(item, target) else [("refers_to", found, "evidence that reads the same")]


@rule(
    "V205",
    scope="source",
    tables=("evidence", "sources", "entities", "entity_names", "indicators", "indicator_terms", "phrases", "rankings"),
)
def kinds_fit(pkg: Package, check: Check) -> None:
    """Each kind is true of its characters."""
    seen = view(pkg)
    for item in seen.evidence.values():
        aside, kind = item.disposition, item.kind
        target = seen.antecedent(item) if aside == "duplicate" else None
        if aside not in ("", "duplicate") and kind in ("term", "reference", "statement"):
            check.case()
            check.fail(item.row, "kind", f"{kind}, set aside as {aside}", "figure, time or name")
            continue
        if kind in _KINDS:
            check.case()
            words, test = _KINDS[kind]
            if not _corrected(seen, item) and not test(seen, item):
                check.fail(item.row, "kind", f"{kind}, for {shown(item.quote)}", f"{words}, or another kind")
                continue
        if target and kind != target.kind:
            check.fail(item.row, "kind", f"{kind}, as duplicate of {target.id}, a {target.kind}", target.kind)


def _corrected(seen: Statements, item: Evidence) -> bool:
    """Whether the characters lie in corrected ones: then they need not make sense as printed."""
    corrected = seen.corrections.get(item.source_id, ())
    return any(item.within(words) and (item is not words or item.kind != "term") for words, _ in corrected)
