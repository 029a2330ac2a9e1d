"""One list: its row, its criteria, its members by place."""

from __future__ import annotations

import pytest
from core import core

from cn_industrial_internet.ranked import UnknownRanking, ranking
from reread.package.opening import open_package

PKG = open_package(core())
IDS = [row.key for row in PKG.table("rankings").rows]


@pytest.mark.parametrize("ranking_id", IDS)
def test_every_list_has_its_entries_by_place(ranking_id: str) -> None:
    found = ranking(ranking_id, package=PKG)
    expected = {row.key for row in PKG.table("ranking_entries").rows if row["ranking_id"] == ranking_id}
    assert {key for entry in found for key in (entry.statements or "").split()} == expected
    places = [entry.rank for entry in found]
    known = [place for place in places if place is not None]
    assert known == sorted(known)
    assert places[len(known) :] == [None] * (len(places) - len(known))
    assert found.known == len({entry.entity_id for entry in found.entries}) <= len(found)
    assert found.ranking.title in str(found)
    assert {criterion.ranking_id for criterion in found.criteria} <= {ranking_id}
    assert found.size == found.ranking.size


def test_entries_turn_into_frames() -> None:
    found = ranking(IDS[0], package=PKG)
    assert found.entries.to_polars("entity_id", "rank").height == len(found)


def test_editions_of_a_list() -> None:
    found = ranking(series="ccid-top-districts")
    assert found.series == "ccid-top-districts" and all(each.ranking.series == found.series for each in found)
    editions = [each.ranking.edition or "" for each in found]
    assert editions == sorted(editions) and found.of("tianhe")["ccid-top-districts-2022"] == 2
    assert len(found.to_grid().rows) == sum(len(each) for each in found)
    with pytest.raises(UnknownRanking, match="Did you mean ccid-top-districts"):
        ranking(series="ccid-top-district")
    with pytest.raises(UnknownRanking, match="must be named"):
        ranking(series="a", ranking_id="b")  # type: ignore[call-overload]


def test_unknown_lists_are_refused_with_those_that_come_close() -> None:
    with pytest.raises(UnknownRanking, match=f"Did you mean .*{IDS[0]}"):
        ranking(IDS[0][:-1], package=PKG)
    with pytest.raises(UnknownRanking, match="There are"):
        ranking("zzzzzzzz")
