"""Numbers compared as floating point say what exact ones do, or are not used."""

from __future__ import annotations

import operator
import re
from decimal import Decimal

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from reread.contract import rounded
from reread.contract.lexical import PATTERNS
from reread.contract.model import Compare
from reread.contract.rules import Arguments, Bound, ContractRule, Unique

NUMBERS = st.one_of(
    st.from_regex(re.compile(PATTERNS["number"], re.ASCII), fullmatch=True),
    st.sampled_from(["0", "-0.0", "0.0", "1", "1.0", "99999999999999999999", "99999999999999999998", "0.1", "0.10"]),
)
PAIRS = st.lists(st.tuples(st.none() | NUMBERS, st.none() | NUMBERS), min_size=1, max_size=20)


@given(PAIRS)
@example([("99999999999999999999", "99999999999999999998")])
@example([("0.000000000000000001", "0.000000000000000002"), ("1", "1")])
def test_rounded_numbers_are_in_the_order_of_the_exact_ones(rows: list[tuple[str | None, str | None]]) -> None:
    frame = pl.DataFrame(rows, schema={"x": pl.String, "y": pl.String}, orient="row")
    found = rounded.floats(frame, [("x", "y")])
    both = [(Decimal(x), Decimal(y)) for x, y in rows if x is not None and y is not None]
    if not found:  # only where two numbers written in two ways round to one
        assert any(float(x) == float(y) for x, y in both)
        return
    made = [(x, y) for x, y in zip(found["x"], found["y"], strict=True) if x is not None and y is not None]
    for compare in (operator.lt, operator.le, operator.eq, operator.ge, operator.gt):
        assert [compare(x, y) for x, y in made] == [compare(x, y) for x, y in both]


def test_numbers_used_for_anything_else_stay_exact() -> None:
    def rule(field: str, test: Arguments) -> ContractRule:
        return ContractRule("S105", "t", field, "", test, "", "", "r")

    types = dict.fromkeys("abcde", "number") | {"f": "integer", "g": "string"}
    compared = [rule("a", Compare("a", "<=", "b")), rule("b", Compare("b", "<", "c"))]
    assert rounded.pairs(compared, types) == [("a", "b"), ("b", "c")]
    for other in (Bound(">=", Decimal(0)), Unique(("a", "d")), Compare("a", "<", "f")):
        assert rounded.pairs([*compared, rule("a", other)], types) == []
    apart = [*compared, rule("d", Compare("d", "<", "e")), rule("e", Bound(">", Decimal(0)))]
    assert rounded.pairs(apart, types) == [("a", "b"), ("b", "c")]
    assert rounded.pairs([rule("g", Compare("g", "<", "a"))], types) == []
    assert rounded.floats(pl.DataFrame({"a": ["1"]}), []) == {}
