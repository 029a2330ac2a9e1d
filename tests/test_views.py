"""Views: the same rows in both engines, what their schemas promise, and what the tables say."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import planting
import pytest

import cn_industrial_internet as cnii
from reread.contract.schema import load as load_contract
from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.package.table import Table
from reread.tables import views
from reread.tables.columns import CannotLoad, known_names
from reread.tables.loading import load, to_csv
from reread.tables.querying import query

SOURCES = {"facts": "observations", "ranks": "ranking_entries"}


@pytest.fixture
def pkg() -> Package:
    return open_package()


def _given(pkg: Package, name: str, text: str) -> None:
    """Let the table `name` of an opened package be `text`."""
    pkg.tables[name] = Table(name, f"data/{name}.csv", {}, lambda: csvtext.parse(text.encode("utf-8"), name))


@pytest.mark.parametrize("name", views.NAMES)
def test_both_engines_give_the_same_cells(pkg: Package, name: str) -> None:
    table = views.view(pkg, name)
    text = csvtext.write([table.header, *(row.cells for row in table.rows)])
    assert len(table) > 0
    assert to_csv(query(f"FROM {name}", package=pkg)) == text
    assert to_csv(load(name, "polars", package=pkg)) == text


@pytest.mark.parametrize("name", views.NAMES)
def test_a_view_has_the_columns_and_rows_it_promises(pkg: Package, name: str) -> None:
    table, base = views.view(pkg, name), pkg.table(SOURCES[name])
    contract = load_contract(views.schema(name))
    assert table.header == contract.names
    assert [row.key for row in table.rows] == [row.key for row in base.rows]


@pytest.mark.parametrize("name", views.NAMES)
def test_a_view_passes_every_rule_for_tables(real_package_copy: Path, name: str) -> None:
    root = real_package_copy
    text = to_csv(load(name, "records", package=root))
    (root / "data" / f"{name}.csv").write_bytes(text.encode("utf-8"))
    shutil.copy(Path(views.__file__).parent / f"{name}.json", root / "schemas")
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
    like = next(each for each in descriptor["resources"] if each["name"] == SOURCES[name])
    path, schema = f"data/{name}.csv", f"schemas/{name}.json"
    descriptor["resources"].append({**like, "name": name, "path": path, "schema": schema})
    planting.describe(descriptor, root)
    report = planting.report(root, "B", "S", "P1")
    assert [found for found in report.findings if found.file in (path, schema)] == []
    # The same rules do look at it: an unknown grade is found.
    table = open_package(root).table(name)
    planting.edit_cell(root, name, table.rows[0].key, "grade", "E")
    assert {found.file for found in planting.findings(root, "S")} == {path}


def test_names_and_words_are_those_the_ids_lead_to(pkg: Package) -> None:
    entities, evidence, sources = pkg.table("entities"), pkg.table("evidence"), pkg.table("sources")
    for fact, row in zip(views.view(pkg, "facts").rows, pkg.table("observations").rows, strict=True):
        entity, source = entities.get(row["entity_id"]), sources.get(row["source_id"])
        quote = evidence.get(row["value_evidence_id"])
        assert entity and source and quote
        assert (fact["entity_name_en"], fact["entity_name_zh"]) == (entity["name_en"], entity["name_zh"])
        assert (fact["source_title"], fact["published_on"]) == (source["title"], source["published_on"])
        assert fact["value_quote"] == quote["quote"]
        assert [fact[column] for column in ("value", "lower", "upper")] == [row[c] for c in ("value", "lower", "upper")]


def test_other_answers_are_those_to_the_same_question(pkg: Package) -> None:
    columns = ("entity_id", "indicator_id", "period", "base_period", "whole_entity_id", "unit_id")
    rows = pkg.table("observations").rows
    asked = Counter(tuple(row[c] for c in columns) for row in rows if row["period"])
    for fact in views.view(pkg, "facts").rows:
        assert int(fact["other_answers"]) == max(asked[tuple(fact[c] for c in columns)] - 1, 0), fact
    assert max(asked.values()) > 1


def test_without_relations_a_view_says_none(pkg: Package) -> None:
    for name in ("relations", "relation_terms"):
        pkg.tables.pop(name, None)
    facts = views.view(pkg, "facts").rows
    assert {(row["relations"], row["verdict"]) for row in facts} == {("0", "")}


def test_the_worst_verdict_of_the_relations_counts(pkg: Package) -> None:
    one, two, three = (row.key for row in pkg.table("observations").rows[:3])
    entry = pkg.table("ranking_entries").rows[0].key
    _given(pkg, "relations", "relation_id,expected\na,holds\nb,contradicts\nc,holds_wide\nd,undecidable\n")
    terms = [("a", one), ("b", one), ("a", two), ("c", two), ("c", two), ("d", "")]
    lines = [f"{relation},{row},{entry if not row else ''}" for relation, row in terms]
    _given(pkg, "relation_terms", "\n".join(["relation_id,observation_id,entry_id", *lines, ""]))
    facts, ranks = views.view(pkg, "facts"), views.view(pkg, "ranks")
    found = {key: row for key in (one, two, three) if (row := facts.get(key))}
    assert [(found[key]["relations"], found[key]["verdict"]) for key in (one, two, three)] == [
        ("2", "contradicts"),
        ("2", "holds_wide"),
        ("0", ""),
    ]
    rank = ranks.get(entry)
    assert rank and (rank["relations"], rank["verdict"]) == ("1", "undecidable")
    assert to_csv(query("FROM facts", package=pkg)) == to_csv(load("facts", "records", package=pkg))


def test_what_is_wrong_with_a_table_is_said_of_the_view(real_package_copy: Path) -> None:
    (real_package_copy / "data" / "units.csv").write_bytes(b"unit_id,name\nCNY\n")
    with pytest.raises(CannotLoad, match=r"data/units\.csv:2"):
        load("facts", "records", package=real_package_copy)


def test_a_package_without_the_tables_has_no_views(tiny: Path) -> None:
    assert known_names(open_package(tiny)) == ["things"]
    with pytest.raises(CannotLoad, match="There are things"):
        load("facts", "records", package=tiny)


def test_tables_with_other_columns_give_a_message_not_a_crash(real_package_copy: Path) -> None:
    path = real_package_copy / "data" / "units.csv"
    path.write_bytes(path.read_bytes().replace(b"symbol", b"sign"))
    with pytest.raises(CannotLoad, match="tables that do not fit the view"):
        load("facts", "records", package=real_package_copy)


def test_views_are_known_by_attribute_and_to_metadata() -> None:
    assert len(cnii.facts) == len(cnii.observations)
    about = cnii.metadata("facts")
    assert about["licenses"][0]["name"] == "CC-BY-4.0"
    assert all(column["description"] for column in about["columns"].values())


def test_the_schemas_of_views_are_those_that_would_be_written() -> None:
    command = [sys.executable, str(planting.ROOT / "scripts" / "build_views.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
