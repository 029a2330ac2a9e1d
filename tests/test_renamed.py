"""Ids of earlier versions: every look-up follows `changes/aliases.csv` and says so, and nothing else changes."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import planting
import pytest

import cn_industrial_internet as cnii
from cn_industrial_internet.cli import main
from reread.findings import CannotRun
from reread.package.opening import Package, open_package
from reread.package.renamed import RenamedId, followed
from reread.why import UnknownId
from reread.why.text import render

ALIASES = """table,old_key,new_key,version,reason
entities,oldest,old,0.2.0,First wording
entities,old,tianhe,0.3.0,The district has this name.
entities,gone,nowhere,0.3.0,Leads to no row
indicators,high_tech,high_tech_enterprises,0.3.0,Told in full
rankings,ccid-districts,ccid-top-districts-2022,0.3.0,The list has a year
observations,thnet.o5,thnet-2022-09-23.o05,0.3.0,
ranking_entries,thnet.r1,thnet-2022-09-23.r01,0.3.0,The day is part of the id
sources,thnet,thnet-2022-09-23,0.3.0,The day is part of the id
relations,old-relation,govcn-2017-12-08-tianhe,0.3.0,
"""
NOW = '"thnet.o5" is now called "thnet-2022-09-23.o05" (since 0.3.0)'


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = planting.copy_real_package(tmp_path_factory.mktemp("renamed"))
    (folder / "changes").mkdir()
    relation = open_package().table("relations").rows[0].key
    (folder / "changes" / "aliases.csv").write_text(ALIASES.replace("govcn-2017-12-08-tianhe", relation), "utf-8")
    return folder


@pytest.fixture(scope="module")
def package(root: Path) -> Package:
    return open_package(root)


def test_why_answers_and_says_so(package: Package) -> None:
    found = cnii.why("thnet.o5", package)
    assert (found.id, found.renamed) == ("thnet-2022-09-23.o05", NOW)
    assert render(found, width=200).splitlines()[2] == NOW
    assert found.to_dict()["renamed"] == NOW
    assert cnii.why("thnet-2022-09-23.o05", package).renamed == ""


def test_cite_follows_statements_and_sources(package: Package) -> None:
    for old, new in {"thnet.o5": "thnet-2022-09-23.o05", "thnet": "thnet-2022-09-23"}.items():
        with pytest.warns(RenamedId, match=f'"{old}" is now called "{new}"') as caught:
            assert cnii.cite(old, package=package) == cnii.cite(new, package=package)
        assert caught[0].filename == __file__


def test_series_follows_entity_indicator_and_whole(package: Package) -> None:
    new = cnii.series("tianhe", "high_tech_enterprises", package=package)
    with pytest.warns(RenamedId) as caught:
        assert cnii.series("oldest", "high_tech", package=package) == new
    assert [str(warning.message) for warning in caught] == [
        '"oldest" is now called "tianhe" (since 0.3.0: The district has this name)',
        '"high_tech" is now called "high_tech_enterprises" (since 0.3.0: Told in full)',
    ]
    assert caught[0].filename == __file__


def test_a_ranking_is_followed(package: Package) -> None:
    with pytest.warns(RenamedId, match="The list has a year") as caught:
        found = cnii.ranking("ccid-districts", package=package)
    assert caught[0].filename == __file__
    assert found.ranking.ranking_id == "ccid-top-districts-2022"
    assert list(found) == list(cnii.ranking("ccid-top-districts-2022", package=package))
    assert len(found.criteria) == len(cnii.ranking("ccid-top-districts-2022", package=package).criteria)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("entities", "oldest", "tianhe"),
        ("observations", "thnet.o5", "thnet-2022-09-23.o05"),
        ("facts", "thnet.o5", "thnet-2022-09-23.o05"),
        ("ranks", "thnet.r1", "thnet-2022-09-23.r01"),
    ],
)
def test_records_are_got_by_a_former_key(package: Package, table: str, old: str, new: str) -> None:
    records = cnii.load(table, "records", package=package)
    with pytest.warns(RenamedId, match=f'"{old}" is now called "{new}"') as caught:
        assert records.get(old) == records.get(new) is not None
    assert caught[0].filename == __file__


def test_resolve_knows_former_ids(package: Package) -> None:
    (match,) = cnii.resolve("oldest", package)
    assert (match.entity_id, match.matched, match.kind, match.score) == ("tianhe", "oldest", "former id", 1.0)


def test_nothing_is_followed_that_leads_nowhere_or_belongs_elsewhere(package: Package) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cnii.load("entities", "records", package=package).get("gone") is None
        assert cnii.load("units", "records", package=package).get("oldest") is None
        assert cnii.load("entities", "records", package=package).get("tianhe") is not None
        assert cnii.resolve("gone", package) == []
        with pytest.raises(LookupError):
            cnii.series("gone", "high_tech_enterprises", package=package)
        with pytest.raises(UnknownId):
            cnii.why("high_tech", package)


def test_the_commands_follow_and_say_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*arguments: str) -> tuple[str, str]:
        assert main([*arguments, "--package", str(root)]) == 0
        captured = capsys.readouterr()
        return captured.out, captured.err

    out, err = said("why", "thnet.o5")
    assert NOW in " ".join(out.split()) and err == ""
    assert json.loads(said("why", "thnet.o5", "--format", "json")[0])["renamed"] == NOW
    assert said("cite", "thnet.o5") == (said("cite", "thnet-2022-09-23.o05")[0], f"cnii: {NOW}\n")
    assert "tianhe,Tianhe District" in said("resolve", "oldest")[0]
    assert said("relations", "thnet.o5")[0] == f"{NOW}\n" + said("relations", "thnet-2022-09-23.o05")[0]
    assert said("relations", "old-relation")[0].startswith('"old-relation" is now called')
    out, err = said("show", "facts", "--where", "entity_id=oldest")
    assert out.count("\n") == 1 and '"oldest" is now called "tianhe"' in err


def test_an_unreadable_file_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    assert followed(tmp_path, ["entities"], "x") is None
    (tmp_path / "changes" / "aliases.csv").write_text("something,else\n", "utf-8")
    with pytest.raises(CannotRun, match=r"aliases.csv: its columns are something, else"):
        followed(tmp_path, ["entities"], "x")


def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path, root: Path) -> None:
    inside = tmp_path / "package" / "changes"
    inside.mkdir(parents=True)
    (inside / "aliases.csv").symlink_to(root / "changes" / "aliases.csv")
    assert followed(inside.parent, ["entities"], "old") is None
    assert followed(root, ["entities"], "old") is not None
