"""Every word of the vocabulary can be read, and means what the table says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reread.reading import read_figure
from reread.reading.vocabulary import (
    AMBIGUOUS_MAGNITUDES,
    DENOMINATORS,
    MAGNITUDES,
    MEASURE_WORDS,
    MULTIPLES,
    NEUTRAL_PREFIXES,
    PREFIX_UNITS,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    QUALIFIERS_WITHIN,
    TRADITIONAL,
    UNITS,
)

LANGUAGES = ("en", "zh")


def blank(language: str) -> str:
    return " " if language == "en" else ""


@pytest.mark.parametrize(("language", "word"), [(a, w) for a in LANGUAGES for w in UNITS[a]])
def test_units(language: str, word: str) -> None:
    unit, shift = UNITS[language][word]
    for text in (f"7{blank(language)}{word}", f"over 7{blank(language)}{word}", f"7{blank(language)}{word.upper()}"):
        figure = read_figure(text)
        assert (figure.value, figure.unit) == (Decimal(7 * 10**shift), unit)
    if shift == 0 and unit not in ("percent", "percentage_point", "multiple"):
        assert read_figure(f"7 million {word}").unit == read_figure(f"7亿{word}", "zh").unit == unit


@pytest.mark.parametrize(("language", "word"), [(a, w) for a in LANGUAGES for w in MAGNITUDES[a]])
def test_magnitudes(language: str, word: str) -> None:
    figure = read_figure(f"1.5{blank(language)}{word} yuan", language)
    assert figure.value == Decimal(15 * 10 ** MAGNITUDES[language][word]) / 10
    assert figure.text[figure.number_start : figure.number_end].endswith(word)
    if word not in AMBIGUOUS_MAGNITUDES:
        assert read_figure(f"1.5{blank(language)}{word}", language).unit == "count"


@pytest.mark.parametrize(("language", "word"), [(a, w) for a in LANGUAGES for w in QUALIFIERS_BEFORE[a]])
def test_qualifiers_before(language: str, word: str) -> None:
    meaning = QUALIFIERS_BEFORE[language][word]
    assert meaning in QUALIFIERS
    for text in (f"{word}{blank(language)}61 billion yuan", f"{word.capitalize()}{blank(language)}$61 billion"):
        figure = read_figure(text)
        assert figure.qualifier == meaning
        assert figure.text == text


@pytest.mark.parametrize(("language", "word"), [(a, w) for a in LANGUAGES for w in QUALIFIERS_AFTER[a]])
def test_qualifiers_after(language: str, word: str) -> None:
    meaning = QUALIFIERS_AFTER[language][word]
    assert meaning in QUALIFIERS
    assert read_figure(f"61{blank(language)}{word}").qualifier == meaning
    assert read_figure(f"61 billion yuan{blank(language)}{word}").qualifier == meaning


@pytest.mark.parametrize("sign", sorted(QUALIFIERS_WITHIN))
def test_qualifiers_within(sign: str) -> None:
    assert read_figure(f"61{sign}").qualifier == QUALIFIERS_WITHIN[sign]


@pytest.mark.parametrize(("language", "word"), [(a, w) for a in LANGUAGES for w in NEUTRAL_PREFIXES[a]])
def test_neutral_prefixes(language: str, word: str) -> None:
    assert read_figure(f"{word}{blank(language)}61").qualifier == "exact"


@pytest.mark.parametrize("sign", sorted(PREFIX_UNITS))
def test_prefix_units(sign: str) -> None:
    assert read_figure(f"{sign}61").unit == read_figure(f"over {sign} 61").unit == PREFIX_UNITS[sign]


@pytest.mark.parametrize("word", sorted(MEASURE_WORDS))
def test_measure_words(word: str) -> None:
    figure = read_figure(f"61{word}", "zh")
    assert (figure.value, figure.unit, figure.qualifier) == (61, "count", "exact")


@pytest.mark.parametrize(("language", "word"), [(a, w) for a in LANGUAGES for w in MULTIPLES[a]])
def test_multiples(language: str, word: str) -> None:
    n, d = MULTIPLES[language][word]
    figure = read_figure(word, language)
    assert (figure.value * d, figure.unit, figure.divisor) == (n, "multiple", d)


@pytest.mark.parametrize("word", sorted(DENOMINATORS))
def test_denominators(word: str) -> None:
    figure = read_figure(f"one {word}")
    assert (figure.divisor, figure.unit) == (DENOMINATORS[word], "multiple")
    assert abs(figure.value * DENOMINATORS[word] - 1) < Decimal("1E-10")


def test_characters_are_replaced_one_for_one() -> None:
    assert all(len(a) == len(b) == 1 and a != b for a, b in TRADITIONAL.items())
    assert not set(TRADITIONAL) & set(TRADITIONAL.values())


def test_no_word_has_two_meanings() -> None:
    assert not set(UNITS["en"]) & set(MAGNITUDES["en"])
    assert not set(QUALIFIERS_BEFORE["en"]) & set(NEUTRAL_PREFIXES["en"])
    assert not set(UNITS["en"]) & set(UNITS["zh"])
