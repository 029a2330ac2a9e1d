"""The maintainers' scripts: generated pages are up to date, numbers are rewritten and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from planting import ROOT, edit_resource, findings, replace


def script(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of scripts/ as a person does."""
    command = [sys.executable, str(ROOT / "scripts" / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_generated_pages_are_what_the_rules_say() -> None:
    done = script("build_docs.py", "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_true_numbers_are_left_alone(tiny: Path) -> None:
    before = (tiny / "datapackage.json").read_bytes()
    assert script("refresh_descriptor.py", str(tiny), "--check").returncode == 0
    assert script("refresh_descriptor.py", str(tiny)).returncode == 0
    assert (tiny / "datapackage.json").read_bytes() == before


def test_stale_numbers_are_reported_then_rewritten(tiny: Path) -> None:
    before = (tiny / "datapackage.json").read_text("utf-8")
    replace(tiny, "data/things.csv", "plain", "plainer", keep_numbers=True)
    done = script("refresh_descriptor.py", str(tiny), "--check")
    assert done.returncode == 1
    assert "2 lines are not true" in done.stderr
    assert (tiny / "datapackage.json").read_text("utf-8") == before
    assert script("refresh_descriptor.py", str(tiny)).returncode == 0
    after = (tiny / "datapackage.json").read_text("utf-8")
    assert sum(a != b for a, b in zip(before.split("\n"), after.split("\n"), strict=True)) == 2
    assert findings(tiny, "P") == []


def test_missing_numbers_are_added_in_the_hand_written_layout(tiny: Path) -> None:
    edit_resource(tiny, "things", bytes=None, hash=None, **{"cnii:rows": None})
    path = tiny / "datapackage.json"
    short = path.read_text("utf-8").replace('"roles": [\n        "author"\n      ]', '"roles": ["author"]')
    assert '["author"]' in short
    path.write_text(short, "utf-8")
    assert script("refresh_descriptor.py", str(tiny)).returncode == 0
    assert '"roles": ["author"]' in path.read_text("utf-8")
    assert findings(tiny, "P") == []
    assert json.loads(path.read_text("utf-8"))["resources"][0]["cnii:rows"] == 4


@pytest.mark.parametrize("raw", [b"", b"thing_id,number,note\na,1\n"])
def test_numbers_of_unreadable_files_are_not_written(tiny: Path, raw: bytes) -> None:
    (tiny / "data/things.csv").write_bytes(raw)
    before = (tiny / "datapackage.json").read_bytes()
    done = script("refresh_descriptor.py", str(tiny))
    assert done.returncode == 2
    assert "data/things.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tiny / "datapackage.json").read_bytes() == before


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
