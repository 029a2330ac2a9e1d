"""The X rules about relations: a planted defect for each, found and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from planting import edit_cell, findings, plants, report
from relation_package import SOURCE, Sheet

from reread.package.opening import open_package
from reread.relations import engine


def checked(sheet: Sheet, folder: Path, code: str) -> list[tuple[str | None, str | None, str]]:
    """Key, column and found of what one rule finds, without rules that would stop at rows a made-up package lacks."""
    return [(f.key, f.column, f.found) for f in findings(sheet.write(folder), code, prerequisites=False)]


def sound() -> Sheet:
    """A share that holds, one that holds only when cut, an order of days and a sum, all as registered."""
    sheet = Sheet()
    whole = sheet.derived(
        "city-firms",
        convention="printed",
        lower="11302",
        upper="11745",
        formula=f"100 * {SOURCE}.o02 / {SOURCE}.o01",
        inputs="share",
    )
    roles = {"share": sheet.printed("26 percent", "firms_share"), "part": sheet.printed("2,995", entity="east")}
    sheet.relation("share", "share", "untestable", whole=whole, **roles)
    roles = {
        "share": sheet.printed("55 percent", "firms_share", period="2020"),
        "part": sheet.printed("5", "listed_firms"),
    }
    sheet.relation("cut", "share", "holds_cut", whole=sheet.printed("9", period="2020"), **roles)
    sheet.relation("days", "order", left=(roles["part"], "period_end"), right=SOURCE)
    parts = [sheet.printed("7", entity="east", period="2019"), sheet.printed("6", entity="west", period="2019")]
    sheet.relation("sum", "sum", total=sheet.printed("13", period="2019"), part=parts)
    return sheet


def change(sheet: Sheet, table: str, key: str, **cells: str) -> None:
    """Change cells of the row whose first cell is `key`."""
    next(row for row in sheet.tables[table] if next(iter(row.values())) == key).update(cells)


@pytest.mark.parametrize("code", ["X601", "X602", "X603", "X604", "X605"])
def test_a_sound_package_passes(tmp_path: Path, code: str) -> None:
    assert checked(sound(), tmp_path, code) == []


def test_every_rule_tests_something(tmp_path: Path) -> None:
    results = {r.info.code: r.cases for r in report(sound().write(tmp_path), "X6", prerequisites=False).results}
    assert results.pop("X605") > 0
    assert results == {"X601": 4, "X602": 4, "X603": 1, "X604": 0, "X606": 5, "X607": 0, "X608": 1, "X609": 0}


def test_without_relations_there_is_nothing_to_test(tiny: Path) -> None:
    assert findings(tiny, "X6") == []


@plants("X601")
@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ({"part": 1, "whole": 2}, "0 terms in the role share"),
        ({"share": [1, 2], "part": 1, "whole": 2}, "2 terms in the role share"),
        ({"share": "o:26 percent", "part": "o:5", "whole": "o:5 billion yuan"}, "in CNY"),
        ({"share": "o:5", "part": "o:5", "whole": "o:9"}, "in count"),
        ({"share": "o:26 percent", "part": "o:5", "whole": "nobody-knows"}, "which derived does not have"),
        ({"share": "o:26 percent", "part": "o:5", "total": "o:9"}, 'the role "total"'),
        ({"share": "o:26 percent", "part": "o:5", "whole": (SOURCE, "period_end")}, 'the aspect "period_end"'),
        ({"share": "o:26 percent", "part": "o:5", "whole": (SOURCE, "published")}, "a day in a share"),
    ],
)
def test_malformed_relations(tmp_path: Path, roles: dict[str, object], said: str) -> None:
    sheet = Sheet()

    def operand(given: object) -> object:
        if not isinstance(given, str) or not given.startswith("o:"):
            return given
        return sheet.printed(given[2:], "revenue" if "yuan" in given else "firms")

    sheet.relation("malformed", "share", **{role: operand(given) for role, given in roles.items()})  # type: ignore[arg-type]
    found = checked(sheet, tmp_path, "X601")
    assert any(said in text for _, _, text in found), found
    assert checked(sheet, tmp_path, "X602") == []


@plants("X601")
@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"source_id": SOURCE}, None, "2 operands: observation_id, source_id"),
        ({"observation_id": ""}, None, "no operand"),
        ({"observation_id": "", "constant": "9", "unit_id": "count"}, "constant", "9 without origin"),
        ({"position": "3"}, "position", "the positions 3 of the role whole"),
        ({"observation_id": f"{SOURCE}.o02"}, "observation_id", "in more than one term"),
    ],
)
def test_malformed_terms(tmp_path: Path, cells: dict[str, str], column: str | None, said: str) -> None:
    sheet = Sheet()
    roles = {"share": sheet.printed("55 percent", "firms_share"), "part": sheet.printed("5")}
    sheet.relation("cut", "share", "holds_cut", whole=sheet.printed("9"), **roles)
    next(row for row in sheet.tables["relation_terms"] if row["role"] == "whole").update(cells)
    assert any(said in text and place == column for _, place, text in checked(sheet, tmp_path, "X601"))


@plants("X601")
def test_pairs_of_a_conversion(tmp_path: Path) -> None:
    sheet = Sheet()
    yuan = [sheet.printed("61 billion yuan", "revenue"), sheet.printed("300 billion yuan", "revenue")]
    sheet.relation("rate", "conversion", left=list(yuan), right=[sheet.printed("9.22 billion US dollars", "revenue")])
    assert [text for _, _, text in checked(sheet, tmp_path, "X601")] == ["2 terms on the left and 1 on the right"]


@plants("X602")
def test_an_unregistered_contradiction_is_found_and_named(tmp_path: Path) -> None:
    sheet = sound()
    change(sheet, "observations", f"{SOURCE}.o02", value="3995", lower="3995", upper="3995")
    total = sheet.printed("11,503")
    sheet.relation("whole", "sum", total="city-firms", part=[total])
    found = {key: (column, text) for key, column, text in checked(sheet, tmp_path, "X602")}
    column, text = found["whole"]
    assert column == "expected"
    assert text.startswith("contradicts: As printed, ") and "15,076 to 15,666" in text and "11,503" in text
    assert "Judged beside share" in text


@plants("X602")
def test_a_registered_contradiction_that_has_gone_is_found(tmp_path: Path) -> None:
    sheet = sound()
    change(sheet, "observations", f"{SOURCE}.o03", value="56", lower="55.5", upper="56.5")
    ((key, _, text),) = checked(sheet, tmp_path, "X602")
    assert key == "cut" and text.startswith("holds: As printed, ")


@plants("X602")
def test_a_contradiction_planted_in_the_real_package(real_package_copy: Path) -> None:
    """Part of a sum, changed where it stands, contradicts the total beside it."""
    found = engine(open_package(real_package_copy))
    simple = (r for r in found.relations.values() if r.kind == "sum" and r.expected == "holds")
    relation = next(r for r in simple if not any(term.derived for term in r.terms))
    part = next(t.target for t in relation.terms if t.role == "part" and t.operand == "observation_id")
    row = found.pkg.table("observations").get(part)
    assert row is not None
    for column in ("value", "lower", "upper"):
        edit_cell(real_package_copy, "observations", part, column, str(int(row[column]) * 3))
    assert relation.id in [f.key for f in findings(real_package_copy, "X602", prerequisites=False)]


@plants("X602")
def test_a_registered_contradiction_of_the_real_package_loses_its_cause(real_package_copy: Path) -> None:
    found = engine(open_package(real_package_copy))
    registered = (r for r in found.relations.values() if r.kind == "count" and r.expected == "contradicts")
    relation = next(r for r in registered if r.terms[0].operand == "observation_id")
    for column in ("value", "lower", "upper"):
        number = str(len(relation.terms) - 1)
        edit_cell(real_package_copy, "observations", relation.terms[0].target, column, number)
    assert relation.id in [f.key for f in findings(real_package_copy, "X602", prerequisites=False)]


@plants("X603")
@pytest.mark.parametrize(
    ("column", "cell"),
    [("lower", "11300"), ("upper", ""), ("inputs", "sum"), ("convention", "wide"), ("formula", "guess")],
)
def test_derived_rows_that_differ(tmp_path: Path, column: str, cell: str) -> None:
    sheet = sound()
    change(sheet, "derived", "city-firms", **{column: cell})
    ((key, place, text),) = checked(sheet, tmp_path, "X603")
    assert (key, place) == ("city-firms", column) and text == f'"{cell}"'


@plants("X603")
def test_derived_rows_that_nothing_names(tmp_path: Path) -> None:
    sheet = sound()
    sheet.derived("forgotten")
    assert checked(sheet, tmp_path, "X603") == [
        ("forgotten", "derived_id", "a quantity that no well-formed relation names")
    ]


@plants("X604")
def test_a_later_source_prints_what_was_derived(tmp_path: Path) -> None:
    sheet = sound()
    change(sheet, "derived", "city-firms", period="2021-12-31")
    later = sheet.source("later-2023-01-01", "2023-01-01")
    sheet.printed("11,503", source=later)
    off = sheet.printed("12,301", source=later)
    found = checked(sheet, tmp_path, "X604")
    assert found == [(off, "value", "12,301 in print")]
    sheet.relation("known", "sum", "contradicts", total="city-firms", part=[off])
    assert checked(sheet, tmp_path, "X604") == []


@plants("X605")
def test_a_contradiction_nobody_registered(tmp_path: Path) -> None:
    sheet = sound()
    one, other = sheet.printed("14", period="2018"), sheet.printed("15", period="2018")
    ((key, _, text),) = checked(sheet, tmp_path, "X605")
    assert key == other and text.startswith("contradicts: As printed, firms of City, 2018 is 14, but")
    sheet.relation("twice", "sum", "contradicts", total=one, part=[other])
    assert checked(sheet, tmp_path, "X605") == []


@plants("X605")
def test_several_figures_that_contradict_each_other_only_together(tmp_path: Path) -> None:
    """Exports and imports grow by 150 and 83.2 percent; then their total cannot have grown by 120."""
    sheet = sound()
    levels = []
    for name, words, percent in (("revenue", "14.68", "120"), ("exports", "8.65", "150"), ("imports", "6.03", "83.2")):
        levels.append(sheet.printed(f"{words} billion yuan", name, period="2016"))
        sheet.printed(f"{percent} percent", f"{name}_growth", period="2016", base_period="2015")
    sheet.relation("trade", "sum", total=levels[0], part=levels[1:])  # type: ignore[arg-type]
    ((_, _, text),) = checked(sheet, tmp_path, "X605")
    assert text.startswith("holds_wide: ") and "1.6 percentage points apart" in text


def test_unreadable_figures_leave_relations_unevaluated(tmp_path: Path) -> None:
    sheet = sound()
    change(sheet, "observations", f"{SOURCE}.o02", lower="many")
    found = report(sheet.write(tmp_path), "S101", "X6", causes=True)
    codes = {finding.code for finding in found.findings}
    assert "S101" in codes and not codes & {"R002", "X601", "X602"}
