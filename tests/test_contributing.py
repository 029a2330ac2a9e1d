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


def git(line: str, folder: Path) -> str:
    """Run a line of git as written; what it prints."""
    who = {"GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "e@example.org"}
    who |= {"GIT_COMMITTER_NAME": "n", "GIT_COMMITTER_EMAIL": "e@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(shlex.split(line), cwd=folder, env={**os.environ, **who}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_from_an_article_to_a_green_run_and_back(real_package_copy: Path) -> None:
    root = real_package_copy
    shutil.copytree(ROOT / "docs" / "example", root / "docs" / "example")
    for line in ("git init --quiet --initial-branch main", "git add --all", "git commit --quiet --message before"):
        git(line, root)
    whole = contents(root)
    before = json.loads(cnii("validate", root, "--format", "json").stdout)["findings"]
    answers: dict[str, subprocess.CompletedProcess[str]] = {}
    for language, body in re.findall(r"```(\w+)\n(.*?)```", EXAMPLE, re.DOTALL):
        if language == "csv":
            assert "V401" in answers["cnii validate . --rule V"].stdout
            with (root / "data" / "evidence.csv").open("a", encoding="utf-8", newline="") as table:
                table.write(body)
            continue
        for line in (line.partition("  #")[0] for line in body.split("\n")):
            if line.startswith("git add"):
                found = json.loads(run("cnii validate . --format json", root).stdout)
                assert [f for f in found["findings"] if f not in before] == []
                assert SOURCE in (root / "report.html").read_text("utf-8")
            if line.startswith("cnii "):
                answers[line] = run(line, root)
                assert answers[line].returncode in (0, 1), answers[line].stderr
            elif line.startswith("git "):
                assert not git(line, root) or not line.startswith("git status")
    proposed = answers["cnii draft docs/example/article.txt --package ."].stdout
    assert "2 observations" in proposed and "1 not placed" in proposed
    assert "to be repaired" in answers["cnii fix ."].stdout
    assert answers["cnii validate ."].returncode == (1 if before else 0)
    assert "3,150" in answers[f"cnii why {SOURCE}.o01 --package ."].stdout
    assert contents(root) == whole
