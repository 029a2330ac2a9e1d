"""Single sentences: what drafting makes of the ways newspapers put things, in English and Chinese alike."""

from __future__ import annotations

from functools import cache

import pytest
from planting import ROOT

from reread.draft import Document, Draft, draft_document
from reread.package.opening import Package, open_package

DAY = "2024-05-20"


@cache
def package() -> Package:
    return open_package(ROOT)


def drafted(text: str, language: str) -> Draft:
    dateline = "Updated: May 20, 2024\n" if language == "en" else "2024年5月20日\n"
    return draft_document(package(), Document(dateline + text, language, "", "x"), "test-2024-05-20")


def said(draft: Draft) -> list[str]:
    """The proposed observations in short: entity, indicator, period, value, unit, qualifier and what it is of."""
    found = []
    for o in draft.observations:
        of = f" of {o.whole_entity_id}" if o.whole_entity_id else f" from {o.base_period}" if o.base_period else ""
        value = f"{o.figure.value.normalize():f} {o.figure.unit} {o.figure.qualifier}"
        found.append(f"{o.entity_id} {o.indicator_id} {o.period or '-'} {o.period_basis} {value}{of}")
    return found


OBSERVATIONS = [
    ("en", "In 2022, Tianhe district had more than 3,100 high-tech enterprises.",
     ["tianhe high_tech_enterprises 2022 printed 3100 count over"]),
    ("zh-Hans", "2022年，天河区高新技术企业超过3100家。",
     ["tianhe high_tech_enterprises 2022 printed 3100 count over"]),
    ("en", "By the end of June 2023, nearly 200 key laboratories were at work in Guangzhou.",
     ["guangzhou key_laboratories 2023-06-30 printed 200 count nearly"]),
    ("zh-Hans", "截至2023年6月底，广州市重点实验室近200家。",
     ["guangzhou key_laboratories 2023-06-30 printed 200 count nearly"]),
    ("zh-Hans", "截至2023年6月底，广州市重点实验室逾200家。",
     ["guangzhou key_laboratories 2023-06-30 printed 200 count over"]),
    ("zh-Hans", "去年，广州市新增科技企业约1.2万家。",
     ["guangzhou new_science_technology_enterprises 2023 relative 12000 count approximately"]),
    ("zh-Hans", "2023年，广州市新增科技企业不足1.2万家。",
     ["guangzhou new_science_technology_enterprises 2023 printed 12000 count at_most"]),
    ("zh-Hans", "2023年上半年，广州市跨境电子商务进出口额达1.2万亿元，同比增长6.5%。",
     ["guangzhou cross_border_ecommerce_trade 2023-S1 printed 1200000000000 CNY rounded",
      "guangzhou cross_border_ecommerce_trade_growth 2023-S1 printed 6.5 percent rounded from 2022-S1"]),
    ("en", "In the first half of 2023, Guangzhou's foreign trade via cross-border e-commerce platforms reached 1.2 trillion"
     " yuan, up 6.5 percent year on year.",
     ["guangzhou cross_border_ecommerce_trade 2023-S1 printed 1200000000000 CNY rounded",
      "guangzhou cross_border_ecommerce_trade_growth 2023-S1 printed 6.5 percent rounded from 2022-S1"]),
    ("zh-Hans", "2023年前三季度，琶洲互联网创新集聚区固定资产投资58亿元，比上年同期增长11%。",
     ["pazhou-internet-innovation-zone zone_fixed_asset_investment 2023-01/2023-09 printed 5800000000 CNY rounded",
      "pazhou-internet-innovation-zone zone_fixed_asset_investment_growth 2023-01/2023-09 printed 11 percent rounded"
      " from 2022-01/2022-09"]),
    ("zh-Hans", "2023年，广州市天河区新增科技企业3.4万家，占全市的38.2%。",
     ["tianhe new_science_technology_enterprises 2023 printed 34000 count rounded",
      "tianhe new_science_technology_enterprises_share 2023 printed 38.2 percent rounded of guangzhou"]),
    ("zh-Hans", "2023年，天河区新增科技企业3.4万家，占广州市的四成。",
     ["tianhe new_science_technology_enterprises 2023 printed 34000 count rounded",
      "tianhe new_science_technology_enterprises_share 2023 printed 40 percent rounded of guangzhou"]),
    ("zh-Hans", "琶洲互联网创新集聚区规划面积37万平方米。",
     ["pazhou-internet-innovation-zone planned_area 2024-05-20 publication 370000 m2 rounded"]),
    ("en", "The Pazhou Internet Innovation Zone has a planned area of 370,000 square meters.",
     ["pazhou-internet-innovation-zone planned_area 2024-05-20 publication 370000 m2 rounded"]),
    ("en", "In 2022, the top 20 counties were in three regions: Jiangsu had 7 of the top 20 counties and Zhejiang 6.",
     ["jiangsu top_20_counties 2022 printed 7 count exact", "zhejiang top_20_counties 2022 printed 6 count exact"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), OBSERVATIONS)
def test_observations(language: str, text: str, expected: list[str]) -> None:
    draft = drafted(text, language)
    assert [one for one in expected if one not in said(draft)] == [], said(draft)


PLACES = [
    ("en", "In 2023, Tianhe ranked third on the list of China's top 50 smart districts in 2023.",
     [("China's top 50 smart districts in 2023", "tianhe", 3, "printed")]),
    ("en", "Tianhe was placed 2nd among the top 50 smart districts in 2023, second only to Nanshan District.",
     [("top 50 smart districts in 2023", "tianhe", 2, "printed"), ("top 50 smart districts in 2023", "nanshan-shenzhen", 1, "implied")]),
    ("en", "Baiyun and Zengcheng came 4th and 9th respectively on the list of China's top 50 smart districts in 2023.",
     [("China's top 50 smart districts in 2023", "baiyun-guangzhou", 4, "printed"),
      ("China's top 50 smart districts in 2023", "zengcheng", 9, "printed")]),
    ("zh-Hans", "在“2023智慧城区50强”榜单中，天河区排名第二，仅次于深圳市南山区。",
     [("2023智慧城区50强", "tianhe", 2, "printed"), ("2023智慧城区50强", "nanshan-shenzhen", 1, "implied")]),
    ("zh-Hans", "在“2023智慧城区50强”榜单中，白云区、增城区分别位列第4位和第9位。",
     [("2023智慧城区50强", "baiyun-guangzhou", 4, "printed"), ("2023智慧城区50强", "zengcheng", 9, "printed")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), PLACES)
def test_places(language: str, text: str, expected: list[tuple[str, str, int, str]]) -> None:
    draft = drafted(text, language)
    assert sorted((e.list.title, e.entity_id, e.rank, e.basis) for e in draft.entries) == sorted(expected)


ASIDE = [
    ("en", "Tianhe builds first-tier sites for 5G.", {"first": "ordinal_name", "5G": "identifier"}),
    ("en", "It is one of the best places.", {"one": "idiom"}),
    ("en", "Tianhe did so for the first time.", {"first": "relative_order"}),
    ("en", "Copyright 2006-2014 Example, all rights reserved", {"2006-2014": "boilerplate"}),
    ("en", "Published 2024-05-20 08:15:00", {}),
    ("en", "Made in China 2025 is a plan.", {"2025": "identifier"}),
    ("en", "Phase 2 of incubators in Tianhe is shown in Hall 5.", {"2": "identifier", "5": "identifier"}),
    ("en", "In 2019 Tianhe opened a park.", {"2019": "year_of_context"}),
    ("en", "Two plans, namely Alpha and Beta, were made.", {"Two": "generic_count"}),
    ("zh-Hans", "天河区建设第一批5G+项目。", {"第一": "ordinal_name", "5G+": "identifier"}),
    ("zh-Hans", "这是统一的一种做法。", {"一": "idiom"}),
    ("zh-Hans", "版权所有 2006-2014 备案号123", {"2006": "boilerplate", "123": "boilerplate"}),
    ("zh-Hans", "2019年，天河区建成一座公园。", {"2019年": "year_of_context"}),
]


@pytest.mark.parametrize(("language", "text", "expected"), ASIDE)
def test_numbers_that_carry_nothing_get_a_disposition(language: str, text: str, expected: dict[str, str]) -> None:
    draft = drafted(text, language)
    found = {left.quote: left.disposition for left in draft.leftovers}
    assert {quote: found.get(quote) for quote in expected} == expected, found


REASONS = [
    ("en", "In 2023, key laboratories in Guangzhou fell 5 percent.", "a decline"),
    ("zh-Hans", "2023年，广州市重点实验室下降5%。", "a decline"),
    ("en", "In 2023, the number of things in Guangzhou was 57.", "no known term"),
    ("en", "Guangzhou has 57 square kilometers.", "the unit km2 is not registered"),
    ("zh-Hans", "增速提高2.3个百分点。", "a percentage point is no value"),
    ("en", "In 2023, key laboratories in Guangzhou grew 5 percent year on year.", "no indicator is registered for the growth"),
    ("en", "57 key laboratories were built.", "nobody is named"),
    ("en", "In 2022, Tianhe had 30 high-tech enterprises, up 5 percent.", "the period it is compared with is not printed"),
    ("en", "In 2022, Tianhe had 30 high-tech enterprises, accounting for 5 percent.", "the whole that it is a share of"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "reason"), REASONS)
def test_figures_that_found_no_place_say_why(language: str, text: str, reason: str) -> None:
    reasons = [left.reason for left in drafted(text, language).leftovers]
    assert any(one.startswith(reason) for one in reasons), reasons


def test_words_that_no_register_holds_come_with_the_row_they_need() -> None:
    draft = drafted("2022年，广州重点实验室达57家，同比增长5%。", "zh-Hans")
    assert {one.table for one in draft.registrations()} >= {"indicator_terms"}
    (one,) = draft.observations
    assert "words to be registered" in one.parts["what"].why
    assert one.score < 1


def test_a_sentence_in_which_everything_is_named_and_dated_scores_one() -> None:
    (one,) = drafted("In 2022, Tianhe district had 57 key laboratories established.", "en").observations
    assert one.score == 1


def test_the_more_exact_of_two_values_is_preferred() -> None:
    text = "In 2022, Tianhe had 57 key laboratories established.\nTianhe had over 50 key laboratories established."
    exact, rough = drafted(text, "en").observations
    assert (exact.preferred, rough.preferred) == ("Printed more exactly than the other statement of the same fact.", "")
    assert (rough.period, rough.period_basis) == ("2022", "context")
