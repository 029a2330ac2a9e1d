"""Charts in Python: what must not be joined is not joined, and bounds travel with the points."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cn_industrial_internet import ranking, series
from reread.charts import editions_chart, series_chart


def _point(year: int, value: int, segment: int, upper: Decimal | None) -> dict[str, Any]:
    days = {"period": str(year), "start": date(year, 1, 1), "end": date(year, 12, 31), "observation_id": f"a.o{year}"}
    return days | {"value": value, "lower": value, "upper": upper, "disputed": False, "segment": segment}


def test_points_carry_bounds_and_segments() -> None:
    chart = series_chart([_point(2020, 5, 0, Decimal(6)), _point(2021, 7, 1, None)], "things", "count").to_dict()
    values = chart["data"]["values"]
    assert [(row["value"], row["lower"], row["upper"], row["segment"]) for row in values] == [
        (5, 5, 6, 0),
        (7, 7, None, 1),
    ]
    line = next(layer for layer in chart["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"]["field"] == "segment"


def test_a_missing_edition_or_place_is_a_gap() -> None:
    places = [
        ("a", "e", 2019, 1),
        ("a", "e", 2020, 2),
        ("a", "e", 2022, 3),
        ("b", "e", 2019, 2),
        ("b", "e", 2020, None),
    ]
    chart = editions_chart(places, "list").to_dict()
    runs = [(row["name"], row["at"], row["run"]) for row in chart["data"]["values"]]
    assert runs == [("a", 2019, "a 0"), ("a", 2020, "a 0"), ("a", 2022, "a 1"), ("b", 2019, "b 0")]


def test_series_and_lists_of_the_package_draw_themselves() -> None:
    found = series("tianhe", "high_tech_enterprises")
    assert len(found.plot().to_dict()["data"]["values"]) == len(found)
    listed = ranking("hurun-industrial-internet-2023")
    assert len(listed.plot().to_dict()["data"]["values"]) == len(listed)
