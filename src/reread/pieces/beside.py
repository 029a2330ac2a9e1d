"""Which rows of a large table have something to be set beside: told by 64-bit hashes of what they are compared by.

One pass over a few columns hashes, of every row, what it is about. A second one, made by whoever asks, takes the rows
that share it with others. Rows whose hashes are equal by chance are taken too, and then found different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from ..contract.chunks import Malformed
from ..contract.large import piece_of
from ..contract.looked_into import Columns
from ..relations.demands import ADDITIVE
from ..relations.later import AT_A_TIME, moment
from ..rules import NotEvaluated

if TYPE_CHECKING:
    from ..package.opening import Package

#: Of rows of a table, which to take.
Taken = Callable[[pl.DataFrame], pl.Series]
T = TypeVar("T")

_QUESTION = ("entity_id", "indicator_id", "period", "base_period", "whole_entity_id", "source_id", "observation_id")


def statements(pkg: Package) -> Taken:
    """The observations that take part in a relation which structure may demand (see `relations.demands`).

    Answers to one question; places and the places that they are in, where both are spoken of; shares and growth rates
    with all answers to the questions about their parts, wholes and levels; and whatever is asked by the terms of a
    registered sum, at any time.
    """
    registers = _Registers(pkg)
    named = _texts({row.get("observation_id") for row in pkg.table("relation_terms").rows})

    def look(frame: pl.DataFrame) -> tuple[pl.Series, pl.Series, pl.Series, pl.Series]:
        asked = registers.questions(frame)
        levels = pl.concat([asked[name].drop_nulls() for name in _LEVELS]).unique()
        summed = asked["about"].filter(frame["observation_id"].is_in(named.implode()))
        return asked["question"], asked["above"].drop_nulls().unique(), levels, summed

    parts = list(_each(pkg, "observations", _QUESTION, look))
    answered, above, levels, summed = (_joined(part[place] for part in parts) for place in range(4))
    parts.clear()
    answered = answered.sort()
    above = _among(above.unique(), answered)
    wanted = pl.concat([_twice(answered), above, levels]).unique()
    about = pl.concat([summed, registers.derived()]).unique()

    def taken(frame: pl.DataFrame) -> pl.Series:
        asked = registers.questions(frame)
        return (
            asked["question"].is_in(wanted.implode())
            | asked["above"].is_in(above.implode()).fill_null(False)
            | asked["about"].is_in(about.implode())
            | asked["leads on"]
        )

    return taken


def addresses(pkg: Package) -> Taken:
    """The sources whose address others have too, or that were read on a day to come."""
    latest = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    url = pl.col("url")
    address = url.str.splitn("://", 2).struct.field("field_1").fill_null("").str.strip_chars_end("/")
    hashed = pl.when(url.is_not_null()).then(address.hash(0)).alias("address")
    parts = _each(pkg, "sources", ("url",), lambda frame: frame.select(hashed).to_series().drop_nulls())
    twice = _twice(_joined(parts).sort())
    many = pl.col("address").is_in(twice.implode()) | (pl.col("accessed_on") > latest)
    return lambda frame: frame.with_columns(hashed).select(many.fill_null(False)).to_series()


#: Columns of questions whose answers a row needs beside it.
_LEVELS = ("part", "whole", "level", "base")
#: Columns of indicators that lead to them.
_LEADING = ("part_of", "whole_of", "growth_of")


class _Registers:
    """What is known of indicators and places, as far as questions depend on it."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self.indicators = {row.key: row for row in pkg.table("indicators").rows}
        self.measures = {key: row["measure"] for key, row in self.indicators.items()}
        self.parents: dict[str, str] = {}
        for row in pkg.table("entities").rows:
            self.parents.setdefault(row.key, row["parent_id"])

    def questions(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Of every observation, as hashes: its `question`, that of the place `above`, those of its levels; what it is
        `about`, whenever; and whether it `leads on` to levels."""
        entity, indicator, source = (pl.col(name).fill_null("") for name in ("entity_id", "indicator_id", "source_id"))
        period, measure = pl.col("period"), self._of(pl.col("indicator_id"), self.measures)
        times = frame["period"].append(frame["base_period"]).drop_nulls().unique().to_list()
        moments = {time: moment(time, next(iter(AT_A_TIME))) for time in times}

        def question(entity: pl.Expr, indicator: pl.Expr, period: pl.Expr) -> pl.Expr:
            at_a_time = self._of(indicator, self.measures).is_in(list(AT_A_TIME))
            time = pl.when(at_a_time).then(period.replace(moments)).otherwise(period)
            text = pl.concat_str([entity, indicator, time.fill_null(pl.lit("?") + source)], separator="\n")
            return text.hash(0)

        shares, growth = measure == "share", measure == "growth"
        above = self._of(entity, self.parents)
        inside = (above != "") & measure.is_in(list(ADDITIVE))
        leading = ({key: row[column] for key, row in self.indicators.items()} for column in _LEADING)
        part_of, whole_of, growth_of = (self._of(indicator, values) for values in leading)
        whole_entity = pl.coalesce(pl.col("whole_entity_id"), entity)
        part = pl.when(part_of == "").then(whole_of).otherwise(part_of)
        return frame.select(
            question(entity, indicator, period).alias("question"),
            pl.when(inside).then(question(above, indicator, period)).alias("above"),
            pl.when(shares).then(question(entity, part, period)).alias("part"),
            pl.when(shares).then(question(whole_entity, whole_of, period)).alias("whole"),
            pl.when(growth).then(question(entity, growth_of, period)).alias("level"),
            pl.when(growth).then(question(entity, growth_of, pl.col("base_period"))).alias("base"),
            pl.concat_str([entity, indicator], separator="\n").hash(0).alias("about"),
            (shares | growth).alias("leads on"),
        )

    def derived(self) -> pl.Series:
        """What derived quantities are about, as hashes."""
        rows = self.pkg.table("derived").rows
        return pl.Series([f"{row['entity_id']}\n{row['indicator_id']}" for row in rows], dtype=pl.String).hash(0)

    def _of(self, key: pl.Expr, values: Mapping[str, str]) -> pl.Expr:
        """What a register says of a key, "" where it has none."""
        known = {key: value for key, value in values.items() if value}
        old, new = (pl.Series(list(part), dtype=pl.String) for part in (known.keys(), known.values()))
        return key.replace_strict(old, new, default="", return_dtype=pl.String).fill_null("")


def _each(pkg: Package, name: str, columns: Iterable[str], look: Callable[[pl.DataFrame], T]) -> Iterator[T]:
    """What `look` finds in these columns of a large table, piece by piece."""
    place, problem = pkg.locate(pkg.tables[name].path)
    if place is None:
        raise NotEvaluated(problem.found if problem else f"no {name}")
    try:
        reader = Columns(place, pkg.tables[name].path, columns, size=piece_of(place.stat().st_size))
        for _, found in reader.each(lambda chunk: look(chunk.frame)):
            yield found
    except Malformed as error:
        raise NotEvaluated(error.problems[0].found) from None


def _texts(found: Iterable[str]) -> pl.Series:
    return pl.Series(sorted(set(found) - {""}), dtype=pl.String)


def _joined(parts: Iterable[pl.Series]) -> pl.Series:
    return pl.concat([pl.Series([], dtype=pl.UInt64), *(part.alias("") for part in parts)], rechunk=True)


def _twice(hashes: pl.Series) -> pl.Series:
    """Those of sorted hashes that stand there more than once, each once."""
    return hashes.filter((hashes == hashes.shift()).fill_null(False)).unique()


def _among(hashes: pl.Series, known: pl.Series) -> pl.Series:
    """Those of the hashes that are among sorted ones."""
    if not len(known):
        return hashes.clear()
    place = known.search_sorted(hashes).clip(0, len(known) - 1)
    return hashes.filter(known.gather(place) == hashes)
