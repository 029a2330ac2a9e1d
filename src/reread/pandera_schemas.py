"""The objects of pandera that `schemas` gives.

A frame is judged by our own expressions and rules, once (`judging_frames`); every check of the schema then reads its
part of the verdict. So pandera carries names, columns, types and reports, a check finds the same in every library, and
no check depends on how pandera converts cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from .contract.kinds.cells import Bound, Enum, Length, Pattern
from .libraries import MissingLibrary

if TYPE_CHECKING:
    from .judging_frames import Verdict
    from .schemas import TableSchemas

try:
    import pandera.polars as pa
    import polars as pl
except ImportError as error:
    fix = "Install it: pip install 'cn-industrial-internet[schemas]'"
    raise MissingLibrary(f"pandera is not installed, or cannot be imported ({error})", fix) from error

#: Kinds of checks that pandera can write to JSON and YAML.
SAID = ("type", "required", "enum", "pattern", "bound", "length", "unique")
_POLARS: dict[str, Any] = {
    "string": pl.String, "integer": pl.Int64, "number": pl.Decimal(38, 18), "boolean": pl.Boolean, "date": pl.Date,
}  # fmt: skip
_PANDAS = {"string": "string", "integer": "Int64", "number": "object", "boolean": "boolean", "date": "datetime64[s]"}

#: Findings told in words beside an error; all are in its `findings`.
_NOTES = 20

#: Of the frame that is being validated: its rows, and the records that fail each check.
_verdict: ContextVar[tuple[int, dict[str, set[int]]] | None] = ContextVar("verdict", default=None)


class _Judging:
    """What our schemas do beyond pandera's: they judge a frame as a whole, once, before the checks are asked."""

    ours: TableSchemas

    @classmethod
    def get_backend(cls, *args: Any, **kwargs: Any) -> Any:
        """The back end of pandera's own class: it is looked up by exact class."""
        return cls.__mro__[2].get_backend(*args, **kwargs)  # type: ignore[attr-defined]

    def validate(self, check_obj: Any, *args: Any, lazy: bool = False, inplace: bool = False, **kwargs: Any) -> Any:
        """As pandera's `validate`; a LazyFrame is collected and given back lazy. The whole frame is judged: ValueError
        for `head`, `tail` and `sample`."""
        names = ("head", "tail", "sample", "random_state")
        if any(given is not None for given in (*args, *(kwargs.get(name) for name in names))):
            raise ValueError("a table is judged as a whole, not its head, tail or a sample")
        return raise_for(self, check_obj, self.ours.verdict(check_obj), lazy)


class PolarsSchema(_Judging, pa.DataFrameSchema):
    """A schema for Polars."""


def polars_schema(ours: TableSchemas) -> PolarsSchema:
    """The schema of a table for Polars."""
    made: PolarsSchema = _schema(ours, pa, PolarsSchema, _POLARS, _of_polars)
    return made


def pandas_schema(ours: TableSchemas) -> Any:
    """The schema of a table for pandas."""
    try:
        import pandas as pd
        import pandera.pandas as pp
    except ImportError as error:
        fix = "Install it: pip install 'cn-industrial-internet[pandas,schemas]'"
        raise MissingLibrary(f"pandas is not installed, or cannot be imported ({error})", fix) from error

    class PandasSchema(_Judging, pp.DataFrameSchema):
        """A schema for pandas."""

    def of_pandas(name: str) -> Any:
        def check(series: Any) -> Any:
            return pd.Series(_good(name).to_list(), index=series.index, dtype=bool)

        return check

    return _schema(ours, pp, PandasSchema, _PANDAS, of_pandas)


def _schema(ours: TableSchemas, library: Any, kind: Any, types: dict[str, Any], check: Callable[[str], Any]) -> Any:
    """A schema of pandera for one library of frames: a column for each field, with its checks."""
    checks = {name: library.Check(check(name), name=name, error=name, ignore_na=False) for name in ours.checks}
    columns = {
        field.name: library.Column(
            None,
            [checks[name] for name, at in ours.checks.items() if at == field.name],
            nullable=True,  # an empty cell is reported by our own check, under its code
            title=field.title or None,
            description=field.description or None,
            metadata={"type": str(types[field.type])},
        )
        for field in ours.fields
    }
    words = {"name": ours.name, "title": ours.title or None, "description": ours.description or None}
    made = kind(columns, strict=True, ordered=True, **words)
    made.ours = ours
    return made


def raise_for(schema: Any, frame: Any, verdict: Verdict, lazy: bool) -> Any:
    """`frame` as it is, or the errors that pandera makes of a verdict, with `findings` in words. A check that came to
    no verdict is no pass: it is an error of its own."""
    from pandera.errors import SchemaError, SchemaErrors

    given = frame.collect() if hasattr(frame, "collect") else frame
    base: Any = type(schema).__mro__[2]
    with _judged(len(given), verdict):
        try:
            base.validate(schema, given, lazy=lazy)
        except (SchemaError, SchemaErrors) as error:
            error.findings = verdict.findings  # type: ignore[union-attr]
            for one in verdict.findings[:_NOTES]:
                where = f"record {one.record}" + (f" ({one.key})" if one.key else "")
                error.add_note(f"{one.code} {one.column}, {where}: found {one.found}; expected {one.expected}")
            for name, reason in list(verdict.not_evaluated.items())[:_NOTES]:
                error.add_note(f"{name}: not evaluated, {reason}")
            raise
    return frame


@contextmanager
def _judged(rows: int, verdict: Verdict) -> Iterator[None]:
    failed = {name: {(one.record or 1) - 1 for one in found} for name, found in verdict.found.items()}
    if "S112 header" not in verdict.found:  # else pandera names the columns that stand in the way
        failed |= {name: set(range(rows)) for name in verdict.not_evaluated}
    token = _verdict.set((rows, failed))
    try:
        yield
    finally:
        _verdict.reset(token)


def _good(name: str) -> pl.Series:
    """Of every row of the frame that is being validated, whether it passes a check."""
    found = _verdict.get()
    if found is None:
        raise RuntimeError("a check of one column reads what validating the whole frame has found; validate that")
    rows, failed = found
    good = pl.repeat(True, rows, eager=True).alias("good")
    bad = sorted(failed.get(name, ()))
    return good.scatter(bad, False) if bad else good


def _of_polars(name: str) -> Any:
    def check(data: Any) -> pl.LazyFrame:
        return _good(name).to_frame().lazy()

    return check


def plain_schema(ours: TableSchemas) -> Any:
    """A schema of pandera for pandas with its own checks only, as far as these can say what ours do."""
    import pandera.pandas as pp

    columns = {}
    for field in ours.fields:
        checks: list[Any] = []
        for rule in ours.rules:
            match rule.kind:
                case Enum(field=field.name, values=values):
                    checks.append(pp.Check.isin(list(values)))
                case Pattern(field=field.name, pattern=pattern):
                    checks.append(pp.Check.str_matches(f"^(?:{pattern})$"))
                case Length(field=field.name, relation=relation, limit=limit):
                    checks.append(pp.Check.str_length(**{"min_value" if relation == ">=" else "max_value": limit}))
                case Bound(field=field.name, relation=relation, limit=limit):
                    method = {"<": "lt", "<=": "le", ">=": "ge", ">": "gt"}[relation]
                    checks.append(getattr(pp.Check, method)(limit if isinstance(limit, str) else _number(limit)))
        columns[field.name] = pp.Column(
            _PANDAS[field.type],
            checks,
            nullable=not field.required,
            unique=field.unique,
            title=field.title or None,
            description=field.description or None,
        )
    keys = [list(ours.schema.primary_key)] if ours.schema.primary_key else None
    return pp.DataFrameSchema(columns, strict=True, ordered=True, name=ours.name, unique=keys[0] if keys else None)


def _number(limit: Any) -> int | float:
    return int(limit) if limit == int(limit) else float(limit)
