"""The command `cnii`: what it prints, what it answers, what it does not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from planting import replace
from test_hostile_input import cnii

from cn_industrial_internet import __version__, cli
from reread.report.text import Painter, wants_colour

TABLE = "data/things.csv"
HEAVY = ("pandera", "pandas", "polars", "frictionless", "duckdb", "pyarrow", "numpy", "pydantic", "typer", "rich")


@pytest.mark.parametrize("arguments", [["--help"], ["validate", "--help"], ["--version"]])
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


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["validate", "--format", "yaml"], ["validate", "a", "b"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = cnii(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(("usage: cnii", "cnii: no command is called"))


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


def test_a_console_that_cannot_show_chinese_gets_escapes(tiny: Path) -> None:
    replace(tiny, TABLE, "d,4,广州", "d,4,广州 ")
    command = [sys.executable, "-m", "cn_industrial_internet.cli", "validate", str(tiny), "--rule", "B"]
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert rb"\u5e7f\u5dde" in done.stdout


def test_a_reader_that_goes_away_is_no_error(tiny: Path) -> None:
    rows = "".join(f"k{n:05},1,x \n" for n in range(20_000))
    (tiny / TABLE).write_text(f"thing_id,number,note\n{rows}", "utf-8")
    command = [sys.executable, "-m", "cn_industrial_internet.cli", "validate", str(tiny), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_interruption_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(args: object) -> int:
        raise KeyboardInterrupt

    command = cli.COMMANDS["validate"]._replace(run=interrupted)
    monkeypatch.setitem(cli.COMMANDS, "validate", command)
    assert cli.main(["validate"]) == 130
    assert capsys.readouterr().err == "cnii: interrupted\n"


def test_an_error_of_the_program_is_no_traceback_either(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(args: object) -> int:
        raise ZeroDivisionError("oops")

    command = cli.COMMANDS["validate"]._replace(run=broken)
    monkeypatch.setitem(cli.COMMANDS, "validate", command)
    monkeypatch.delenv("CNII_DEBUG", raising=False)
    assert cli.main(["validate"]) == 2
    assert "ZeroDivisionError: oops" in capsys.readouterr().err
    monkeypatch.setenv("CNII_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["validate"])


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Terminal())  # type: ignore[arg-type]
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())  # type: ignore[arg-type]
    assert Painter(True)("red", "x") == "\x1b[31mx\x1b[0m"
    assert Painter(False)("red", "x") == "x"
