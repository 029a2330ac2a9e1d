"""Views: the same rows in both engines, what their schemas promise, and what the tables say."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import planting
import pytest

import cn_industrial_internet as cnii
from reread.contract.schema import load as load_contract
from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.package.table import Table
from reread.statements.times import moment
from reread.statements.view import QUESTION
from reread.tables import views
from reread.tables.columns import CannotLoad, known_names
from reread.tables.loading import load, to_csv
from reread.tables.querying import query

pytestmark = pytest.mark.usefixtures("carried_core")
SOURCES = {"facts": "observations", "ranks": "ranking_entries"}


@pytest.fixture
def pkg() -> Package:
    return open_package()


@pytest.mark.parametrize("name", views.NAMES)
def test_both_engines_give_the_same_cells(pkg: Package, name: str) -> None:
    table = views.view(pkg, name)
    text = csvtext.write([table.header, *(row.cells for row in table.rows)])
    assert len(table) > 0
    assert to_csv(query(f"FROM {name}", package=pkg)) == text
    assert to_csv(load(name, "polars", package=pkg)) == text


@pytest.mark.parametrize("name", views.NAMES)
def test_a_view_has_the_columns_it_promises_and_every_statement_once(pkg: Package, name: str) -> None:
    table, base = views.view(pkg, name), pkg.table(SOURCES[name])
    contract = load_contract(views.schema(name))
    assert table.header == contract.names
    stated = [key for row in table.rows for key in row["statements"].split()]
    assert sorted(stated) == sorted(row.key for row in base.rows)
    assert all(row.key in row["statements"].split() for row in table.rows)


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
    for fact in views.view(pkg, "facts").rows:
        row = pkg.table("observations").get(fact.key)
        assert row is not None
        entity, source = entities.get(row["entity_id"]), sources.get(row["source_id"])
        quote = evidence.get(row["value_evidence_id"])
        assert entity and source and quote
        above = entities.get(entity["lies_in"])
        assert (fact["entity_name_en"], fact["entity_name_zh"]) == (entity["name_en"], entity["name_zh"])
        assert (fact["gb2260"], fact["lies_in_name_en"]) == (entity["gb2260"], above["name_en"] if above else "")
        assert (fact["source_title"], fact["published_on"]) == (source["title"], source["published_on"])
        assert fact["value_quote"] == quote["quote"]
        assert [fact[column] for column in ("value", "lower", "upper")] == [row[c] for c in ("value", "lower", "upper")]


def test_carried_names_the_parts_with_words(pkg: Package) -> None:
    for fact in views.view(pkg, "facts").rows:
        row = pkg.table("observations").get(fact.key)
        assert row is not None
        parts = fact["carried"].split()
        assert ("when" in parts, "whole" in parts) == (bool(row["when_evidence_id"]), bool(row["whole_evidence_id"]))
        assert "how_much" in parts


def test_days_and_kinds_of_periods(pkg: Package) -> None:
    facts = views.view(pkg, "facts").rows
    months = {row["period"]: row for row in facts if row["frequency"] == "month"}
    assert months
    for period, row in months.items():
        assert row["period_start"] == f"{period}-01" and row["period_end"][:7] == period
    assert {row["frequency"] for row in facts if not row["period"]} <= {""}


def test_a_correction_of_a_list_shows_at_its_places(pkg: Package) -> None:
    corrected = {row.key: row["correction_id"] for row in pkg.table("rankings").rows if row["correction_id"]}
    places = [row for row in views.view(pkg, "ranks").rows if row["ranking_id"] in corrected]
    assert places
    for row in places:
        assert row["ranking_correction_id"] == corrected[row["ranking_id"]]
        assert row["ranking_as_printed"] and row["ranking_read_as"]


def changed(pkg: Package, *rows: dict[str, str]) -> Package:
    """`pkg` with these observations added: copies of the first one, with other cells."""
    table = pkg.table("observations")
    like = table.rows[0].as_dict() | {"preference": "normal", "correction_id": ""}
    made = [like | {"observation_id": f"made.o{number:02}", **row} for number, row in enumerate(rows)]
    lines = [row.as_dict() for row in table.rows] + made
    text = csvtext.write([table.header, *([line[column] for column in table.header] for line in lines)])
    schema = table.schema
    pkg.tables["observations"] = Table("observations", table.path, schema, lambda: csvtext.parse(text.encode(), "made"))
    return pkg


def exact(value: str, **cells: str) -> dict[str, str]:
    """Cells of an exact figure on a question that the package does not ask."""
    return {"value": value, "lower": value, "upper": value, "period": "1999", **cells}


def made_facts(pkg: Package) -> dict[str, tuple[str, ...]]:
    rows = views.view(pkg, "facts").rows
    columns = ("statements", "sources", "is_default", "other_answers", "verdict")
    return {row.key: tuple(row[column] for column in columns) for row in rows if row.key.startswith("made")}


def test_one_fact_printed_twice_is_one_row(pkg: Package) -> None:
    first, second = (row.key for row in pkg.table("sources").rows[:2])
    changed(pkg, exact("300", source_id=first), exact("300.0", source_id=second))
    ((_, said),) = made_facts(pkg).items()
    assert said == ("made.o00 made.o01", "2", "true", "0", "confirmed")


def test_one_writer_who_prints_a_fact_twice_confirms_nothing(pkg: Package) -> None:
    changed(pkg, exact("300"), exact("300"))
    ((_, said),) = made_facts(pkg).items()
    assert said == ("made.o00 made.o01", "1", "true", "0", "untested")


def test_answers_that_differ_have_no_default_until_one_is_preferred(pkg: Package) -> None:
    changed(pkg, exact("300"), exact("301"))
    assert [said[2:] for said in made_facts(pkg).values()] == [("false", "1", "disputed")] * 2
    other = changed(open_package(), exact("300", preference="preferred"), exact("301"))
    assert [said[2:] for said in made_facts(other).values()] == [("true", "1", "untested"), ("false", "1", "disputed")]
    third = changed(open_package(), exact("300"), exact("301", preference="deprecated"))
    assert [s[2:] for s in made_facts(third).values()] == [("true", "1", "untested"), ("false", "1", "contradicted")]


def test_of_answers_that_agree_the_most_precise_counts(pkg: Package) -> None:
    changed(pkg, exact("300") | {"lower": "250", "upper": "350"}, exact("310"))
    assert [said[2] for said in made_facts(pkg).values()] == ["false", "true"]


def test_targets_lowly_sources_and_second_currencies_are_no_defaults(pkg: Package) -> None:
    lowly = next(row.key for row in pkg.table("sources").rows if row["grade"] == "D")
    changed(
        pkg,
        exact("1", coverage="target", period="1991"),
        exact("2", source_id=lowly, period="1992"),
        exact("3", unit_id="CNY", period="1993"),
        exact("4", unit_id="USD", period="1993"),
        exact("5", unit_id="USD", period="1994"),
    )
    assert [said[2] for said in made_facts(pkg).values()] == ["false", "false", "true", "false", "true"]


@pytest.mark.parametrize(
    ("measure", "periods", "facts"),
    [
        ("stock", ("1999", "1999-12-31"), 1),
        ("stock", ("1999-06", "1999-06-30"), 1),
        ("stock", ("1999", "1999-12"), 1),
        ("stock", ("1999", "1999-06-30"), 2),
        ("flow", ("1999", "1999-12-31"), 2),
    ],
)
def test_of_a_stock_a_year_and_its_last_day_are_one_time(
    pkg: Package, measure: str, periods: tuple[str, str], facts: int
) -> None:
    indicator = next(row.key for row in pkg.table("indicators").rows if row["measure"] == measure)
    changed(pkg, *(exact("300", indicator_id=indicator, period=period) for period in periods))
    said = made_facts(pkg).values()
    assert [each[2] for each in said] == ["true"] * facts


def test_what_was_printed_before_its_period_was_over_gives_way(pkg: Package) -> None:
    indicator = next(row.key for row in pkg.table("indicators").rows if row["measure"] == "stock")
    made = (
        exact("300", indicator_id=indicator, obs_status="P"),
        exact("310", indicator_id=indicator, period="1999-12-31", obs_status="A"),
    )
    changed(pkg, *made)
    assert [said[2] for said in made_facts(pkg).values()] == ["false", "true"]
    changed(other := open_package(), made[0] | {"preference": "preferred"}, made[1])
    assert [said[2] for said in made_facts(other).values()] == ["true", "false"]


def test_members_of_a_list_that_is_known_whole_from_a_better_source_all_count(real_package_copy: Path) -> None:
    pkg = open_package(real_package_copy)
    entries = pkg.table("ranking_entries").index("ranking_id")
    ranking = next(row for row in pkg.table("rankings").rows if len(entries.get(row.key, ())) > 2)
    member = entries[ranking.key][0]
    lowly = next(row.key for row in pkg.table("sources").rows if row.key != ranking["source_id"])
    planting.edit_cell(pkg.root, "sources", lowly, "grade", "D")
    planting.edit_cell(pkg.root, "ranking_entries", member.key, "source_id", lowly)
    for complete in ("true", "false"):
        planting.edit_cell(pkg.root, "rankings", ranking.key, "complete", complete)
        ranks = views.view(open_package(pkg.root), "ranks").rows
        assert [row["is_default"] for row in ranks if row.key == member.key] == [complete]


def test_at_most_one_answer_to_a_question_is_the_default(pkg: Package) -> None:
    measures = {row.key: row["measure"] for row in pkg.table("indicators").rows}
    asked = Counter(
        tuple(
            moment(fact[column], measures[fact["indicator_id"]]) if column == "period" else fact[column]
            for column in QUESTION
            if column != "unit_id"
        )
        for fact in views.view(pkg, "facts").rows
        if fact["is_default"] == "true" and fact["period"]
    )
    assert max(asked.values()) == 1
    places = [row for row in views.view(pkg, "ranks").rows if row["is_default"] == "true"]
    assert max(Counter((r["ranking_id"], r["entity_id"], r["category"]) for r in places).values()) == 1


def test_without_relations_only_statements_speak(pkg: Package) -> None:
    for name in ("relations", "relation_terms"):
        pkg.tables.pop(name, None)
    facts = views.view(pkg, "facts").rows
    assert {row["relations"] for row in facts} == {"0"}
    observations = pkg.table("observations")
    assert all(observations.get(by) is not None for row in facts for by in row["verdict_by"].split())


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
    assert sum(len((fact.statements or "").split()) for fact in cnii.facts) == len(cnii.observations)
    about = cnii.metadata("facts")
    assert about["licenses"][0]["name"] == "CC-BY-4.0"
    assert all(column["description"] for column in about["columns"].values())
