"""The page "pandera in ten lines" runs as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "pandera.md"


def test_the_lines_of_the_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    exec(compile(code, PAGE.name, "exec"), {})
    printed = capsys.readouterr().out
    assert "check" in printed
    assert "2099" in printed
