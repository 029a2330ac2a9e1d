"""Drafting the archived sources again: how much comes out as people wrote it down."""

from __future__ import annotations

import re

from test_scripts import script


def test_archived_sources_are_drafted_as_they_were_written_down() -> None:
    done = script("draft_score.py")
    assert (done.returncode, done.stderr) == (0, "")
    totals = re.findall(r"^all +(observations|places) .* (\d+) % +(\d+) %$", done.stdout, re.MULTILINE)
    assert [name for name, *_ in totals] == ["observations", "places"]
    assert all(int(precision) >= 95 and int(recall) >= 90 for _, precision, recall in totals), done.stdout


def test_what_is_wrong_is_shown() -> None:
    done = script("draft_score.py", "--show")
    assert done.returncode == 0
    assert "missed  " in done.stdout  # a value that only a correction reads cannot be proposed


def test_new_texts_are_scored() -> None:
    done = script("draft_score.py", "--texts", "tests/texts")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^all +en .* 9\d % +9\d %$", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^all +zh-Hans .* 9\d % +8\d %$", done.stdout, re.MULTILINE), done.stdout


def test_no_package_to_score(tmp_path: object) -> None:
    done = script("draft_score.py", str(tmp_path))
    assert done.returncode == 2
    assert "fix" in done.stderr
