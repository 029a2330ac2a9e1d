"""Long runs: how far they have come, and what is left of them when they are interrupted."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from planting import ROOT

from reread.package.opening import open_package
from reread.pieces.generating import generate

#: `cnii validate`, which takes any table of 60 kB for one too large to be held.
_PROGRAM = """
import sys
from cn_industrial_internet import cli
from reread import progress, run as running
from reread.pieces import running as at_size
if __name__ == "__main__":
    running.LARGE, progress.PATIENCE, at_size.SHARD = 60_000, 0.0, 100_000
    cli.entry()
"""


@pytest.fixture(scope="module")
def many_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "package"
    generate(folder, open_package(ROOT), sources=300)
    return folder


def started(package: Path, folder: Path, *arguments: str, stderr: int) -> subprocess.Popen[bytes]:
    """The run, with `folder` for its temporary files, in a session of its own with `stderr` as terminal."""
    (folder / "temporary").mkdir()
    program = folder / "program.py"
    program.write_text(_PROGRAM, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(folder / "temporary")}
    return subprocess.Popen(
        [sys.executable, str(program), "validate", str(package), "--rule", "V", *arguments],
        stdin=stderr,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: _own_terminal(stderr),
    )


def _own_terminal(stream: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(stream, termios.TIOCSCTTY, 0)


def read_until(terminal: int, words: str) -> str:
    """What is shown on the terminal until these words are."""
    seen = b""
    while words.encode() not in seen:
        seen += os.read(terminal, 4096)
    return seen.decode()


def processes_of(run: subprocess.Popen[bytes]) -> dict[int, int]:
    """The processes that a run has started: for each a descriptor that becomes readable when it ends."""
    pids = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text("ascii").split()
    return {int(pid): os.pidfd_open(int(pid)) for pid in pids}


def workers_of(run: subprocess.Popen[bytes]) -> list[int]:
    """Those of them that judge parts."""
    return [pid for pid in processes_of(run) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def ended(descriptors: dict[int, int]) -> bool:
    """Whether all these processes end (within ten seconds)."""
    return all(select.select([one], [], [], 10)[0] for one in descriptors.values())


def left_behind(folder: Path) -> list[str]:
    """What a run has left of itself in `folder`."""
    assert list((folder / "temporary").iterdir()) == []
    return sorted(path.name for path in folder.iterdir() if path.name not in ("program.py", "temporary"))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_a_run_with_one_line_and_leaves_nothing(workers: str, many_sources: Path, tmp_path: Path) -> None:
    terminal, theirs = pty.openpty()
    output = tmp_path / "report.json"
    run = started(
        many_sources, tmp_path, "--workers", workers, "--format", "json", "--output", str(output), stderr=theirs
    )
    os.close(theirs)
    shown = read_until(terminal, "reading statements again")
    shown += read_until(terminal, "%")
    assert re.search(r"again \[#+\.+\] +\d+%, \d+:\d\d left", shown)
    others = processes_of(run)
    assert len(workers_of(run)) == (0 if workers == "1" else 2)
    os.write(terminal, b"\x03")
    assert run.wait(timeout=20) == 130
    said = read_until(terminal, "cnii: interrupted")
    assert "Traceback" not in said
    assert said.rstrip().splitlines()[-1].endswith("cnii: interrupted")
    assert run.stdout is not None
    assert run.stdout.read() == b""
    assert ended(others)
    assert left_behind(tmp_path) == []
    os.close(terminal)


def at_work(package: Path, folder: Path) -> tuple[subprocess.Popen[bytes], int, dict[int, int]]:
    """(a run whose two processes have begun to judge parts, its terminal, all processes that it has started)."""
    terminal, theirs = pty.openpty()
    output = folder / "report.json"
    run = started(package, folder, "--workers", "2", "--format", f"json={output}", stderr=theirs)
    os.close(theirs)
    read_until(terminal, "reading statements again")
    assert len(workers_of(run)) == 2
    return run, terminal, processes_of(run)


def test_a_process_that_is_killed_is_told_and_leaves_nothing(many_sources: Path, tmp_path: Path) -> None:
    run, terminal, others = at_work(many_sources, tmp_path)
    os.kill(workers_of(run)[0], signal.SIGKILL)
    said = read_until(terminal, "--workers 1.")
    assert "has ended before its time" in said
    assert "Traceback" not in said
    assert run.wait(timeout=20) == 2
    assert ended(others)
    assert left_behind(tmp_path) == []
    os.close(terminal)


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_a_run_that_is_ended_takes_its_processes_with_it(
    sign: signal.Signals, code: int, many_sources: Path, tmp_path: Path
) -> None:
    run, terminal, others = at_work(many_sources, tmp_path)
    run.send_signal(sign)
    assert run.wait(timeout=20) == code
    assert ended(others)
    if sign == signal.SIGTERM:  # what is killed cannot tidy up
        assert read_until(terminal, "cnii: terminated")
        assert left_behind(tmp_path) == []
    os.close(terminal)
