"""The contract of a table judged once for the same rows beside the same keys: a defect is planted in one of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from reread.contract import judge
from reread.contract.cells import Registry
from reread.contract.judge import RuleOutcome
from reread.contract.model import TableSchema
from reread.contract.rules import compile_rules
from reread.contract.source import Source

_JUDGED: dict[object, list[RuleOutcome]] = {}
_judge = judge.judge


@contextmanager
def judging_once() -> Iterator[None]:
    """Meanwhile the contract is judged so."""
    with patch.object(judge, "judge", _once):
        yield


def _once(schema: TableSchema, source: Source, registry: Registry, **how: Any) -> list[RuleOutcome]:
    beside = {name: (registry.sources.get(name), columns) for name, columns in _others(schema).items()}
    read = [(source, source.header), *beside.values()]
    if any(table is not None and table.frame is None for table, _ in read):
        return _judge(schema, source, registry, **how)
    key = (schema, *how.items(), *beside, *(_content(table, columns) for table, columns in read))
    if key not in _JUDGED:
        _JUDGED[key] = _judge(schema, source, registry, **how)
    return _JUDGED[key]


@cache
def _others(schema: TableSchema) -> dict[str, set[str]]:
    """The columns of each table that rules of this one look into."""
    found: dict[str, set[str]] = {}
    for rule in compile_rules(schema):
        for table, column in rule.kind.others(schema):
            found.setdefault(table, set()).add(column)
    return found


def _content(table: Source | None, columns: Sequence[str]) -> object:
    """The cells of the columns that a table has."""
    if table is None or table.frame is None:
        return None
    there = [column for column in table.header if column in columns]
    return (*there, table.frame.select(there).hash_rows().to_numpy().tobytes())
