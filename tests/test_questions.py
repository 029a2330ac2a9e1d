"""What an analyst does first works in one step, in pandas and in Polars; and the page of questions tells the truth."""

from __future__ import annotations

import runpy
from pathlib import Path

import matplotlib
import pandas as pd
import polars as pl
import pytest
from planting import ROOT

import cn_industrial_internet as cnii

tutorial = runpy.run_path(str(ROOT / "scripts" / "tutorial.py"))
matplotlib.use("Agg")

PAGE = Path(ROOT, "docs", "questions.md")
#: What tells the answers of a table of districts apart, beside the place and the indicator.
REST = ["transformation", "sector_id", "ranking_id", "whole_entity_id", "whole_indicator_id", "coverage", "base_period"]


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return cnii.load("facts", "pandas", decimals="float")


def test_ten_questions_have_the_answers_that_the_code_prints() -> None:
    page = PAGE.read_text("utf-8")
    assert tutorial["with_outputs"](page) == page
    assert page.count("\n## ") == 10 and len(tutorial["blocks"](page)) == 11


def test_periods_are_dates(facts: pd.DataFrame) -> None:
    days = pd.to_datetime(facts["period_start"])
    assert str(days.dtype).startswith("datetime64") and days.notna().any()
    assert (days.dropna() <= facts["period_end"].dropna()).all()
    frame = cnii.load("facts")
    assert frame.schema["period_start"] == pl.Date and frame["period_end"].dt.year().drop_nulls().len() > 0


def test_frames_of_facts_and_series_plot_in_one_step(facts: pd.DataFrame) -> None:
    assert len(facts.dropna(subset="period_end").plot(x="period_end", y="value").lines) == 1
    found = cnii.series("tianhe", "high_tech_enterprises")
    (line,) = found.to_pandas().plot(x="end", y="value", marker="o").lines
    assert list(pd.Series(line.get_ydata())) == [float(point.value) for point in found if point.value]
    chart = found.to_polars().plot.line(x="end", y="value").to_dict()
    assert chart["encoding"]["y"]["field"] == "value"


def test_figures_of_ones_own_join_by_the_code_of_the_division(facts: pd.DataFrame) -> None:
    mine = pd.DataFrame({"gb2260": ["440106"], "mine": [1.5]})
    assert set(mine.merge(facts, on="gb2260")["entity_id"]) == {"tianhe"}
    assert set(pl.DataFrame(mine.to_dict("list")).join(cnii.load("facts"), on="gb2260")["entity_id"]) == {"tianhe"}
    now = cnii.load("divisions").filter(pl.col("valid_to").is_null())
    joined = cnii.load("facts").filter(pl.col("gb2260").is_not_null()).join(now, on="gb2260")
    assert len(joined) == cnii.load("facts")["gb2260"].count()


def test_answers_pivot_without_being_averaged(facts: pd.DataFrame) -> None:
    answers = facts.query("is_default and period.notna()")
    table = answers.pivot(index=["entity_id", "period"], columns=["indicator_id", *REST], values="value")
    assert table.notna().sum().sum() == answers["value"].notna().sum()
    polars = cnii.load("facts", decimals="float").filter(pl.col("is_default"), pl.col("period").is_not_null())
    wide = polars.pivot("indicator_id", index=["entity_id", "period", *REST], values="value")
    assert len(wide) > 0 and "high_tech_enterprises" in wide.columns
