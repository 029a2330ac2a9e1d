"""The worked example of CONTRIBUTING.md, done as it is written."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from planting import ROOT
from test_hostile_input import cnii

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EXAMPLE = PAGE[PAGE.index("## From an article") : PAGE.index("## A real contribution")]
SOURCE = "guangzhou-daily-2024-03-03"


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cn_industrial_internet.cli", *shlex.split(line)[1:]]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_from_an_article_to_a_green_run(real_package_copy: Path) -> None:
    root = real_package_copy
    shutil.copytree(ROOT / "docs" / "example", root / "docs" / "example")
    before = json.loads(cnii("validate", root, "--format", "json").stdout)["findings"]
    answers: dict[str, subprocess.CompletedProcess[str]] = {}
    for language, body in re.findall(r"```(\w+)\n(.*?)```", EXAMPLE, re.DOTALL):
        if language == "csv":
            assert "V401" in answers["cnii validate . --rule V"].stdout
            with (root / "data" / "evidence.csv").open("a", encoding="utf-8", newline="") as table:
                table.write(body)
            continue
        for line in body.split("\n"):
            if line.startswith("cnii "):
                answers[line] = run(line, root)
                assert answers[line].returncode in (0, 1), answers[line].stderr
    proposed = answers["cnii draft docs/example/article.txt --package ."].stdout
    assert "2 observations" in proposed and "1 not placed" in proposed
    assert "to be repaired" in answers["cnii fix ."].stdout
    found = json.loads(run("cnii validate . --format json", root).stdout)
    assert [f for f in found["findings"] if f not in before] == []
    assert answers["cnii validate ."].returncode == (1 if before else 0)
    assert "3,150" in answers[f"cnii why {SOURCE}.o01 --package ."].stdout
    assert SOURCE in (root / "report.html").read_text("utf-8")
