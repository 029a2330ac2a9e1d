"""Prints numbers the way newspapers do, so that tests can read them back.

The opposite of `reading`, written apart from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

from hypothesis import strategies as st

EN_MAGNITUDES = {
    "": 0,
    " thousand": 3,
    " million": 6,
    " billion": 9,
    " trillion": 12,
    " hundred million": 8,
    "-billion": 9,
    " bn": 9,
}
ZH_MAGNITUDES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
# before the numeral, behind it, the unit
EN_UNITS = [
    ("", " yuan", "CNY"), ("", " RMB", "CNY"), ("RMB ", "", "CNY"), ("¥", "", "CNY"), ("$", "", "USD"),
    ("US$", "", "USD"),
    ("", " US dollars", "USD"), ("HK$", "", "HKD"), ("€", "", "EUR"), ("", " euros", "EUR"), ("", "亿元"[1:], "CNY"),
    ("", " square meters", "m2"), ("", " square kilometres", "km2"), ("", " tonnes", "t"), ("", " mu", "mu"),
    ("", "", "count"), ("", " high-tech companies", "count"),
]  # fmt: skip
ZH_UNITS = [
    ("", "元", "CNY"), ("", "元人民币", "CNY"), ("人民币", "元", "CNY"), ("", "美元", "USD"), ("", "港元", "HKD"),
    ("", "欧元", "EUR"), ("", "平方米", "m2"), ("", "平方公里", "km2"), ("", "吨", "t"), ("", "亩", "mu"),
    ("", "家", "count"), ("", "个", "count"), ("", "", "count"),
]  # fmt: skip
EN_RATIOS = [("", " percent", "percent"), ("", "%", "percent"), ("", " per cent", "percent"),
             ("", " times", "multiple"),
             ("", " percentage points", "percentage_point")]  # fmt: skip
ZH_RATIOS = [
    ("", "%", "percent"),
    ("百分之", "", "percent"),
    ("", "倍", "multiple"),
    ("", "个百分点", "percentage_point"),
]
EN_QUALIFIERS = {
    "": None, "over ": "over", "more than ": "over", "exceeding ": "over", "at least ": "at_least",
    "no less than ": "at_least",
    "nearly ": "nearly", "almost ": "nearly", "close to ": "nearly", "about ": "approximately",
    "around ": "approximately",
    "up to ": "at_most", "less than ": "at_most", "no more than ": "at_most",
}  # fmt: skip
ZH_QUALIFIERS = {
    "": None,
    "超过": "over",
    "逾": "over",
    "至少": "at_least",
    "近": "nearly",
    "约": "approximately",
    "不足": "at_most",
}


@dataclass(frozen=True)
class Printed:
    """A number in print, with everything a reader ought to find out."""

    text: str
    language: str
    mantissa: int  # the printed digits
    last_digit: int  # power of ten of the last of them
    plain: bool
    unit: str
    qualifier: str | None
    number: str

    @property
    def value(self) -> Decimal:
        return exactly(self.mantissa, self.last_digit)


def exactly(mantissa: int, exponent: int) -> Decimal:
    return Decimal(mantissa * 10**exponent) if exponent >= 0 else Decimal(f"{mantissa}E{exponent}")


def digits(mantissa: int, places: int, grouped: bool) -> str:
    """`mantissa` over ten to the `places` with a decimal point, and separators if `grouped`."""
    whole, rest = divmod(mantissa, 10**places)
    return (f"{whole:,}" if grouped else str(whole)) + (f".{rest:0{places}}" if places else "")


@st.composite
def printed(draw: st.DrawFn, qualified: bool = True) -> Printed:
    """Any number as any newspaper would print it, with any unit and, if `qualified`, any qualifier."""
    language = draw(st.sampled_from(["en", "zh"]))
    zh = language == "zh"
    places = draw(st.sampled_from([0, 0, 0, 1, 2, 3]))
    mantissa = draw(st.one_of(st.integers(0, 3000), st.integers(0, 10**9), st.integers(1, 999).map(lambda n: n * 100)))
    ratio = draw(st.booleans())
    magnitude, exponent = "", 0
    if not ratio:
        magnitude, exponent = draw(st.sampled_from(sorted((ZH_MAGNITUDES if zh else EN_MAGNITUDES).items())))
    before, behind, unit = draw(
        st.sampled_from((ZH_RATIOS if zh else EN_RATIOS) if ratio else ZH_UNITS if zh else EN_UNITS)
    )
    if behind == " high-tech companies" and places and not magnitude:
        behind = ""  # nobody counts half companies
    if places == 3 and not magnitude and 1000 <= mantissa < 10**6:
        places = 2  # 1.200 is also how a thousand and two hundred is written
    qualifiers = (ZH_QUALIFIERS if zh else EN_QUALIFIERS) if qualified else {"": None}
    word, qualifier = draw(st.sampled_from(sorted(qualifiers.items())))
    number = digits(mantissa, places, draw(st.booleans())) + magnitude
    plain = not magnitude and not places
    return Printed(
        word + before + number + behind, language, mantissa, exponent - places, plain, unit, qualifier, number
    )


def rounds_to(number: Decimal, printed_value: Decimal, last: int) -> set[bool]:
    """Whether `number` rounds to `printed_value` at the power of ten `last`, under every way of rounding a tie."""
    with localcontext() as context:
        context.prec = 200
        return {number.quantize(Decimal(f"1E{last}"), way) == printed_value for way in (ROUND_HALF_UP, ROUND_HALF_EVEN)}


def cuts_to(number: Decimal, printed_value: Decimal, last: int) -> bool:
    """Whether `number`, cut off at the power of ten `last`, is `printed_value`."""
    with localcontext() as context:
        context.prec = 200
        return number.quantize(Decimal(f"1E{last}"), ROUND_FLOOR) == printed_value


def last_nonzero(mantissa: int, exponent: int) -> int:
    while mantissa and mantissa % 10 == 0:
        mantissa, exponent = mantissa // 10, exponent + 1
    return exponent


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SCALES = ("", "thousand", "million", "billion", "trillion")


def in_words(number: int, joined: bool = True) -> str:
    """A whole number in English words: "one million two hundred and five"."""
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        tens = TENS.split()[number // 10 - 2]
        return tens if number % 10 == 0 else tens + ("-" if joined else " ") + ONES.split()[number % 10]
    if number < 1000:
        rest = number % 100
        return f"{ONES.split()[number // 100]} hundred" + (
            f"{' and' if joined else ''} {in_words(rest, joined)}" if rest else ""
        )
    groups = []
    for scale in SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(f"{in_words(group, joined)} {scale}".strip())
    return " ".join(reversed(groups))


ORDINAL_WORDS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def ordinal_words(number: int) -> str:
    """An ordinal below a hundred in words: "twenty-first"."""
    head, _, last = in_words(number).rpartition("-")
    last = ORDINAL_WORDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return f"{head}-{last}" if head else last


def ordinal_digits(number: int) -> str:
    """4 as "4th", 21 as "21st"."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
