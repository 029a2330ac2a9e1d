"""What must be true of the five archived texts, read sentence by sentence: who, what, when, how much, and how sure."""

from __future__ import annotations

import re
import warnings

import pytest
from planting import ROOT

from cn_industrial_internet.resolve import resolve
from cn_industrial_internet.timeseries import series
from reread.package.opening import Package, open_package
from reread.package.table import Row

TIANHE, PAZHOU, IAB = "thnet-2022-09-23", "tellerreport-2023-06-28", "govcn-2017-12-08"
HIGH_TECH, COUNTIES = "lifeofguangzhou-2017-02-15", "rednet-2022-07-27"
ALLIANCES = "guangzhou-innovation-alliances"

#: Source and quoted figure; entity, indicator, transformation, period; value, bounds, unit; basis.
FACTS = [
    (TIANHE, "55 percent", "tianhe list_members share 2021", "55 55 56 percent", "printed"),
    (TIANHE, "26 percent", "tianhe high_tech_enterprises share 2021-12-31", "26 25.5 26.5 percent", "printed"),
    (TIANHE, "2,995", "tianhe high_tech_enterprises level 2021-12-31", "2995 2995 2995 count", "printed"),
    (IAB, "120 percent", "guangzhou cross_border_ecommerce_trade growth 2016", "120 115 125 percent", "printed"),
    (IAB, "370,000 square meters", "pazhou-internet-innovation-zone planned_area level 2017-12-08",
     "370000 365000 375000 m2", "printed"),
    (PAZHOU, "exceed 2022 billion yuan", "pazhou-pilot-zone operating_revenue level 2022",
     "400000000000 400000000000 - CNY", "reconstructed"),
    (HIGH_TECH, "2,823", "guangzhou high_tech_enterprises change 2016", "2823 2823 2823 count", "reconstructed"),
    (HIGH_TECH, "1.2 billion RMB", "guangzhou rd_subsidies level 2016", "1200000000 1150000000 1250000000 CNY",
     "printed"),
    (HIGH_TECH, "2,100", "guangzhou enterprises_with_rd_institutes level 2017-02-15", "2100 2050 2150 count",
     "printed"),
    (HIGH_TECH, "755", "guangzhou industrial_enterprises_above_size_with_rd_institutes level 2017-02-15",
     "755 755 755 count", "printed"),
    (HIGH_TECH, "16 percent", "guangzhou industrial_enterprises_above_size_with_rd_institutes share 2017-02-15",
     "16 15.5 16.5 percent", "printed"),
    (HIGH_TECH, "103", "guangzhou innovation_alliances level 2016-12-31", "103 103 103 count", "printed"),
    (HIGH_TECH, "357", "guangzhou key_laboratories level 2016-12-31", "357 357 357 count", "printed"),
    (HIGH_TECH, "47 billion RMB", f"{ALLIANCES} operating_revenue level 2016",
     "47000000000 46500000000 47500000000 CNY", "printed"),
    (HIGH_TECH, "30 billion RMB", f"{ALLIANCES} new_product_output_value level 2016",
     "30000000000 29500000000 30500000000 CNY", "reconstructed"),
    (HIGH_TECH, "25", f"{ALLIANCES} findings_converted level 2016", "25 25 25 count", "reconstructed"),
    (HIGH_TECH, "1,438", f"{ALLIANCES} patents_applied level 2016", "1438 1438 1438 count", "reconstructed"),
    (HIGH_TECH, "647", f"{ALLIANCES} patents_granted level 2016", "647 647 647 count", "reconstructed"),
    (COUNTIES, "Two", "liuyang industrial_internet_pilots_national level 2022-07-27", "2 2 2 count", "printed"),
    (COUNTIES, "six", "changsha-county industrial_internet_pilots_national level 2022-07-27", "6 6 6 count",
     "printed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pkg() -> Package:
    return open_package(ROOT)


def row(pkg: Package, table: str, key: str) -> Row:
    found = pkg.table(table).get(key)
    assert found is not None, f"{table} has no {key}"
    return found


def of_figure(pkg: Package, source: str, quote: str) -> list[Row]:
    """The statements of a source that are read from one quoted figure."""
    return [
        each
        for each in pkg.table("observations").rows
        if each["source_id"] == source and row(pkg, "evidence", each["value_evidence_id"])["quote"] == quote
    ]


@pytest.mark.parametrize(("source", "quote", "what", "how_much", "basis"), FACTS)
def test_a_fact_in_all_its_parts(pkg: Package, source: str, quote: str, what: str, how_much: str, basis: str) -> None:
    (found,) = of_figure(pkg, source, quote)
    assert " ".join(found[c] for c in ("entity_id", "indicator_id", "transformation", "period")) == what
    assert " ".join(found[c] or "-" for c in ("value", "lower", "upper", "unit_id")) == how_much
    assert found["basis"] == basis


def test_sixty_one_percent_is_the_growth_of_all_incubators(pkg: Package) -> None:
    rows = {each["indicator_id"]: each for each in of_figure(pkg, HIGH_TECH, "61 percent")}
    assert set(rows) == {"incubators", "incubators_added"}
    read, printed = rows["incubators"], rows["incubators_added"]
    assert (read["transformation"], read["base_period"], read["basis"]) == ("growth", "2015", "reconstructed")
    assert printed["preference"] == "deprecated" and read["preference"] == "normal"
    assert row(pkg, "corrections", read["correction_id"])["status"] == "accepted"
    assert row(pkg, "relations", "guangzhou-incubators-added-growth")["blames"] == printed.key


@pytest.mark.parametrize("quote", ["30 billion RMB", "25", "1,438", "647"])
def test_the_alliances_have_a_correction_for_each_figure(pkg: Package, quote: str) -> None:
    (found,) = of_figure(pkg, HIGH_TECH, quote)
    correction = row(pkg, "corrections", found["correction_id"])
    assert correction["kind"] == "wrong_subject" and "alliances" in correction["read_as"]
    assert quote.split()[0] in correction["read_as"]


def test_sixteen_percent_has_another_reading_and_is_not_sure(pkg: Package) -> None:
    correction = row(pkg, "corrections", f"{HIGH_TECH}.c06")
    assert correction["confidence"] == "medium" and "4,742" in correction["alternatives"]


@pytest.mark.parametrize(
    ("quote", "relation", "convention"),
    [
        ("120 percent", "guangzhou-cross-border-trade-2015-parts", "wide"),
        ("55 percent", "tianhe-top-100-internet-share-2021", "cut"),
    ],
)
def test_bounds_that_the_package_disproves_are_none(pkg: Package, quote: str, relation: str, convention: str) -> None:
    (found,) = (each for source in (TIANHE, IAB) for each in of_figure(pkg, source, quote))
    assert (found["convention"], found["convention_relation_id"]) == (convention, relation)
    assert row(pkg, "relations", relation)["expected"] == f"holds_{convention}"


def test_trade_of_2015_is_what_its_parts_make(pkg: Package) -> None:
    parts = [row(pkg, "derived", f"guangzhou-cross-border-{name}-2015") for name in ("exports", "imports")]
    whole = row(pkg, "derived", "guangzhou-cross-border-trade-2015")
    low, high = (sum(int(part[end]) for part in parts) for end in ("lower", "upper"))
    assert low <= int(whole["lower"]) <= int(whole["upper"]) <= high


@pytest.mark.parametrize("name", ["sales-revenue", "fixed-asset-investment"])
def test_months_of_2016_are_not_the_year(pkg: Package, name: str) -> None:
    assert row(pkg, "derived", f"pazhou-zone-{name}-2016")["coverage"] == "to_date"


@pytest.mark.parametrize("quote", ["5.9 billion yuan", "220 percent", "9.77 billion yuan", "200 percent"])
def test_a_year_told_before_its_end_is_part_of_it(pkg: Package, quote: str) -> None:
    (found,) = of_figure(pkg, IAB, quote)
    assert (found["coverage"], found["obs_status"]) == ("to_date", "P")


def test_the_planned_area_stands_against_another(pkg: Package) -> None:
    (other,) = of_figure(pkg, "economic-daily-2017-12-07", "2.1平方公里")
    assert (other["indicator_id"], other["value"], other["unit_id"]) == ("planned_area", "2.1", "km2")
    assert row(pkg, "relations", "pazhou-zone-planned-area-two-pages")["expected"] == "contradicts"


def test_the_list_of_hurun_is_reconstructed(pkg: Package) -> None:
    found = row(pkg, "rankings", "hurun-industrial-internet-2023")
    assert (found["size"], found["size_basis"], found["released_on"]) == ("30", "reconstructed", "2023-06-27")
    alternatives = row(pkg, "corrections", found["correction_id"])["alternatives"]
    assert "27 places" in alternatives and "30 May" in alternatives


def test_the_pazhou_zone_is_an_area_of_the_zone_of_guangzhou(pkg: Package) -> None:
    zone = row(pkg, "entities", "pazhou-pilot-zone")
    whole = row(pkg, "entities", zone["belongs_to"])
    assert zone["name_zh_basis"] != "official"
    assert (whole["name_zh"], whole["name_zh_basis"]) == ("广州人工智能与数字经济试验区", "official")


def test_what_speaks_of_the_district_supports_nothing_of_the_zone(pkg: Package) -> None:
    supports = row(pkg, "corrections", f"{PAZHOU}.c06")["support"].split()
    spoken = {each["value_evidence_id"]: each["entity_id"] for each in pkg.table("observations").rows}
    assert supports and {spoken[key] for key in supports} == {"pazhou-pilot-zone"}


def test_counties_by_province_have_their_list(pkg: Package) -> None:
    rows = [each for each in pkg.table("observations").rows if each["source_id"] == COUNTIES]
    counted = [each for each in rows if each["indicator_id"] == "list_members"]
    assert {each["entity_id"] for each in counted} == {"jiangsu", "zhejiang", "fujian", "hunan", "shandong", "hubei"}
    assert {each["ranking_id"] for each in counted} == {"caii-top-counties-2021"}
    assert sum(int(each["value"]) for each in counted) == 20


@pytest.mark.parametrize(
    "link",
    [
        "hkc-quality-project belongs_to hkc-changsha",
        "liuyang promotes_industrial_internet_in fireworks",
        "caii-guangdong established_in tianhe",
        "hunan-5g-pilot-zone advanced_by changsha-county",
        "tencent-pazhou-project meant_for wechat",
        "lv-nengxing heads hurun-report",
        "lv-nengxing publisher_of hurun-report",
        "lens-platform-project uses lens-platform",
        "foxconn-zengcheng-park meant_for next-generation-displays",
        "huawei-baiyun-data-center planned_in baiyun-guangzhou",
    ],
)
def test_links_say_what_the_text_says(pkg: Package, link: str) -> None:
    told = [f"{r['subject_id']} {r['predicate']} {r['object_id']}" for r in pkg.table("entity_links").rows]
    assert link in told


def test_no_link_is_told_twice_by_one_text(pkg: Package) -> None:
    told = [
        tuple(r[c] for c in ("source_id", "subject_id", "predicate", "object_id", "period"))
        for r in pkg.table("entity_links").rows
    ]
    assert len(told) == len(set(told))


def test_indicators_are_few_and_defined(pkg: Package) -> None:
    archived = [r for r in pkg.table("observations").rows if r["proof"] == "archived"]
    used = {r["indicator_id"] for r in archived} | {
        r["metric"] for r in pkg.table("rankings").rows if r["metric"] and r["proof"] == "archived"
    }
    used |= {r["whole_indicator_id"] for r in archived if r["whole_indicator_id"]}
    assert len(used) <= 35
    for key in used:
        found = row(pkg, "indicators", key)
        assert found["confused_with"] and found["name_zh"], key
        assert not re.search(r"\bthe (?:one )?(?:source|text)\b(?! (?:tells|says))", found["definition"]), key


@pytest.mark.parametrize("words", ["provinces", "revenue", "investment", "raised", "output value", "projects"])
def test_words_that_mean_it_in_one_text_only(pkg: Package, words: str) -> None:
    rows = [r for r in pkg.table("indicator_terms").rows if r["term"] == words]
    assert rows and all(r["source_id"] for r in rows)


@pytest.mark.parametrize("noun", ["cloud data center", "industrial internet project", "special funds"])
def test_a_common_noun_is_no_name(noun: str) -> None:
    assert all(match.score < 1 for match in resolve(noun))


def test_lists_say_among_whom_in_print(pkg: Package) -> None:
    archived = [r for r in pkg.table("rankings").rows if r["proof"] == "archived"]
    without = {r.key for r in archived if r["population"] and not r["population_evidence_id"]}
    assert without == {"net-increase-high-tech-enterprises-2016"}  # "not printed", says its population


def test_no_id_has_a_year_that_nobody_printed(pkg: Package) -> None:
    words = " ".join(pkg.text(r["source_id"]) or "" for r in pkg.table("sources").rows)
    years = {year for r in pkg.table("entities").rows for year in re.findall(r"(?<!\d)20\d\d(?!\d)", r["entity_id"])}
    assert years <= set(re.findall(r"(?<!\d)20\d\d(?!\d)", words))
    assert not {r["entity_id"] for r in pkg.table("entities").rows} & {"tianhe-exhibition-2022", "iab-measures-2017"}


def test_numbers_in_notes_are_those_of_evidence(pkg: Package) -> None:
    """A figure that stands in a note alone has no proof."""
    archived = [r.key for r in pkg.table("sources").rows if r["archive_path"]]
    number = re.compile(r"(?<![\w.,])\d{1,3}(?:[,.]?\d+)*(?![\w])")
    printed = {n for r in pkg.table("evidence").rows for n in number.findall(r["quote"])}
    printed |= {n for r in pkg.table("corrections").rows for n in number.findall(r["read_as"])}
    printed |= {r["gb2260"] for r in pkg.table("divisions").rows}
    dates = re.compile(r"\b\d{1,2} (?:January|March|May|June|September|December|July) \d{4}|\b(?:19|20)\d\d\b")
    for table in ("observations", "derived", "rankings", "entity_links", "entities"):
        for each in pkg.table(table).rows:
            if table != "derived" and not any(text in each.key for text in archived):
                continue
            loose = set(number.findall(dates.sub("", each["note"]))) - printed - {"18"}
            told = {n for n in loose if not n.isdigit() or len(n) > 1}
            assert not told, (each.key, told)


def test_high_tech_enterprises_of_guangzhou_are_a_series(pkg: Package) -> None:
    levels = [r for r in pkg.table("observations").rows
              if (r["entity_id"], r["indicator_id"], r["transformation"])
              == ("guangzhou", "high_tech_enterprises", "level")]  # fmt: skip
    assert len({r["period"] for r in levels}) >= 5
    assert all(r["lower"] for r in levels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {point.period for point in series("guangzhou", "high_tech_enterprises")}
    assert {"2011", "2015", "2016-12-31", "2017-12-31"} <= found


@pytest.mark.parametrize("constant", ["1919", "4742", "4739", "2820", "200", "18", "4644", "366850000000"])
def test_what_outside_pages_print_is_a_statement(pkg: Package, constant: str) -> None:
    assert constant not in {r["constant"] for r in pkg.table("relation_terms").rows}
    quoted = [r for r in pkg.table("observations").rows if r["proof"] == "quoted" and r["value"] == constant]
    assert quoted
    for each in quoted:
        passage = row(pkg, "evidence", row(pkg, "evidence", each["value_evidence_id"])["passage_id"])
        assert passage["kind"] == "passage"


def test_quotes_are_short(pkg: Package) -> None:
    for each in pkg.table("evidence").rows:
        if not each["start"]:
            hanzi = len(re.findall(r"[\u3400-\u9fff]", each["quote"]))
            assert hanzi <= 30 and (hanzi or len(each["quote"].split()) <= 12), each.key
