"""The shared view of a package's statements."""

from __future__ import annotations

from pathlib import Path

import planting
import pytest
from statement_package import FAMILIES, QUOTED, ROWS, SOURCE, Built, build

from reread.package import csvtext
from reread.package.opening import open_package
from reread.statements.view import PARTS, Statements, evidence_columns, primary, tokens, view


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


@pytest.fixture
def seen(built: Built) -> Statements:
    return view(open_package(built.root))


def test_view_is_made_once(built: Built) -> None:
    pkg = open_package(built.root)
    assert view(pkg) is view(pkg)


def test_parts_of_a_statement(seen: Statements) -> None:
    row = seen.pkg.table("observations").get(f"{SOURCE}.o02")
    assert row is not None
    assert {name: part.quote for name, part in seen.parts(row).items()} == {
        "who": "the district",
        "what": "accounting for",
        "when": "2021",
        "how much": "24 percent",
        "whole": "the city",
    }
    anchor = seen.anchor(row)
    assert anchor is not None and anchor.quote == "24 percent"
    start, end = seen.sentence(anchor) or (0, 0)
    text = seen.pkg.text(SOURCE) or ""
    assert text[start:end].startswith("In 2021, the district had") and text[start:end].endswith("over 2020.")


def test_chain_of_references(built: Built, seen: Statements) -> None:
    reference = seen.evidence[built.ids["the district"]]
    assert [item.quote for item in seen.chain(reference)] == ["the district", "Dongcheng district"]
    assert seen.entities_of(reference) == {"dongcheng"}
    assert seen.meanings(seen.evidence[built.ids["accounting for"]]) == {("software_firms", "share")}


def test_use(built: Built, seen: Statements) -> None:
    assert built.ids["dongcheng"] in seen.used
    assert built.ids["vision"] not in seen.used
    assert built.ids["slip"] in seen.used and built.ids["slip"] not in seen.read
    assert {use.column for use in seen.uses[built.ids["61"]]} == {"value_evidence_id", "support"}


def test_evidence_without_offsets(built: Built, seen: Statements) -> None:
    code = seen.evidence[built.ids["quoted value"]]
    assert code.span is None and code.source_id == QUOTED
    assert seen.sentence(code) is None
    assert code.before(code) and code.within(code)
    assert not code.within(seen.evidence[built.ids["quoted who"]])


def test_corrections(seen: Statements) -> None:
    row = seen.pkg.table("observations").get(f"{SOURCE}.o05")
    assert row is not None
    cited = seen.correction(row)
    assert cited is not None and cited[0].quote == cited[1]["as_printed"]


def test_columns_that_name_evidence(seen: Statements) -> None:
    for name, columns in PARTS.items():
        assert set(columns.values()) <= set(evidence_columns(seen.pkg.table(name)))
    assert evidence_columns(seen.pkg.table("evidence")) == ["refers_to", "passage_id"]
    assert evidence_columns(seen.pkg.table("units")) == []


def test_words() -> None:
    assert primary("zh-Hans-CN") == "zh" and primary("en") == "en"
    assert tokens("中国工业互联网30强 “5G+”") == [*"中国工业互联网", "30", "强", "5g"]


def test_package_without_tables(make_package: object, tiny: Path) -> None:
    empty = view(open_package(tiny))
    assert empty.evidence == {} and list(empty.statements()) == [] and empty.used == frozenset()


TABLES = sorted(path.stem for path in (planting.ROOT / "schemas").glob("*.json") if path.stem in {*ROWS, "evidence"})


@pytest.mark.parametrize("name", TABLES)
def test_rules_survive_tables_without_columns_or_rows(built: Built, name: str) -> None:
    """Whatever is missing, other findings say so; no rule stops with an error of its own."""
    table = open_package(built.root).table(name)
    path = built.root / table.path
    rows = [table.header, *(row.cells for row in table.rows)]
    for kept in ([n for n in range(len(table.header)) if n % 4 != k] for k in range(4)):
        path.write_bytes(csvtext.write([tuple(row[n] for n in kept) for row in rows]).encode("utf-8"))
        report = planting.report(built.root, "B", "S", *FAMILIES)
        assert report.failures and "R002" not in {finding.code for finding in report.findings}
    path.write_bytes(csvtext.write([table.header]).encode("utf-8"))
    assert "R002" not in {finding.code for finding in planting.findings(built.root, *FAMILIES)}
