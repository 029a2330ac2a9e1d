"""Every word of the tables can be read, and means what its row says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reread.reading import Figure, ReadingError, Refused, read_all, read_figure
from reread.reading.characters import simplified
from reread.reading.vocabulary import (
    CURRENCIES,
    DENIALS,
    DENOMINATORS,
    MAGNITUDES,
    MEASURE_WORDS,
    MULTIPLES,
    NEUTRAL,
    PREFIX_UNITS,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    QUALIFIERS_WITHIN,
    RATIO_UNITS,
    SIGNS,
    SIGNS_AFTER,
    UNITS,
    VULGAR,
    table,
)

KNOWN_UNITS = {
    "percent", "percentage_point", "multiple", "CNY", "USD", "EUR", "HKD", "JPY", "m2", "km2", "mu", "t", "kWh", "MW",
    "person", "person_year", "count", "hectare", "GBP",
}  # fmt: skip


def joined(number: str, word: str) -> str:
    """`number` and `word` with a blank between them where the word is English."""
    return f"{number} {word}" if word[0].isascii() and word[0].isalpha() else number + word


@pytest.mark.parametrize("word", sorted(UNITS))
def test_units(word: str) -> None:
    unit, power = UNITS[word].meaning, UNITS[word].power
    printed = word.removeprefix("=")
    forms = [joined("7", printed), joined("over 7", printed)] + [joined("7", word.upper())] * (printed == word)
    for text in forms:
        if unit:
            figure = read_figure(text)
            assert (figure.value, figure.unit) == (Decimal(7 * 10**power), unit)
        else:
            with pytest.raises(ReadingError):
                read_figure(text)
    if unit and power == 0 and unit not in RATIO_UNITS:
        assert read_figure(joined("7 million", printed)).unit == read_figure(f"7亿{printed}", "zh").unit == unit


def test_units_are_few() -> None:
    found = {word.meaning for words in (UNITS, PREFIX_UNITS, MEASURE_WORDS) for word in words.values()} - {""}
    assert found == KNOWN_UNITS


@pytest.mark.parametrize("word", sorted(MAGNITUDES))
def test_magnitudes(word: str) -> None:
    power, needs = MAGNITUDES[word].power, MAGNITUDES[word].needs
    number = f"1.5{word[1:]}" if needs == "attached" else joined("1.5", word)
    if not MAGNITUDES[word].meaning:
        with pytest.raises(ReadingError):
            read_figure(number + " yuan")
        return
    figure = read_figure(number + " yuan")
    assert figure.value == Decimal(15 * 10**power) / 10
    assert figure.text[figure.number_start : figure.number_end].endswith(word.removeprefix("="))
    if needs != "currency":
        assert read_figure(number).unit == "count"
    if needs:
        with pytest.raises(ReadingError, match="may be a magnitude or a unit"):
            read_figure(number.replace("1.5", "15"))


@pytest.mark.parametrize("word", sorted(QUALIFIERS_BEFORE))
def test_qualifiers_before(word: str) -> None:
    meaning = QUALIFIERS_BEFORE[word].meaning
    gap = " " if word.isascii() else ""
    for text in (f"{word}{gap}61 billion yuan", f"{word.capitalize()}{gap}$61 billion"):
        figure = read_figure(text)
        assert figure.qualifier == meaning
        assert figure.text == text


@pytest.mark.parametrize("word", sorted(QUALIFIERS_AFTER))
def test_qualifiers_after(word: str) -> None:
    meaning = QUALIFIERS_AFTER[word].meaning
    assert read_figure(joined("61", word)).qualifier == meaning
    assert read_figure(joined("61 billion yuan", word)).qualifier == meaning


def test_meanings_are_qualifiers() -> None:
    for words in (QUALIFIERS_BEFORE, QUALIFIERS_AFTER, QUALIFIERS_WITHIN):
        assert {word.meaning for word in words.values()} <= set(QUALIFIERS)


@pytest.mark.parametrize("sign", sorted(QUALIFIERS_WITHIN))
def test_qualifiers_within(sign: str) -> None:
    assert read_figure(f"61{sign}{'家' if sign == '来' else ''}").qualifier == QUALIFIERS_WITHIN[sign].meaning


@pytest.mark.parametrize("word", sorted(NEUTRAL))
def test_neutral_prefixes(word: str) -> None:
    assert read_figure(f"{word}{' ' if word.isascii() else ''}61").qualifier == "exact"


@pytest.mark.parametrize("sign", sorted(PREFIX_UNITS))
def test_prefix_units(sign: str) -> None:
    unit = PREFIX_UNITS[sign].meaning
    for text in (f"{sign}61", f"over {sign} 61"):
        if unit:
            assert read_figure(text).unit == unit
        else:
            with pytest.raises(ReadingError, match="currency"):
                read_figure(text)
    assert not unit or unit in CURRENCIES | {"percent"}


@pytest.mark.parametrize("word", sorted(MEASURE_WORDS))
def test_measure_words(word: str) -> None:
    figure = read_figure(f"61{word}", "zh")
    assert (figure.value, figure.unit) == (61, MEASURE_WORDS[word].meaning)


@pytest.mark.parametrize("word", sorted(SIGNS))
def test_signs_before(word: str) -> None:
    sign = SIGNS[word].meaning
    text = f"{word}{' ' if word[0].isascii() and word[0].isalpha() else ''}3.2%"
    if sign == "+":
        with pytest.raises(ReadingError, match="left over before"):
            read_figure(text)
    elif sign == "?":
        with pytest.raises(ReadingError, match="turns its sign"):
            read_figure(text)
    else:
        figure = read_figure(text)
        assert (figure.value, figure.text) == (Decimal("-3.2"), text)
        assert figure.transformation == ("growth" if sign == "-" else None)


@pytest.mark.parametrize("word", sorted(SIGNS_AFTER))
def test_signs_after(word: str) -> None:
    sign = SIGNS_AFTER[word].meaning
    text = joined("3.2%", word)
    if sign in ("?", "?%"):
        with pytest.raises(ReadingError, match="turns its sign"):
            read_figure(text)
    else:
        figure = read_figure(text)
        assert (figure.value, figure.text, figure.transformation) == (Decimal("-3.2"), text, "growth")
    beside = read_all(joined("3.2亿元", word))
    if sign == "-":
        assert [item.value for item in beside if isinstance(item, Figure)] == [-320000000]
    elif sign == "?%":  # no such word beside money
        assert [(item.text, item.value) for item in beside if isinstance(item, Figure)] == [("3.2亿元", 320000000)]
    else:
        assert [type(item) for item in beside] == [Refused]


@pytest.mark.parametrize("word", sorted(word for words in DENIALS.values() for word in words))
def test_denials(word: str) -> None:
    gap = " " if word.isascii() else ""
    said = ["rose by 3.2%", "made up 3.2%", "over 3.2%"] if word in DENIALS["not"] else ["3.2%"]
    for words in said if gap else ["3.2%", "增长3.2%"]:
        (item,) = read_all(f"It {word}{gap}{words}", "en" if gap else "zh")
        assert isinstance(item, Refused)


@pytest.mark.parametrize("word", sorted(MULTIPLES))
def test_multiples(word: str) -> None:
    n, d = MULTIPLES[word]
    figure = read_figure(word)
    assert (figure.value and figure.value * d, figure.unit, figure.divisor) == (n, "multiple", d)


@pytest.mark.parametrize("word", sorted(DENOMINATORS))
def test_denominators(word: str) -> None:
    figure = read_figure(f"one {word}")
    assert (figure.divisor, figure.unit, figure.transformation) == (DENOMINATORS[word], "percent", "share")
    assert figure.value is not None and abs(figure.value * DENOMINATORS[word] - 100) < Decimal("1E-10")


@pytest.mark.parametrize("sign", sorted(VULGAR))
def test_fractions_in_one_sign(sign: str) -> None:
    n, d = VULGAR[sign]
    value = read_figure(f"2{sign} percent").value
    assert value is not None and abs(value * d - (2 * d + n)) < Decimal("1E-10")


def test_characters_are_replaced_one_for_one() -> None:
    assert all(len(form) == 1 and ord(form) != code for code, form in simplified().items())
    assert simplified()[ord("萬")] == "万" and simplified()[ord("區")] == "区"


def test_no_word_has_two_meanings() -> None:
    assert not set(UNITS) & set(MAGNITUDES)
    assert not set(QUALIFIERS_BEFORE) & set(NEUTRAL)
    for name, key in (("units", "place"), ("hedges", "place"), ("signs", "place"), ("numbers", "kind")):
        rows = [(row["word"], row[key]) for row in table(name)]
        assert len(rows) == len(set(rows)), name
