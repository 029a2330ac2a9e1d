"""What needs a library that is not installed says which extra brings it; what needs none works without."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import planting
import pytest

from reread.tables.loading import library


@pytest.mark.parametrize("hidden", ["duckdb", "pandas pyarrow", "duckdb pandas pyarrow"])
def test_each_call_names_the_extra_or_works(hidden: str) -> None:
    gone = set(hidden.split())
    done = subprocess.run(
        [sys.executable, str(planting.ROOT / "tests" / "missing_library.py"), ",".join(sorted(gone))],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(planting.ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, str] = json.loads(done.stdout)
    for what, words in said.items():
        missing = gone & set(what.partition(":")[2].split())
        named = re.findall(r"pip install 'cn-industrial-internet\[([a-z,]+)\]'", words)
        assert bool(named) == bool(missing), (what, words)
        if named:
            assert missing & set(named[0].split(",")), (what, words)
            assert "Traceback" not in words


def test_a_library_that_is_there_is_given() -> None:
    assert library("json").__name__ == "json"
