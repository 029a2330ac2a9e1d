"""The objects of pandera that `schemas` gives.

A frame is judged by our own rules, once (`judging_frames`); every check of the schema then reads its part of the
verdict. So a check finds the same in every library, and none depends on how pandera converts cells.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from .contract.kinds.rows import Unique
from .libraries import MissingLibrary

if TYPE_CHECKING:
    from .findings import Finding
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
#: Types that pandera makes of what `load` gives and of text alike. It compares no other numbers, and makes no booleans
#: of the texts "true" and "false".
_PLAIN = {**_PANDAS, "number": "float64", "boolean": "string"}
_BOOLEANS = ["true", "false", "True", "False"]
#: Findings told in words beside an error; all are in its `findings`.
_NOTES = 20


class _Judging:
    """What our schemas do beyond pandera's: they judge a frame as a whole, once, before the checks are asked."""

    ours: TableSchemas

    def to_yaml(self, stream: Any = None, *args: Any, **kwargs: Any) -> Any:
        """As `TableSchemas.to_yaml`, also into a file: pandera would write our checks down as none."""
        return plain_schema(self.ours).to_yaml(stream, *args, **kwargs)

    def to_json(self, target: Any = None, *args: Any, **kwargs: Any) -> Any:
        """As `TableSchemas.to_json`, also into a file."""
        return plain_schema(self.ours).to_json(target, *args, **kwargs)

    def to_script(self, *_: Any, **__: Any) -> Any:
        """No script can hold our checks: raises NotImplementedError."""
        raise NotImplementedError("our checks cannot be written as a script; to_yaml() writes what pandera can say")

    def validate(self, check_obj: Any, *args: Any, lazy: bool = False, inplace: bool = False, **kwargs: Any) -> Any:
        """As pandera's `validate`; a LazyFrame is collected and given back lazy. The whole frame is judged: ValueError
        for `head`, `tail` and `sample`."""
        names = ("head", "tail", "sample", "random_state")
        if any(given is not None for given in (*args, *(kwargs.get(name) for name in names))):
            raise ValueError("a table is judged as a whole, not its head, tail or a sample")
        name, schemas = self.ours.name, self.ours.schemas
        return raise_for(self, check_obj, schemas.verdicts({name: check_obj}, lossy=lazy)[name], lazy)


class PolarsSchema(_Judging, pa.DataFrameSchema):
    """A schema for Polars."""

    library, types = pa, _POLARS

    @staticmethod
    def passed(good: list[bool]) -> Callable[[Any], Any]:
        """A check with this outcome for each row."""
        return lambda data: pl.LazyFrame({"good": good})

    @staticmethod
    def unplaced(cases: pl.DataFrame, at: list[bool]) -> pl.DataFrame:
        """Failure cases, some of which are of no row and no cell."""
        kept = pl.when(~pl.Series(at))
        return cases.with_columns(kept.then(pl.col(name)).alias(name) for name in ("failure_case", "index"))


def _pandas() -> Any:
    try:
        import pandas as pd
        import pandera.pandas as pp
    except ImportError as error:
        fix = "Install it: pip install 'cn-industrial-internet[pandas,schemas]'"
        raise MissingLibrary(f"pandas is not installed, or cannot be imported ({error})", fix) from error

    class PandasSchema(_Judging, pp.DataFrameSchema):
        """A schema for pandas."""

        library, types = pp, _PANDAS

        @staticmethod
        def passed(good: list[bool]) -> Callable[[Any], Any]:
            """A check with this outcome for each row."""
            return lambda series: pd.Series(good, index=series.index, dtype=bool)

        @staticmethod
        def unplaced(cases: Any, at: list[bool]) -> Any:
            """Failure cases, some of which are of no row and no cell."""
            placed = {name: cases[name].astype(object).mask(at, None) for name in ("failure_case", "index")}
            return cases.assign(**placed)

    return PandasSchema


def schema_of(ours: TableSchemas, library: str) -> Any:
    """The schema of a table for pandas or Polars, with all our checks by name."""

    def alone(_: object) -> Any:
        raise RuntimeError("a check of one column reads what validating the whole frame has found; validate that")

    kind: Any = PolarsSchema if library == "polars" else _pandas()
    checks = [(column, kind.library.Check(alone, name=name)) for name, column in ours.checks.items()]
    made = _schema(ours, kind, kind, checks)
    made.ours = ours
    return made


def _schema(ours: TableSchemas, like: Any, kind: Any, checks: list[tuple[str, Any]]) -> Any:
    """A schema of pandera for the frames that `like` is for: a column for each field, with its checks."""
    columns = {
        field.name: like.library.Column(
            None,
            [check for column, check in checks if column == field.name],
            nullable=True,  # an empty cell is reported by our own check, under its code
            title=field.title or None,
            description=field.description or None,
            metadata={"type": str(like.types[field.type])},
        )
        for field in ours.fields
    }
    words = {"name": ours.name, "title": ours.title or None, "description": ours.description or None}
    return kind(columns, strict=True, ordered=True, **words)


class _Failure(NamedTuple):
    """What is wrong by one check at one column: the records (from 0; none: the frame as a whole), and the words."""

    records: set[int]
    said: str

    def message(self, theirs: str) -> str:
        """The words of pandera and ours; without its example of a cell where there is none."""
        return f"{theirs if self.records else theirs.partition(' failure case')[0]}: {self.said}"


def raise_for(schema: Any, frame: Any, verdict: Verdict, lazy: bool) -> Any:
    """`frame` as it is, or the errors that pandera makes of a verdict: each check at the column of what it found, with
    `findings` in words. A check that came to no verdict is no pass: it is an error of its own."""
    from pandera.errors import SchemaError, SchemaErrors

    given = frame.collect() if hasattr(frame, "collect") else frame
    failures = _failures(schema.ours, verdict)
    if not lazy:  # what the frame has wrong itself comes first
        failures = {place: one for place, one in failures.items() if one.records} or failures
    checks = [(column, _check(schema, name, one.records, len(given))) for (name, column), one in failures.items()]
    try:
        _schema(schema.ours, schema, type(schema).__mro__[2], checks).validate(given, lazy=lazy)
    except (SchemaError, SchemaErrors) as error:
        if isinstance(error, SchemaErrors):
            for line in chain.from_iterable(error.message.get("DATA", {}).values()):
                if one := failures.get((line["check"], line["column"])):
                    line["error"] = one.message(line["error"])
            cases = error.failure_cases
            told = [failures.get(place) for place in zip(cases["check"], cases["column"], strict=True)]
            at = [one is not None and not one.records for one in told]
            error.failure_cases = schema.unplaced(cases, at) if any(at) else cases
        elif one := failures.get((getattr(error.check, "name", ""), error.schema.name)):
            error.args = (one.message(str(error)),)
        _add_words(error, schema, verdict)
        raise
    return frame


def _check(schema: Any, name: str, records: set[int], rows: int) -> Any:
    """A check of pandera that fails for some records, or for the frame as a whole."""
    good = [bool(records) and row not in records for row in range(rows)]
    # pandera for Polars puts no failure of a whole frame beside those of rows: it is one of a row, which is taken away.
    function = schema.passed(good) if rows else lambda _: False
    more = {} if records else {"n_failure_cases": 1}
    return schema.library.Check(function, name=name, error=name, ignore_na=False, **more)


def _failures(ours: TableSchemas, verdict: Verdict) -> dict[tuple[str, str], _Failure]:
    """What is wrong by the name of a check and the column: that of the finding; of one that is in no row of the frame,
    that of the check. Where the columns are others, pandera names those that stand in the way."""
    at: dict[tuple[str, str], list[Finding]] = {}
    for name, found in verdict.found.items():
        for one in found if name != "S112 header" else ():
            here = one.file == ours.name and one.record and one.column in ours.schema.names
            at.setdefault((name, str(one.column) if here else ours.checks[name]), []).append(one)
    failures = {}
    for place, found in at.items():
        more = f"; and {len(found) - 1:,} more" if len(found) > 1 else ""
        records = {one.record - 1 for one in found if one.file == ours.name and one.record}
        failures[place] = _Failure(records, _told(found[0]) + more)
    for name, reason in verdict.not_evaluated.items() if "S112 header" not in verdict.found else ():
        before = failures.get((name, ours.checks[name]), _Failure(set(), ""))
        words = "; ".join(filter(None, (before.said, f"not evaluated, {reason}")))
        failures[name, ours.checks[name]] = _Failure(before.records, words)
    return failures


def _told(one: Finding) -> str:
    """A finding in words with its place: of another table, the file."""
    where = f"record {one.record}" if one.record and not one.line else one.place
    return f"{where}{f' ({one.key})' if one.key else ''}: found {one.found}; expected {one.expected}"


def _add_words(error: Any, schema: Any, verdict: Verdict) -> None:
    error.schema, error.findings = schema, verdict.findings
    if verdict.short:
        rows = "the frame has {:,}, the table of the package {:,}".format(*verdict.short)
        why = "A table is judged as a whole, and rules that compare rows find fault with a part of it"
        error.add_note(f"perhaps rows are missing: {rows}. {why}")
    for one in sorted(verdict.findings, key=lambda one: one.file != schema.ours.name)[:_NOTES]:
        error.add_note(f"{one.code} {one.column}, {_told(one)}")
    for name, reason in list(verdict.not_evaluated.items())[:_NOTES]:
        error.add_note(f"{name}: not evaluated, {reason}")


def said(ours: TableSchemas) -> set[str]:
    """The names of the checks that `plain_schema` has. pandera takes empty cells for repetitions of each other."""
    keys = {(field.name,) for field in ours.fields if field.unique and field.required} | {ours.schema.primary_key}
    rules = [rule for rule in ours.rules if rule.kind.operator in SAID]
    return {f"{r.code} {r.name}" for r in rules if not isinstance(r.kind, Unique) or r.kind.fields in keys}


def plain_schema(ours: TableSchemas) -> Any:
    """A schema of pandera for pandas with its own checks only, as far as these can say what ours do."""
    import pandera.pandas as pp

    columns = {}
    for field in ours.fields:
        checks: list[Any] = [pp.Check.isin(_BOOLEANS)] if field.type == "boolean" else []
        checks += [pp.Check.isin(list(field.enum))] if field.enum else []
        checks += [pp.Check.str_matches(f"^(?:{field.pattern})$")] if field.pattern else []
        for relation, bound in field.bounds:
            exact = bound if isinstance(bound, str) else int(bound) if bound == int(bound) else float(bound)
            checks.append(getattr(pp.Check, {"<": "lt", "<=": "le", ">=": "ge", ">": "gt"}[relation])(exact))
        for relation, length in field.lengths:
            checks.append(pp.Check.str_length(**{"min_value" if relation == ">=" else "max_value": length}))
        columns[field.name] = pp.Column(
            _PLAIN[field.type],
            checks,
            nullable=not field.required,
            unique=field.unique and field.required,
            coerce=True,
            title=field.title or None,
            description=field.description or None,
        )
    key = list(ours.schema.primary_key) or None
    return pp.DataFrameSchema(columns, strict=True, ordered=True, name=ours.name, unique=key)
