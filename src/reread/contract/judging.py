"""The rules of one table, compiled once and judged chunk by chunk.

A rule reads some columns. Where all of them repeat the row above in most rows, it is judged on runs of equal rows
(`runs`); otherwise on rows. What rules look up or work out (the row that a reference leads to, the value of a number,
the beginning that an id must have) are columns of their own, made once for all rules, on runs where that is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

import polars as pl

from . import ends, rounded
from .coded import CodedOthers
from .keys import Numbers, Repeats, whole_table
from .model import TableSchema
from .patterns import takes_digits_alike, whole
from .polars_engine import RuleOutcome
from .polars_expressions import Cells, Compiled, _alias, compile_rule
from .rows import Rows, columns_of
from .rules import ContractRule, Enum, Length, Pattern, Required, Typed, own_columns
from .runs import LENGTH, Repeating, Runs

#: Columns are judged by run where they change in at most this share of rows.
REPEATING = 1 / 3

Rule = Compiled | Repeats | Numbers


class WorkedOut(Cells):
    """Cells whose types and values are columns, so that no expression works one out twice."""

    def __init__(self, schema: TableSchema, header: Iterable[str]) -> None:
        super().__init__(schema, dict.fromkeys(header, pl.String()))
        self.plain = Cells(schema, dict.fromkeys(header, pl.String()))
        self.typed = [name for name in self.dtypes if self.types[name] != "string"]
        #: Further columns: the fields that each comes from, and how.
        self.further: dict[str, tuple[frozenset[str], pl.Expr]] = {}

    def ok(self, name: str) -> pl.Expr:
        return super().ok(name) if self.types[name] == "string" else pl.col(f"{name}>ok")

    def value(self, name: str) -> pl.Expr:
        return super().value(name) if self.types[name] == "string" else pl.col(f"{name}>value")

    def number_at_end(self, name: str) -> pl.Expr:
        return self._once(_number(name), [name], super().number_at_end(name))

    def filled_in(self, parts: Iterable[tuple[bool, str]]) -> pl.Expr:
        parts = list(parts)
        fields = [text for is_field, text in parts if is_field]
        return self._once(_text(parts), fields, super().filled_in(parts))

    def among(self, name: str, values: Sequence[str]) -> pl.Expr:
        return self._once(f"{name}>in {' '.join(values)}", [name], super().among(name, values))

    def hashed(self, name: str, seed: int) -> pl.Expr:
        if self.types[name] == "number":  # of its value, which is a column by itself
            return super().hashed(name, seed)
        return self._once(f"{name}>hash {seed}", [name], super().hashed(name, seed))

    def _once(self, name: str, fields: Iterable[str], made: pl.Expr) -> pl.Expr:
        self.further[name] = frozenset(fields), made
        return pl.col(name)


def _number(name: str) -> str:
    """The column with the number at the end of the cells of a field."""
    return f"{name}>number"


def _text(parts: Iterable[tuple[bool, str]]) -> str:
    """The column with a template filled in."""
    return "".join(f"{{{text}}}" if is_field else text for is_field, text in parts) + ">text"


@dataclass(slots=True)
class _Plan:
    """Which rules are judged on runs of equal rows (`by_run`), and which on rows.

    `on_runs` and `on_rows` are what is asked of the two frames, `made_of_runs` and `made_of_rows` the columns that are
    worked out of each, `spread` those made of runs that rules on rows read too, `fields` what else these read. `ends`
    are fields whose cells begin with what is a column of runs (its name); `alike` what is asked for patterns of theirs
    that take all digits alike, by rule.
    """

    by_run: frozenset[int]
    on_runs: list[pl.Expr]
    on_rows: list[pl.Expr]
    made_of_runs: set[str]
    made_of_rows: set[str]
    spread: list[str]
    fields: list[str]
    ends: dict[str, str]
    alike: dict[int, pl.Expr]


@dataclass(slots=True)
class Verdict:
    """What the rules, by number, say of a chunk: cases, violations, the places of some, and what rules about all rows
    keep of it."""

    cases: dict[int, int] = field(default_factory=dict)
    bad: dict[int, int] = field(default_factory=dict)
    places: dict[int, pl.Series] = field(default_factory=dict)
    kept: dict[int, list[pl.Series]] = field(default_factory=dict)

    @property
    def named(self) -> list[int]:
        """The places of all rows that violate a rule and are named, in order."""
        return sorted({place for places in self.places.values() for place in places.to_list()})


class Judge:
    """The rules of one table, over its chunks in order."""

    def __init__(
        self,
        schema: TableSchema,
        rules: Sequence[ContractRule],
        header: Sequence[str],
        frames: Mapping[str, pl.DataFrame],
        most: float = REPEATING,
    ) -> None:
        self.rules = rules
        self.cells = WorkedOut(schema, header)
        self.others = CodedOthers(schema, frames)
        self.compiled: list[Rule | None] = []
        for rule in rules:
            made = compile_rule(rule, self.cells, self.others)
            self.compiled.append(made if made is None else whole_table(rule, made, self.cells) or made)
        self.cases = [0] * len(rules)
        self.bad = [0] * len(rules)
        self.records: list[list[pl.Series]] = [[] for _ in rules]
        self.most = most
        self._fields = [name for name in self.cells.dtypes if any(name in own_columns(rule) for rule in rules)]
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._repeating: Repeating | None = None
        self._lock = Lock()
        self._made = self._columns_made()
        self._pairs = rounded.pairs(rules, self.cells.types)
        #: Fields with a number at the end, and the column of what they begin with.
        self._told = {
            name: text
            for name, template in ends.beginnings(schema.rules).items()
            if (text := _text(template)) in self._made and _number(name) in self._made
        }

    def judge(self, rows: Rows, room: int) -> Verdict:
        """What the rules say of rows, each chunk by itself; of those that violate a rule, at most `room` are named. May
        be called for several chunks at a time."""
        plan, runs = self._plan_for(rows)
        numbers: dict[str, int | None] = {}
        # A piece of a file comes in chunks; the few columns that are judged row by row are worth joining.
        frame = held = rows.select(plan.fields)
        if runs is not None:
            held = self._work_out(runs.frame, plan.made_of_runs)
            numbers.update(_first_row(held.select(plan.on_runs)))
            if plan.spread:
                frame = frame.hstack(runs.spread(columns_of(held, plan.spread)))
        known, sound = ([], set()) if runs is None else self._ends(frame, plan, runs)
        frame = self._work_out(frame.hstack(known), plan.made_of_rows.difference(column.name for column in known))
        found = frame.select(plan.on_rows + [asked for number, asked in plan.alike.items() if number not in sound])
        numbers.update((column.name, column[0]) for column in found if column.dtype != pl.List)
        verdict = Verdict()
        empties = {name: rows.empty(name) for name in {one.rule.field for one in self.compiled if one is not None}}
        for number, one in enumerate(self.compiled):
            if one is None:
                continue
            empty = empties[one.rule.field]
            cases = numbers.get(f"c{number}", rows.height - empty if _counts_cells(one) else rows.height)
            verdict.cases[number] = cases or 0
            bad = empty if _is_required(one) else numbers.get(f"b{number}")
            if isinstance(one, (Repeats, Numbers)):
                verdict.kept[number] = [found[f"k{number}.{n}"][0] for n in range(len(one.columns))]
            if bad:
                verdict.bad[number] = bad
                left = self._room(number, room)
                if runs is not None and number in plan.by_run:
                    places = runs.rows(held.select(one.bad).to_series(), left)
                else:
                    places = frame.select(pl.arg_where(one.bad).head(left)).to_series()
                verdict.places[number] = places.cast(pl.Int64)
        return verdict

    def note(self, verdict: Verdict, before: int, room: int) -> dict[int, None]:
        """Add up the verdict on the next chunk, `before` which so many records stand; the records (from 0 in the file)
        to keep, at most `room` for each rule."""
        keep: dict[int, None] = {}
        for number, cases in verdict.cases.items():
            self.cases[number] += cases
        for number, columns in verdict.kept.items():
            one = self.compiled[number]
            assert isinstance(one, (Repeats, Numbers))
            one.take(columns)
        for number, bad in verdict.bad.items():
            self.bad[number] += bad
            records = verdict.places[number].head(self._room(number, room)) + before
            self.records[number].append(records)
            keep.update(dict.fromkeys(records.to_list()))
        return keep

    def outcomes(self, room: int, firsts: dict[str, dict[int, int]]) -> list[RuleOutcome]:
        """What every rule found, once all chunks have been taken. `firsts` is filled: per rule about repetitions, of
        each record named the first one."""
        whole = [number for number, one in enumerate(self.compiled) if isinstance(one, (Repeats, Numbers))]
        with ThreadPoolExecutor(2) as pool:
            about_all = dict(zip(whole, pool.map(self._about_all, whole), strict=True))
        outcomes = []
        for number, (rule, one) in enumerate(zip(self.rules, self.compiled, strict=True)):
            records = [record for part in self.records[number] for record in part.to_list()]
            if number in about_all:
                more, firsts[rule.name] = about_all[number]
                # Rows that were bad by themselves are not in `more`: they have no number, or one below the first.
                own = set(records)
                self.bad[number] += len(more) - len(own.intersection(more.to_list()))
                records = sorted(own.union(more.head(room).to_list()))[:room]
            outcomes.append(RuleOutcome(rule, self.cases[number], tuple(records), self.bad[number], one is not None))
        return outcomes

    def _room(self, number: int, room: int) -> int:
        """How many more rows are to be named that violate a rule."""
        return max(0, room - sum(map(len, self.records[number])))

    def _about_all(self, number: int) -> tuple[pl.Series, dict[int, int]]:
        """The records that violate a rule about all rows, and the first ones of those repeated; what was kept of every
        record is given up."""
        one = self.compiled[number]
        assert isinstance(one, (Repeats, Numbers))
        found = one.records()
        one.forget()
        return found

    def _columns_made(self) -> dict[str, frozenset[str]]:
        """The columns that are worked out, each with the fields it comes from."""
        made = {f"{name}>{what}": frozenset({name}) for name in self.cells.typed for what in ("ok", "value")}
        made |= {name: fields for name, (fields, _) in self.cells.further.items()}
        for key, names in self.others.wanted.items():
            made |= {_alias(key, name): frozenset(key.fields) for name in ("", *names)}
        return made

    def _ends(self, frame: pl.DataFrame, plan: _Plan, runs: Runs) -> tuple[list[pl.Series], set[int]]:
        """(the columns of numbers at the end of cells that are told quickly, the rules of `plan.alike` that no cell
        violates)."""
        known, sound = [], set()
        for name, beginning in plan.ends.items():
            numbers = ends.numbers(frame[name], frame[beginning])
            if numbers is None:
                continue
            known.append(numbers.alias(_number(name)))
            some = ends.of_each_length(frame[name], runs.begins)
            for number in plan.alike:
                one = self.compiled[number]
                assert one is not None and isinstance(one.rule.arguments, Pattern)
                if one.rule.field == name and some.str.contains(whole(one.rule.arguments.pattern)).all():
                    sound.add(number)
        return known, sound

    def _work_out(self, frame: pl.DataFrame, names: set[str]) -> pl.DataFrame:
        """`frame` with the columns `names`."""
        cells = self.cells
        frame = frame.with_columns(
            cells.plain.ok(name).alias(f"{name}>ok") for name in cells.typed if f"{name}>ok" in names
        )
        compared = [pair for pair in self._pairs if names.issuperset(f"{name}>value" for name in pair)]
        rightly_typed = all(frame[f"{name}>ok"].all() for pair in compared for name in pair)
        floats = rounded.floats(frame, compared) if rightly_typed else {}
        values = [column.alias(f"{name}>value") for name, column in floats.items()]
        made = []
        for name in cells.typed:
            if f"{name}>value" in names and name not in floats:
                # Without a cell of another type, which is the rule, none needs to be left out.
                value = cells.plain.value(name) if not frame[f"{name}>ok"].all() else cells.cast(name)
                made.append(value.alias(f"{name}>value"))
        made += [further.alias(name) for name, (_, further) in cells.further.items() if name in names]
        frame = frame.with_columns(*values, *made)
        keys = [key for key in self.others.wanted if _alias(key, "") in names]
        return self.others.attach_to(frame, cells, keys)

    def _plan_for(self, rows: Rows) -> tuple[_Plan, Runs | None]:
        """The plan for rows, and their runs where rules are judged on them."""
        with self._lock:
            if self._repeating is None:
                self._repeating = Repeating(rows.frame, self._fields, self.most)
        runs = self._repeating.runs(rows)
        if runs is not None and len(runs) > min(1, 2 * self.most) * rows.height:
            runs = None
        columns = self._repeating.columns if runs is not None else ()
        with self._lock:
            if columns not in self._plans:
                self._plans[columns] = self._make_plan(columns)
        return self._plans[columns], runs

    def _make_plan(self, columns: tuple[str, ...]) -> _Plan:
        inside = frozenset(columns)
        runs: list[int] = []
        rows: list[int] = []
        for number, one in enumerate(self.compiled):
            if one is not None:
                by_run = isinstance(one, Compiled) and inside.issuperset(own_columns(one.rule))
                (runs if by_run else rows).append(number)
        on_runs = [asked for number in runs for asked in self._asked_of_runs(number)]
        told = {name: text for name, text in self._told.items() if inside.issuperset(self._made[text])}
        alike = [number for number in rows if self._takes_alike(number, told)]
        on_rows = [asked for number in rows if number not in alike for asked in self._asked_of_rows(number)]
        of_runs = {name for name, fields in self._made.items() if inside.issuperset(fields)}
        asked_of = [*on_rows, *(one.bad for number in rows if (one := self.compiled[number]) is not None)]
        roots = {name for asked in asked_of for name in asked.meta.root_names()}
        read = roots.intersection(self._made)
        read |= {f"{name}>ok" for name in self.cells.typed if f"{name}>value" in read}
        told = {name: text for name, text in told.items() if {_number(name), text} <= read}
        spread = [name for name in self._made if name in read & of_runs]
        fields = (roots - read).union(*(self._made[name] for name in read - of_runs))
        asked_alike = {number: self._asked_of_rows(number)[0] for number in alike}
        return _Plan(
            frozenset(runs), on_runs, on_rows, of_runs, read - of_runs, spread, sorted(fields), told, asked_alike
        )

    def _takes_alike(self, number: int, told: Mapping[str, str]) -> bool:
        """Whether a rule is about a pattern that takes all digits alike, of a field in `told`."""
        one = self.compiled[number]
        test = one.rule.arguments if one is not None and one.rule.field in told else None
        return isinstance(test, Pattern) and takes_digits_alike(test.pattern)

    def _asked_of_runs(self, number: int) -> list[pl.Expr]:
        """How many rows are cases of a rule, and how many violate it, from runs."""
        one, length = self.compiled[number], pl.col(LENGTH)
        assert isinstance(one, Compiled)
        asked = [] if one.every or _counts_cells(one) else [length.filter(one.case).sum().alias(f"c{number}")]
        if _is_required(one):
            return asked
        among, bad = self._violated(one)
        lengths = length if among is None else length.filter(among)
        return [*asked, lengths.filter(bad).sum().alias(f"b{number}")]

    def _asked_of_rows(self, number: int) -> list[pl.Expr]:
        """How many rows are cases of a rule, how many violate it, and what a rule about all rows keeps of each."""
        one = self.compiled[number]
        assert one is not None
        asked = []
        if not (isinstance(one, Compiled) and one.every) and not _counts_cells(one):
            asked.append(one.case.sum().alias(f"c{number}"))
        if isinstance(one, (Repeats, Numbers)):
            asked += [column.implode().alias(f"k{number}.{n}") for n, column in enumerate(one.columns)]
        if not isinstance(one, Repeats) and not _is_required(one):
            asked.append(self._violated(one)[1].sum().alias(f"b{number}"))
        return asked

    def _violated(self, one: Compiled | Numbers) -> tuple[pl.Expr | None, pl.Expr]:
        """Which rows to look at (None: all), and which of these violate a rule. A key found in the other table need not
        be matched once more when all keys there match."""
        test, name = one.rule.arguments, one.rule.field
        if isinstance(one, Compiled) and isinstance(test, Pattern):
            pattern = whole(test.pattern)
            for key in self.others.wanted:
                if key.fields == (name,) and self.others.keys_match(key, pattern):
                    strange = pl.col(_alias(key, "")).is_null()
                    return strange, ~self.cells.text(name).filter(strange).str.contains(pattern)
        return None, one.bad


def _first_row(frame: pl.DataFrame) -> dict[str, int]:
    return frame.row(0, named=True) if frame.width else {}


def _counts_cells(one: Rule) -> bool:
    """Whether the cases of a rule are the filled cells of its field."""
    return isinstance(one.rule.arguments, (Typed, Enum, Pattern, Length))


def _is_required(one: Rule) -> bool:
    """Whether the rows that violate a rule are those with an empty cell."""
    return isinstance(one.rule.arguments, Required)
