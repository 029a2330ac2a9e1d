"""The words figures are printed with, per language: plain tables, no logic.

Every table maps a phrase to its meaning, keyed by language where the language matters. Phrases are lower case; one
blank in a phrase stands for one to three blanks or line breaks in the text. Figures in an English text may carry
Chinese units ("exceed 4000亿元"), so magnitudes, units and qualifiers of all languages are understood everywhere;
only number words depend on the language that is read.

To teach the reader a new word, add it here; `tests/test_reading_vocabulary.py` checks that every entry can be read.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "AMBIGUOUS_MAGNITUDES", "ARTICLES", "CURRENCIES", "DENOMINATORS", "DOZEN", "EXTRA_NUMERALS", "HALVES",
    "HANZI_DIGITS",
    "HANZI_SCALES", "LANGUAGES", "MAGNITUDES", "MEASURE_WORDS", "MONTHS", "MULTIPLES", "NEUTRAL_PREFIXES",
    "NOT_BEFORE", "NOT_BEGINNING_HANZI_NOUNS", "NOT_IN_HANZI_NOUNS", "NOT_NOUNS",
    "NUMBER_WORDS", "ORDINALS", "PREFIX_UNITS", "QUALIFIERS", "QUALIFIERS_AFTER", "QUALIFIERS_BEFORE",
    "QUALIFIERS_WITHIN",
    "RATIO_UNITS", "SCALES", "TRADITIONAL", "UNITS", "WEEKDAYS",
]  # fmt: skip

#: Languages with a grammar, by their primary BCP 47 subtag ("zh-Hans" and "en-GB" are "zh" and "en").
LANGUAGES: Final = ("en", "zh")

#: What a figure's `qualifier` may be.
QUALIFIERS: Final = ("exact", "rounded", "approximately", "nearly", "over", "at_least", "at_most")

# --- magnitudes: word -> power of ten -------------------------------------------------------------------------------

MAGNITUDES: Final[dict[str, dict[str, int]]] = {
    "en": {
        "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
        "hundred thousand": 5, "hundred million": 8, "hundred billion": 11, "thousand billion": 12,
        "mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12, "m": 6,
    },
    "zh": {
        "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11,
        "万亿": 12,
    },
}  # fmt: skip

#: Magnitudes read only beside a currency: "$5m" is five million dollars, a bare "5m" may be five metres.
AMBIGUOUS_MAGNITUDES: Final = frozenset({"m"})

# --- units: word -> (unit_id, power of ten) -------------------------------------------------------------------------

UNITS: Final[dict[str, dict[str, tuple[str, int]]]] = {
    "en": {
        "percent": ("percent", 0), "per cent": ("percent", 0), "pct": ("percent", 0), "%": ("percent", 0),
        "percentage point": ("percentage_point", 0), "percentage points": ("percentage_point", 0),
        "percent point": ("percentage_point", 0), "percent points": ("percentage_point", 0),
        "yuan": ("CNY", 0), "chinese yuan": ("CNY", 0), "yuan rmb": ("CNY", 0), "yuan renminbi": ("CNY", 0),
        "rmb": ("CNY", 0), "rmb yuan": ("CNY", 0), "renminbi": ("CNY", 0), "renminbi yuan": ("CNY", 0),
        "cny": ("CNY", 0),
        "dollar": ("USD", 0), "dollars": ("USD", 0), "us dollar": ("USD", 0), "us dollars": ("USD", 0),
        "u.s. dollar": ("USD", 0), "u.s. dollars": ("USD", 0), "american dollars": ("USD", 0), "usd": ("USD", 0),
        "hong kong dollar": ("HKD", 0), "hong kong dollars": ("HKD", 0), "hk dollars": ("HKD", 0), "hkd": ("HKD", 0),
        "euro": ("EUR", 0), "euros": ("EUR", 0), "eur": ("EUR", 0),
        "pounds sterling": ("GBP", 0), "british pounds": ("GBP", 0), "gbp": ("GBP", 0),
        "yen": ("JPY", 0), "japanese yen": ("JPY", 0), "jpy": ("JPY", 0),
        "square meter": ("m2", 0), "square meters": ("m2", 0), "square metre": ("m2", 0), "square metres": ("m2", 0),
        "sq m": ("m2", 0), "sq. m": ("m2", 0), "sq.m": ("m2", 0), "sqm": ("m2", 0), "sq meters": ("m2", 0),
        "sq metres": ("m2", 0), "m2": ("m2", 0), "m²": ("m2", 0), "㎡": ("m2", 0),
        "square kilometer": ("km2", 0), "square kilometers": ("km2", 0), "square kilometre": ("km2", 0),
        "square kilometres": ("km2", 0), "sq km": ("km2", 0), "sq. km": ("km2", 0), "sqkm": ("km2", 0),
        "km2": ("km2", 0),
        "km²": ("km2", 0), "㎢": ("km2", 0),
        "hectare": ("hectare", 0), "hectares": ("hectare", 0), "ha": ("hectare", 0), "mu": ("mu", 0),
        "times": ("multiple", 0), "fold": ("multiple", 0),
    },
    "zh": {
        "％": ("percent", 0), "成": ("percent", 1), "个百分点": ("percentage_point", 0),
        "百分点": ("percentage_point", 0),
        "元": ("CNY", 0), "元人民币": ("CNY", 0), "人民币": ("CNY", 0), "人民币元": ("CNY", 0),
        "美元": ("USD", 0), "港元": ("HKD", 0), "港币": ("HKD", 0), "欧元": ("EUR", 0), "英镑": ("GBP", 0),
        "日元": ("JPY", 0),
        "平方米": ("m2", 0), "平米": ("m2", 0), "平方公里": ("km2", 0), "平方千米": ("km2", 0),
        "公顷": ("hectare", 0), "亩": ("mu", 0), "倍": ("multiple", 0),
    },
}  # fmt: skip

#: Chinese words that are none before these characters: 2015成立 is "founded", 5元素 "elements", 百分点 a unit of its
#: own.
NOT_BEFORE: Final[dict[str, str]] = {
    "成": "立为功员长果本都效熟交品分", "元": "素件旦宇器", "百": "分", "千": "米瓦克",
}  # fmt: skip

#: Units that are pure ratios: a round "200 percent" is taken to its last printed digit, unlike a round count or amount.
RATIO_UNITS: Final = frozenset({"percent", "percentage_point", "multiple"})

#: Units of money, beside which "m" is a million.
CURRENCIES: Final = frozenset({"CNY", "USD", "HKD", "EUR", "GBP", "JPY"})

#: Signs and codes printed before the numeral.
PREFIX_UNITS: Final[dict[str, str]] = {
    "$": "USD", "us$": "USD", "usd": "USD", "usd$": "USD", "hk$": "HKD", "hkd": "HKD", "rmb": "CNY", "rmb¥": "CNY",
    "cny": "CNY", "¥": "CNY", "￥": "CNY", "cn¥": "CNY", "renminbi": "CNY", "€": "EUR", "eur": "EUR", "£": "GBP",
    "gbp": "GBP", "jpy": "JPY", "人民币": "CNY", "美元": "USD", "港币": "HKD", "百分之": "percent",
}  # fmt: skip

#: Measure words between a Chinese numeral and its noun: they make a count.
MEASURE_WORDS: Final = "家个名位件座条所种类人户款套台辆只批次处间张份项例场届期层级轮笔幅只艘艇架宗"

# --- qualifiers -----------------------------------------------------------------------------------------------------

QUALIFIERS_BEFORE: Final[dict[str, dict[str, str]]] = {
    "en": {
        "over": "over", "more than": "over", "greater than": "over", "higher than": "over", "larger than": "over",
        "above": "over", "beyond": "over", "in excess of": "over", "upwards of": "over", "upward of": "over",
        "just over": "over", "well over": "over", "exceed": "over", "exceeds": "over", "exceeded": "over",
        "exceeding": "over", "surpass": "over", "surpasses": "over", "surpassed": "over", "surpassing": "over",
        "topped": "over", "topping": "over", ">": "over",
        "at least": "at_least", "no less than": "at_least", "no fewer than": "at_least", "not less than": "at_least",
        "not fewer than": "at_least", "a minimum of": "at_least", "≥": "at_least",
        "up to": "at_most", "at most": "at_most", "no more than": "at_most", "not more than": "at_most",
        "a maximum of": "at_most", "less than": "at_most", "fewer than": "at_most", "under": "at_most",
        "below": "at_most", "as many as": "at_most", "as much as": "at_most", "≤": "at_most", "<": "at_most",
        "nearly": "nearly", "almost": "nearly", "close to": "nearly", "approaching": "nearly", "just under": "nearly",
        "about": "approximately", "around": "approximately", "approximately": "approximately",
        "approx.": "approximately",
        "approx": "approximately", "roughly": "approximately", "some": "approximately", "an estimated": "approximately",
        "circa": "approximately", "~": "approximately", "≈": "approximately",
    },
    "zh": {
        "超过": "over", "超": "over", "逾": "over", "突破": "over", "多于": "over", "高于": "over", "大于": "over",
        "至少": "at_least", "不少于": "at_least", "不低于": "at_least", "不小于": "at_least",
        "不足": "at_most", "不到": "at_most", "不超过": "at_most", "不多于": "at_most", "不高于": "at_most",
        "至多": "at_most", "最多": "at_most", "少于": "at_most", "低于": "at_most",
        "近": "nearly", "将近": "nearly", "接近": "nearly",
        "约": "approximately", "大约": "approximately", "约为": "approximately", "大概": "approximately",
    },
}  # fmt: skip

QUALIFIERS_AFTER: Final[dict[str, dict[str, str]]] = {
    "en": {
        "or more": "at_least", "or above": "at_least", "and above": "at_least", "or over": "at_least",
        "and more": "at_least", "or less": "at_most", "or fewer": "at_most", "or below": "at_most",
        "and below": "at_most",
        "or so": "approximately", "plus": "over",
    },
    "zh": {
        "以上": "at_least", "及以上": "at_least", "或以上": "at_least", "以下": "at_most", "及以下": "at_most",
        "以内": "at_most", "左右": "approximately", "上下": "approximately",
    },
}  # fmt: skip

#: Signs right behind the numeral, or behind its magnitude: "400多亿", "4亿多", "三十余", "100+".
QUALIFIERS_WITHIN: Final[dict[str, str]] = {"多": "over", "余": "over", "+": "over"}

#: Words that may stand before a figure and say nothing about its precision.
NEUTRAL_PREFIXES: Final[dict[str, tuple[str, ...]]] = {
    "en": ("a total of", "total of", "a combined"),
    "zh": ("达到", "达", "高达", "共", "共计", "合计", "总计", "为"),
}

# --- number words ---------------------------------------------------------------------------------------------------

NUMBER_WORDS: Final[dict[str, int]] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

#: Words that multiply what stands before them.
SCALES: Final[dict[str, int]] = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
DOZEN: Final = "dozen"
ARTICLES: Final = ("a", "an")

ORDINALS: Final[dict[str, int]] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip

#: Words for an n-th part, singular and plural.
DENOMINATORS: Final[dict[str, int]] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

#: One word that is a whole multiple, as (numerator, denominator).
MULTIPLES: Final[dict[str, dict[str, tuple[int, int]]]] = {
    "en": {
        "double": (2, 1), "doubled": (2, 1), "doubles": (2, 1), "doubling": (2, 1), "twice": (2, 1), "thrice": (3, 1),
        "triple": (3, 1), "tripled": (3, 1), "triples": (3, 1), "tripling": (3, 1), "trebled": (3, 1),
        "quadruple": (4, 1), "quadrupled": (4, 1), "quadruples": (4, 1), "quadrupling": (4, 1),
        "quintupled": (5, 1), "sextupled": (6, 1),
        "twofold": (2, 1), "threefold": (3, 1), "fourfold": (4, 1), "fivefold": (5, 1), "sixfold": (6, 1),
        "sevenfold": (7, 1), "eightfold": (8, 1), "ninefold": (9, 1), "tenfold": (10, 1), "hundredfold": (100, 1),
        "halved": (1, 2), "halving": (1, 2),
    },
    "zh": {
        "翻番": (2, 1), "翻一番": (2, 1), "翻了一番": (2, 1), "翻两番": (4, 1), "翻了两番": (4, 1),
        "翻三番": (8, 1),
    },
}  # fmt: skip

HALVES: Final = ("一半", "半数")

HANZI_DIGITS: Final[dict[str, int]] = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
HANZI_SCALES: Final[dict[str, int]] = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "拾": 1, "佰": 2, "仟": 3}

#: Numerals that are only counted by `scan_numerals`, never read as a figure: they name no one number.
EXTRA_NUMERALS: Final = (
    "hundreds", "thousands", "millions", "billions", "trillions", "dozens", "tens", "twenties", "thirties",
    "trillionth",
    "billionth", "millionth", "thousandth",
)  # fmt: skip

# --- what cannot be a counted noun ----------------------------------------------------------------------------------

#: Words that end the noun phrase of a count: "21 of which" and "2,995 by the end" are a bare number and a clause.
NOT_NOUNS: Final = frozenset(
    {
        "a", "about", "above", "accounting", "after", "also", "although", "among", "an", "and", "are",
        "around", "as", "at", "be", "because", "been", "before", "being", "below", "between", "but", "by",
        "can", "could", "did", "do", "does", "during", "each", "for", "from", "had", "has", "have", "he",
        "her", "his", "how", "if", "in", "including", "into", "is", "it", "its", "less", "many", "may",
        "might", "more", "most", "much", "must", "no", "nor", "not", "of", "off", "on", "one's", "only",
        "onto", "or", "our", "out", "over", "per", "plus", "since", "so", "some", "such", "than", "that", "the",
        "their", "them", "then", "there", "these", "they", "this", "those", "though", "through", "to",
        "totaling", "totalling", "under", "until", "up", "upon", "was", "we", "were", "what", "when",
        "where", "whether", "which", "while", "who", "whose", "will", "with", "within", "would", "you",
        "your",
    }
)  # fmt: skip

#: Characters that no Chinese counted noun holds, and those it does not begin with: 2022年 is a year, 十几家 vague.
NOT_IN_HANZI_NOUNS: Final = "一二两三四五六七八九十百千万亿元倍亩"
NOT_BEGINNING_HANZI_NOUNS: Final = "年月日号几数来多余"

# --- calendar -------------------------------------------------------------------------------------------------------

MONTHS: Final[dict[str, int]] = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final[dict[str, int]] = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip

# --- characters -----------------------------------------------------------------------------------------------------

#: Full-width and traditional forms of the characters used above, one for one, so that offsets stay true.
TRADITIONAL: Final[dict[str, str]] = {
    "萬": "万", "億": "亿", "兩": "两", "餘": "余", "約": "约", "過": "过", "達": "达", "歐": "欧", "畝": "亩",
    "頃": "顷",
    "點": "点", "幣": "币", "個": "个", "項": "项", "種": "种", "類": "类", "將": "将", "於": "于", "計": "计",
    "總": "总",
    "為": "为", "處": "处", "間": "间", "張": "张", "臺": "台", "輛": "辆", "條": "条", "戶": "户", "強": "强",
    "鎊": "镑",
    "圓": "元", "圆": "元", "內": "内", "數": "数", "貳": "贰", "參": "叁", "陸": "陆",
    "\u3000": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2212": "-", "\u2013": "-", "\u2011": "-",
}  # fmt: skip

#: Superlatives that claim the first place. "Top" is none: being in a top 100 is not being at its top.
SUPERLATIVES: Final = ("largest", "highest", "biggest", "greatest")
