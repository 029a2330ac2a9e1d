"""The oracle: the rules in plain Python over columns of text, slow, short, and written apart from the kinds'
conditions, so that each checks the other."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reread.contract.kinds.base import When
from reread.contract.kinds.cells import Bound, Enum, Length, Pattern, Required, Typed
from reread.contract.kinds.rows import (
    Compare,
    Compose,
    EmptyUnless,
    Lookup,
    Numbered,
    References,
    Refers,
    RequiredIf,
    StartsWith,
    Unique,
)
from reread.contract.lexical import is_of_type
from reread.contract.model import ContractRule, TableSchema, pieces

Columns = Mapping[str, Sequence[str | None]]
#: One record as (is a case, is violated).
Verdict = tuple[bool, bool]

_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_NO = (False, False)
_DIGITS = re.compile("[0-9]{1,18}$")


def worth(text: str, type_: str) -> Decimal | str:
    """What a well-typed text is compared by: ISO days sort as text."""
    return Decimal(text) if type_ in ("integer", "number") else text


def judge(
    rule: ContractRule, schema: TableSchema, columns: Columns, tables: Mapping[str, Columns]
) -> list[Verdict] | None:
    """The verdict of `rule` on every record; None where a column or table that it reads is absent.

    `columns` are the table's own cells (None is missing), `tables` those of the others.
    """
    tables = {**tables, schema.name: columns}
    if any(name not in columns for name in rule.kind.columns()):
        return None
    if any(column not in tables.get(table, {}) for table, column in rule.kind.others(schema)):
        return None
    return list(_Judge(schema, columns, tables).verdicts(rule))


class _Judge:
    def __init__(self, schema: TableSchema, columns: Columns, tables: Mapping[str, Columns]) -> None:
        self.schema = schema
        self.columns = columns
        self.tables = tables
        self.types = {field.name: field.type for field in schema.fields}

    def worth(self, name: str) -> list[object]:
        """What the cells of a column are compared by; None when missing or not of their type."""
        return [None if cell is None else worth(cell, self.types[name]) for cell in self.typed(name)]

    def typed(self, name: str) -> list[str | None]:
        """The cells of a column; None when missing or not of their type."""
        type_ = self.types[name]
        return [cell if cell is not None and is_of_type(cell, type_) else None for cell in self.columns[name]]

    def verdicts(self, rule: ContractRule) -> Iterator[Verdict]:
        test, cells = rule.kind, self.columns[rule.field]
        match test:
            case Typed():
                return (_NO if cell is None else (True, not is_of_type(cell, test.type)) for cell in cells)
            case Required():
                return ((True, cell is None) for cell in cells)
            case Enum():
                return (_NO if cell is None else (True, cell not in test.values) for cell in cells)
            case Pattern():
                whole = re.compile(test.pattern).fullmatch
                return (_NO if cell is None else (True, not whole(cell)) for cell in cells)
            case Length():
                fits = _ORDER[test.relation]
                return (_NO if cell is None else (True, not fits(len(cell), test.limit)) for cell in cells)
            case Bound():
                fits = _ORDER[test.relation]
                return (_NO if v is None else (True, not fits(v, test.limit)) for v in self.worth(rule.field))
            case Unique():
                return _repeated(list(zip(*(self.worth(name) for name in test.fields), strict=True)))
            case Refers():
                known = set(zip(*(self.tables[test.key.table][name] for name in test.key.columns), strict=True))
                keys = zip(*(self.typed(name) for name in test.key.fields), strict=True)
                return (_NO if None in key else (True, key not in known) for key in keys)
            case Compare():
                fits = _ORDER[test.relation]
                pairs = zip(self.worth(test.left), self.worth(test.right), strict=True)
                return (_NO if a is None or b is None else (True, not fits(a, b)) for a, b in pairs)
            case RequiredIf():
                return ((held, held and cell is None) for held, cell in zip(self.held(test.when), cells, strict=True))
            case EmptyUnless():
                through = self.rows(test.when.through) if test.when.through else [0] * len(cells)
                return (
                    _NO if cell is None or row is None else (True, not held)
                    for cell, row, held in zip(cells, through, self.held(test.when), strict=True)
                )
            case Lookup():
                return self.looked_up(test)
            case StartsWith() | Compose():
                return self.composed(test)
            case Numbered():
                return self.numbered(test)
            case References():
                ids = {id_ for table, column in test.tables for id_ in self.tables[table][column] if id_ is not None}
                return (_NO if cell is None else (True, not ids.issuperset(cell.split(" "))) for cell in cells)
            case _:
                raise AssertionError(f"a kind that is new here: {rule.kind.operator}")

    def rows(self, through: str) -> list[int | None]:
        """For every record the row of the other table that its cell `through` points to, or None."""
        key = self.schema.target(through)
        places: dict[str | None, int] = {}
        for place, value in enumerate(self.tables[key.table][key.columns[0]]):
            places.setdefault(value, place)
        return [None if cell is None else places.get(cell) for cell in self.columns[through]]

    def other(self, through: str, column: str) -> list[str | None]:
        """For every record the cell `column` of the row that its cell `through` points to; None without one."""
        cells = self.tables[self.schema.target(through).table][column]
        return [None if row is None else cells[row] for row in self.rows(through)]

    def held(self, when: When) -> list[bool]:
        cells = self.other(when.through, when.column) if when.through else self.columns[when.column]
        return [cell is not None and (when.values is None or cell in when.values) for cell in cells]

    def looked_up(self, test: Lookup) -> Iterator[Verdict]:
        mine: Sequence[str | None] = self.columns[test.equals or test.through]
        for row, cell, other in zip(self.rows(test.through), mine, self.other(test.through, test.column), strict=True):
            if row is None or cell is None:
                yield _NO
            else:
                yield True, (other not in (test.values or ()) if test.equals is None else other != cell)

    def composed(self, test: StartsWith | Compose) -> Iterator[Verdict]:
        parts = pieces(test.template)
        when = test.when if isinstance(test, Compose) else None
        held = self.held(when) if when else [True] * len(self.columns[test.field])
        for record, cell in enumerate(self.columns[test.field]):
            texts = [self.columns[text][record] if is_field else text for is_field, text in parts]
            if cell is None or None in texts or not held[record]:
                yield _NO
                continue
            wanted = "".join(text for text in texts if text is not None)
            yield True, not (cell.startswith(wanted) if isinstance(test, StartsWith) else cell == wanted)

    def numbered(self, test: Numbered) -> Iterator[Verdict]:
        groups = self.columns[test.within]
        numbers: list[int | None] = []
        for cell in self.columns[test.field]:
            digits = _DIGITS.search(cell or "")
            numbers.append(int(digits[0]) if digits and not (cell or "").endswith("\n") else None)
        known = set(zip(groups, numbers, strict=True))
        seen: set[tuple[str | None, int | None]] = set()
        for cell, group, number in zip(self.columns[test.field], groups, numbers, strict=True):
            if cell is None or group is None:
                yield _NO
                continue
            gap = number is None or (number != 1 and (group, number - 1) not in known)
            yield True, gap or (group, number) in seen
            seen.add((group, number))


def _repeated(keys: Sequence[tuple[object, ...]]) -> Iterator[Verdict]:
    seen: set[tuple[object, ...]] = set()
    for key in keys:
        if None in key:
            yield _NO
            continue
        yield True, key in seen
        seen.add(key)
