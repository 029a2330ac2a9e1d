"""Names as people write them lead to one entity."""

from __future__ import annotations

import pytest
from core import core

from cn_industrial_internet.resolve import CLOSE, resolve
from reread.package.opening import Package, open_package
from reread.reading.names import normalise


@pytest.fixture(scope="module")
def pkg() -> Package:
    return open_package(core())


def test_every_registered_form_leads_to_its_entity(pkg: Package) -> None:
    rows = pkg.table("entity_names").rows
    assert {bool(row["source_id"]) for row in rows} == {True, False}
    for row in rows:
        found = [m.entity_id for m in resolve(row["name"], pkg) if m.score == 1]
        assert (row["entity_id"] in found) is not bool(row["source_id"]), row


@pytest.mark.parametrize("written", ["tianhe district", "  TIANHE   District ", "天河区"])
def test_case_and_blanks_do_not_matter(pkg: Package, written: str) -> None:
    matches = resolve(written, pkg)
    assert [m.entity_id for m in matches] == ["tianhe"]
    assert matches[0].score == 1.0
    assert matches[0].kind == "canonical"


def test_a_slip_of_the_pen_is_offered_as_close(pkg: Package) -> None:
    matches = resolve("Tianhee Distrct", pkg)
    assert matches[0].entity_id == "tianhe"
    assert CLOSE <= matches[0].score < 1


def test_close_matches_are_sorted_limited_and_one_per_entity(pkg: Package) -> None:
    matches = resolve("Changsha Count", pkg, limit=2)
    assert 0 < len(matches) <= 2
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert len({m.entity_id for m in matches}) == len(matches)


@pytest.mark.parametrize("written", ["", "   ", "xyzzy plugh"])
def test_what_is_like_nothing_gives_nothing(pkg: Package, written: str) -> None:
    assert resolve(written, pkg) == []


def test_machine_translations_lead_to_the_same_company(pkg: Package) -> None:
    forms = [
        row["name"] for row in pkg.table("entity_names").rows if row["kind"] == "translation" and not row["source_id"]
    ]
    for form in forms:
        assert normalise(form) == normalise(resolve(form, pkg)[0].matched)
