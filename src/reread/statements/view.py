"""The statements of a package as a reader meets them: parts with their evidence, sentences and antecedents.

`view(pkg)` gives one `Statements` per package, made once and kept; the rules that read statements again and `cnii why`
share it. It reads rows as text and judges nothing: what cannot be found is None or empty, and the rules say what
follows from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple, TypeVar

from ..package.opening import Package
from ..package.table import Row, Table
from ..reading.names import normalise
from ..reading.sentences import Sentences, Span

#: The column of a statement that says what each of its parts means. The first part is the one a statement hangs on when
#: it has no value of its own (see `Statements.anchor`).
MEANT: dict[str, dict[str, str]] = {
    "observations": {
        **{"who": "entity_id", "what": "indicator_id", "when": "period", "how much": "value"},
        **{"whole": "whole_entity_id", "base": "base_period", "sector": "sector_id", "list": "ranking_id"},
    },
    "ranking_entries": {"who": "entity_id", "what": "ranking_id", "when": "", "how much": "rank"},
    "entity_links": {"who": "subject_id", "what": "predicate", "object": "object_id", "when": "period"},
}
_NAMES = {"how much": "value", "list": "ranking"}
#: The columns that name the evidence of the parts, by table.
PARTS = {table: {part: f"{_NAMES.get(part, part)}_evidence_id" for part in parts} for table, parts in MEANT.items()}
STATEMENT_TABLES = tuple(MEANT)

#: What a figure is of, whatever its time: two rows that agree in these speak of one quantity.
QUANTITY = ("entity_id", "indicator_id", "transformation", "sector_id", "ranking_id")
#: What makes two observations answers to one question.
QUESTION = (*QUANTITY, "period", "base_period", "whole_entity_id", "whole_indicator_id", "coverage", "unit_id")

#: An indicator, and the transformation that words say beside it ("": they say none).
Meaning = tuple[str, str]

K = TypeVar("K")
V = TypeVar("V")
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


def primary(tag: str) -> str:
    """The primary subtag of a BCP 47 language tag: "zh" of "zh-Hans"."""
    return tag.partition("-")[0]


def title_of(pkg: Package, table: str, key: str) -> str:
    """What a reader calls the row `key` of entities, indicators, rankings or units; the key itself where unknown."""
    row = pkg.table(table).get(key) if key else None
    return (row.get("name_en") or row.get("title") or row.get("name") or key) if row else key


def tokens(text: str) -> list[str]:
    """The words of `text` in comparable form; every Chinese character is a word.

    >>> tokens("China's Top 20")
    ['china', 's', 'top', '20']
    """
    return _TOKEN.findall(normalise(text))


def evidence_columns(table: Table) -> list[str]:
    """The columns of `table` that name one evidence row each, as its foreign keys say."""
    named = (column for column, target, several in table.references if target == "evidence" and not several)
    return [column for column in named if column in table.places]


@dataclass(slots=True, eq=False)  # not frozen: there is one for every row
class Evidence:
    """One row of `evidence`. `start` and `end` are None for a source that is not archived, and so is `span`, both
    together; `passage` is then the id of the passage that the words stand in, if any. `word` is the quote in
    comparable form.
    """

    row: Row
    id: str
    source_id: str
    start: int | None
    end: int | None
    quote: str
    kind: str
    refers_to: str
    disposition: str
    passage: str
    word: str
    language: str
    span: Span | None

    def within(self, other: Evidence) -> bool:
        """Whether these characters lie inside those of `other`."""
        one, two = self.span, other.span
        if one is None or two is None or self.source_id != other.source_id:
            return self.id == other.id
        return two[0] <= one[0] and one[1] <= two[1]

    def before(self, other: Evidence) -> bool:
        """Whether these characters begin before those of `other` (True where offsets are missing)."""
        return self.start is None or other.start is None or self.start < other.start


class Use(NamedTuple):
    """One cell that names an evidence row."""

    row: Row
    column: str


def _sets(pairs: Iterable[tuple[K, V]]) -> dict[K, set[V]]:
    found: dict[K, set[V]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


def _offset(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


class Statements:
    """Look-ups over the tables of one package. Build it with `view`."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self._sentences: dict[str, Sentences | None] = {}
        self._entities: dict[str, frozenset[str]] = {}
        self._meanings: dict[str, frozenset[Meaning]] = {}

    # --- sources and evidence ---

    @cached_property
    def languages(self) -> dict[str, str]:
        """Primary language subtag by source."""
        return {row["source_id"]: primary(row.get("language")) for row in self.pkg.table("sources").rows}

    @cached_property
    def published(self) -> dict[str, str]:
        """Day of publication by source, as YYYY-MM-DD; sources without a readable one are absent."""
        found: dict[str, str] = {}
        for row in self.pkg.table("sources").rows:
            with suppress(ValueError):
                found[row["source_id"]] = date.fromisoformat(row.get("published_on")).isoformat()
        return found

    @cached_property
    def evidence(self) -> dict[str, Evidence]:
        """Evidence by id. Of doubles, the first."""
        found: dict[str, Evidence] = {}
        columns = ("evidence_id", "source_id", "start", "end", "quote", "kind", "refers_to", "disposition")
        for row, cells in self.pkg.table("evidence").cells(*columns, "passage_id"):
            key, source, start, end, quote, kind, refers_to, aside, passage = cells
            if key not in found:
                first, last, word = _offset(start), _offset(end), normalise(quote)
                language = self.languages.get(source, "")
                span = None if first is None or last is None else (first, last)
                found[key] = Evidence(
                    row, key, source, first, last, quote, kind, refers_to, aside, passage, word, language, span
                )
        return found

    @cached_property
    def of_source(self) -> dict[str, list[Evidence]]:
        """Evidence by source, in the order of the file."""
        found: dict[str, list[Evidence]] = {}
        for item in self.evidence.values():
            found.setdefault(item.source_id, []).append(item)
        return found

    def part(self, row: Row, column: str) -> Evidence | None:
        """The evidence that `row` names in `column`, or None."""
        key = row.get(column)
        return self.evidence.get(key) if key else None

    def parts(self, row: Row) -> dict[str, Evidence]:
        """The parts of a statement that have evidence, by name: who, what, when, how much, ..."""
        columns = PARTS.get(row.table.name, {})
        return {name: item for name, column in columns.items() if (item := self.part(row, column))}

    def cited(self, row: Row) -> list[Row]:
        """The correction that a statement is read by, if any."""
        key = row.get("correction_id")
        found = self.pkg.table("corrections").get(key) if key else None
        return [found] if found else []

    def statements(self) -> Iterator[Row]:
        """All statements: observations, entries of rankings, links."""
        for name in STATEMENT_TABLES:
            yield from self.pkg.table(name).rows

    def antecedent(self, evidence: Evidence) -> Evidence | None:
        """What a reference points back to, or None."""
        return self.evidence.get(evidence.refers_to) if evidence.refers_to else None

    def chain(self, evidence: Evidence) -> list[Evidence]:
        """`evidence` and, for a reference, what it points back to, one after the other, up to the words that stand for
        themselves.
        """
        found = [evidence]
        while found[-1].kind == "reference" and (target := self.antecedent(found[-1])) and target not in found:
            found.append(target)
        return found

    # --- use ---

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """The cells that name each evidence row, other than `evidence.refers_to`."""
        found: dict[str, list[Use]] = {}
        for table in self.pkg.tables.values():
            columns = evidence_columns(table) if table.name != "evidence" and table.readable else []
            for row, cells in table.cells(*columns) if columns else ():
                for column, cell in zip(columns, cells, strict=True):
                    if cell:
                        found.setdefault(cell, []).append(Use(row, column))
        for row in self.pkg.table("corrections").rows:
            for item in row.get("support").split():
                found.setdefault(item, []).append(Use(row, "support"))
        return found

    def _closed(self, ids: Iterable[str]) -> frozenset[str]:
        """`ids` that exist, and all that references among them point back to."""
        found, known = set[str](), self.evidence
        for key in ids:
            while key not in found and (item := known.get(key)):
                found.add(key)
                if item.passage in known:
                    found.add(item.passage)
                if item.kind != "reference":
                    break
                key = item.refers_to
        return frozenset(found)

    @cached_property
    def used(self) -> frozenset[str]:
        """Evidence that some row names, or that a used reference points back to."""
        return self._closed(self.uses)

    @cached_property
    def read(self) -> frozenset[str]:
        """Evidence used by something other than a correction: a part of a statement, a title, a date, a code, a
        criterion.
        """
        return self._closed(k for k, uses in self.uses.items() if any(u.row.table.name != "corrections" for u in uses))

    # --- sentences ---

    def sentences(self, source_id: str) -> Sentences | None:
        """The sentences of an archived source, or None."""
        if source_id not in self._sentences:
            text = self.pkg.text(source_id)
            self._sentences[source_id] = None if text is None else Sentences(text)
        return self._sentences[source_id]

    def sentence(self, evidence: Evidence) -> Span | None:
        """The sentence (or sentences) the characters of `evidence` stand in, as a span of its source's text."""
        cut = self.sentences(evidence.source_id)
        return cut.around(*evidence.span) if cut and evidence.span and evidence.span[1] <= len(cut.text) else None

    def together(self, one: Evidence, other: Evidence) -> bool:
        """Whether two pieces of evidence share a sentence. Of a text that is not archived: whether they share a
        passage; True where one has none, and nobody can tell.
        """
        if one.source_id != other.source_id or (one.passage and other.passage):
            return one.source_id == other.source_id and one.passage == other.passage
        cut = self.sentences(one.source_id)
        return cut is None or one.span is None or other.span is None or cut.together(one.span, other.span)

    def anchor(self, row: Row) -> Evidence | None:
        """The evidence the other parts of a statement stand around: the value; of a link its words; of a member without
        a place, who.
        """
        column = "what_evidence_id" if row.table.name == "entity_links" else "value_evidence_id"
        return self.part(row, column) or self.part(row, "who_evidence_id")

    # --- names, terms, phrases ---

    @cached_property
    def names(self) -> dict[tuple[str, str], set[str]]:
        """Entities by language and name in comparable form: their own names, those of the division that they are, and
        the others that are registered for any source.
        """
        table = self.pkg.table("divisions")
        divisions = table.index("gb2260") if "gb2260" in table.places else {}
        own = (
            ((language, normalise(named[column])), row["entity_id"])
            for row in self.pkg.table("entities").rows
            for named in (row, *(divisions.get(row["gb2260"], ()) if row.get("gb2260") else ()))
            for language, column in (("en", "name_en"), ("zh", "name_zh"))
            if named.get(column)
        )
        others = (row for row in self.pkg.table("entity_names").rows if not row.get("source_id"))
        registered = (((primary(row["language"]), normalise(row["name"])), row["entity_id"]) for row in others)
        return _sets(chain(own, registered))

    @cached_property
    def names_of_one(self) -> dict[tuple[str, str], set[str]]:
        """Entities by source and words in comparable form, where the words are a name in that source alone."""
        rows = (row for row in self.pkg.table("entity_names").rows if row.get("source_id"))
        return _sets(((row["source_id"], normalise(row["name"])), row["entity_id"]) for row in rows)

    @cached_property
    def terms(self) -> dict[tuple[str, str], set[str]]:
        """Indicators by language and term in comparable form, in whatever source."""
        return {key: {meaning[0] for meaning, _ in said} for key, said in self._said.items()}

    @cached_property
    def _said(self) -> dict[tuple[str, str], set[tuple[Meaning, str]]]:
        """By language and term in comparable form: what it means, and the source in which alone it does ("": any)."""
        rows = self.pkg.table("indicator_terms").rows
        keys = [(primary(row["language"]), normalise(row["term"])) for row in rows]
        said = (((row["indicator_id"], row.get("transformation")), row.get("source_id")) for row in rows)
        return _sets(zip(keys, said, strict=True))

    @cached_property
    def phrases(self) -> dict[tuple[str, str, str], set[str]]:
        """What a phrase denotes, by part, language and phrase in comparable form."""
        rows = self.pkg.table("phrases").rows
        keys = [(row["part"], primary(row["language"]), normalise(row["phrase"])) for row in rows]
        return _sets(zip(keys, (row["denotes"] for row in rows), strict=True))

    def denotes(self, part: str, evidence: Evidence) -> set[str]:
        """What `evidence` denotes as a phrase of `part`; empty when it is no such phrase."""
        return self.phrases.get((part, evidence.language, evidence.word), set())

    def entities_of(self, evidence: Evidence) -> frozenset[str]:
        """The entities that `evidence` names, or points back to as a reference whose antecedent stands before it."""
        if (known := self._entities.get(evidence.id)) is not None:
            return known
        back = self.chain(evidence)
        last, table = back[-1], self.pkg.table("entities")
        if last.kind == "reference":
            return frozenset()  # nothing, or a circle of references
        found = self.names.get((last.language, last.word), set())
        found = found | self.names_of_one.get((last.source_id, last.word), set())
        for item, target in reversed([*pairwise(back)]):
            types = self.denotes("who", item) if target.before(item) else ()
            found = {entity for entity in found if (row := table.get(entity)) and row["type"] in types}
        return self._entities.setdefault(evidence.id, frozenset(found))

    def meanings(self, evidence: Evidence) -> frozenset[Meaning]:
        """What `evidence` says of what: indicators of which it is a term, each with the transformation that the term
        says ("": none). A phrase about another term says its transformation of the indicators of that one.
        """
        if (known := self._meanings.get(evidence.id)) is not None:
            return known
        *references, last = self.chain(evidence)
        said = self._said.get((last.language, last.word), ()) if last.kind != "reference" else ()
        found = {meaning for meaning, only in said if only in ("", last.source_id)}
        for item in reversed(references):
            found = {(indicator, what) for indicator, _ in found for what in self.denotes("what", item)}
        return self._meanings.setdefault(evidence.id, frozenset(found))

    def indicators_of(self, evidence: Evidence) -> frozenset[str]:
        """The indicators that `evidence` is a term of, or that it, as a phrase about another term, speaks of."""
        return frozenset(indicator for indicator, _ in self.meanings(evidence))

    # --- corrections ---

    @cached_property
    def corrections(self) -> dict[str, list[tuple[Evidence, Row]]]:
        """Corrections with their evidence, by source."""
        found: dict[str, list[tuple[Evidence, Row]]] = {}
        for row in self.pkg.table("corrections").rows:
            if evidence := self.part(row, "evidence_id"):
                found.setdefault(evidence.source_id, []).append((evidence, row))
        return found

    def correction(self, row: Row) -> tuple[Evidence, Row] | None:
        """The correction that `row` cites, with its evidence."""
        pairs = ((self.part(cited, "evidence_id"), cited) for cited in self.cited(row))
        return next(((evidence, cited) for evidence, cited in pairs if evidence), None)


def view(pkg: Package) -> Statements:
    """The statements of `pkg`, made when first asked for and kept as long as the package."""
    found: Statements = pkg.once("statements", lambda: Statements(pkg))
    return found
