"""The command `cnii`: what it prints, what it answers, what it does not import."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import types
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from planting import replace
from test_hostile_input import cnii

from cn_industrial_internet import __version__, cli
from reread import cli as reread_cli
from reread.cli import Command, Program, program
from reread.console import Painter, wants_colour
from reread.words import words, words_of

TABLE = "data/things.csv"
HEAVY = ("pandera", "pandas", "polars", "frictionless", "duckdb", "pyarrow", "numpy", "cyclopts", "rich")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--nope"]])
def test_answers_without_importing_anything_heavy(arguments: list[str]) -> None:
    code = (
        "import sys, contextlib\n"
        "from cn_industrial_internet.cli import main\n"
        f"with contextlib.suppress(SystemExit): main({arguments!r})\n"
        f"print('heavy:', [m for m in {HEAVY!r} if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("heavy: []\n")


def test_version() -> None:
    assert cnii("--version").stdout == f"cnii {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["--nope"], ["validate", "--format", "yaml"], ["validate", "a", "b"]]
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = cnii(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(("Usage: cnii", "cnii: "))
    assert "Traceback" not in done.stderr


def test_an_unknown_rule_exits_2(tiny: Path) -> None:
    done = cnii("validate", tiny, "--rule", "Q1")
    assert done.returncode == 2
    assert "no rule is called Q1" in done.stderr


def test_a_sound_package(tiny: Path) -> None:
    done = cnii("validate", tiny, "--rule", "B", "--rule", "P")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.split("\n")
    assert lines[0] == f"tiny 1.2.3  {tiny}"
    assert "  files  1" in lines
    assert "  rows   4" in lines
    assert lines[-2].startswith("PASSED  ")
    assert "\x1b" not in done.stdout


def test_the_descriptor_may_be_named_itself(tiny: Path) -> None:
    assert cnii("validate", tiny / "datapackage.json", "--rule", "B").returncode == 0


def test_a_finding_in_text(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "pl\u200bain")
    done = cnii("validate", tiny, "--rule", "B")
    assert done.returncode == 1
    lines = done.stdout.split("\n")
    assert lines[0] == f"{TABLE}:2:note  B301  a"
    assert lines[1] == '  found     U+200B ZERO WIDTH SPACE in "pl<U+200B>ain"'
    labels = [line.split()[0] for line in lines[1:] if line[:3].strip() and line.startswith("  ")]
    assert labels[:4] == ["found", "expected", "why", "fix"]
    assert lines[-2].startswith("FAILED  ")
    assert "1 finding, " in lines[-2]


def test_a_finding_in_json(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "pl\u200bain")
    done = cnii("validate", tiny, "--rule", "B", "--format", "json")
    result = json.loads(done.stdout)
    assert result["format"] == "cnii-report/1"
    assert (result["passed"], result["exit_code"], result["failures"]) == (False, 1, 1)
    assert {k: result["package"][k] for k in ("name", "version")} == {"name": "tiny", "version": "1.2.3"}
    finding = result["findings"][0]
    assert (finding["code"], finding["file"], finding["line"], finding["record"]) == ("B301", TABLE, 2, 1)
    assert (finding["column"], finding["key"], finding["severity"]) == ("note", "a", "error")
    family = result["families"][0]
    assert (family["family"], family["outcome"], family["failures"]) == ("B", "failed", 1)
    assert family["cases"] == sum(rule["cases"] for rule in result["rules"] if rule["code"][0] == "B")


def test_what_is_not_evaluated_says_why(tiny: Path) -> None:
    (tiny / "datapackage.json").write_text("{")
    done = cnii("validate", tiny)
    assert "not evaluated (B105 found datapackage.json unreadable)" in done.stdout
    assert "rules not evaluated" in done.stdout.split("\n")[-2]


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-16"])
def test_a_file_is_utf_8_whatever_the_console_is(tiny: Path, encoding: str) -> None:
    replace(tiny, TABLE, "d,4,广州", "d,4,广州 ")
    command = [sys.executable, "-m", "cn_industrial_internet", "validate", str(tiny), "--rule", "B"]
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.returncode == 1
    assert done.stderr == b""
    assert "广州" in done.stdout.decode("utf-8")


def test_a_console_that_cannot_show_chinese_gets_escapes(tiny: Path) -> None:
    replace(tiny, TABLE, "d,4,广州", "d,4,广州 ")
    command = [sys.executable, "-m", "cn_industrial_internet", "validate", str(tiny), "--rule", "B"]
    leader, follower = pty.openpty()
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = subprocess.Popen(command, stdout=follower, stderr=follower, env=env)
    os.close(follower)
    shown = b""
    with suppress(OSError):  # how Linux says that the other end is closed
        while piece := os.read(leader, 65536):
            shown += piece
    os.close(leader)
    assert process.wait(timeout=60) == 1
    assert rb"\u5e7f\u5dde" in shown


def test_a_full_disk_is_one_plain_sentence(tiny: Path) -> None:
    command = [sys.executable, "-m", "cn_industrial_internet", "validate", str(tiny), "--format", "json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.split("\n")[0] == "cnii: the output cannot be written: No space left on device"
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(tiny: Path) -> None:
    rows = "".join(f"k{n:05},1,x \n" for n in range(20_000))
    (tiny / TABLE).write_text(f"thing_id,number,note\n{rows}", "utf-8")
    command = [sys.executable, "-m", "cn_industrial_internet", "validate", str(tiny), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def _broken(error: BaseException) -> Program:
    """A program whose one command ends with this error."""
    made = types.ModuleType("broken")

    def command() -> int:
        """Ends with an error."""
        raise error

    made.command = command  # type: ignore[attr-defined]
    sys.modules["broken"] = made
    return Program("cnii", "1", "", {"go": Command("broken:command", "end with an error")})


def test_an_interruption_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert _broken(KeyboardInterrupt()).main(["go"]) == 130
    assert capsys.readouterr().err == "cnii: interrupted\n"


def test_an_error_of_the_program_is_no_traceback_either(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CNII_DEBUG", raising=False)
    assert _broken(ZeroDivisionError("oops")).main(["go"]) == 2
    assert "ZeroDivisionError: oops" in capsys.readouterr().err
    monkeypatch.setenv("CNII_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        _broken(ZeroDivisionError("oops")).main(["go"])


def test_another_distribution_makes_its_own_program(capsys: pytest.CaptureFixture[str]) -> None:
    made = program("lights", "2.0", "Lighthouses.", more={"go": Command("reread.commands:rules", "go")})
    assert made.main(["--version"]) == 0
    assert made.main(["rules", "--help"]) == 0
    assert made.main(["show"]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("lights 2.0\nUsage: lights rules")
    assert "lights rules V204" in said.out
    assert said.err.startswith('lights: "show" is no command of lights\n')


def test_every_command_is_there() -> None:
    commands = {**cli.PROGRAM.commands, **reread_cli.PROGRAM.commands}
    for command in commands.values():
        module, _, function = command.function.partition(":")
        assert callable(getattr(import_module(module), function))
        assert command.line[0].islower() and not command.line.endswith(".")


def test_the_words_of_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "v204"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"V204  {words_of('V204').title}\n  asks      ")
    assert cli.main(["rules", "V2"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == [code for code in words() if code.startswith("V2")]
    assert cli.main(["rules", "V999"]) == 2
    assert 'no rule is called "V999"' in capsys.readouterr().err


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())
    assert Painter(True)("red", "x") == "\x1b[31mx\x1b[0m"
    assert Painter(False)("red", "x") == "x"
