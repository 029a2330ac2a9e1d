"""Runs of equal rows: what is judged on them is what rows would give."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.contract import runs
from reread.contract.rows import Rows
from reread.contract.runs import LENGTH, Repeating

CELLS = st.sampled_from([None, "", "a", "b"])
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=40)


def frame_of(rows: list[tuple[str | None, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys("xyz", pl.String), orient="row")


@given(ROWS, ROWS, st.sampled_from([0, 0.3, 1_000]))
def test_runs_spread_give_the_rows_again(
    first: list[tuple[str | None, ...]], then: list[tuple[str | None, ...]], most: float
) -> None:
    chosen = Repeating(frame_of(first), ["x", "y", "z"], most)
    for frame in (frame_of(first), frame_of(then)):
        found = chosen.runs(Rows(frame))
        rows = frame.select(chosen.columns)
        if found is None:
            assert not chosen.columns or not frame.height
            continue
        assert found.frame[LENGTH].sum() == frame.height
        again = pl.DataFrame(found.spread(found.frame.select(chosen.columns)))
        assert again.rows() == rows.rows()
        # No run could be longer: neighbouring runs differ.
        held = found.frame.select(chosen.columns).rows()
        assert all(one != two for one, two in pairwise(held))


@given(ROWS, st.floats(0, 1))
def test_the_columns_chosen_change_in_no_more_rows_than_asked(rows: list[tuple[str | None, ...]], most: float) -> None:
    frame = frame_of(rows)
    chosen = Repeating(frame, ["x", "y", "z"], most)
    found = chosen.runs(Rows(frame))
    assert found is None or max(0, len(found) - 1) <= most * frame.height


def test_columns_without_a_change_are_chosen_always() -> None:
    frame = pl.DataFrame({"x": ["a", "a"], "y": [None, None], "z": ["a", "b"]}, schema_overrides={"y": pl.String})
    assert Repeating(frame, ["x", "y", "z"], 0).columns == ("x", "y")


def test_what_another_thread_finds_does_not_change_what_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a file are judged by several threads with one `Repeating`."""
    both = pl.DataFrame({"x": ["a", "a", "b", "b"], "y": ["a"] * 4})
    chosen = Repeating(both, ["x", "y"], 1)
    of_this_thread = runs._varying

    def meanwhile(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
        chosen._varying = set()  # in the piece of the other thread, no column varies
        return of_this_thread(frame, columns)

    monkeypatch.setattr(runs, "_varying", meanwhile)
    found = chosen.runs(Rows(both))
    assert found is not None and found.frame[LENGTH].to_list() == [2, 2]
