"""Versions to compare: folders, zips and git revisions, honest and hostile."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_hostile_input import cnii, tree

from reread.diff import diff, opening
from reread.diff.opening import opened
from reread.findings import CannotRun

TABLE = "data/things.csv"


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Whatever is unpacked lands here, and nothing may be left."""
    folder = tmp_path / "unpacked"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def zipped(root: Path, file: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, prefix + path.relative_to(root).as_posix())
    return file


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tiny: Path) -> Path:
    """A repository with two commits of a package: v1, and a changed value."""
    git(tiny, "init", "-q")
    git(tiny, "add", "-A")
    git(tiny, "commit", "-qm", "one")
    git(tiny, "tag", "v1")
    file = tiny / TABLE
    file.write_bytes(file.read_bytes().replace(b"plain", b"plainer"))
    git(tiny, "commit", "-qam", "two")
    return tiny


@pytest.mark.parametrize("prefix", ["", "tiny-1.2.3/"])
def test_a_zip_is_a_package(tiny: Path, tmp_path: Path, prefix: str) -> None:
    archive = zipped(tiny, tmp_path / "a.zip", prefix)
    assert diff(str(tiny), str(archive)).same


@pytest.mark.parametrize(("old", "new"), [("git:v1", "git:HEAD"), ("git:HEAD~1", "HEAD"), ("v1", ".")])
def test_revisions(repository: Path, old: str, new: str) -> None:
    new = str(repository) if new == "." else new
    (table,) = diff(old, new, str(repository)).tables
    assert [(c.key, c.old, c.new) for c in table.cells] == [("a", "plain", "plainer")]


def test_a_package_in_a_folder_of_a_repository(tiny: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    shutil.copytree(tiny, top / "inner" / "package")
    os.symlink("/etc/passwd", top / "inner" / "package" / "link")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "one")
    assert diff("git:HEAD", str(tiny), str(top / "inner" / "package")).same
    with pytest.raises(CannotRun, match=r'"HEAD" holds no datapackage.json'), opened("git:HEAD", str(top)):
        pass


def test_the_repository_is_only_read(repository: Path) -> None:
    before = tree(repository)
    diff("git:v1", "git:HEAD", str(repository))
    assert tree(repository) == before


@pytest.mark.parametrize(
    "name", ["nothing", "git:nothing", "git:", "git:--output=x", "--help", "git:HEAD:data", "git:v1..HEAD", "git:a\0b"]
)
def test_what_is_no_version(repository: Path, name: str) -> None:
    with pytest.raises(CannotRun), opened(name, str(repository)):
        pass


def test_no_repository(tiny: Path) -> None:
    with pytest.raises(CannotRun, match="neither a file nor a revision"), opened("HEAD", str(tiny)):
        pass


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(CannotRun, match="git cannot be run"), opened("git:HEAD", str(repository)):
        pass


def test_an_archive_that_grows_too_large_is_stopped(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 100)
    with pytest.raises(CannotRun, match="more than 100 bytes"), opened("git:HEAD", str(repository)):
        pass


# --- hostile zips ---


def archive_of(file: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> str:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return str(file)


def special(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    "name", ["../out.csv", "/etc/out", "a/../../out", "..\\out", "C:out", "data/\u202eout", "a/\x01b"]
)
def test_no_member_leaves_the_folder(tmp_path: Path, name: str) -> None:
    file = archive_of(tmp_path / "a.zip", ("datapackage.json", b"{}"), (name, b"x"))
    with pytest.raises(CannotRun, match="paths inside the archive"), opened(file):
        pass
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, mode: int) -> None:
    file = archive_of(tmp_path / "a.zip", ("datapackage.json", b"{}"), (special("data", mode | 0o777), b"/etc"))
    with pytest.raises(CannotRun, match="a link or device"), opened(file):
        pass


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    file = archive_of(tmp_path / "a.zip", ("datapackage.json", b"{}"), ("data/x.csv", b"0" * (64 << 20)))
    with pytest.raises(CannotRun, match="grows beyond"), opened(file):
        pass


def test_sizes_are_counted_and_not_believed(tmp_path: Path) -> None:
    raw = bytearray(Path(archive_of(tmp_path / "a.zip", ("datapackage.json", b"0" * (64 << 20)))).read_bytes())
    real = (64 << 20).to_bytes(4, "little")
    assert raw.count(real) == 2
    lie = bytes(raw).replace(real, (5).to_bytes(4, "little"))
    (tmp_path / "a.zip").write_bytes(lie)
    with pytest.raises(CannotRun), opened(str(tmp_path / "a.zip")):
        pass


def test_all_members_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 1_000)
    members = [(f"data/{n}.csv", os.urandom(400)) for n in range(4)]
    file = archive_of(tmp_path / "a.zip", ("datapackage.json", b"{}"), *members)
    with pytest.raises(CannotRun, match="grows beyond"), opened(file):
        pass
    monkeypatch.setattr(opening, "MAX_MEMBERS", 3)
    with pytest.raises(CannotRun, match="5 members"), opened(file):
        pass


def test_a_member_given_twice(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        file = archive_of(tmp_path / "a.zip", ("datapackage.json", b"{}"), ("datapackage.json", b"{ }"))
    with pytest.raises(CannotRun), opened(file):
        pass


@pytest.mark.parametrize("damage", ["cut", "crc", "empty", "method"])
def test_damaged_archives(tiny: Path, tmp_path: Path, damage: str) -> None:
    file = zipped(tiny, tmp_path / "a.zip")
    raw = bytearray(file.read_bytes())
    if damage == "cut":
        raw = raw[40:]
    elif damage == "crc":
        at = raw.index(b"PK\x01\x02") + 16
        raw[at] ^= 255
        first = raw.index(b"PK\x01\x02", at)
        raw[first + 16] ^= 255
    elif damage == "method":
        at = raw.index(b"PK\x01\x02")
        while at >= 0:
            raw[at + 10] = 99
            at = raw.find(b"PK\x01\x02", at + 1)
    else:
        buffer = io.BytesIO()
        zipfile.ZipFile(buffer, "w").close()
        raw = bytearray(buffer.getvalue())
    file.write_bytes(bytes(raw))
    with pytest.raises(CannotRun), opened(str(file)):
        pass


def test_the_command_never_gives_a_traceback(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 not really")
    for other in (tmp_path / "a.zip", tmp_path, tiny / TABLE, "nothing"):
        done = cnii("diff", tiny, other)
        assert done.returncode == 2
        assert done.stderr.startswith("cnii: ")
        assert "Traceback" not in done.stderr
