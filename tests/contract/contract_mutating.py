"""One violation of one rule, made from a sound row: the planted errors of `contract_generating`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

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
from reread.contract.lexical import plain
from reread.contract.model import ContractRule, TableSchema

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]

_WRONG = {"integer": "12a", "number": "12a", "date": "2021-02-30", "boolean": "yes"}
#: Pairs in ascending order, by type of the columns compared.
_PAIRS = {"number": ("1", "2"), "integer": ("1", "2")}
_DAYS = ("2021-02-01", "2021-02-02")


def broken(rule: ContractRule, schema: TableSchema, row: Row, tables: Tables) -> list[Row]:
    """`row`, changed so that it violates `rule`; for a rule about repetitions, twice.

    `tables` are the sound rows that look-ups may lead to. Raises
    LookupError where no row of another table can serve.
    """
    test, name, cell = rule.kind, rule.field, row[rule.field]
    match test:
        case Typed():
            return [row | {name: _WRONG[test.type]}]
        case Required():
            return [row | {name: ""}]
        case Enum():
            return [row | {name: "another"}]
        case Pattern():
            return [row | {name: "?"}]
        case Bound():
            return [row | {name: _beyond(test)}]
        case Length():
            return [row | {name: "x" * (test.limit - 1 if test.relation == ">=" else test.limit + 1)}]
        case Unique():
            filled = row | {field: row[field] or "1" for field in test.fields}
            return [filled, dict(filled)]
        case Refers():
            here = cell or next(r[test.key.columns[0]] for r in tables[test.key.table])
            return [row | {name: here + "999999"}]
        case Compare():
            low, high = _PAIRS.get(schema.field(test.left).type, _DAYS)
            left, right = {"<": (low, low), "<=": (high, low), "=": (low, high), ">=": (low, high), ">": (low, low)}[
                test.relation
            ]
            return [row | {test.left: left, test.right: right}]
        case RequiredIf():
            return [row | _made_to_hold(test.when, schema, row, tables, True) | {name: ""}]
        case EmptyUnless():
            return [row | _made_to_hold(test.when, schema, row, tables, False) | {name: cell or _filling(schema, name)}]
        case Lookup():
            key = schema.target(test.through)
            for other in tables[key.table]:
                found = other[test.column]
                if (found not in (test.values or ())) if test.equals is None else (found != row[test.equals]):
                    return [row | {test.through: other[key.columns[0]]}]
            raise LookupError(f"no row of {key.table} breaks {rule.name}")
        case StartsWith():
            return [row | {name: "zzzz" + cell}]
        case Compose():
            held = _made_to_hold(test.when, schema, row, tables, True) if test.when else {}
            return [row | held | {name: (cell or "1") + "9"}]
        case Numbered():
            return [row | {name: cell + "77"}]
        case References():
            return [row | {name: f"{cell} zzzz:1-2".strip()}]
        case _:
            raise AssertionError(f"a kind that is new here: {rule.kind.operator}")


def _beyond(test: Bound) -> str:
    if isinstance(test.limit, Decimal):
        step = {">=": -1, "<=": 1}.get(test.relation, 0)
        return plain(test.limit + step)
    return {">=": "1000-01-01", "<=": "9999-12-31"}.get(test.relation, str(test.limit))


def _filling(schema: TableSchema, name: str) -> str:
    field = schema.field(name)
    return field.enum[0] if field.enum else field.example or "1"


def _made_to_hold(when: When, schema: TableSchema, row: Row, tables: Tables, holds: bool) -> Row:
    """The cells to change so that the condition holds, or does not."""

    def fits(text: str) -> bool:
        return (text != "" if when.values is None else text in when.values) is holds

    if when.through is not None:
        key = schema.target(when.through)
        for other in tables[key.table]:
            if fits(other[when.column]):
                return {when.through: other[key.columns[0]]}
        raise LookupError(f"no row of {key.table} serves {when}")
    if fits(row[when.column]):
        return {}
    options = [*(schema.field(when.column).enum or ()), *(when.values or ()), _filling(schema, when.column), ""]
    return {when.column: next(text for text in options if fits(text))}
