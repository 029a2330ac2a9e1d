"""V316 to V318: corrections, codes and registered words rest on print."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Final

from ..reading.names import normalise
from ..reading.sentences import joined
from ..statements.view import Statements, primary, view
from . import VOCABULARY, Check, Package, Row, Wrong, gathered, rule, shown

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS: Final[list[str]] = VOCABULARY["months"]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b", re.IGNORECASE)

#: Kinds of correction that put another number in place of the printed one.
NUMBER_KINDS = ("number_scramble", "wrong_count", "rounding", "unit")


def numerals(text: str) -> Counter[str]:
    """The significant digits of every number in `text`: "4000" (as in 4000亿) and "400" (billion) are the same digits.

    >>> sorted(numerals("2022 billion in 4,000").items())
    [('2022', 1), ('4', 1)]
    """
    return Counter(re.sub(r"[.,]", "", n).strip("0") or "0" for n in _DIGITS.findall(text))


def _months(text: str) -> Counter[str]:
    return Counter(str(_MONTHS.index(m.lower()) + 1).strip("0") for m in _MONTH.findall(text))


@rule(
    "V316",
    scope="source",
    tables=("corrections", "evidence", "sources", "observations", "ranking_entries", "rankings"),
    optional=True,
)
def corrections_fit(pkg: Package, check: Check) -> None:
    """Corrections agree with their kind and with the statements that cite them."""
    seen, corrections = view(pkg), pkg.table("corrections").rows
    corrected: dict[str, list[Row]] = defaultdict(list)  # evidence -> corrections of words around it
    for words, row in chain.from_iterable(seen.corrections.values()):
        for item in seen.of_source[words.source_id]:
            if item.within(words):
                corrected[item.id].append(row)
    for row in check.each(corrections):
        for wrong in _misfit(row):
            check.fail(row, *wrong)
        evidence = seen.part(row, "evidence_id")
        source = pkg.table("sources").get(evidence.source_id) if evidence else None
        if source and not source["archive_path"]:
            found = f"{row['evidence_id']}, in a text that is not archived"
            check.fail(row, "evidence_id", found, "characters of an archived text")
    cited: set[str] = set()
    for name in ("observations", "ranking_entries", "rankings"):
        for row in pkg.table(name).rows:
            cited.add(row["correction_id"])
            if row["correction_id"] or not corrected.keys().isdisjoint(row.cells):
                _check_citing(seen, check, row, corrected)
    for row in corrections:
        if row["kind"] in NUMBER_KINDS and not row["note"] and row["correction_id"] not in cited:
            found = f"{row['correction_id']}, a {row['kind']} that no statement and no ranking cites"
            check.fail(row, "correction_id", found, "a row that is read by it, or a note that says why none is")


def _misfit(row: Row) -> Iterator[Wrong]:
    """What is wrong with a correction by itself."""
    before, after, kind = row["as_printed"], row["read_as"], row["kind"]
    old, new = numerals(before), numerals(after)
    gone, come = old - new, new - old
    expected = ""
    if normalise(before) == normalise(after):
        yield "read_as", f"{shown(after)}, the words as printed", "other words than as_printed"
    elif kind == "number_scramble" and gone + come - _months(before) - _months(after):
        expected = "the numerals of as_printed in other places"
    elif kind == "wrong_count" and (gone.total(), come.total()) != (1, 1):
        expected = "exactly one number that differs"
    if expected:
        listed = [", ".join(sorted(numbers.elements())) or "none" for numbers in (new, old)]
        yield "read_as", f"the numerals {listed[0]}, while as_printed has {listed[1]}", expected


def _check_citing(seen: Statements, check: Check, row: Row, corrected: dict[str, list[Row]]) -> None:
    """A statement or ranking against the correction it cites, and against one it should cite."""
    columns = ("evidence_id", "released_evidence_id") if row.table.name == "rankings" else ()
    parts = {c: p for c in columns if (p := seen.part(row, c))} or seen.parts(row)
    cited, named = seen.correction(row), row["correction_id"]
    # An entry is read beside the corrected title of its list.
    ranking = seen.pkg.table("rankings").get(row["ranking_id"]) if row.table.name == "ranking_entries" else None
    of_list = ranking["correction_id"] if ranking else ""
    if cited:
        check.case()
        evidence, correction = cited
        if not any(seen.together(part, evidence) for part in parts.values()):
            found = f"{named}, which corrects {shown(correction['as_printed'], 60)}, words of another sentence"
            check.fail(row, "correction_id", found, "a correction of words in the sentences of this row")
        if row.get("basis", "reconstructed") == "reconstructed" and correction["status"] != "accepted":
            found = f"{correction['status']}, while {row.key} is read from it"
            check.fail(correction, "status", found, "accepted: nothing is asserted on a correction that is not")
    for name, part in parts.items():
        over = [
            correction["correction_id"]
            for correction in corrected.get(part.id, ())
            if name == "how much" or (part.kind == "time" and correction["kind"] in NUMBER_KINDS)
        ]
        check.case(bool(over))
        if over and not {named, of_list} & set(over):
            found = f"{named or 'none'}, though {shown(part.quote)} lies in words that are corrected"
            check.fail(row, "correction_id", found, " or ".join(over))


def _forms(pkg: Package) -> dict[str, list[tuple[Row, str]]]:
    """By language, the registered forms that must be printed: rows, and the column that has the words."""
    found: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for table, column in (("entity_names", "name"), ("indicator_terms", "term"), ("phrases", "phrase")):
        for row in pkg.table(table).rows:
            found[primary(row["language"])].append((row, column))
    return found


def _read_in(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Languages in which a text is archived, and with its language each form that stands in one, or in a quote."""
    seen = view(pkg)
    texts = [(code, text) for source, code in seen.languages.items() if (text := pkg.text(source)) is not None]
    found: set[tuple[str, ...]] = {(language,) for language, _ in texts}
    for language, forms in _forms(pkg).items():
        printed = {normalise(text): None for code, text in texts if code == language}
        quotes = (item for item in seen.evidence.values() if item.span is None and item.language == language)
        printed |= dict.fromkeys(item.word for item in quotes)
        folded = "\n".join(printed)  # no form that is compared holds a line end
        words = {normalise(row[column]) for row, column in forms}
        found |= {(language, word) for word in words if word in printed or _stands_in(word, folded)}
    return frozenset(found)


@rule(
    "V318",
    scope="register",
    gather=_read_in,
    tables=("entity_names", "entities", "evidence", "sources", "indicator_terms", "phrases"),
)
def words_are_printed(pkg: Package, check: Check) -> None:
    """Registered forms are found in the texts."""
    read = gathered(pkg, _read_in)
    for language, registered in _forms(pkg).items():
        for row, column in check.each(registered if (language,) in read else ()):
            if (language, normalise(row[column])) not in read:
                found = f"{shown(row[column], 120)}, which stands in no archived text in {language}"
                check.fail(row, column, found, "words as printed in a source")


def _stands_in(word: str, text: str) -> bool:
    """Whether `word` stands in `text` with no letter or digit joined to its ends (Chinese ones join to nothing)."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not joined(text[at - 1 : at], word[:1]) and not joined(word[-1:], text[end : end + 1]):
            return True
        at = text.find(word, at + 1)
    return False
