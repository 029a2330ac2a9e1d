"""Building: equal bytes wherever and whenever, nothing left behind where it fails, everything in its place."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from hashlib import sha256
from pathlib import Path

import planting
import pytest
import released
from planting import ROOT

from cn_industrial_internet import cli
from reread.findings import CannotRun
from reread.release import building, changelog, verify
from reread.release.model import open_release

OF_A_PROJECT = (
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "REUSE.toml",
    "Makefile",
    "requirements",
    "scripts",
    "src",
)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


ELSEWHERE = {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}


def elsewhere(script: str, *arguments: object) -> None:
    """Run a program in another process, with other surroundings."""
    command = [sys.executable, "-c", f"import os, sys; os.umask(0o077)\n{script}", *map(str, arguments)]
    given = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]), **ELSEWHERE}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_two_builds_elsewhere_and_later_are_the_same_bytes(tmp_path: Path) -> None:
    there = tmp_path / "a longer path, with blanks and 天河"
    there.mkdir()
    root = released.project_copy(there)
    for path in root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    package, out = planting.tiny_package(tmp_path), tmp_path / "site.zip"
    script = "import released; released.build(*sys.argv[1:3]); released.build_site(*sys.argv[3:])"
    elsewhere(script, root, there / "dist", package, out)
    assert content(there / "dist") == content(released.first())
    released.build_site(package, tmp_path / "here.zip")
    assert out.read_bytes() == (tmp_path / "here.zip").read_bytes()


def test_the_explorer_opens_from_its_folder(tmp_path: Path) -> None:
    released.build_site(planting.tiny_package(tmp_path), tmp_path / "site.zip")
    root = released.unpack(tmp_path / "unpacked", tmp_path / "site.zip")
    assert root.name == "tiny-1.2.3-site"
    linked = re.findall(r'(?:href|src)="([^"#?:]+)', (root / "index.html").read_text("utf-8"))
    assert linked
    assert [path for path in linked if not (root / path).exists()] == []


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The whole project, built in two places from files of two days; the first place, and what both gave."""
    one = released.project_copy(tmp_path_factory.mktemp("projects"))
    for part in OF_A_PROJECT:
        source, target = ROOT / part, one / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, target)
    two = tmp_path_factory.mktemp("elsewhere") / "deeper" / "天河"
    shutil.copytree(one, two)
    built = []
    for root, day in ((one, 1_000_000_000), (two, 1_200_000_000)):
        for path in root.rglob("*"):
            os.utime(path, (day, day))
        built.append(building._distributions(open_release(root)))
    assert built[0] == built[1]
    return one, built[0]


def test_wheel_and_sdist_are_the_same_bytes_and_of_the_same_version(project: tuple[Path, dict[str, bytes]]) -> None:
    _, files = project
    version = released.release().version
    stem = f"cn_industrial_internet-{version}"
    assert sorted(files) == [f"{stem}-py3-none-any.whl", f"{stem}.tar.gz"]
    folder = released.first().parent / "wheels"
    folder.mkdir(exist_ok=True)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl") as wheel:
        told = Parser().parsestr(wheel.read(f"{stem}.dist-info/METADATA").decode())
        carried = json.loads(wheel.read("cn_industrial_internet/datapackage.json"))
        table = wheel.read("cn_industrial_internet/data/observations.csv")
    assert told["Version"] == carried["version"] == version
    assert table == (released.unpacked() / "data/observations.csv").read_bytes()
    with tarfile.open(folder / f"{stem}.tar.gz") as sdist:
        names = sdist.getnames()
    for name in ("changes/versions.csv", "CHANGELOG.md", "CITATION.cff", "datapackage.json", "pyproject.toml"):
        assert f"{stem}/{name}" in names


def test_another_version_of_the_program_is_refused(tmp_path: Path) -> None:
    root = released.project_copy(tmp_path)
    (root / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "9.9.9"\n')
    with pytest.raises(CannotRun, match=r"pyproject\.toml says version 9\.9\.9"):
        building._distributions(open_release(root))


# --- what is in it ---


def test_every_file_is_listed_with_its_hash() -> None:
    files = content(released.first())
    listed, faults = verify.sums(files.pop("SHA256SUMS"))
    assert faults == []
    assert listed == {name: sha256(raw).hexdigest() for name, raw in files.items()}


def test_the_bundle_holds_the_package_byte_for_byte() -> None:
    root = released.first().parent / "real"
    for folder in ("data", "schemas", "seeds", "LICENSES", "changes"):
        for path in sorted((root / folder).iterdir()):
            assert (released.unpacked() / folder / path.name).read_bytes() == path.read_bytes()
    names = set(verify.read_folder(released.unpacked()))
    assert {"README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "docs/stability.md", "verify.py"} <= names
    readme = (released.unpacked() / "README.md").read_text("utf-8")
    for name in released.release().package.tables:
        assert f"| {name} |" in readme
    assert "CC-BY-4.0" in readme


def test_what_is_opened_first_stands_first_in_the_bundle() -> None:
    with zipfile.ZipFile(released.asset(".zip")) as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
    first = ["README.md", "facts.csv", "ranks.csv", "series.csv", "docs/dictionary.md", "docs/contradictions.md"]
    assert names[:6] == first
    assert names[6:] == sorted(set(names) - set(first))
    readme = (released.unpacked() / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in first[1:])
    assert len(readme.splitlines()) < 80  # one page
    text = (released.unpacked() / "docs/contradictions.md").read_text("utf-8")
    assert all((released.unpacked() / "docs" / path).is_file() for path in re.findall(r"]\((pictures/[^)]+)\)", text))


def test_only_archived_texts_travel_with_it(tmp_path: Path) -> None:
    root = released.project_copy(tmp_path)
    (root / "seeds/withheld.txt").write_text("not named by any source")
    release = open_release(root)
    files = building.bundle.contents(release)
    assert "seeds/withheld.txt" not in files
    seeds = {row["archive_path"] for row in release.package.table("sources").rows if row["archive_path"]}
    assert {path for path in files if path.startswith("seeds/")} == seeds


def test_figures_are_counted() -> None:
    pkg = released.release().package
    found = changelog.figures(released.release())
    assert found["sources"] == len(pkg.table("sources"))
    assert found["statements"] == sum(len(pkg.table(t)) for t in ("observations", "ranking_entries", "entity_links"))
    contradictions = [row for row in pkg.table("relations").rows if row["expected"] == "contradicts"]
    assert found.get("of them contradictions", 0) == len(contradictions)
    text = (released.first() / "RELEASE_NOTES.md").read_text("utf-8")
    for name, number in found.items():
        assert f"| {name} | {number:,} |" in text


# --- refusals ---


def refused(root: Path, out: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["release", str(root), "--output", str(out), *arguments]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "fix" in said
    return said


def test_a_package_that_fails_its_rules_is_not_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = planting.tiny_package(tmp_path)
    planting.edit_resource(root, "things", bytes=1)
    building.prepare(root)
    assert "does not pass its rules" in refused(root, tmp_path / "dist", capsys)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package"]


def test_files_of_others_are_never_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = released.project_copy(tmp_path)
    out = tmp_path / "dist"
    out.mkdir()
    (out / "mine.txt").write_text("precious")
    assert "dist holds mine.txt" in refused(root, out, capsys)
    assert (out / "mine.txt").read_text() == "precious"


def test_an_earlier_build_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    building._place({"old.zip": b"1", "SHA256SUMS": building.bundle.sums_text({"old.zip": b"1"}).encode()}, out)
    building._place({"new.zip": b"2", "SHA256SUMS": b""}, out)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["SHA256SUMS", "dist", "new.zip"]


def test_generated_files_that_are_out_of_date_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = released.project_copy(tmp_path)
    assert cli.main(["release", str(root), "--check"]) == 0
    capsys.readouterr()
    (root / "CITATION.cff").write_text("title: another\n")
    assert cli.main(["release", str(root), "--check"]) == 1
    assert capsys.readouterr().err == "CITATION.cff is out of date; run release with --prepare\n"
    assert "CITATION.cff is not up to date" in refused(root, tmp_path / "dist", capsys)


def test_wrong_usage_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = released.project_copy(tmp_path)
    assert "--prepare" in refused(root, tmp_path / "dist", capsys, "--reason", "x")
    assert "neither a file nor a revision" in refused(root, tmp_path / "dist", capsys, "--previous", "nowhere")
    assert cli.main(["release", "--check", "--prepare"]) == 2
    assert "exclude each other" in capsys.readouterr().err
