"""A series joins only what belongs together, and says what it leaves out."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

import cn_industrial_internet as cnii
from cn_industrial_internet.timeseries import NoSeries, SeriesWarning, series
from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.package.table import Table

COLUMNS = [
    *("observation_id", "entity_id", "indicator_id", "transformation", "sector_id", "ranking_id", "period", "value"),
    *("lower", "upper", "unit_id", "qualifier", "coverage", "obs_status", "proof", "preference", "whole_entity_id"),
    *("whole_indicator_id", "base_period", "source_id"),
]
DEFAULTS = {
    "entity_id": "tianhe",
    "indicator_id": "level",
    "value": "1",
    "unit_id": "count",
    "qualifier": "exact",
    "obs_status": "A",
    "preference": "normal",
    "transformation": "level",
    "coverage": "whole",
    "proof": "archived",
    "source_id": "thnet-2022-09-23",
}
INDICATORS = """indicator_id,name,name_zh,definition,measure,unit_id,caveat
level,level of things,,How many.,stock,count,Mind the gap.
sales,sales,,Sold in the period.,flow,CNY,
"""


BREAKS = """break_id,entity_id,indicator_id,from_period,kind,words,source_id,evidence_id,note
one,,level,2020,definition,Counted with branches.,,,
two,guangzhou,level,2022,perimeter,Two districts were merged.,,,
"""


@pytest.fixture
def make() -> Callable[..., Package]:
    """`make({...}, {...})`: the real package with these observations instead, numbered from a."""

    def build(*rows: dict[str, str]) -> Package:
        pkg = open_package()
        lines = [
            [{**DEFAULTS, **row, "observation_id": row.get("observation_id", chr(97 + n))}.get(c, "") for c in COLUMNS]
            for n, row in enumerate(rows)
        ]
        texts = {"observations": csvtext.write([COLUMNS, *lines]), "indicators": INDICATORS, "breaks": BREAKS}
        for name, text in texts.items():
            schema = pkg.table(name).schema
            pkg.tables[name] = Table(name, f"data/{name}.csv", schema, partial(csvtext.parse, text.encode(), "made"))
        return pkg

    return build


def test_points_are_sorted_by_period_with_exact_values(make: Callable[..., Package]) -> None:
    pkg = make(
        {"period": "2021-12-31", "value": "38.20"},
        {"period": "2019", "value": "12345678901234567890"},
        {"period": "2020-S1", "lower": "0.5"},
    )
    found = series("tianhe", "level", package=pkg)
    assert [point.period for point in found] == ["2019", "2020-S1", "2021-12-31"]
    assert [point.value for point in found] == [Decimal("12345678901234567890"), Decimal(1), Decimal("38.20")]
    assert (found.points[1].start, found.points[1].end) == (date(2020, 1, 1), date(2020, 6, 30))
    assert (found.points[1].lower, found.points[1].upper) == (Decimal("0.5"), None)
    assert (found.caveat, found.notes, len(found)) == ("Mind the gap.", (), 3)


def test_the_preferred_answer_stands_and_the_others_are_named(make: Callable[..., Package]) -> None:
    pkg = make(
        {"period": "2021", "value": "5", "preference": "deprecated"},
        {"period": "2021", "value": "6", "preference": "preferred"},
        {"period": "2021", "value": "7"},
    )
    (point,) = series("tianhe", "level", package=pkg)
    assert (point.observation_id, point.value, point.others) == ("b", Decimal(6), ("a", "c"))
    assert series("tianhe", "level", package=pkg).notes == (
        "2021: b (preferred) is taken before a, c, which say otherwise",
    )


def test_answers_that_differ_make_a_point_without_a_value(make: Callable[..., Package]) -> None:
    rows = [{"period": "2021", "lower": "1", "upper": "1"}, {"period": "2021", "value": "3", "lower": "2.5"}]
    with pytest.warns(SeriesWarning, match="2021: a, b differ and none is preferred"):
        found = series("tianhe", "level", package=make(*rows, {"period": "2022"}))
    point, settled = found
    assert (point.value, point.observation_id, point.disputed, point.others) == (None, None, True, ("a", "b"))
    assert (point.lower, point.upper) == (Decimal(1), None)  # "b" has no upper limit
    assert (settled.disputed, settled.value) == (False, Decimal(1))
    assert "2021: a, b differ and none is preferred" in found.notes
    (point,) = series("tianhe", "level", package=make({"period": "2021"}, {"period": "2021"}))
    assert (point.others, point.disputed) == (("b",), False)


def test_of_answers_that_agree_the_most_precise_is_taken(make: Callable[..., Package]) -> None:
    rough = {"period": "2021", "value": "10", "lower": "5", "upper": "15"}
    (point,) = series("tianhe", "level", package=make(rough, {"period": "2021", "value": "11"}))
    assert (point.observation_id, point.others) == ("b", ("a",))


def test_a_range_has_bounds_and_no_value(make: Callable[..., Package]) -> None:
    (point,) = series("tianhe", "level", package=make({"period": "2021", "value": "", "lower": "3", "upper": "5"}))
    assert (point.value, point.lower, point.upper, point.disputed) == (None, Decimal(3), Decimal(5), False)


def test_a_stock_at_the_end_of_a_year_is_that_of_its_last_day(make: Callable[..., Package]) -> None:
    (point,) = series("tianhe", "level", package=make({"period": "2021"}, {"period": "2021-12-31"}))
    assert point.others == ("b",)


def test_a_break_begins_a_new_segment(make: Callable[..., Package]) -> None:
    years = [{"period": str(year)} for year in range(2018, 2024)]
    found = series("tianhe", "level", package=make(*years))
    assert [point.segment for point in found] == [0, 0, 1, 1, 1, 1]
    assert found.points[2].breaks == ("definition changed from 2020 on: Counted with branches.",)
    other = series("guangzhou", "level", package=make(*({**year, "entity_id": "guangzhou"} for year in years)))
    assert [point.segment for point in other] == [0, 0, 1, 1, 2, 2]


def test_a_flow_over_another_kind_of_period_begins_a_new_segment(make: Callable[..., Package]) -> None:
    periods = ["2018", "2019", "2020-Q1", "2020", "2021"]
    rows = [{"indicator_id": "sales", "unit_id": "CNY", "period": period} for period in periods]
    found = series("tianhe", "sales", package=make(*rows))
    assert {point.period: point.segment for point in found} == {
        "2018": 0, "2019": 0, "2020-Q1": 1, "2020": 2, "2021": 2,
    }  # fmt: skip


def test_transformations_and_sectors_never_mix(make: Callable[..., Package]) -> None:
    pkg = make(
        {"period": "2020"},
        {"period": "2021", "transformation": "growth", "unit_id": "percent", "base_period": "2020"},
        {"period": "2022", "sector_id": "it-industry"},
    )
    assert [point.period for point in series("tianhe", "level", package=pkg)] == ["2020"]
    assert [point.period for point in series("tianhe", "level", "growth", package=pkg)] == ["2021"]
    found = series("tianhe", "level", sector="it-industry", package=pkg)
    assert ([point.period for point in found], found.sector_id) == (["2022"], "it-industry")
    with pytest.raises(NoSeries, match="There are some with growth, level"):
        series("tianhe", "level", "share", package=pkg)
    with pytest.raises(NoSeries, match="There are some of it-industry: name one as sector"):
        series("tianhe", "level", package=make({"period": "2022", "sector_id": "it-industry"}))
    with pytest.raises(NoSeries, match="name one as ranking"):
        series("tianhe", "level", ranking="ccid-top-districts-2022", package=pkg)


def test_what_is_known_to_be_missing_is_said(make: Callable[..., Package]) -> None:
    pkg = make({"period": "2020"})
    gaps = "gap_id,entity_id,indicator_id,ranking_id,period,reason,where_to_look,looked_on\n"
    gaps += "a,tianhe,level,,2010/2014,No page was found.,The yearbook.,2026-11\n"
    schema = pkg.table("known_gaps").schema
    pkg.tables["known_gaps"] = Table("known_gaps", "made", schema, lambda: csvtext.parse(gaps.encode(), "made"))
    said = "known to be missing, 2010/2014: No page was found. Where to look: The yearbook."
    assert series("tianhe", "level", package=pkg).notes == (said,)


def test_what_rests_on_a_source_of_grade_d_is_left_out(make: Callable[..., Package]) -> None:
    pkg = make({"period": "2020"}, {"period": "2021", "source_id": "gzlob-incubators"})
    found = series("tianhe", "level", package=pkg)
    assert ([p.period for p in found], found.notes) == (["2020"], ("left out, of a source of grade D: b",))


def test_deprecated_statements_alone_make_no_point(make: Callable[..., Package]) -> None:
    found = series("tianhe", "level", package=make({"period": "2021", "preference": "deprecated"}, {"period": "2020"}))
    assert [point.period for point in found] == ["2020"]
    assert found.notes == ("left out, 2021 has deprecated statements only: a",)


@pytest.mark.parametrize(
    ("coverage", "words"), [("to_date", "of a part of the period"), ("target", "targets and what was expected")]
)
def test_parts_of_years_and_targets_stand_apart(make: Callable[..., Package], coverage: str, words: str) -> None:
    pkg = make({"period": "2020"}, {"period": "2021", "coverage": coverage})
    with pytest.warns(SeriesWarning, match=rf"left out \(coverage='{coverage}' has them\), {words}.*: b"):
        found = series("tianhe", "level", package=pkg)
    assert [point.period for point in found] == ["2020"]
    with pytest.warns(SeriesWarning, match="of whole periods: a"):
        found = series("tianhe", "level", coverage=coverage, package=pkg)
    assert [(point.period, point.coverage) for point in found] == [("2021", coverage)]
    with pytest.raises(NoSeries, match="coverage='half' is not known"):
        series("tianhe", "level", coverage="half", package=pkg)


def test_settled_series_warn_of_nothing(make: Callable[..., Package]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        series("tianhe", "level", package=make({"period": "2020"}, {"period": "2021"}))


def test_definitions_and_perimeters_never_mix(make: Callable[..., Package]) -> None:
    pkg = make(
        {"period": "2020"},
        {"period": "2021", "entity_id": "guangzhou"},
        {"period": "2022", "indicator_id": "sales", "unit_id": "CNY"},
    )
    assert [point.observation_id for point in series("tianhe", "level", package=pkg)] == ["a"]


def test_units_never_mix(make: Callable[..., Package]) -> None:
    rows = [
        {"indicator_id": "sales", "period": "2020", "unit_id": "CNY"},
        {"indicator_id": "sales", "period": "2021", "unit_id": "USD"},
    ]
    found = series("tianhe", "sales", package=make(*rows))
    assert ([p.period for p in found], found.unit_id, found.notes) == (["2020"], "CNY", ("left out, in USD: b",))
    assert [p.period for p in series("tianhe", "sales", unit="USD", package=make(*rows))] == ["2021"]
    with pytest.raises(NoSeries, match="There are some in USD: name one as unit"):
        series("tianhe", "sales", package=make(rows[1]))


def test_wholes_never_mix(make: Callable[..., Package]) -> None:
    part = {"transformation": "share", "unit_id": "percent"}
    pkg = make(
        {**part, "period": "2020", "whole_entity_id": "guangzhou"},
        {**part, "period": "2021", "whole_entity_id": "china"},
    )
    with pytest.raises(NoSeries, match="Name one as whole: china, guangzhou"):
        series("tianhe", "level", "share", package=pkg)
    found = series("tianhe", "level", "share", whole="china", package=pkg)
    assert ([p.period for p in found], found.whole_entity_id) == (["2021"], "china")
    assert found.notes == ("left out, of another whole: a",)
    with pytest.raises(NoSeries, match="There are shares of china, guangzhou"):
        series("tianhe", "level", "share", whole="hubei", package=pkg)


def test_statements_without_time_are_named(make: Callable[..., Package]) -> None:
    found = series("tianhe", "level", package=make({}, {"period": "2020"}))
    assert ([p.period for p in found], found.notes) == (["2020"], ("left out, of unknown time: a",))


def test_breaks_are_flagged(make: Callable[..., Package]) -> None:
    sales = {"indicator_id": "sales", "unit_id": "CNY"}
    pkg = make(
        {**sales, "period": "2019"},
        {**sales, "period": "2020"},
        {**sales, "period": "2021-S1"},
        {**sales, "period": "2021-07/2021-09"},
        {**sales, "period": "2021-12", "source_id": "rednet-2022-07-27"},
    )
    breaks = [point.breaks for point in series("tianhe", "sales", package=pkg)]
    assert breaks[:3] == [(), (), ("a half-year after a year",)]
    assert breaks[3] == ("a span of 92 days after a half-year",)
    assert breaks[4][0] == "a month after a span of 92 days"
    assert breaks[4][1].startswith("told by ")


def test_growth_against_another_base_is_a_break(make: Callable[..., Package]) -> None:
    rise = {"indicator_id": "sales", "transformation": "growth", "unit_id": "percent"}
    pkg = make(
        {**rise, "period": "2021-Q1", "base_period": "2020-Q1"},
        {**rise, "period": "2021-Q2", "base_period": "2021-Q1"},
        {**rise, "period": "2021-Q3", "base_period": "2015"},
    )
    breaks = [point.breaks for point in series("tianhe", "sales", "growth", package=pkg)]
    assert breaks == [(), ("against the period before, not the year before",), ("against 2015, not the period before",)]


@pytest.mark.parametrize(
    ("entity", "indicator", "said"),
    [
        ("Tianhe District", "level", "no entity has the id .* Did you mean tianhe"),
        ("zzzzzz", "level", "cnii show entities lists them"),
        ("tianhe", "levle", "no indicator has the id .* Did you mean level"),
        ("tianhe", "level of things", "Did you mean level"),
        ("tianhe", "sales", "no statement on sales of tianhe. There are statements on level"),
        ("hubei", "level", "There are no statements with values of it"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    make: Callable[..., Package], entity: str, indicator: str, said: str
) -> None:
    with pytest.raises(NoSeries, match=said):
        series(entity, indicator, package=make({"period": "2020"}))


def test_frames_hold_the_points_and_what_must_be_known(make: Callable[..., Package]) -> None:
    pkg = make({"period": "2020", "value": "0.5"}, {"period": "2021"}, {"period": "2021"})
    found = series("tianhe", "level", package=pkg)
    frame = found.to_pandas("decimal")
    assert frame["value"].tolist() == [Decimal("0.5"), Decimal(1)]
    assert found.to_pandas()["value"].tolist() == [0.5, 1.0]
    assert frame.attrs["caveat"] == "Mind the gap."
    assert frame.attrs["notes"] == list(found.notes)
    assert found.to_polars()["others"].to_list() == [None, "c"]
    assert found.to_polars()["start"].to_list() == [date(2020, 1, 1), date(2021, 1, 1)]
    assert found.to_pyarrow().num_rows == 2
    assert "2021: b (normal) stands for c too" in str(found)


def test_every_series_of_the_package_can_be_had() -> None:
    columns = ("entity_id", "indicator_id", "transformation", "sector_id")
    asked = {tuple(getattr(row, name) for name in columns) for row in cnii.observations}
    points = 0
    for entity, indicator, transformation, sector in sorted(asked, key=str):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SeriesWarning)
            try:
                points += len(series(entity, indicator, transformation, sector))
            except NoSeries as error:
                assert any(word in error.fix for word in ("unit", "whole", "ranking")), error
    assert points > 0
