"""The maintainers' scripts: generated pages are up to date, and draw what they are told to."""

from __future__ import annotations

import re
import subprocess
import sys

from planting import ROOT


def script(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of scripts/ as a person does."""
    command = [sys.executable, str(ROOT / "scripts" / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_generated_pages_are_what_the_rules_say() -> None:
    done = script("build_docs.py", "--check")
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
    assert len(tools) > 10 and all(f">{tool}</text>" in done.stdout for tool in tools)
