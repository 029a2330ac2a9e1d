"""The maintainers' scripts: generated pages are up to date, and draw what they are told to."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from called import cnii, script
from planting import ROOT


@pytest.mark.parametrize("name", ["build_derived", "build_views", "build_stubs", "build_docs"])
def test_what_is_generated_is_up_to_date(name: str) -> None:
    done = script(f"{name}.py", "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_package_says_of_itself_what_is_so() -> None:
    done = cnii("release", ROOT, "--check")
    assert (done.returncode, done.stderr) == (0, "")


_CHART = """
import sys
sys.path.insert(0, "scripts")
import bench
made = [bench.Measured(tool, rows, rows / 1_000, 1.0, 1.0) for tool in bench.TOOLS for rows in (1_000, 9_000)]
print(bench.chart(made))
"""


def test_the_chart_of_the_bench_has_a_line_for_every_tool() -> None:
    done = subprocess.run([sys.executable, "-c", _CHART], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    peers = (ROOT / "scripts" / "bench_peers.py").read_text("utf-8")
    tools = re.findall(r'"([^"]+)": [a-z_]+,', peers.split("TOOLS = {")[1])
    assert len(tools) >= 10 and all(f">{tool}</text>" in done.stdout for tool in tools)
