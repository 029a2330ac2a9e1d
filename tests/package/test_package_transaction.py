"""Several files written as one: all or none, whatever happens on the way."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from cn_industrial_internet import cli
from reread.findings import CannotRun
from reread.package.transaction import JOURNAL, commit, locked

OLD = {"data/a.csv": b"a\n1\n", "data/b.csv": b"b\n1\n", "datapackage.json": b"{}\n"}
NEW = {"data/a.csv": b"a\n2\n", "data/b.csv": b"b\n2\n", "datapackage.json": b'{"x": 1}\n', "seeds/new.txt": b"text"}
EXPECTED: dict[str, bytes | None] = {**OLD, "seeds/new.txt": None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("data", "seeds"):
        (tmp_path / folder).mkdir()
    for path, data in OLD.items():
        (tmp_path / path).write_bytes(data)
    return tmp_path


def contents(root: Path) -> dict[str, bytes]:
    """Every file in the folder, hidden ones too."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_all_files_are_written(root: Path) -> None:
    os.chmod(root / "data/a.csv", 0o640)
    with locked(root):
        assert commit(root, NEW, EXPECTED) == sorted(NEW)
    assert contents(root) == NEW
    assert (root / "data/a.csv").stat().st_mode & 0o777 == 0o640


def test_files_that_stay_are_not_touched(root: Path) -> None:
    before = (root / "data/b.csv").stat()
    with locked(root):
        assert commit(root, {**OLD, "data/a.csv": b"a\n2\n"}, OLD) == ["data/a.csv"]
        assert commit(root, {}, {}) == []
    after = (root / "data/b.csv").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("name", ["replace", "fsync", "link", "open"])
@pytest.mark.parametrize("fails_at", range(1, 9))
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, fails_at: int
) -> None:
    calls = 0
    real = getattr(os, name)

    def failing(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **options)

    with locked(root):
        monkeypatch.setattr(os, name, failing)
        try:
            written = commit(root, NEW, EXPECTED)
        except CannotRun as error:
            assert "nothing has been changed" in error.message
            assert "space" in error.fix
            expected: dict[str, bytes] = OLD
        else:
            assert written == sorted(NEW)  # the step was not needed, or can be done in another way
            expected = NEW
        monkeypatch.setattr(os, name, real)
    assert contents(root) == expected


def test_an_interruption_leaves_everything_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.replace, 0

    def interrupted(one: Path, other: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        real(one, other)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), locked(root):
        commit(root, NEW, EXPECTED)
    assert contents(root) == OLD


TESTS = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

KILL = """
import os, sys
from pathlib import Path
sys.path[:0] = {tests!r}
from reread.package.transaction import commit, locked
from test_package_transaction import EXPECTED, NEW
calls, real = 0, getattr(os, {name!r})
def killed(*args, **options):
    global calls
    calls += 1
    if calls == {at}:
        os._exit(9)
    return real(*args, **options)
setattr(os, {name!r}, killed)
with locked(Path({root!r})):
    commit(Path({root!r}), NEW, EXPECTED)
"""


@pytest.mark.parametrize(
    ("name", "at"), [*(("replace", n) for n in range(1, 5)), *(("fsync", n) for n in (1, 3, 5, 7)), ("link", 2)]
)
def test_a_killed_write_is_undone_by_the_next_command(root: Path, name: str, at: int) -> None:
    code = KILL.format(tests=TESTS, name=name, at=at, root=str(root))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    with locked(root):
        assert contents(root) == OLD
        commit(root, NEW, EXPECTED)
    assert contents(root) == NEW


def test_a_killed_clean_up_is_finished_by_the_next_command(root: Path) -> None:
    code = KILL.format(tests=TESTS, name="unlink", at=1, root=str(root))
    code = code.replace("getattr(os", "getattr(Path").replace("setattr(os", "setattr(Path")
    # the first unlink of a commit without leftovers is that of the old name of a file that is about to be kept
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    with locked(root):
        assert contents(root) == OLD


def test_two_writers_do_not_meet(root: Path) -> None:
    with locked(root), pytest.raises(CannotRun, match="another command is writing"), locked(root):
        raise AssertionError("the second writer got in")
    with locked(root):
        pass


def test_two_writers_do_not_meet_without_folder_locks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with locked(root), pytest.raises(CannotRun, match="another command is writing"), locked(root):
        raise AssertionError("the second writer got in")
    with locked(root):
        pass
    assert contents(root) == OLD


def test_a_lock_goes_with_its_process(root: Path) -> None:
    code = "import os, sys; from pathlib import Path; from reread.package.transaction import locked\n"
    code += f"with locked(Path({str(root)!r})): os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with locked(root):
        pass


def test_a_file_that_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    (root / "data/b.csv").write_bytes(b"b\n9\n")
    with locked(root), pytest.raises(CannotRun, match=r"data/b.csv has changed since it was read"):
        commit(root, NEW, EXPECTED)
    assert contents(root) == {**OLD, "data/b.csv": b"b\n9\n"}


@pytest.mark.parametrize(
    ("path", "message"),
    [("../out.csv", "no path inside"), ("/tmp/out.csv", "no path inside"), ("", "no path inside")],
)
def test_paths_lead_nowhere_else(root: Path, path: str, message: str) -> None:
    with locked(root), pytest.raises(CannotRun, match=message):
        commit(root, {path: b"x"}, {path: None})
    assert contents(root) == OLD


def test_links_are_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.csv").write_bytes(b"a\n1\n")
    (root / "data/a.csv").unlink()
    (root / "data/a.csv").symlink_to(outside / "a.csv")
    with locked(root), pytest.raises(CannotRun, match="leads out of the package"):
        commit(root, NEW, EXPECTED)
    (root / "data/a.csv").unlink()
    (root / "data/c.csv").write_bytes(b"a\n1\n")
    (root / "data/a.csv").symlink_to("c.csv")
    with locked(root), pytest.raises(CannotRun, match="no regular file"):
        commit(root, NEW, EXPECTED)
    assert (outside / "a.csv").read_bytes() == b"a\n1\n"


def test_a_link_for_a_temporary_file_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    victim = tmp_path_factory.mktemp("outside") / "victim"
    victim.write_bytes(b"keep")
    (root / "data/.a.csv.cnii-new").symlink_to(victim)
    with locked(root):  # what an earlier write left behind is swept away
        commit(root, NEW, EXPECTED)
    assert victim.read_bytes() == b"keep"
    assert contents(root) == NEW


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"files": 1}', b'{"files": [{}]}'])
def test_a_broken_journal_is_one_before_anything_was_renamed(root: Path, raw: bytes) -> None:
    (root / JOURNAL).write_bytes(raw)
    (root / "data/.a.csv.cnii-old").write_bytes(b"a\n1\n")
    with locked(root):
        assert contents(root) == OLD


@pytest.mark.parametrize("path", ["../../x", "/x", "", ".", "data/../../x", "away/b.csv", "a\\u0000b"])
def test_a_journal_cannot_name_files_elsewhere(root: Path, tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "b.csv").write_bytes(b"keep")
    (root / "away").symlink_to(outside, target_is_directory=True)
    digest = sha256(b"keep").hexdigest()
    (root / JOURNAL).write_text(f'{{"files": [{{"path": "{path}", "was": false, "sha256": "{digest}"}}]}}')
    with pytest.raises(CannotRun, match="outside the package"), locked(root):
        raise AssertionError
    assert (outside / "b.csv").read_bytes() == b"keep"


def test_a_journal_cannot_have_files_removed_that_it_did_not_write(root: Path) -> None:
    digest = sha256(b"something else").hexdigest()
    (root / JOURNAL).write_text(f'{{"files": [{{"path": "data/a.csv", "was": false, "sha256": "{digest}"}}]}}')
    with locked(root):
        assert contents(root) == OLD


@pytest.mark.parametrize("arguments", [["validate"], ["fix"], ["import", "{sheet}", "--package"]])
def test_a_half_written_package_is_called_so_and_put_back(
    tiny: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], arguments: list[str],
) -> None:  # fmt: skip
    sheet = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    sheet.write_text("source,quote,who,what,when,how_much\n", encoding="utf-8")
    before = contents(tiny)
    path = min(name for name in before if name.endswith(".csv"))
    old, new = (tiny / path).read_bytes(), b"other\n"
    (tiny / path).with_name(f".{Path(path).name}.cnii-old").write_bytes(old)
    (tiny / path).write_bytes(new)
    entry = {"path": path, "was": True, "sha256": sha256(new).hexdigest()}
    (tiny / JOURNAL).write_text(json.dumps({"files": [entry]}), encoding="utf-8")
    killed = contents(tiny)
    command = [part.format(sheet=sheet) for part in arguments]
    assert cli.main([*command, str(tiny)]) == 2
    told = capsys.readouterr()
    assert "half written" in told.err and "fix --write" in told.err and contents(tiny) == killed
    if arguments == ["validate"]:
        return
    assert cli.main([*command, str(tiny), "--write"]) in (0, 1)
    assert "half written" not in capsys.readouterr().err
    assert {path: raw for path, raw in contents(tiny).items() if path in before} == before
    assert contents(tiny).keys() == before.keys()
