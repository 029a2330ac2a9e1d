"""Many sets of tables judged by a database in one go, told apart by a column, beside what the plain compiler says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from contract_corpus import Tables
from contract_engines import Engines, columns_of

from reread.contract import plain, sql_engine
from reread.contract.polars_engine import column_frame

SCOPE = "case#"


def together(engines: Engines, cases: Sequence[Tables]) -> dict[str, pl.DataFrame]:
    """All cases in one frame per table; `SCOPE` has the number of the case."""
    frames = {}
    for name, schema in engines.schemas.items():
        rows = [row for case in cases for row in case[name]]
        numbers = [str(number) for number, case in enumerate(cases) for _ in case[name]]
        frames[name] = column_frame({**columns_of(schema.names, rows), SCOPE: numbers})
    return frames


def differences(engines: Engines, cases: Sequence[Tables], database: Any, *, cells: bool = False) -> list[str]:
    """Where the database, which has `together`, finds other records or another number of cases than plain Python."""
    columns = {name: [*schema.names, SCOPE] for name, schema in engines.schemas.items()}
    wanted: dict[tuple[str, str], tuple[int, list[int]]] = {}
    before = dict.fromkeys(engines.schemas, 0)
    for case in cases:
        texts = {name: columns_of(schema.names, case[name]) for name, schema in engines.schemas.items()}
        for name, schema in engines.schemas.items():
            for rule in engines.rules[name]:
                verdicts = plain.judge(rule, schema, texts[name], texts)
                assert verdicts is not None
                count, bad = wanted.get((name, rule.name), (0, []))
                bad = bad + [before[name] + n for n, (_, violated) in enumerate(verdicts) if violated]
                wanted[name, rule.name] = (count + sum(is_case for is_case, _ in verdicts), bad)
        before = {name: number + len(case[name]) for name, number in before.items()}
    found = []
    for name, schema in engines.schemas.items():
        judged = sql_engine.run(schema, engines.rules[name], database, columns, scope=SCOPE, cells=cells)
        rows = [tuple(row[column] for column in schema.names) for case in cases for row in case[name]]
        named = {record for outcome in judged.outcomes for record in outcome.records} if cells else set()
        if judged.cells.keys() < named or any(row[:-1] != rows[record] for record, row in judged.cells.items()):
            found.append(f"{name}: other cells")
        for outcome in judged.outcomes:
            cases_, bad = wanted[name, outcome.rule.name]
            if (outcome.cases, list(outcome.records), outcome.violations) != (cases_, bad, len(bad)):
                found.append(f"{name}.{outcome.rule.name}: {outcome.cases} {outcome.records}, not {cases_} {bad}")
    return found
