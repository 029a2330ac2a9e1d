"""Violations put into words: what was found, what was expected, in which cell.

Works on plain text, whatever engine found the record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from ..findings import Finding, Severity, shown
from .lexical import EXPECTED, PATTERNS, plain
from .model import (
    Compare,
    Compose,
    EmptyUnless,
    ForeignKey,
    Lookup,
    Numbered,
    References,
    RequiredIf,
    StartsWith,
    TableSchema,
    When,
    pieces,
)
from .rules import Bound, ContractRule, Enum, Length, Pattern, Required, Typed, Unique, UnknownOperator

#: Where more keys than this are possible, no nearest one is looked for: it would cost more than it helps.
SUGGEST_AMONG = 5_000

_WORDS = {"<": "less than", "<=": "at most", "=": "equal to", ">=": "at least", ">": "more than"}


@dataclass(slots=True)
class View:
    """A table's cells as text, by column; None is missing.

    `lines` are the physical lines of the records where there is a file. A view is not `whole` where it has only some
    rows of a large table.
    """

    name: str
    path: str
    key: tuple[str, ...]
    columns: Mapping[str, Sequence[str | None]]
    lines: Sequence[int] | None = None
    whole: bool = True
    _indexes: dict[tuple[str, ...], dict[tuple[str | None, ...], int]] = field(default_factory=dict)

    def cell(self, record: int, column: str) -> str | None:
        """The text of a cell, None when missing. `record` counts from 0."""
        return self.columns[column][record]

    def key_of(self, record: int) -> str | None:
        """The primary key as it stands in a finding, None where the table has none."""
        if not self.key or any(name not in self.columns for name in self.key):
            return None
        return "|".join(self.columns[name][record] or "" for name in self.key)

    def line(self, record: int) -> int | None:
        """The physical line of a record, None where there is no file."""
        return self.lines[record] if self.lines is not None else None

    def numbered(self, field: str, within: str, group: str | None, number: int) -> int | None:
        """The first record of `group` whose `field` ends in `number`, or None."""
        both = zip(self.columns[field], self.columns[within], strict=True)
        for record, (text, theirs) in enumerate(both):
            if theirs == group and text and number_at_end(text) == number:
                return record
        return None

    def place(self, record: int) -> str:
        """Where a record is, for a message."""
        return f"line {self.lines[record]}" if self.lines is not None else f"record {record + 1}"

    def find(self, columns: tuple[str, ...], cells: tuple[str | None, ...]) -> int | None:
        """The first record with these cells, or None."""
        index = self._indexes.get(columns)
        if index is None:
            index = {}
            for record, values in enumerate(zip(*(self.columns[name] for name in columns), strict=True)):
                index.setdefault(values, record)
            self._indexes[columns] = index
        return index.get(cells)


def finding(rule: ContractRule, schema: TableSchema, views: Mapping[str, View], record: int) -> Finding:
    """The violation of `rule` by one record (counted from 0) of its table."""
    view = views[rule.table]
    column, found, expected = _describe(rule, schema, views, record)
    line = view.line(record)
    return Finding(
        rule.code,
        Severity.ERROR,
        view.path,
        line,
        column,
        view.key_of(record),
        found,
        expected,
        rule.why,
        rule.fix,
        record + 1,
    )


def header_mismatch(names: Sequence[str], header: Sequence[str]) -> list[tuple[str | None, str, str]]:
    """(column, found, expected) for each difference between a header and the names that the schema gives; the order
    only if all else fits."""
    found: list[tuple[str | None, str, str]] = []
    for name in dict.fromkeys(header):
        times = list(header).count(name)
        if times > 1:
            found.append((name, f"the column {shown(name)} {times} times", "each column once"))
        if name not in names:
            near = get_close_matches(name, [n for n in names if n not in header], 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            found.append(
                (
                    name,
                    f"the column {shown(name)}, which the schema does not have",
                    f"only the columns of the schema{hint}",
                )
            )
    for place, name in enumerate(names, 1):
        if name not in header:
            found.append((name, f"no column {name}", f"{name} as column {place} of {len(names)}"))
    if not found and list(header) != list(names):
        place = next(n for n, (a, b) in enumerate(zip(header, names, strict=True)) if a != b)
        found.append(
            (
                header[place],
                f"{header[place]} as column {place + 1}",
                f"{names[place]} there: the columns in the order of the schema",
            )
        )
    return found


def _cell(text: str | None) -> str:
    return "an empty cell" if text is None else shown(text)


def _near(text: str | None, known: Sequence[str]) -> str:
    near = get_close_matches(text, known, 1, 0.75) if text and len(known) <= SUGGEST_AMONG else []
    return f"; did you mean {near[0]}?" if near else ""


def _list(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else "one of " + ", ".join(values)


def _describe(rule: ContractRule, schema: TableSchema, views: Mapping[str, View], record: int) -> tuple[str, str, str]:
    view, test, name = views[rule.table], rule.arguments, rule.field
    cell = view.cell(record, name)
    match test:
        case Typed():
            return (
                name,
                _cell(cell),
                EXPECTED.get(test.type, f"a value of type {test.type}") + _type_hint(cell, test.type),
            )
        case Required():
            return name, _cell(cell), f"a value in {name}"
        case Enum():
            return name, _cell(cell), _list(test.values) + _near(cell, test.values)
        case Pattern():
            example = schema.field(name).example
            return (
                name,
                _cell(cell),
                f"all of the cell to match {test.pattern}" + (f", as {example}" if example else ""),
            )
        case Bound():
            return name, _cell(cell), f"{_WORDS[test.operator]} {plain(test.limit)}"
        case Length():
            return (
                name,
                f"{len(cell or '')} characters: {_cell(cell)}",
                f"{_WORDS[test.operator]} {test.limit} characters",
            )
        case Unique():
            return name, *_repeated(view, test.fields, record)
        case ForeignKey():
            return name, *_dangling(views, view, test, record)
        case Compare():
            found = f"{test.left} {_cell(cell)} with {test.right} {_cell(view.cell(record, test.right))}"
            return name, found, f"{test.left} {_WORDS[test.operator]} {test.right}"
        case RequiredIf():
            return name, _cell(cell), f"a value in {name}, since {_condition(test.when, schema, views, record)}"
        case EmptyUnless():
            return (
                name,
                _cell(cell),
                f"an empty cell, since {_condition(test.when, schema, views, record, holds=False)}",
            )
        case Lookup():
            key = schema.target(test.through)
            other = _looked_up(views, view, key, test.column, record)
            wanted = (
                f"{test.equals} of this row, {_cell(view.cell(record, test.equals))}"
                if test.equals
                else _list(test.values or ())
            )
            return (
                name,
                f"{shown(cell or '')}, whose {test.column} is {_cell(other)}",
                f"a row of {key.table} whose {test.column} is {wanted}",
            )
        case StartsWith() | Compose():
            filled = "".join(
                (view.cell(record, text) or "") if is_field else text for is_field, text in pieces(test.template)
            )
            start = "text that begins with " if isinstance(test, StartsWith) else ""
            return name, _cell(cell), f"{start}{shown(filled)}, made of {test.template}"
        case Numbered():
            return name, *_misnumbered(view, test, record)
        case References():
            known = [id_ for table, column in test.tables for id_ in views[table].columns[column] if id_]
            unknown = [id_ for id_ in (cell or "").split(" ") if id_ not in set(known)]
            tables = " or ".join(table for table, _ in test.tables)
            return (
                name,
                ", ".join(shown(id_) for id_ in unknown),
                f"ids of {tables}, one blank between two{_near(unknown[0], known)}",
            )
        case _:
            raise UnknownOperator(rule, "the writer of messages")


def _type_hint(cell: str | None, type_: str) -> str:
    """Says what is easily overlooked: digits that only look like digits, or too many."""
    text = cell or ""
    if type_ in ("integer", "number") and any(c.isdigit() and not c.isascii() for c in text):
        return "; these are not the digits 0 to 9 of ASCII"
    digits = sum(c.isdigit() for c in text)
    plain = text.removeprefix("-").replace(".", "", 1)
    if type_ in ("integer", "number") and plain.isascii() and plain.isdigit() and digits > 18:
        return f"; this one has {digits} digits"
    return (
        "; there is no such day"
        if type_ == "date" and len(text) == 10 and text.isascii() and _looks_like_day(text)
        else ""
    )


def _looks_like_day(text: str) -> bool:
    return re.fullmatch(PATTERNS["date"], text) is not None


def _repeated(view: View, fields: tuple[str, ...], record: int) -> tuple[str, str]:
    cells = tuple(view.cell(record, name) for name in fields)
    first = view.find(fields, cells)
    # An equal number may be written in another way (0.1 and 0.10); then the text has no earlier twin.
    where = f", as in {view.place(first)}" if first is not None and first != record else ", as in an earlier row"
    what = (
        " and ".join(f"{name} {_cell(cell)}" for name, cell in zip(fields, cells, strict=True))
        if len(fields) > 1
        else _cell(cells[0])
    )
    return what + where, ", ".join(fields) + " not repeated" + (" together" if len(fields) > 1 else "")


def _dangling(views: Mapping[str, View], view: View, key: ForeignKey, record: int) -> tuple[str, str]:
    cells = [view.cell(record, name) for name in key.fields]
    other = views[key.table]
    others = other.columns[key.columns[0]] if len(key.columns) == 1 and other.whole else ()
    known = [value for value in others if value] if len(others) <= SUGGEST_AMONG else []
    columns = " and ".join(key.columns)
    return " and ".join(_cell(cell) for cell in cells), f"{columns} of a row in {key.table}" + _near(cells[0], known)


def _looked_up(views: Mapping[str, View], view: View, key: ForeignKey, column: str, record: int) -> str | None:
    other = views[key.table]
    place = other.find(key.columns, tuple(view.cell(record, name) for name in key.fields))
    return None if place is None else other.cell(place, column)


def _condition(when: When, schema: TableSchema, views: Mapping[str, View], record: int, *, holds: bool = True) -> str:
    view = views[schema.name]
    if when.through is None:
        what, value = when.column, view.cell(record, when.column)
    else:
        key = schema.target(when.through)
        value = _looked_up(views, view, key, when.column, record)
        what = f"{when.column} of {when.through} {_cell(view.cell(record, when.through))}"
    if when.values is None:
        return f"{what} is {'filled' if holds else 'empty'}"
    return f"{what} is {_cell(value)}" if holds else f"{what} is {_cell(value)}, not {_list(when.values)}"


def _misnumbered(view: View, test: Numbered, record: int) -> tuple[str, str]:
    text, group = view.cell(record, test.field) or "", view.cell(record, test.within)
    digits = text[len(text.rstrip("0123456789")) :][-18:]
    if not digits:
        return _cell(text), "a number at its end"
    within = f"{test.within} {_cell(group)}"
    same = view.numbered(test.field, test.within, group, int(digits))
    if same is not None and same != record:
        return (
            f"{_cell(text)}, number {int(digits)} again, as in {view.place(same)}",
            f"each number once within {within}",
        )
    return f"{_cell(text)}, but no number {int(digits) - 1}", f"numbers from 1 without a gap within {within}"


def number_at_end(text: str) -> int:
    """The number that the digits at the end of `text` make, -1 where there are none."""
    digits = text[len(text.rstrip("0123456789")) :][-18:]
    return int(digits) if digits else -1
