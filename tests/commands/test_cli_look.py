"""The commands that look into a package: on a terminal, in a pipe, in every format, and when asked wrongly."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import NamedTuple

import planting
import pytest
from core import core

from cn_industrial_internet import cli
from reread.console import cell_len as width
from reread.package.opening import open_package
from reread.tables.columns import known_names
from reread.tables.loading import load, to_csv

pytestmark = pytest.mark.usefixtures("carried_core")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(planting.ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


#: The command over the core, whose folder comes first among the arguments.
COMMAND = [
    sys.executable,
    "-c",
    "import sys; from pathlib import Path; from cn_industrial_internet.cli import entry; "
    "from reread.package.home import carry; carry(Path(sys.argv.pop(1))); entry()",
    str(core()),
]


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def cnii(*arguments: str, stdin: str = "") -> Done:
    """Run the command with streams that are no terminal, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = cli.main(arguments)
    return Done(code, out.getvalue(), err.getvalue())


def in_a_pipe(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a pipe, as a program of its own."""
    command = [*COMMAND, *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, encoding="utf-8", check=False, env=ENVIRONMENT, timeout=120
    )


def on_a_terminal(*arguments: str, columns: int = 90, alone: bool = False) -> str:
    """What the command prints on a terminal of this width: called in this process, or `alone`, in one of its own."""
    leader, follower = pty.openpty()
    with ThreadPoolExecutor(1) as reader, pytest.MonkeyPatch.context() as patch:
        shown = reader.submit(_all_of, leader)
        patch.setenv("COLUMNS", str(columns))
        with os.fdopen(follower, "w", encoding="utf-8") as screen:
            if alone:
                given = {**ENVIRONMENT, "COLUMNS": str(columns)}
                streams = {"stdout": screen, "stderr": screen, "stdin": screen}
                subprocess.run([*COMMAND, *arguments], **streams, env=given, check=False, timeout=120)
            else:
                with redirect_stdout(screen), redirect_stderr(screen):
                    cli.main(arguments)
        return shown.result()


def _all_of(leader: int) -> str:
    """All that is written to the other end of a terminal, until it is closed."""
    pieces = []
    with suppress(OSError):  # how Linux says that the other end is closed
        while piece := os.read(leader, 65536):
            pieces.append(piece)
    os.close(leader)
    return b"".join(pieces).decode("utf-8").replace("\r\n", "\n")


# --- show ---


def test_the_program_writes_to_a_pipe_what_the_function_does() -> None:
    for arguments in (["show", "facts"], ["resolve", "xyzzy plugh"], ["show", "observation"], ["sql", "-"]):
        piped, called = (run(*arguments, stdin="SELECT '天河' AS n") for run in (in_a_pipe, cnii))
        assert (piped.returncode, piped.stdout, piped.stderr) == called


def test_the_program_writes_to_a_terminal_what_the_function_does() -> None:
    for arguments in (["show", "facts"], ["resolve", "xyzzy plugh"]):
        assert on_a_terminal(*arguments, alone=True) == on_a_terminal(*arguments) != ""


@pytest.mark.parametrize("name", known_names(open_package()))
def test_a_pipe_gets_the_whole_table_as_csv(name: str) -> None:
    done = cnii("show", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == to_csv(load(name, "records", package=open_package()))


def test_a_terminal_gets_a_table_that_fits() -> None:
    for columns in (60, 80, 120):
        shown = on_a_terminal("show", "facts", columns=columns)
        lines = shown.split("\n")
        assert lines[0].startswith("observation_id")
        assert set(lines[1]) == {"─", " "}
        assert all(width(line) <= columns for line in lines)
        assert "more columns:" in shown
        assert "\x1b" not in shown


def test_chinese_is_aligned_on_a_terminal() -> None:
    shown = on_a_terminal("show", "units", "--columns", "name_zh,dimension")
    starts = {line[: -len(cell)] for line, cell in _with_last_cell(shown.split("\n\n")[0])}
    assert len({width(start) for start in starts}) == 1


def _with_last_cell(text: str) -> list[tuple[str, str]]:
    lines = text.split("\n")
    return [(line, line.split("  ")[-1].strip(" ")) for line in (lines[0], *lines[2:])]


def test_a_terminal_gets_the_first_rows_and_is_told_so() -> None:
    total = len(open_package().table("evidence"))
    shown = on_a_terminal("show", "evidence")
    assert f"50 of {total:,} rows; --limit 0 shows all" in shown
    assert f"3 of {total:,} rows" in on_a_terminal("show", "evidence", "--limit", "3")
    assert shown.count("\n") < on_a_terminal("show", "evidence", "--limit", "0").count("\n")


def test_rows_and_columns_are_chosen() -> None:
    done = cnii("show", "observations", "--where", "entity_id=tianhe", "--columns", "period, observation_id")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    expected = [row for row in open_package().table("observations").rows if row["entity_id"] == "tianhe"]
    assert [row["observation_id"] for row in rows] == [row.key for row in expected]
    assert done.stdout.startswith("period,observation_id\n")
    twice = cnii("show", "observations", "--where", "entity_id=tianhe", "--where", "correction_id=", "--limit", "2")
    assert twice.stdout.count("\n") == 3


def test_json_is_exact() -> None:
    done = cnii("show", "observations", "--format", "json", "--columns", "observation_id,value,correction_id")
    rows = json.loads(done.stdout, parse_float=str, parse_int=str)
    assert [row["value"] for row in rows] == [row["value"] for row in open_package().table("observations").rows]
    assert {row["correction_id"] for row in rows} >= {None}


def test_without_a_name_everything_is_listed() -> None:
    rows = list(csv.DictReader(io.StringIO(cnii("show").stdout)))
    assert [row["name"] for row in rows] == known_names(open_package())
    assert {row["kind"] for row in rows} == {"table", "view"}
    assert all(row["holds"] and row["columns"] for row in rows)
    sizes = {row["name"]: row["rows"] for row in rows}
    assert sizes["observations"] == str(len(open_package().table("observations")))
    assert 0 < int(sizes["facts"]) <= int(sizes["observations"])


def test_another_package(tiny: Path) -> None:
    assert cnii("show", "things", "--package", str(tiny)).stdout == planting.THINGS_CSV
    assert cnii("show", "--package", str(tiny)).stdout.count("\n") == 2


def test_cells_cannot_command_the_terminal(tiny: Path) -> None:
    planting.replace(tiny, "data/things.csv", "plain", "\x1b[2Jgone")
    shown = on_a_terminal("show", "things", "--package", str(tiny))
    assert "\x1b" not in shown
    assert "\ufffd[2Jgone" in shown


# --- sql, resolve, cite ---


def test_sql_answers_in_every_format() -> None:
    question = "SELECT count(*) AS n, CAST(1.50 AS DECIMAL(9, 2)) AS d FROM observations"
    total = len(open_package().table("observations"))
    assert cnii("sql", question).stdout == f"n,d\n{total},1.5\n"
    assert json.loads(cnii("sql", question, "--format", "json").stdout) == [{"n": total, "d": 1.5}]
    assert "1 row" in on_a_terminal("sql", question)
    assert cnii("sql", "-", stdin=question).stdout == f"n,d\n{total},1.5\n"


def test_resolve_finds_and_says_when_it_does_not() -> None:
    done = cnii("resolve", "天河区")
    assert [row["entity_id"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["tianhe"]
    assert json.loads(cnii("resolve", "Tianhee", "--format", "json").stdout)[0]["score"] < 1
    nothing = cnii("resolve", "xyzzy plugh")
    assert (nothing.returncode, nothing.stderr) == (1, 'cnii: no name comes close to "xyzzy plugh"\n')
    assert on_a_terminal("resolve", "xyzzy plugh") == 'cnii: no name comes close to "xyzzy plugh"\n'


def test_a_search_without_a_hit_says_so() -> None:
    nothing = cnii("search", "zzzqqq")
    assert (nothing.returncode, nothing.stderr) == (1, 'cnii: nothing comes close to "zzzqqq"\n')
    assert nothing.stdout == "kind,title,id,next_step\n"
    assert on_a_terminal("search", "zzzqqq") == 'cnii: nothing comes close to "zzzqqq"\n'


def test_cite() -> None:
    assert "CC-BY-4.0" in cnii("cite").stdout
    assert cnii("cite", "--style", "bibtex").stdout.startswith("@misc{cn-industrial-internet")
    assert json.loads(cnii("cite", "thnet-2022-09-23.o01", "--style", "csl").stdout)[0]["id"] == "thnet-2022-09-23.o01"


# --- wrong questions ---


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "observation"], "Did you mean observations"),
        (["show", "facts", "--where", "entity=x"], "Did you mean entity_id"),
        (["show", "facts", "--where", "entity_id"], "is no condition"),
        (["show", "facts", "--columns", "valeu"], "Did you mean value"),
        (["show", "facts", "--columns", "value,value"], "names a column twice"),
        (["show", "facts", "--limit", "-1"], "Must be >= 0"),
        (["show", "--columns", "value"], "choose from a table"),
        (["show", "--package", "/nowhere"], "cannot be opened"),
        (["sql", "SELECT frm"], "frm"),
        (["sql", "DROP TABLE units"], "read-only"),
        (["sql", ""], "asks for nothing"),
        (["sql", "SELECT 1 AS a; SELECT 2 AS b"], "2 statements are asked at once"),
        (["cite", "nothing"], "nothing has the id"),
        (["completion", "tcsh"], "Choose from"),
    ],
)
def test_wrong_questions_exit_2_with_what_would_do(arguments: list[str], said: str) -> None:
    done = cnii(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_missing_library_is_a_message() -> None:
    code = (
        "import sys; sys.modules['duckdb'] = None\n"
        "from cn_industrial_internet import cli; sys.exit(cli.main(['sql', 'SELECT 1']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=60
    )
    assert done.returncode == 2
    assert "pip install 'cn-industrial-internet[duckdb]'" in done.stderr


def test_a_statement_may_end_with_a_semicolon() -> None:
    assert cnii("sql", "SELECT ';' AS a; -- that is all", "--format", "csv").stdout == "a\n;\n"


@pytest.mark.parametrize("command", cli.PROGRAM.commands)
def test_help_has_examples_that_can_be_typed(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = cnii(command, "--help")
    assert done.returncode == 0
    lines = done.stdout.split("\n")
    examples = re.sub(r" \\\n +", " ", "\n".join(lines[lines.index("examples:") + 1 :])).split("\n")
    assert all(line.startswith(f"  cnii {command}") for line in examples if line)
    assert max(map(len, lines)) <= 110
    app = cli.PROGRAM.app([command])
    for line in filter(None, examples):
        typed = re.split(r"  +|[<>]", line.strip())[0]
        app.parse_args(shlex.split(typed)[1:], exit_on_error=False)


def test_the_program_alone_says_what_it_can_do() -> None:
    done = cnii()
    assert (done.returncode, done.stdout) == (2, "")
    assert all(f"\n  {command} " in done.stderr for command in cli.PROGRAM.commands)


@pytest.mark.parametrize(("given", "said"), [("shwo", "Did you mean show?"), ("\x1b[31m", "There are validate, why,")])
def test_a_misspelt_command_gets_a_hint(given: str, said: str) -> None:
    done = cnii(given)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "\x1b" not in done.stderr


def test_values_that_no_row_has_get_a_hint() -> None:
    done = cnii("show", "facts", "--where", "indicator_id=high_tech_enterprise")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert 'no row has "high_tech_enterprise" as indicator_id; did you mean high_tech_enterprises' in done.stderr


@pytest.mark.parametrize(
    ("table", "asked"), [("facts", "entity_id=天河"), ("entities", "entity_id=Tianhee"), ("ranks", "entity_id=Tianhe")]
)
def test_a_name_where_an_id_is_wanted_gets_the_id(table: str, asked: str) -> None:
    done = cnii("show", table, "--where", asked)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert "did you mean tianhe" in done.stderr


def test_a_narrow_window_still_shows_how_close_a_name_is() -> None:
    assert "0.923" in on_a_terminal("resolve", "Tianhee", columns=60)


@pytest.mark.parametrize(
    "arguments", [["rules"], ["rules", "V204"], ["series", "tianhe", "high_tech_enterprises"], ["--help"]]
)
def test_prose_fits_a_narrow_window(arguments: list[str]) -> None:
    shown = on_a_terminal(*arguments, columns=40).partition("\nexamples:")[0]
    wide = on_a_terminal(*arguments, columns=200).partition("\nexamples:")[0]
    prose = [line for line in shown.splitlines() if len(line.split()) > 2]
    assert len(prose) > 3 and max(map(width, prose)) <= 40 < max(map(width, wide.splitlines()))
    # Notes and titles: the same words, below one another. What a table leaves out is said by its width.
    assert [word for word in wide.split() if word not in shown.split()] == [] or arguments[0] == "series"


# --- completion ---


def _offered(*typed: str) -> set[str]:
    """What the program offers for the last of the words, when the script of a shell asks it."""
    done = cnii("__complete", *typed)
    assert (done.returncode, done.stderr) == (0, "")
    return {line.partition("\t")[0] for line in done.stdout.split("\n")[2:] if line}


def test_names_columns_ids_and_codes_complete() -> None:
    assert _offered("show", "ran") >= {"rankings", "ranking_entries", "ranking_criteria", "ranks"}
    assert "name_zh" in _offered("show", "units", "--columns", "")
    assert "unit_id,name_zh" in _offered("show", "units", "--columns", "unit_id,")
    assert "thnet-2022-09-23.o05" in _offered("why", "thnet-2022-09-23.o0")
    assert all(offered.startswith("thnet-") for offered in _offered("why", "thnet-"))
    assert "V204" in _offered("rules", "V2")
    assert "tianhe" in _offered("series", "ti")
    assert "sarif" in _offered("validate", "--format", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_scripts_know_commands_and_options(shell: str) -> None:
    script = cnii("completion", shell).stdout
    for word in (*cli.PROGRAM.commands, "package", "format", "json"):
        assert word in script
    assert "__complete" in script


def test_bash_understands_its_script() -> None:
    script = cnii("completion", "bash").stdout
    code = (
        'cnii() { printf "%s\\n" show sql; }; source /dev/stdin <<< "$1"; COMP_WORDS=(cnii sh); COMP_CWORD=1;'
        ' f=$(complete -p cnii | sed "s/.*-F \\([^ ]*\\).*/\\1/"); $f; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", code, "bash", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["show"]
