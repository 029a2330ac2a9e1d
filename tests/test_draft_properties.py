"""What holds for the draft of any text: no number is lost, and every part is what its characters are."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from planting import ROOT

from reread.draft import Document, Draft, Part, draft_document
from reread.draft.leftovers import spans_of
from reread.draft.report import as_json, as_text
from reread.draft.rows import rows_of
from reread.package.opening import Package, open_package
from reread.reading import read_figure, scan_numerals

ENGLISH = """In 2021,|Tianhe district|the district|it|added|34,000|new science and technology enterprises|accounting for
38.2 percent|of Guangzhou's total|ranked 4th|among the top 100 Chinese districts in 2022|second only to
Nanshan District|up nearly 200 percent over 2015|61 billion yuan ($9.22 billion)|with an investment of
by the end of 2021|respectively|7 in|Jiangsu, 6 in Zhejiang|of them|the list|5G|No 1|first|one of the|twelve
half|a third of|1.2.3|1,03|Updated: March 14, 2024|high-tech enterprises|key laboratories|,|.|;|(|)|\n
value of exports|rose|year-on-year|$|999999999999999999999999|第七|Ⅳ|½"""
CHINESE = """2023年，|天河区|全区|广州市|全市|新增科技企业|3.15万家|占全市的36.8%|，|；|。|同比增长|4.4%|高新技术企业|达|近
逾|1102家|百强|位列第2位|仅次于|深圳市南山区|亿|百亿元|第一批|二期|一|两|截至|上半年|前三季度|其中|的2.5倍|、
江苏8个、浙江5个|翻了一番|三分之一|不足三成|《2023中国百强县》|“|”|\n|超百亿元|2024-10-09|5G+|个百分点
固定资产投资|比上年"""


def pieces(words: str) -> st.SearchStrategy[str]:
    listed = [piece for line in words.split("\n") for piece in line.split("|")]
    return st.lists(st.sampled_from(listed), max_size=40).map(" ".join)


@cache
def package() -> Package:
    return open_package(ROOT)


def drafted(text: str, language: str) -> Draft:
    return draft_document(package(), Document(text, language, "", "x"), "test-2024-10-10", "2024-10-10")


def parts(draft: Draft) -> list[Part]:
    found: list[Part] = []
    for proposal in [*draft.observations, *draft.entries]:
        for part in proposal.parts.values():  # type: ignore[attr-defined]
            current: Part | None = part
            while current is not None:
                found.append(current)
                current = current.refers_to
    return found


def check(text: str, language: str) -> None:
    draft = drafted(text, language)
    proposals = [p for one in draft.observations for p in one.parts.values()]
    proposals += [p for one in draft.entries for p in one.parts.values()]
    spans = spans_of(proposals) + [(left.start, left.end) for left in draft.leftovers]
    spans += [(e.list.start, e.list.end) for e in draft.entries if e.list.new]
    if draft.published_part:
        spans.append((draft.published_part.start, draft.published_part.end))
    numerals = scan_numerals(text, language)
    assert draft.numerals == len(numerals)
    for numeral in numerals:
        assert any(start <= numeral.start and numeral.end <= end for start, end in spans), numeral
    for part in parts(draft):
        assert text[part.start : part.end] == part.quote != ""
        assert 0 < part.weight <= 1
        if part.refers_to and part.refers_to.kind == "name":  # who points back; a growth may name its level behind it
            assert part.refers_to.start < part.start
    for one in draft.observations:
        assert 0 <= one.score <= 1
        read = read_figure(one.parts["value"].quote, language)
        assert (read.value, read.unit, read.qualifier) == (one.figure.value, one.figure.unit, one.figure.qualifier)
        assert ("when" in one.parts) == bool(one.period)
    for left in draft.leftovers:
        assert text[left.start : left.end] == left.quote
        assert left.reason
    rows = rows_of(package(), draft).tables
    keys = [row["evidence_id"] for row in rows.get("evidence", [])]
    assert len(keys) == len(set(keys))
    for name in ("observations", "ranking_entries"):
        for row in rows.get(name, []):
            assert all(cell in keys for column, cell in row.items() if column.endswith("evidence_id") and cell)
    json.loads(as_json(draft))
    assert as_text(draft).endswith("not placed\n")


@given(pieces(ENGLISH))
@settings(max_examples=150)
@example("Tianhe district ranked 4th")
@example("ranked second only to second only to")
@example("In 2021, up 5 percent over 2021")
def test_no_number_is_lost_in_english(text: str) -> None:
    check(text, "en")


@given(pieces(CHINESE).map(lambda text: text.replace(" ", "")))
@settings(max_examples=150)
@example("天河区占全市的")
@example("第二第二第二")
def test_no_number_is_lost_in_chinese(text: str) -> None:
    check(text, "zh-Hans")


@given(st.text(max_size=200), st.sampled_from(["en", "zh-Hans", "zh-Hant"]))
@settings(max_examples=100)
def test_no_number_is_lost_in_any_text(text: str, language: str) -> None:
    check(text, language)


@pytest.mark.parametrize("name", sorted(p.name for p in [*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/texts/*.txt")]))
def test_no_number_of_a_real_text_is_lost(name: str) -> None:
    folder = ROOT / ("seeds" if (ROOT / "seeds" / name).exists() else "tests/texts")
    check((folder / name).read_bytes().decode("utf-8"), "zh-Hans" if name.startswith("zh") else "en")


@pytest.mark.parametrize(
    "text",
    [
        "7 " * 20_000,
        "Guangzhou " * 8_000 + "7 key laboratories",
        "the city, " * 8_000,
        "In 2021, 7 key laboratories in Guangzhou; " * 1_000,
        "ranked 4th, " * 4_000,
        "top 100 " * 4_000,
        "second only to " * 4_000,
        ("Guangzhou had 7 key laboratories in 2021.\n" * 1_000),
        "(" * 50_000,
    ],
)
def test_repetitive_texts_are_read_without_blowing_up(text: str) -> None:
    draft = drafted(text, "en")
    assert draft.numerals == len(scan_numerals(text, "en"))
