"""Long runs: how far they have come, and what is left of them when they are interrupted."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from planting import ROOT

from cn_industrial_internet.atsize.generating import generate
from cn_industrial_internet.package import open_package

#: `cnii validate`, which takes any table of 60 kB for one too large to be held.
_PROGRAM = """
import sys
from cn_industrial_internet import cli, progress
from cn_industrial_internet.atsize import running as at_size
from cn_industrial_internet.rules import running
if __name__ == "__main__":
    running.LARGE, progress.PATIENCE, at_size.SHARD = 60_000, 0.0, 100_000
    sys.exit(cli.main(sys.argv[1:]))
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


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_a_run_with_one_line_and_leaves_nothing(workers: str, many_sources: Path, tmp_path: Path) -> None:
    terminal, theirs = pty.openpty()
    output = tmp_path / "report.json"
    run = started(
        many_sources, tmp_path, "--workers", workers, "--format", "json", "--output", str(output), stderr=theirs
    )
    os.close(theirs)
    read_until(terminal, "reading statements again [#")  # the bar has begun to fill
    os.write(terminal, b"\x03")
    assert run.wait(timeout=20) == 130
    said = read_until(terminal, "cnii: interrupted")
    assert "Traceback" not in said
    assert said.rstrip().splitlines()[-1].endswith("cnii: interrupted")
    assert run.stdout is not None
    assert run.stdout.read() == b""
    assert list((tmp_path / "temporary").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["program.py", "temporary"]
    os.close(terminal)
