"""From one release to the next: the right bump, the right changes, the right notes, and refusals where they are due."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import planting
import pytest
import released

from cn_industrial_internet import cli
from reread.findings import CannotRun
from reread.package import renamed
from reread.package.opening import open_package
from reread.release import building, changelog, changes
from reread.release.changes import Change
from reread.release.model import open_release


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The project after its first release, to be changed."""
    root = released.project_copy(tmp_path)
    planting.edit_descriptor(root, created="2027-01-31T00:00:00Z")
    return root


def step(root: Path, fill: tuple[str, str] = ("because", "issue 12")) -> changes.Step:
    """Prepare the version and read what it changes."""
    return building.prepare(root, str(released.first().parent / "real"), fill)[1]


def correct_a_note(root: Path) -> Change:
    planting.edit_cell(root, "units", "CNY", "name", "renminbi yuan")
    before = released.release().package.table("units").get("CNY")
    assert before is not None
    return Change("units", "CNY", "name", before["name"], "renminbi yuan", "cell_changed", "because", "issue 12")


def add_a_unit(root: Path) -> Change:
    row = {"unit_id": "XTS", "name": "test", "name_zh": "测试", "symbol": "XTS", "dimension": "money", "code": "XTS"}
    before = released.release().package.table("units").get("CNY")
    assert before is not None
    cells = {name: row.get(name) or before[name] for name in before.table.header} | {"base_unit_id": "", "factor": ""}
    released.add_row(root, "units", **cells)
    return Change("units", "XTS", "", "", "", "row_added")


def loosen(root: Path) -> None:
    path = root / "schemas/units.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["fields"] = [f | {"constraints": {}} if f["name"] == "name" else f for f in schema["fields"]]
    path.write_text(json.dumps(schema), "utf-8")


def tighten(root: Path) -> None:
    path = root / "schemas/units.json"
    schema = json.loads(path.read_text("utf-8"))
    for field in schema["fields"]:
        if field["name"] == "name":
            field.setdefault("constraints", {})["maxLength"] = 200
    path.write_text(json.dumps(schema), "utf-8")


# --- the first ---


def test_the_first_release_has_no_changes_and_asks_nothing() -> None:
    root = released.first().parent / "real"
    version = released.release().version
    assert (released.first() / "changes.csv").read_text("utf-8") == ",".join(Change._fields) + "\n"
    assert changes.known(root) == [changes.Version(version, released.release().day, "", "")]
    text = (root / "CHANGELOG.md").read_text("utf-8")
    assert text.startswith(f"# Changelog: nobody must act on {version}\n")
    assert "**Who must act: nobody.** The first release." in text


# --- the second ---


@pytest.mark.parametrize(
    ("edit", "bump", "version"),
    [
        (correct_a_note, "patch", "0.1.1"),
        (add_a_unit, "minor", "0.2.0"),
        (loosen, "minor", "0.2.0"),
        (tighten, "minor", "0.2.0"),
    ],
)
def test_the_bump_is_computed_and_enforced(second: Path, edit: object, bump: str, version: str) -> None:
    edit(second)  # type: ignore[operator]
    planting.edit_descriptor(second, version="0.1.1")
    found = step(second)
    assert found.versions[-1] == changes.Version("0.1.1", "2027-01-31", "0.1.0", bump)
    refusal = [text for text in found.refusals if "must be" in text]
    assert [f"must be {version} or higher" in text for text in refusal] == ([] if version == "0.1.1" else [True])
    planting.edit_descriptor(second, version=version)
    assert step(second).refusals == []


def test_what_breaks_is_major_from_1_0_0_on(second: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(second, old)
    planting.edit_descriptor(old, version="1.2.3", created="2027-01-30T00:00:00Z")
    tighten(second)
    planting.edit_descriptor(second, version="1.3.0")
    (refusal,) = building.prepare(second, str(old), ("because", ""))[1].refusals
    assert refusal.startswith("the version is 1.3.0, but must be 2.0.0 or higher: one constraint tightened units")


def test_changes_are_listed_one_by_one_with_reasons(second: Path) -> None:
    wanted = [correct_a_note(second), add_a_unit(second)]
    planting.edit_descriptor(second, version="0.2.0")
    assert sorted(step(second).changes) == sorted(wanted)
    assert sorted(changes.read(second / "changes/0.2.0.csv")) == sorted(wanted)


def test_a_release_without_reasons_is_refused_until_they_are_written(
    second: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "FORMATS", {})
    change = correct_a_note(second)
    planting.edit_descriptor(second, version="0.1.1")
    command = ["release", str(second), "--previous", str(released.asset(".zip")), "--output", str(tmp_path / "dist")]
    assert cli.main([*command, "--prepare"]) == 0
    said = capsys.readouterr().out
    assert "1 changes since 0.1.0, patch. Who must act: whoever used a changed value of units" in said
    assert "to do: changes/0.1.1.csv: 1 change without a reason, the first: cell_changed units CNY name" in said
    assert cli.main(command) == 2
    assert "without a reason" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()
    path = second / "changes/0.1.1.csv"
    path.write_text(path.read_text("utf-8").replace("cell_changed,,", "cell_changed,The full name.,issue 12"), "utf-8")
    assert cli.main(command) == 2
    assert "CHANGELOG.md is not up to date" in capsys.readouterr().err
    assert cli.main([*command, "--prepare"]) == 0
    assert "to do" not in capsys.readouterr().out
    assert cli.main(command) == 0
    assert changes.read(tmp_path / "dist/changes.csv") == [change._replace(reason="The full name.")]
    notes = (tmp_path / "dist/RELEASE_NOTES.md").read_text("utf-8")
    assert notes.startswith(f"# {released.release().title} 0.1.1\n\n**Who must act: whoever used a changed")
    assert "The difference to 0.1.0 demands a patch version." in notes
    row = f"| units CNY name | {change.old} | renminbi yuan | cell changed | The full name. | issue 12 |"
    assert row in notes
    pkg = open_package(second)
    entries, counted = pkg.table("ranking_entries"), re.search(r"\| ranks \| (\d+) \|", notes)
    assert f"| sources | {len(pkg.table('sources'))} |" in notes
    assert f"| entities | {len(pkg.table('entities'))} |" in notes
    assert counted
    assert int(counted[1]) == sum(bool(row["rank"]) for row in entries.rows)
    text = (second / "CHANGELOG.md").read_text("utf-8")
    assert text.startswith("# Changelog: whoever used a changed value of units must act on 0.1.1\n")
    assert text.index("## 0.1.1, 2027-01-31") < text.index("## 0.1.0, ")
    assert row in text
    assert cli.main(["release", str(second), "--check"]) == 0
    assert cli.main(["verify", str(tmp_path / "dist" / f"{released.release().name}-0.1.1.zip")]) == 0


def test_nothing_new_and_no_later_day_are_refused(second: Path) -> None:
    planting.edit_descriptor(second, version="0.1.1", created=released.release().package.descriptor["created"])
    assert [text.partition(":")[0] for text in step(second).refusals] == [
        "nothing differs from 0.1.0",
        "created is not after that of 0.1.0, 2026-11-22T00",
    ]


# --- ids ---


def rename_unit(root: Path, new: str) -> None:
    """Give a unit that nothing refers to another id."""

    def edit(header: list[str], rows: list[list[str]]) -> None:
        next(row for row in rows if row[0] == "XTS")[0] = new

    released.change(root, "units", edit)


@pytest.fixture
def with_unit(tmp_path: Path) -> tuple[Path, Path]:
    """A first release with one unit more, and a copy of it to be changed."""
    folders = []
    for name in ("old", "new"):
        folder = tmp_path / name
        folder.mkdir()
        root = released.project_copy(folder)
        add_a_unit(root)
        folders.append(root)
    released.raise_version(folders[1], "1.0.0")
    return folders[0], folders[1]


def test_a_changed_id_leaves_an_alias(with_unit: tuple[Path, Path]) -> None:
    old, new = with_unit
    rename_unit(new, "XTT")
    taken = building.prepare(new, str(old), ("XTS was a slip.", ""))[1]
    (change,) = taken.changes
    assert change == Change("units", "XTS", "unit_id", "XTS", "XTT", "row_renamed", "XTS was a slip.", "")
    assert renamed.read(new) == [renamed.Alias("units", "XTS", "XTT", "1.0.0", "XTS was a slip.")]
    assert (taken.versions[-1].bump, taken.refusals) == ("minor", [])
    assert changelog.who_must_act(taken.changes) == "whoever keeps ids of units"
    assert renamed.current(renamed.read(new), "units", "XTS") == "XTT"


def test_a_row_that_changes_with_its_id_is_followed_where_an_alias_says_so(with_unit: tuple[Path, Path]) -> None:
    old, new = with_unit
    rename_unit(new, "XTT")
    for column, text in (("name", "other"), ("symbol", "T"), ("name_zh", "其他")):
        planting.edit_cell(new, "units", "XTT", column, text)
    kinds = [change.kind for change in building.prepare(new, str(old))[1].changes]
    assert sorted(kinds) == ["row_added", "row_removed"]
    line = renamed.Alias("units", "XTS", "XTT", "1.0.0", "Two slips.")
    (new / renamed.PATH).write_text(renamed.write([line]), "utf-8")
    taken = building.prepare(new, str(old))[1]
    assert [(change.kind, change.reason) for change in taken.changes] == [("row_renamed", "Two slips.")]
    assert taken.versions[-1].bump == "minor"


def test_aliases_stay_and_lead_somewhere(with_unit: tuple[Path, Path]) -> None:
    old, _ = with_unit
    pkg = open_package(old)
    chain = [renamed.Alias("units", "a", "b", "1.0.0", "x"), renamed.Alias("units", "b", "CNY", "2.0.0", "x")]
    assert renamed.faults(chain, pkg) == []
    assert renamed.current(chain, "units", "a") == "CNY"
    assert (
        "is the id of a row that is there" in renamed.faults([chain[0]._replace(old_key="CNY", new_key="USD")], pkg)[0]
    )
    assert "leads to no row" in renamed.faults(chain[:1], pkg)[0]
    circle = [chain[0], chain[1]._replace(new_key="a")]
    assert len(renamed.faults(circle, pkg)) == 2
    assert "has no reason" in renamed.faults([chain[1]._replace(reason="")], pkg)[0]
    assert "two new ones" in renamed.faults([chain[1], chain[1]._replace(new_key="USD")], pkg)[0]
    assert renamed.faults(chain[1:], pkg, chain) == ["changes/aliases.csv: units a was there in the last release"]


# --- the last release ---


def git(root: Path, *arguments: str) -> None:
    own = [
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    ]
    subprocess.run(["git", "-C", str(root), *own, *arguments], check=True, capture_output=True)


def test_the_last_release_is_the_newest_lower_tag(second: Path) -> None:
    git(second, "init", "--quiet")
    planting.edit_descriptor(second, created=released.release().package.descriptor["created"])
    git(second, "add", "--all")
    git(second, "commit", "--quiet", "--message", "first")
    git(second, "tag", "v0.1.0")
    git(second, "tag", "v9.0.0")
    git(second, "tag", "vacation")
    add_a_unit(second)
    with pytest.raises(CannotRun, match=r"0\.1\.0 is released already") as refused:
        building.prepare(second)
    assert "0.2.0 or higher" in refused.value.fix
    released.raise_version(second, "0.2.0")
    taken = building.prepare(second)[1]
    assert taken.versions[-1] == changes.Version("0.2.0", "2027-01-31", "0.1.0", "minor")
    assert taken.refusals == []


def test_a_last_release_that_is_not_at_hand_is_no_first_release(second: Path) -> None:
    released.raise_version(second, "0.2.0")
    with pytest.raises(CannotRun, match=r"the last release, 0\.1\.0, is not at hand"):
        building.prepare(second)


# --- files that are written by hand ---


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("changes/0.2.0.csv", "table,key\n", "its columns are table, key"),
        ("changes/0.2.0.csv", "", "an empty file"),
        (
            "changes/0.2.0.csv",
            "table,key,column,old,new,kind,reason,reference\na,b,c,d,e,nothing,,\n",
            "nothing is not",
        ),
        ("changes/aliases.csv", "table\n", "its columns are table"),
        ("changes/versions.csv", '"', "quote"),
    ],
)
def test_unreadable_files_are_named(second: Path, path: str, text: str, said: str) -> None:
    add_a_unit(second)
    released.raise_version(second, "0.2.0")
    (second / path).write_text(text, "utf-8")
    with pytest.raises(CannotRun, match=said):
        step(second)


def test_reasons_survive_a_second_look_and_go_with_their_change(second: Path) -> None:
    change = correct_a_note(second)
    planting.edit_descriptor(second, version="0.1.1")
    step(second, ("first reason", "there"))
    assert step(second, ("another", "")).changes == [change._replace(reason="first reason", reference="there")]
    planting.edit_cell(second, "units", "CNY", "name", "renminbi")
    assert step(second, ("", "")).changes == [change._replace(new="renminbi", reason="", reference="")]


def test_every_kind_of_change_is_told_to_somebody_or_to_nobody() -> None:
    quiet = [
        kind for kind in changes.RULES if changelog.who_must_act([Change("t", "k", "c", "", "", kind)]) == "nobody"
    ]
    assert quiet == ["table_added", "constraint_loosened", "row_added", "text_added", "documentation"]
    assert [kind for kind in changes.RULES if not Change("t", "k", "c", "", "", kind).needs_reason] == quiet


def test_of_many_tables_the_number_is_told() -> None:
    found = [Change(f"t{number}", "k", "c", "a", "b", "cell_changed") for number in range(7)]
    assert changelog.who_must_act(found[:3]) == "whoever used a changed value of t0, t1, t2"
    assert changelog.who_must_act(found) == "whoever used a changed value of 7 tables"


def test_versions_and_days_are_checked(second: Path) -> None:
    for member, value in (("version", "1.0"), ("created", "soon"), ("version", 3), ("name", "")):
        kept = json.loads((second / "datapackage.json").read_text("utf-8"))[member]
        planting.edit_descriptor(second, **{member: value})
        with pytest.raises(CannotRun):
            open_release(second)
        planting.edit_descriptor(second, **{member: kept})
    planting.edit_descriptor(second, created="2026-11-22T23:30:00-05:00")
    assert open_release(second).day == "2026-11-23"
