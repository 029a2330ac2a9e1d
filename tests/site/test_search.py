"""From words to the package: every way of asking for one thing finds it, and says how to see it."""

from __future__ import annotations

import pytest

from cn_industrial_internet import search
from reread.package.opening import Package, open_package


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package()


@pytest.mark.parametrize(
    "words",
    [
        "high-tech enterprises Tianhe",
        "Tianhe high tech enterprise",
        "高新技术企业 天河",
        "天河 高新技术企业",
        "天河高新技术企业",
        "high-tech enterprizes tianhe",
    ],
)
def test_a_series_is_found_however_it_is_asked_for(package: Package, words: str) -> None:
    found = search(words, package)
    assert (found[0].kind, found[0].id) == ("series", "tianhe high_tech_enterprises")
    assert found[0].next_step == "cnii series tianhe high_tech_enterprises"


def test_words_of_a_source_lead_to_their_statement(package: Package) -> None:
    found = search("26 percent Tianhe", package)
    assert found[0].kind == "statement"
    assert found[0].next_step == f"cnii why {found[0].id}"
    assert "26 percent" in found[0].title


def test_lists_are_found_by_their_kind_and_year(package: Package) -> None:
    found = search("Hurun industrial internet list 2023", package)
    assert (found[0].kind, found[0].id) == ("list", "hurun-industrial-internet-2023")


@pytest.mark.parametrize("words", ["", "of the", "zzzqqq"])
def test_nothing_is_found_for_nothing(package: Package, words: str) -> None:
    assert search(words, package) == []


def test_the_limit_holds(package: Package) -> None:
    assert len(search("enterprises", package, limit=3)) == 3
