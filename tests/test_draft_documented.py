"""What drafting says of itself: the table of weights, the help, the line of progress."""

from __future__ import annotations

import io

import pytest
from planting import ROOT

from cn_industrial_internet import cli
from reread.draft.progress import Progress
from reread.draft.scoring import NEW_WORDS, WEIGHTS, weigh


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_documented_weights_are_those_used() -> None:
    page = (ROOT / "docs/drafting.md").read_text("utf-8")
    rows = [line for line in page.split("\n") if line.startswith("| ") and ": " in line]
    assert rows == [f"| {how}: {why} | {weight:g} |" for how, (weight, why) in WEIGHTS.items()]
    assert f"a further factor of {NEW_WORDS:g}" in page
    assert all(0 < weight <= 1 for weight, _ in WEIGHTS.values())
    assert weigh("who named", new=True)[0] == NEW_WORDS


@pytest.mark.parametrize("command", ["draft", "fix"])
def test_the_help_names_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    assert "Exit codes: 0 " in capsys.readouterr().out


def test_progress_is_shown_on_a_terminal_and_wiped() -> None:
    stream = Terminal()
    with Progress("drafting", total=2, stream=stream) as progress:
        progress.step("names")
        progress.step("terms")
    shown = stream.getvalue()
    assert "\rdrafting [##########..........] names" in shown
    assert "\rdrafting [####################] terms" in shown
    assert shown.endswith("\r")
    assert shown.split("\r")[-2].strip() == ""


def test_no_progress_elsewhere() -> None:
    stream = io.StringIO()
    with Progress("drafting", stream=stream) as progress:
        progress.step("names")
    assert stream.getvalue() == ""
