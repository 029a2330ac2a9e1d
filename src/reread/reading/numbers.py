"""Number words: "one hundred and five", 三千两百. Tokens in, exact integers out; no idea of units or texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from .errors import ReadingError, shown
from .spots import Lazy
from .vocabulary import ARTICLES, DOZEN, HANZI_DIGITS, HANZI_SCALES, NUMBER_WORDS, SCALES


class SpelledNumber(NamedTuple):
    """A number in words: its value is mantissa x 10^last_digit; plain when no magnitude word scaled it."""

    mantissa: int
    last_digit: int
    plain: bool
    consumed: int


def read_words(tokens: Sequence[str]) -> SpelledNumber:
    """The number that the longest readable beginning of `tokens` (lower-case words) spells.

    "twenty", "one" is 21 from two tokens; "five", "million" is 5 with a magnitude of 10^6; "one", "two" is 1 from one
    token. Raises `ReadingError` when the first token starts no number.
    """
    total, position = 0, 0
    ceiling: int | None = None  # the last scale, which the next one must stay under
    scales_used = 0
    only = (0, 0)
    while position < len(tokens):
        start = position + 1 if total and tokens[position] == "and" else position
        group, after = _below_thousand(tokens, start)
        if after == start:
            break
        scale = SCALES.get(tokens[after], 0) if after < len(tokens) else 0
        if scale >= 3:
            if ceiling is not None and scale >= ceiling:
                break
            total += group * 10**scale
            ceiling, scales_used, only = scale, scales_used + 1, (group, scale)
            position = after + 1
            continue
        if ceiling is not None and group >= 10**ceiling:
            break
        total += group
        position = after
        scales_used += 1 if scales_used else 0
        break
    if position == 0:
        raise ReadingError(f"no number in the words {shown(' '.join(tokens))}")
    if scales_used == 1:
        return SpelledNumber(only[0], only[1], False, position)
    return SpelledNumber(total, 0, True, position)


def _below_thousand(tokens: Sequence[str], i: int) -> tuple[int, int]:
    """Value and end of "a dozen", "twenty-one", "two hundred and five" or "twelve hundred" from `i`; end `i` if
    none."""
    first = tokens[i] if i < len(tokens) else ""
    following = tokens[i + 1] if i + 1 < len(tokens) else ""
    if first in ARTICLES:
        if following == DOZEN:
            return 12, i + 2
        if following not in SCALES:
            return 0, i
        value, end = 1, i + 1
    else:
        value, end = _below_hundred(tokens, i)
    if end == i:
        return 0, i
    nxt = tokens[end] if end < len(tokens) else ""
    if nxt == DOZEN and value:
        return value * 12, end + 1
    if nxt != "hundred" or value == 0 or (value % 10 == 0 and value > 9):
        return value, end
    value, end = value * 100, end + 1
    rest_at = end + 1 if end < len(tokens) and tokens[end] == "and" else end
    rest, rest_end = _below_hundred(tokens, rest_at)
    return (value + rest, rest_end) if rest_end > rest_at and rest else (value, end)


def _below_hundred(tokens: Sequence[str], i: int) -> tuple[int, int]:
    value = NUMBER_WORDS.get(tokens[i]) if i < len(tokens) else None
    if value is None:
        return 0, i
    if value >= 20 and i + 1 < len(tokens) and 1 <= NUMBER_WORDS.get(tokens[i + 1], 0) <= 9:
        return value + NUMBER_WORDS[tokens[i + 1]], i + 2
    return value, i + 1


def read_hanzi(text: str) -> SpelledNumber:
    """The number a run of Chinese numerals spells, whole: 二十一, 三千零五, 两万, 一亿两千万, 二〇二二, 一点五.

    Digits may stand for any of its numbers: 1亿5千万, 7千3百, 13万2. Raises `ReadingError` for a run that is no number,
    such as 十百 or 一零, or may be two: 3万500.
    """
    if "点" in text:
        whole, _, places = text.partition("点")
        digits = [HANZI_DIGITS.get(c) for c in places]
        if not places or None in digits:
            raise ReadingError(f"no decimal number: {shown(text)}")
        head = read_hanzi(whole)
        value = head.mantissa * 10**head.last_digit
        return SpelledNumber(int(str(value) + "".join(str(d) for d in digits)), -len(digits), False, len(text))
    if text and all(c in HANZI_DIGITS for c in text):
        counted = len(text) > 2 and text in "一二三四五六七八九"  # a list of three
        if counted or len(text) == 2:  # 三五 is "three to five"; digit by digit only names of years are written
            raise ReadingError(f"not one number: {shown(text)}")
        return SpelledNumber(int("".join(str(HANZI_DIGITS[c]) for c in text)), 0, True, len(text))
    head_text = text.rstrip("万亿")
    scale = sum(HANZI_SCALES[c] for c in text[len(head_text) :])
    if text[len(head_text) :] in ("万", "亿", "万亿") and head_text and not set(head_text) & {"万", "亿"}:
        return SpelledNumber(_below_wan(head_text, text), scale, False, len(text))
    value = _whole(text, text)
    if not _ARABIC.search(text):
        return SpelledNumber(value, 0, True, len(text))
    scales = text[len(text.rstrip("十百千万亿拾佰仟")) :]
    last = sum(HANZI_SCALES[c] for c in scales)
    if not scales and text[-2] in HANZI_SCALES:  # the unit after the last digit is not written
        last = sum(HANZI_SCALES[c] for c in text[len(text[:-1].rstrip("十百千万亿拾佰仟")) : -1]) - 1
    return SpelledNumber(value // 10**last, last, last == 0, len(text))


_ARABIC: Final = Lazy("[0-9]+", 0)


def _whole(part: str, text: str) -> int:
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        if sign in part:
            left, _, right = part.rpartition(sign) if sign == "亿" else part.partition(sign)
            if not left or sign in left:
                raise ReadingError(f"no number: {shown(text)}")
            value = _whole(left, text) * size
            if not right:
                return value
            if len(right) == 1 and _digit(right):
                return value + (_digit(right) or 0) * size // 10  # 两万五 is 25,000, 13万2 is 132,000
            if right.isdigit() and right.isascii() and 10 ** len(right) != size:
                raise ReadingError(f"may be one number or two: {shown(text)}")
            rest = _whole(right.removeprefix("零").removeprefix("〇"), text)
            if rest >= size:
                raise ReadingError(f"no number: {shown(text)}")
            return value + rest
    return _below_wan(part, text)


def _digit(token: str) -> int | None:
    """The number of a Chinese digit or of a group of digits; None for a scale."""
    return int(token) if token.isascii() and token.isdigit() else HANZI_DIGITS.get(token)


def _below_wan(part: str, text: str) -> int:
    """A number below ten thousand: digits with 千, 百, 十 in falling order, 零 for a gap."""
    tokens = re.findall("[0-9]+|.", part)
    if part in ("零", "〇") or _ARABIC.fullmatch(part):
        return _digit(part) or 0
    total, last_scale, i, zero = 0, 4, 0, False
    while i < len(tokens):
        sign = tokens[i]
        digit = _digit(sign)
        if digit == 0:
            if zero or not total:
                raise ReadingError(f"no number: {shown(text)}")
            zero = True
            i += 1
            continue
        if digit is None:
            digit, unit_at = 1, i  # 十五: the one before 十 is not written
            if HANZI_SCALES.get(sign) != 1 or (total and not zero):
                raise ReadingError(f"no number: {shown(text)}")
        else:
            unit_at = i + 1
        scale = HANZI_SCALES.get(tokens[unit_at], 0) if unit_at < len(tokens) else 0
        if unit_at < len(tokens) and not 0 < scale < last_scale:
            raise ReadingError(f"no number: {shown(text)}")
        if digit > 9 and total and (scale or (not zero and 10 ** len(sign) != 10**last_scale)):
            raise ReadingError(f"may be one number or two: {shown(text)}")
        if not scale and last_scale in (2, 3) and not zero and total and digit < 10:
            total += digit * 10 ** (last_scale - 1)  # 一百五 is 150: the unit after the last digit is not written
        else:
            total += digit * 10**scale
        i, last_scale, zero = unit_at + (1 if scale else 0), scale, False
        if not scale and i < len(tokens):
            raise ReadingError(f"no number: {shown(text)}")
    if zero or not tokens:
        raise ReadingError(f"no number: {shown(text)}")
    return total
