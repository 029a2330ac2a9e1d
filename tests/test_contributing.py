"""The worked example of CONTRIBUTING.md, done as it is written."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
from contextlib import chdir
from pathlib import Path

from called import Done, cnii
from planting import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EXAMPLE = PAGE[PAGE.index("## From an article") : PAGE.index("## A real contribution")]
SOURCE = "guangzhou-daily-2024-03-03"


def run(line: str, folder: Path) -> Done:
    """Call a line of `cnii` as written, in the folder that it is written for."""
    with chdir(folder):
        return cnii(*shlex.split(line)[1:])


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


def fill(path: Path, cells: list[tuple[str, str, str]]) -> None:
    """Write into a worksheet what the page says to write: row (its how_much), column, cell."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for figure, column, cell in cells:
        (row,) = [row for row in rows if row["how_much"] == figure]
        row[column] = cell
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # as a spreadsheet saves it
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_from_an_article_to_a_green_run_and_back(real_package_copy: Path) -> None:
    root = real_package_copy
    shutil.copytree(ROOT / "docs" / "example", root / "docs" / "example")
    for line in ("git init --quiet --initial-branch main", "git add --all", "git commit --quiet --message before"):
        git(line, root)
    whole = contents(root)
    before = json.loads(cnii("validate", root, "--format", "json").stdout)["findings"]
    answers: dict[str, Done] = {}
    cells = re.findall(r"^\| ([\d,]+) \| (\w+) \| (.*?) ?\|$", EXAMPLE, re.MULTILINE)
    assert len(cells) == 5
    for body in re.findall(r"```sh\n(.*?)```", EXAMPLE, re.DOTALL):
        for line in (line.partition("  #")[0] for line in body.split("\n")):
            if line.startswith("git add"):
                found = json.loads(run("cnii validate . --format json", root).stdout)
                assert [f for f in found["findings"] if f not in before] == []
                assert SOURCE in (root / "report.html").read_text("utf-8")
                assert f"{SOURCE}.o01" in (root / "review.html").read_text("utf-8")
            if line.startswith("cnii "):
                answers[line] = run(line, root)
                assert answers[line].returncode in (0, 1), answers[line].stderr
                if line.startswith("cnii draft"):
                    fill(root / "article.csv", cells)
            elif line.startswith("git "):
                assert not git(line, root) or not line.startswith("git status")
    assert "3 statements new" in answers["cnii import article.csv --package ."].stdout
    assert answers["cnii import article.csv --package . --write"].returncode == 0
    assert answers["cnii validate ."].returncode == (1 if before else 0)
    assert "3,150" in answers[f"cnii why {SOURCE}.o01 --package ."].stdout
    assert contents(root) == whole
