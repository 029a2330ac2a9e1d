"""The examples of docs/access.md run as they stand, and no page links to a place that is not there."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from reread.rules import all_rules

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert found, language
    return found


def output_of(*command: str, code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*command, code], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_python_reads_facts_and_plain_csv() -> None:
    with_library, plain = (output_of(sys.executable, "-c", code=code) for code in examples("python"))
    assert "high-tech enterprises" in with_library
    assert "26" in with_library.splitlines()[-1]
    assert plain.split()[-1] == "38.2"


def test_sql_runs_in_duckdb() -> None:
    import duckdb

    (query,) = examples("sql")
    # DuckDB looks files up from the working folder.
    rows = duckdb.sql(query.replace("'data/", f"'{ROOT.as_posix()}/data/")).fetchall()
    assert rows
    assert rows == sorted(rows, key=lambda row: -row[3])


def table(name: str) -> dict[str, dict[str, str]]:
    """The rows of a table by their first cell, as the standard library reads them."""
    with open(ROOT / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


@pytest.mark.needs("node")
def test_javascript_runs_in_node() -> None:
    (code,) = examples("js")
    assert "guangzhou" in output_of("node", "-e", code=code).split()


@pytest.mark.needs("sqlite3")
def test_sql_runs_in_the_shell_of_sqlite() -> None:
    code, _ = examples("sh")
    found = list(csv.DictReader(io.StringIO(output_of("sh", "-c", code=code))))
    usable = [row for row in table("observations").values() if row["preference"] != "deprecated"]
    expected = [row["value"] for row in usable if row["unit_id"] == "CNY"]
    assert [row["value"] for row in found] == sorted(expected, key=Decimal, reverse=True)
    assert {row["title"] for row in found} <= {row["title"] for row in table("sources").values()}


@pytest.mark.needs("Rscript")
def test_r_reads_text_and_converts_on_purpose() -> None:
    code, _ = examples("r")
    _, *lines = output_of("Rscript", "--vanilla", "-e", code=code).splitlines()
    rows = [row for row in table("observations").values() if row["entity_id"] == "tianhe"]
    found = {line.split()[0]: Decimal(line.split()[-2]) for line in lines}
    assert found == {r["observation_id"]: Decimal(r["value"]) for r in rows if r["preference"] != "deprecated"}


@pytest.mark.needs("Rscript")
def test_readr_types_while_it_reads() -> None:
    _, code = examples("r")
    found = csv.DictReader(io.StringIO(output_of("Rscript", "--vanilla", "-e", code=code)))
    rows, sources = table("observations"), table("sources")
    seen = set()
    for row in found:
        observation = rows[row["observation_id"]]
        source = sources[observation["source_id"]]
        seen.add(row["observation_id"])
        assert Decimal(row["value"]) == Decimal(observation["value"])
        assert row["title"] == source["title"]
        assert row["accessed_on"] == (source["accessed_on"] or "NA")
    assert seen == set(rows)


def test_shell_compares_checksums() -> None:
    _, code = examples("sh")
    lines = output_of("sh", "-c", code=code).splitlines()
    assert [line.endswith("as recorded") for line in lines[1:]] == [True] * len(list((ROOT / "seeds").glob("*.txt")))


def anchors(page: Path) -> set[str]:
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", re.sub(r"<[^>]+>", "", h)).strip().lower().replace(" ", "-") for h in headings}
    return made | set(re.findall(r'<a id="([^"]+)"', text))


PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_codes_of_rules_exist(page: Path) -> None:
    known = {code.upper() for code in anchors(ROOT / "docs" / "rules.md") if re.fullmatch(r"[bsvxpr]\d{3}", code)}
    assert known
    known |= {info.code for info in all_rules() if info.family == "R"}
    assert set(re.findall(r"\b[BSVXPR]\d{3}\b", page.read_text(encoding="utf-8"))) <= known
