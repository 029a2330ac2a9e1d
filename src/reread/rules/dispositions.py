"""V204 and V205: what is set aside is what its disposition says, and kinds fit their characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.dates import find_times, read_base_period, read_time
from ..reading.errors import ReadingError
from ..reading.figures import Figure, read_figure
from ..reading.ranks import read_implied_rank, read_rank
from ..reading.scan import scan_numerals
from ..statements.cells import bare_place
from ..statements.view import Evidence, Statements, tokens, view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package

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


def _holds_numeral(item: Evidence) -> bool:
    return any(c.isdecimal() for c in item.quote) or bool(_kinds(item.quote, item.language))


def _holds_time(seen: Statements, item: Evidence) -> bool:
    try:
        return bool(
            _CLOCK.search(item.quote) or find_times(item.quote, seen.published.get(item.source_id), item.language)
        )
    except ReadingError:
        return False


def _word_around(text: str, item: Evidence) -> str:
    """The characters between blanks that hold the span."""
    assert item.span is not None
    start, end = item.span
    while start > 0 and text[start - 1] not in _BLANKS:
        start -= 1
    while end < len(text) and text[end] not in _BLANKS:
        end += 1
    return text[start:end]


def _named(text: str, item: Evidence) -> bool:
    """Whether the words stand beside a capitalised word that is not just the first of its sentence ("Vision 2035")."""
    assert item.span is not None
    start, end = item.span
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    left = re.search(r"\w[^\S\n]+([^\W\d_]\w*)[^\S\n]\Z", before)
    right = re.match(r"[^\S\n]([^\W\d_]\w*)", after)
    return any(found is not None and found[1][0].isupper() for found in (left, right))


def _identifier(seen: Statements, item: Evidence) -> bool:
    """Letters or signs beside the digits, a name the words lie in, or a capitalised word beside them."""
    text = seen.pkg.text(item.source_id)
    if text is None or item.span is None or item.span[1] > len(text):
        return True
    word = _word_around(text, item)
    if re.search(r"\d", word) and re.search(r"[^\W\d_]|[+_@#/=:–-]", word):
        return True
    others = seen.of_source[item.source_id]
    return any(o.kind == "name" and o is not item and item.within(o) for o in others) or _named(text, item)


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


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of evidence read the same: equal words, words of the other, an equal figure, place or time."""
    if one.word == other.word:
        return True
    short, long = sorted((tokens(one.quote), tokens(other.quote)), key=len)
    if short and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)):
        return True
    readers: tuple[Callable[[Evidence], object], ...] = (
        lambda e: _figure_key(read_figure(e.quote, e.language)),
        lambda e: read_rank(e.quote),
        lambda e: read_time(e.quote, None, e.language).period,
    )
    for reader in readers:
        try:
            if reader(one) == reader(other):
                return True
        except ReadingError:
            continue
    return False


def _figure_key(figure: Figure) -> object:
    return figure.value, figure.unit


def _reads_as_value(item: Evidence) -> bool:
    """Whether the words are a printed figure or rank, such as a statement could hold."""
    readers: tuple[Callable[[], object], ...] = (
        lambda: read_figure(item.quote, item.language),
        lambda: read_rank(item.quote),
        lambda: read_implied_rank(item.quote),
    )
    for reader in readers:
        try:
            reader()
        except ReadingError:
            continue
        return True
    return False


#: By disposition: what the characters must be, in words, and the test.
_FITS: dict[str, tuple[str, Callable[[Statements, Evidence], bool]]] = {
    "dateline": ("words that hold a date or a time of day", _holds_time),
    "boilerplate": ("a line without a value of any statement", _boilerplate),
    "identifier": (
        "digits beside letters or signs, or a number inside a name, a code, an address or a file name",
        _identifier,
    ),
    "idiom": ("words that hold a numeral", lambda s, e: bool(_kinds(e.quote, e.language))),
    "ordinal_name": ("words that hold an ordinal", lambda s, e: "ordinal" in _kinds(e.quote, e.language)),
    "edition_name": ("words that hold a year", lambda s, e: bool(_YEAR.search(e.quote))),
    "year_of_context": ("words that hold a time", _holds_time),
    "generic_count": ("words that hold a number", lambda s, e: bool(_kinds(e.quote, e.language) - {"ordinal"})),
    "relative_order": ("words that hold an ordinal or a number", lambda s, e: bool(_kinds(e.quote, e.language))),
    "out_of_scope": ("a figure or a place", lambda s, e: _reads_as_value(e)),
}


@rule("V204", scope="source", tables=("evidence", "sources"), optional=True)
def dispositions_fit(pkg: Package, check: Check) -> None:
    """Each disposition is true of its characters."""
    seen = view(pkg)
    for item in check.each(item for item in seen.evidence.values() if item.disposition):
        if item.disposition == "duplicate":
            _check_duplicate(seen, check, item)
        elif item.disposition in _FITS:
            words, test = _FITS[item.disposition]
            if not test(seen, item):
                found = f"{item.disposition} for {shown(item.quote)}"
                check.fail(item.row, "disposition", found=found, expected=f"{words}, or another disposition")


def _check_duplicate(seen: Statements, check: Check, item: Evidence) -> None:
    target = seen.antecedent(item)
    if target is None:
        return  # the contract asks for refers_to
    if target.id not in seen.read or target is item:
        found = f"{target.id}, which no statement uses"
        check.fail(item.row, "refers_to", found=found, expected="evidence that a statement uses")
    elif not _same(item, target):
        found = f"{shown(item.quote)} as duplicate of {shown(target.quote)} ({target.id})"
        check.fail(item.row, "refers_to", found=found, expected="evidence that reads the same")


def _reads_as_time(seen: Statements, item: Evidence) -> bool:
    for attempt in (
        lambda: read_time(item.quote, seen.published.get(item.source_id), item.language),
        lambda: read_base_period(item.quote, "2000"),
        lambda: read_base_period(item.quote, "9999"),
        lambda: read_base_period(item.quote, "9999-S2"),
    ):
        try:
            attempt()
        except ReadingError:
            continue
        return True
    return False


def _reads_as_rank(item: Evidence) -> bool:
    if bare_place(item.quote):
        return True
    for reader in (read_rank, read_implied_rank):
        try:
            reader(item.quote)
        except ReadingError:
            continue
        return True
    return False


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


#: By kind: what the characters must be, in words, and the test.
_KINDS: dict[str, tuple[str, Callable[[Statements, Evidence], bool]]] = {
    "figure": ("characters with a numeral", lambda s, e: _holds_numeral(e)),
    "rank": (
        "words that state a place",
        lambda s, e: _reads_as_rank(e) and e.disposition in ("", "duplicate", "idiom"),
    ),
    "time": (
        "words that name a time",
        lambda s, e: _reads_as_time(s, e) or (bool(e.disposition) and _holds_time(s, e)),
    ),
    "term": ("words for an indicator, a link, a criterion or a title", _reads_as_term),
    "name": ("a registered name", lambda s, e: bool(s.entities_of(e))),
    "reference": (
        "a registered phrase",
        lambda s, e: any(s.denotes(part, e) for part in ("who", "what", "list", "when")),
    ),
}


@rule(
    "V205",
    scope="source",
    tables=("evidence", "sources", "entities", "entity_names", "indicators", "indicator_terms", "phrases", "rankings"),
)
def kinds_fit(pkg: Package, check: Check) -> None:
    """Each kind is true of its characters."""
    seen = view(pkg)
    for item in seen.evidence.values():
        if item.disposition and item.disposition != "duplicate" and item.kind in ("term", "reference", "statement"):
            check.case()
            found = f"{item.kind}, set aside as {item.disposition}"
            check.fail(item.row, "kind", found=found, expected="figure, time or name")
        elif item.kind in _KINDS:
            check.case()
            words, test = _KINDS[item.kind]
            if not _corrected(seen, item) and not test(seen, item):
                found = f"{item.kind}, for {shown(item.quote)}"
                check.fail(item.row, "kind", found=found, expected=f"{words}, or another kind")
                continue
        target = seen.antecedent(item) if item.disposition == "duplicate" else None
        if target and item.kind != target.kind:
            found = f"{item.kind}, as duplicate of {target.id}, a {target.kind}"
            check.fail(item.row, "kind", found=found, expected=target.kind)


def _corrected(seen: Statements, item: Evidence) -> bool:
    """Whether the characters lie in corrected ones: then they need not make sense as printed."""
    corrected = seen.corrections.get(item.source_id, ())
    return any(item.within(words) and (item is not words or item.kind != "term") for words, _ in corrected)
