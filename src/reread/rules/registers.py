"""V316 to V318: corrections, codes and registered words rest on print."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.names import normalise
from ..reading.sentences import joined
from ..statements.view import primary, view
from . import Check, gathered, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Row

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
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
    seen = view(pkg)
    for row in check.each(pkg.table("corrections").rows):
        problem = _misfit(row)
        if problem:
            check.fail(row, "read_as", found=problem[0], expected=problem[1])
        evidence = seen.part(row, "evidence_id")
        source = pkg.table("sources").get(evidence.source_id) if evidence else None
        if source and not source["archive_path"]:
            found = f"{row['evidence_id']}, in a text that is not archived"
            check.fail(row, "evidence_id", found=found, expected="characters of an archived text")
    cited: set[str] = set()
    for name in ("observations", "ranking_entries", "rankings"):
        for row in pkg.table(name).rows:
            cited.add(row["correction_id"])
            _check_citing(pkg, check, row)
    for row in pkg.table("corrections").rows:
        if row["kind"] in NUMBER_KINDS and not row["note"] and row["correction_id"] not in cited:
            found = f"{row['correction_id']}, a {row['kind']} that no statement and no ranking cites"
            expected = "a row that is read by it, or a note that says why none is"
            check.fail(row, "correction_id", found=found, expected=expected)


def _misfit(row: Row) -> tuple[str, str] | None:
    """What is wrong with a correction by itself: found, expected."""
    before, after, kind = row["as_printed"], row["read_as"], row["kind"]
    if normalise(before) == normalise(after):
        return f"{shown(after)}, the words as printed", "other words than as_printed"
    old, new = numerals(before), numerals(after)
    has = f"the numerals {_listed(new)}, while as_printed has {_listed(old)}"
    if kind == "number_scramble":
        moved = (old - new) + (new - old)
        if moved - _months(before) - _months(after):
            return has, "the numerals of as_printed in other places"
    elif kind == "wrong_count" and ((old - new).total(), (new - old).total()) != (1, 1):
        return has, "exactly one number that differs"
    return None


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(sorted(numbers.elements())) or "none"


def _check_citing(pkg: Package, check: Check, row: Row) -> None:
    """A statement or ranking against the correction it cites, and against one it should cite."""
    seen = view(pkg)
    columns = ("evidence_id", "released_evidence_id") if row.table.name == "rankings" else None
    parts = {c: p for c in columns if (p := seen.part(row, c))} if columns else seen.parts(row)
    cited = seen.correction(row)
    ranking = pkg.table("rankings").get(row.get("ranking_id")) if row.table.name == "ranking_entries" else None
    of_list = ranking["correction_id"] if ranking else ""  # an entry is read beside the corrected title of its list
    if cited:
        check.case()
        evidence, correction = cited
        if not any(seen.together(part, evidence) for part in parts.values()):
            wrong = shown(correction["as_printed"], 60)
            found = f"{row['correction_id']}, which corrects {wrong}, words of another sentence"
            expected = "a correction of words in the sentences of this row"
            check.fail(row, "correction_id", found=found, expected=expected)
        if row.get("basis", "reconstructed") == "reconstructed" and correction["status"] != "accepted":
            found = f"{correction['status']}, while {row.key} is read from it"
            expected = "accepted: nothing is asserted on a correction that is not"
            check.fail(correction, "status", found=found, expected=expected)
    for name, part in parts.items():
        over = [
            correction["correction_id"]
            for evidence, correction in seen.corrections.get(part.source_id, ())
            if part.within(evidence)
            and (name == "how much" or (part.kind == "time" and correction["kind"] in NUMBER_KINDS))
        ]
        if over:
            check.case()
            if not {row["correction_id"], of_list} & set(over):
                found = f"{row['correction_id'] or 'none'}, though {shown(part.quote)} lies in words that are corrected"
                check.fail(row, "correction_id", found=found, expected=" or ".join(over))


def _forms(pkg: Package) -> dict[str, list[tuple[Row, str]]]:
    """By language, the registered forms that must be printed: rows, and the column that has the words."""
    forms: list[tuple[Row, str]] = [(r, "name") for r in pkg.table("entity_names").rows]
    forms += [(r, "term") for r in pkg.table("indicator_terms").rows]
    forms += [(r, "phrase") for r in pkg.table("phrases").rows]
    found: dict[str, list[tuple[Row, str]]] = {}
    for row, column in forms:
        found.setdefault(primary(row["language"]), []).append((row, column))
    return found


def _read_in(pkg: Package) -> frozenset[tuple[str, ...]]:
    """Languages in which a text is archived, and with its language each form that stands in one, or in a quote."""
    seen = view(pkg)
    texts: dict[str, list[str]] = {}
    for source, code in seen.languages.items():
        text = pkg.text(source)
        if text is not None:
            texts.setdefault(code, []).append(text)
    quotes: dict[str, list[str]] = {}
    for item in seen.evidence.values():
        if item.span is None:
            quotes.setdefault(item.language, []).append(item.quote)
    found: set[tuple[str, ...]] = {(language,) for language in texts}
    for language, forms in _forms(pkg).items():
        words = {normalise(row[column]) for row, column in forms}
        printed = _printed(words, [*texts.get(language, ()), *quotes.get(language, ())])
        found |= {(language, word) for word in printed}
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
        for row, column in registered if (language,) in read else ():
            check.case()
            if (language, normalise(row[column])) not in read:
                found = f"{shown(row[column], 120)}, which stands in no archived text in {language}"
                check.fail(row, column, found=found, expected="words as printed in a source")


def _printed(words: set[str], texts: list[str]) -> set[str]:
    """Those of `words` (in comparable form) that stand in one of `texts` as whole words."""
    folded = "\n".join(dict.fromkeys(map(normalise, texts)))  # no form that is compared holds a line end
    return {word for word in words if _stands_in(word, folded)}


def _stands_in(word: str, text: str) -> bool:
    """Whether `word` stands in `text` with no letter or digit joined to its ends (Chinese ones join to nothing)."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not joined(text[at - 1 : at], word[:1]) and not joined(word[-1:], text[end : end + 1]):
            return True
        at = text.find(word, at + 1)
    return False
