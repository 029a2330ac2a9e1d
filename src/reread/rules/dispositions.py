"""V204 and V205: what is set aside is what its disposition says, and kinds fit their characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ..reading.dates import find_times, read_base_period, read_time
from ..reading.errors import ReadingError
from ..reading.figures import read_figure
from ..reading.ranks import read_implied_rank, read_rank
from ..reading.scan import scan_numerals
from ..statements.cells import bare_place
from ..statements.view import Evidence, Statements, tokens, view
from . import VOCABULARY, Check, Package, Row, Wrong, rule, shown
from .rereading import attempt, part_rule

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


_Tests = dict[str, Callable[[Statements, Evidence], bool]]

#: By disposition, whether the characters are what they must be; what that is, in words, stands in the vocabulary.
_FITS: _Tests = {
    **{"dateline": _holds_time, "year_of_context": _holds_time, "boilerplate": _boilerplate, "identifier": _identifier},
    **dict.fromkeys(("idiom", "relative_order"), lambda s, e: bool(_of(e))),
    "ordinal_name": lambda s, e: "ordinal" in _of(e),
    "edition_name": lambda s, e: bool(_YEAR.search(e.quote)),
    "generic_count": lambda s, e: bool(_of(e) - {"ordinal"}),
    "out_of_scope": lambda s, e: attempt(_amount, e) is not None or _reads_as_rank(e),
}
#: By kind, the same.
_KINDS: _Tests = {
    "figure": lambda s, e: any(c.isdecimal() for c in e.quote) or bool(_of(e)),
    "rank": lambda s, e: (
        e.disposition in ("", "duplicate", "idiom") and (bare_place(e.quote) is not None or _reads_as_rank(e))
    ),
    "time": lambda s, e: _reads_as_time(s, e) or bool(e.disposition and _holds_time(s, e)),
    "term": _reads_as_term,
    "name": lambda s, e: bool(s.entities_of(e)),
    "reference": lambda s, e: any(s.denotes(part, e) for part in ("who", "what", "list", "when")),
}


@part_rule("V204", ("evidence", "evidence_id", "disposition"), tables=("sources",), optional=True)
def dispositions_fit(seen: Statements, row: Row, item: Evidence, _: str) -> Iterator[Wrong]:
    """Each disposition is true of its characters."""
    aside = item.disposition
    if aside == "duplicate":
        yield from _no_duplicate(seen, item)
    elif aside in _FITS and not _FITS[aside](seen, item):
        expected = f"{VOCABULARY['dispositions'][aside]}, or another disposition"
        yield "disposition", f"{aside} for {shown(item.quote)}", expected


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
            if not _corrected(seen, item) and not _KINDS[kind](seen, item):
                expected = f"{VOCABULARY['kinds'][kind]}, or another kind"
                check.fail(item.row, "kind", f"{kind}, for {shown(item.quote)}", expected)
                continue
        if target and kind != target.kind:
            check.fail(item.row, "kind", f"{kind}, as duplicate of {target.id}, a {target.kind}", target.kind)


def _corrected(seen: Statements, item: Evidence) -> bool:
    """Whether the characters lie in corrected ones: then they need not make sense as printed."""
    corrected = seen.corrections.get(item.source_id, ())
    return any(item.within(words) and (item is not words or item.kind != "term") for words, _ in corrected)
