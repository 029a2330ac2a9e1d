"""Wrong rows put into words: what was found, what was expected, in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..findings import Finding, Severity, shown
from .cells import Registry
from .codes import CODES
from .judge import RuleOutcome
from .kinds.base import SUGGEST_AMONG
from .model import TableSchema
from .source import Source


@dataclass(frozen=True, slots=True)
class At:
    """A wrong row: its cells, None when missing. `first` says where the first row like it stands, or is empty."""

    schema: TableSchema
    registry: Registry
    cells: Mapping[str, str | None]
    first: str = ""

    def looked_up(self, through: str, column: str) -> str | None:
        """The cell of the row that the field `through` points to, None without one."""
        key, cell = self.schema.target(through), self.cells[through]
        return None if cell is None else self.registry.by_key(key.table, key.columns[0], column).get(cell)

    def known(self, table: str, column: str) -> list[str]:
        """The keys that a hint may name; none where they are too many to look at, or not all at hand."""
        frame = self.registry.sources[table].frame
        few = frame is not None and frame.height <= SUGGEST_AMONG
        return self.registry.keys(table, column).categories.to_list() if few else []

    def has(self, tables: tuple[tuple[str, str], ...], id_: str) -> bool:
        """Whether one of the tables has a key."""
        return any(id_ in self.registry.by_key(table, column, column) for table, column in tables)


def findings(
    outcomes: Iterable[RuleOutcome],
    schema: TableSchema,
    source: Source,
    registry: Registry,
    path: str,
    lines: Sequence[int] | None = None,
) -> Iterator[tuple[RuleOutcome, Finding]]:
    """A finding for each record named, rule by rule. `lines` are the physical lines of all records, where the source
    does not know them."""
    outcomes = [outcome for outcome in outcomes if outcome.records]
    records = sorted({r for one in outcomes for r in (*one.records, *one.firsts.values())})
    if not records:
        return
    rows = dict(zip(records, source.take(records).iter_rows(named=True), strict=True))
    begins = source.lines(records) if lines is None else [lines[record] for record in records]
    places = dict(zip(records, begins, strict=True)) if begins is not None else {}
    names = dict.fromkeys(schema.primary_key).keys()
    for outcome in outcomes:
        for record in outcome.records:
            first = outcome.firsts.get(record)
            where = "" if first is None else f"line {places[first]}" if places else f"record {first + 1}"
            rule, cells = outcome.rule, rows[record]
            key = "|".join(cells[name] or "" for name in names) if names and names <= cells.keys() else None
            found, expected = rule.kind.said(At(schema, registry, cells, where))
            at = path, places.get(record), rule.field, key
            yield outcome, Finding(rule.code, Severity.ERROR, *at, found, expected, rule.why, rule.fix, record + 1)


def header_findings(names: Sequence[str], header: Sequence[str], path: str, line: int | None) -> list[Finding]:
    """S112: a finding for each difference between a header and the names that the schema gives; the order only if all
    else fits."""
    found: list[tuple[str, str, str]] = []
    for name in dict.fromkeys(header):
        times = list(header).count(name)
        if times > 1:
            found.append((name, f"the column {shown(name)} {times} times", "each column once"))
        if name not in names:
            missing = {n.casefold(): n for n in names if n not in header}
            near = get_close_matches(name.casefold(), missing, 1)
            hint = f"; did you mean {missing[near[0]]}?" if near else ""
            expected = f"only the columns of the schema{hint}"
            found.append((name, f"the column {shown(name)}, which the schema does not have", expected))
    for place, name in enumerate(names, 1):
        if name not in header:
            found.append((name, f"no column {name}", f"{name} as column {place} of {len(names)}"))
    if not found and list(header) != list(names):
        place = next(n for n, (a, b) in enumerate(zip(header, names, strict=True)) if a != b)
        expected = f"{names[place]} there: the columns in the order of the schema"
        found.append((header[place], f"{header[place]} as column {place + 1}", expected))
    said = CODES["S112"]
    return [
        Finding("S112", Severity.ERROR, path, line, column, None, met, expected, said.why, said.fix)
        for column, met, expected in found
    ]
