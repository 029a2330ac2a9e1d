"""One list: its row, its criteria, its members by place."""

from __future__ import annotations

import pytest

import cn_industrial_internet as cnii
from cn_industrial_internet.ranked import UnknownRanking, ranking
from reread.package.opening import open_package

IDS = [row.key for row in open_package().table("rankings").rows]


@pytest.mark.parametrize("ranking_id", IDS)
def test_every_list_has_its_entries_by_place(ranking_id: str) -> None:
    found = ranking(ranking_id)
    expected = {row.entry_id for row in cnii.ranking_entries if row.ranking_id == ranking_id}
    assert {entry.entry_id for entry in found} == expected
    places = [entry.rank for entry in found]
    known = [place for place in places if place is not None]
    assert known == sorted(known)
    assert places[len(known) :] == [None] * (len(places) - len(known))
    assert found.known == len({entry.entity_id for entry in found.entries}) <= len(found)
    assert found.ranking.title in str(found)
    assert {criterion.ranking_id for criterion in found.criteria} <= {ranking_id}
    assert found.size == found.ranking.size


def test_entries_turn_into_frames() -> None:
    found = ranking(IDS[0])
    assert found.entries.to_polars("entity_id", "rank").height == len(found)


def test_unknown_lists_are_refused_with_those_that_come_close() -> None:
    with pytest.raises(UnknownRanking, match=f"Did you mean .*{IDS[0]}"):
        ranking(IDS[0][:-1])
    with pytest.raises(UnknownRanking, match="There are"):
        ranking("zzzzzzzz")
