"""What drafting says of itself: the table of weights, and the help."""

from __future__ import annotations

import pytest
from planting import ROOT

from cn_industrial_internet import cli
from reread.draft.scoring import NEW_WORDS, WEIGHTS, weigh


def test_the_documented_weights_are_those_used() -> None:
    page = (ROOT / "docs/drafting.md").read_text("utf-8")
    rows = [line for line in page.split("\n") if line.startswith("| ") and ": " in line]
    assert rows == [f"| {how}: {why} | {weight:g} |" for how, (weight, why) in WEIGHTS.items()]
    assert f"a further factor of {NEW_WORDS:g}" in page
    assert all(0 < weight <= 1 for weight, _ in WEIGHTS.values())
    assert weigh("who named", new=True)[0] == NEW_WORDS


@pytest.mark.parametrize("command", ["draft", "fix"])
def test_the_help_names_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([command, "--help"]) == 0
    assert "Exit codes: 0 " in " ".join(capsys.readouterr().out.split())
