"""Number words: "one hundred and five", 三千两百. Tokens in, exact integers out; no idea of units or texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .characters import TAKEN
from .errors import ReadingError, shown
from .spots import Lazy
from .vocabulary import ARTICLES, DOZEN, HANZI_DIGITS, HANZI_SCALES, NUMBER_WORDS, PARTS_BEHIND, SCALES

#: What stands behind a part of a whole, or behind one by which it grew: "of", "on 2019", "over a year earlier".
PART_BEHIND: Final = (
    rf"(?:{'|'.join(PARTS_BEHIND)}|year[\s-]on[\s-]year"
    rf"|(?:on|over|from|against)\s{{1,3}}(?:a\s{{1,3}}year|last\s{{1,3}}year|(?:19|20)[0-9]{{2}}(?![0-9])|{TAKEN}"
    r"|the\s{1,3}(?:year|(?:previous|prior|preceding|same|corresponding)\s{1,3}(?:year|period|time|month|quarter)))"
    r")(?![A-Za-z])"
)
_SCALES: Final = "".join(HANZI_SCALES)
_ARABIC: Final = Lazy("[0-9]+", 0)
_PLACE: Final = Lazy(rf"(0+(?![0-9])|[零〇])|(?=.)([0-9]+|[{''.join(HANZI_DIGITS)}])?([{_SCALES}])?", 0)
_RUN: Final = Lazy(rf"[0-9{''.join(HANZI_DIGITS)}{_SCALES}]+", 0)


class SpelledNumber(NamedTuple):
    """A number in words: its value is mantissa x 10^last_digit; plain when no magnitude word scaled it."""

    mantissa: int
    last_digit: int
    plain: bool
    consumed: int

    @property
    def value(self) -> int:
        """The whole number; none of one with decimals."""
        return int(self.mantissa * 10**self.last_digit)


def read_words(tokens: Sequence[str]) -> SpelledNumber:
    """The number that the longest readable beginning of `tokens` (lower-case words) spells.

    "twenty", "one" is 21 from two tokens; "five", "million" is 5 with a magnitude of 10^6; "one", "two" is 1 from one
    token. Raises `ReadingError` when the first token starts no number.
    """
    total, position = 0, 0
    parts: list[tuple[int, int]] = []  # each with its scale, which the next one must stay under
    while position < len(tokens) and (not parts or parts[-1][1]):
        start = position + 1 if total and tokens[position] == "and" else position
        group, after = _below_thousand(tokens, start)
        scale = SCALES.get(tokens[after], 0) if after < len(tokens) else 0
        scale = scale if scale >= 3 else 0
        over = bool(parts) and (scale >= parts[-1][1] if scale else group >= 10 ** parts[-1][1])
        if after == start or over:
            break
        total += group * 10**scale
        parts.append((group, scale))
        position = after + 1 if scale else after
    if not parts:
        raise ReadingError(f"no number in the words {shown(' '.join(tokens))}")
    if len(parts) == 1 and parts[0][1]:
        return SpelledNumber(*parts[0], False, position)
    return SpelledNumber(total, 0, True, position)


def _below_thousand(tokens: Sequence[str], i: int) -> tuple[int, int]:
    """Value and end of "a dozen", "twenty-one", "two hundred and five" or "twelve hundred" from `i`; end `i` if
    none."""
    article = i < len(tokens) and tokens[i] in ARTICLES
    value, end = (1, i + 1) if article else _below_hundred(tokens, i)
    following = tokens[end] if end < len(tokens) else ""
    if end == i or (article and following not in (DOZEN, *SCALES)):
        return 0, i
    if following == DOZEN and value:
        return value * 12, end + 1
    if following != "hundred" or value == 0 or (value % 10 == 0 and value > 9):
        return value, end
    rest_at = end + 2 if "and" in tokens[end + 1 : end + 2] else end + 1
    rest, rest_end = _below_hundred(tokens, rest_at)
    return (100 * value + rest, rest_end) if rest else (100 * value, end + 1)


def _below_hundred(tokens: Sequence[str], i: int) -> tuple[int, int]:
    value, ones = (NUMBER_WORDS.get(word) for word in (*tokens[i : i + 2], "", "")[:2])
    if value is None:
        return 0, i
    return (value + ones, i + 2) if ones and value >= 20 and ones <= 9 else (value, i + 1)


def read_hanzi(text: str) -> SpelledNumber:
    """The number a run of Chinese numerals spells, whole: 二十一, 三千零五, 两万, 一亿两千万, 二〇二二, 一点五.

    Digits may stand for any of its numbers: 1亿5千万, 7千3百, 13万2. Raises `ReadingError` for a run that is no number,
    such as 十百 or 一零, or may be two: 3万500.
    """
    whole, point, places = text.partition("点")
    if point:
        digits = [HANZI_DIGITS.get(c) for c in places]
        if not places or None in digits:
            raise ReadingError(f"no decimal number: {shown(text)}")
        mantissa = int(str(read_hanzi(whole).value) + "".join(map(str, digits)))
        return SpelledNumber(mantissa, -len(digits), False, len(text))
    if text and HANZI_DIGITS.keys() >= set(text):
        counted = len(text) > 2 and text in "一二三四五六七八九"  # a list of three
        if counted or len(text) == 2:  # 三五 is "three to five"; digit by digit only names of years are written
            raise ReadingError(f"not one number: {shown(text)}")
        return SpelledNumber(int("".join(str(HANZI_DIGITS[c]) for c in text)), 0, True, len(text))
    head = text.rstrip("万亿")
    if text[len(head) :] in ("万", "亿", "万亿") and head and not set(head) & {"万", "亿"}:
        return SpelledNumber(_below_wan(head, text), _power(text[len(head) :]), False, len(text))
    value = _whole(text, text)
    if not _ARABIC.search(text):
        return SpelledNumber(value, 0, True, len(text))
    last = _power(text) or max(_power(text[:-1]) - 1, 0)  # the unit after the last digit may not be written
    return SpelledNumber(value // 10**last, last, last == 0, len(text))


def _power(text: str) -> int:
    """The power of ten of the scales that `text` ends with."""
    return sum(HANZI_SCALES[c] for c in text[len(text.rstrip(_SCALES)) :])


def _whole(part: str, text: str) -> int:
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        left, found, right = part.partition(sign)
        if not found:
            continue
        if not left or sign in right:
            raise ReadingError(f"no number: {shown(text)}")
        value = _whole(left, text) * size
        if not right:
            return value
        if len(right) == 1 and (digit := _digit(right)):
            return value + digit * size // 10  # 两万五 is 25,000, 13万2 is 132,000
        if right.isdigit() and right.isascii() and 10 ** len(right) != size:
            raise ReadingError(f"may be one number or two: {shown(text)}")
        rest = _whole(right.removeprefix("零").removeprefix("〇"), text)
        if rest >= size:
            raise ReadingError(f"no number: {shown(text)}")
        return value + rest
    return _below_wan(part, text)


def _digit(token: str) -> int:
    """The number of a Chinese digit or of a group of digits; 0 for a scale."""
    return int(token) if token.isascii() and token.isdigit() else HANZI_DIGITS.get(token, 0)


def _below_wan(part: str, text: str) -> int:
    """A number below ten thousand: digits with 千, 百, 十 in falling order, 零 for a gap."""
    if part in ("零", "〇") or _ARABIC.fullmatch(part):
        return _digit(part)
    wrong = ReadingError(f"no number: {shown(text)}")
    if not _RUN.fullmatch(part):
        raise wrong
    total, last, zero = 0, 4, False
    for place in _PLACE.finditer(part):
        zeros, digits, sign = place.groups()
        if zeros:
            if zero or not total:
                raise wrong
            zero = True
            continue
        digit, scale = _digit(digits) if digits else 1, HANZI_SCALES[sign] if sign else 0
        falls = scale < last if sign else place.end() == len(part)
        if not falls or not (digits or (scale == 1 and (zero or not total))):  # 十五: the one before 十 is not written
            raise wrong
        if digit > 9 and total and (scale or (not zero and len(digits) != last)):
            raise ReadingError(f"may be one number or two: {shown(text)}")
        unwritten = not scale and last in (2, 3) and not zero and total and digit < 10  # 一百五 is 150
        total += digit * 10 ** (last - 1 if unwritten else scale)
        last, zero = scale, False
    if zero:
        raise wrong
    return total
