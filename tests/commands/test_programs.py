"""What `cnii` and `reread` say of themselves: the examples in their help, their name, how they end."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from inspect import signature
from io import StringIO
from pathlib import Path

import pytest
from planting import ROOT

from cn_industrial_internet.cli import PROGRAM as CNII
from reread import cli, console
from reread.cli import PROGRAM as REREAD
from reread.cli import Program
from reread.package import home
from reread.words import words as known_words

EVERY = [(program, name) for program in (CNII, REREAD) for name in program.commands]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is installed without a dataset."""
    monkeypatch.setattr(home, "_carried", [])


def said(program: Program, *arguments: str) -> tuple[int, str]:
    """How a call ended, and all that it printed."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        return program.main(arguments), out.getvalue()


def examples(program: Program, name: str) -> str:
    code, text = said(program, name, "--help")
    assert code == 0
    return text.partition("examples:\n")[2]


@pytest.mark.parametrize("width", [40, 64, 80])
@pytest.mark.parametrize(("program", "name"), EVERY, ids=[f"{program.name} {name}" for program, name in EVERY])
def test_examples_can_be_pasted_from_a_window_of_any_width(
    program: Program, name: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = examples(program, name)
    folded = cli._folded(whole, width)
    pasted = folded.replace("\\\n    ", "")
    assert shlex.split(pasted) == shlex.split(whole.replace("\\\n    ", ""))
    monkeypatch.setattr(console, "columns", lambda stream, unknown=0: width)
    printed = examples(program, name).splitlines()
    assert not [line for line in printed if line.strip() == "\\"]
    for line in folded.splitlines():
        assert console.cell_len(line) <= width or "   " not in line.strip(), "a remark stands below what it is about"
        assert line in printed or (console.cell_len(line) > width and not line.endswith("\\"))


@pytest.mark.parametrize("program", [CNII, REREAD], ids=["cnii", "reread"])
def test_the_list_of_commands_fits_its_window(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    code, text = said(program, "--help")
    assert code == 0 and program.commands.keys() <= {line.partition(" ")[0] for line in re.findall("(?m)^  (.*)", text)}
    assert [line for line in text.splitlines() if len(line) > 40] == []


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", REREAD.commands)
def test_examples_name_a_package_where_none_came_along(name: str) -> None:
    optional = "package" in signature(REREAD._function(name)).parameters
    for line in examples(REREAD, name).replace("\\\n", "").splitlines():
        assert not optional or "--package ." in line
        assert line.strip() != f"reread {name}" or name == "rules"
        assert "this program came with" not in line


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    "arguments", [["why", "x"], ["relations"], ["draft", "x"], ["import", "s.csv"], ["site", "--output", "s"]]
)
def test_it_is_said_how_a_package_is_named(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s.csv").write_text("source,quote,how_much\n", "utf-8")
    code, text = said(REREAD, *arguments)
    assert code == 2 and "--package FOLDER" in text


@pytest.mark.parametrize("program", [CNII, REREAD], ids=["cnii", "reread"])
def test_messages_name_the_program_that_was_called(program: Program, tmp_path: Path) -> None:
    wrong = tmp_path / "a.json"
    wrong.write_text("{}", "utf-8")
    code, text = said(program, "diff", "--read", str(wrong))
    assert code == 2 and f"Give a file that {program.name} diff " in text


def test_a_reader_who_has_gone_is_no_finding() -> None:
    """In a process: what a shell sees."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "cn_industrial_internet", "rules"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=environment, check=False, timeout=120)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_rules_name_commands_not_the_program_that_runs_them() -> None:
    called = re.compile(rf"\b(cnii|reread) ({'|'.join(CNII.commands)})\b")
    assert [code for code, said in known_words().items() if called.search(f"{said.what} {said.why} {said.fix}")] == []
