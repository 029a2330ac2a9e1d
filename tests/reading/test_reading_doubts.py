"""Falls, denials, shares and marks that stand further off: each kind is read right or refused, over generated numbers.

What must not come out is the number as it is printed: with the wrong sign, the wrong end, or cut in two.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reading_render import ONES

from reread.reading import Figure, ReadingError, Refused, read_all, read_figure

PERCENTS = st.integers(1, 999).map(lambda n: Decimal(n) / 10)
COUNTS = st.integers(2, 9999).filter(lambda n: not 1900 <= n <= 2099)
WHOLE = st.integers(1, 98)


def figures(text: str) -> list[Figure]:
    language = "en" if text.isascii() else "zh"
    return [item for item in read_all(text, language) if isinstance(item, Figure)]


EN_BELOW = ["below the level of 2021", "lower than a year earlier", "below the target", "short of the target",
            "fewer than in 2021", "under the average", "under the national average",
            "cheaper than", "shy of it"]  # fmt: skip
EN_ABOVE = ["above the level of 2021", "higher than a year earlier", "more than in 2021", "ahead of the plan"]
ZH_BELOW = ["比2021年低{}", "较上年低{}", "比上年少{}", "比上年低了{}", "较目标低约{}", "低出{}"]
ZH_ABOVE = ["比2021年高{}", "较上年多{}", "比上年高出{}"]


@given(PERCENTS, st.sampled_from([" percent", "%", " percentage points"]), st.sampled_from(EN_BELOW + EN_ABOVE))
def test_below_and_above(number: Decimal, unit: str, words: str) -> None:
    figure = figures(f"It was {number}{unit} {words}")[0]
    assert figure.value == (-number if words in EN_BELOW else number)


@given(PERCENTS, st.sampled_from(["%", "个百分点", "亿元"]), st.sampled_from(ZH_BELOW + ZH_ABOVE))
def test_below_and_above_in_chinese(number: Decimal, unit: str, frame: str) -> None:
    (figure,) = figures(frame.format(f"{number}{unit}"))
    power = 10**8 if unit == "亿元" else 1
    assert figure.value == (-number if frame in ZH_BELOW else number) * power


FALLS = [
    "slumped",
    "weakened",
    "fell",
    "shrank",
    "declined",
    "dropped",
    "decreased",
    "contracted",
    "a decline of",
    "slipped by",
]
ZH_FALLS = ["下降", "减少", "下滑", "回落", "降幅为"]


@given(WHOLE, st.integers(1, 90), st.sampled_from([*FALLS, "rose", "grew by"]), st.sampled_from(
    ["between {} and {} percent", "between {}% and {}%", "{} to {} percent", "somewhere between {} and {} percent"]
))  # fmt: skip
def test_a_range_falls_with_the_word_before_it(low: int, more: int, word: str, frame: str) -> None:
    assume(word != "rose" or "to" not in frame)
    items = figures(f"It {word} " + frame.format(low, low + more))
    ends = (Decimal(-low - more), Decimal(-low)) if word in FALLS else (Decimal(low), Decimal(low + more))
    assert all(figure.ends == ends for figure in items)
    assert len(items) == 1 or low * 100 <= low + more


@given(PERCENTS, st.sampled_from(FALLS[:6]), st.sampled_from(
    [", from 1,500, by", " from 1,500 by", " in Beijing by", " (from 1,500) by", ", on average,",
     ", compared with May, by"]
))  # fmt: skip
def test_a_fall_told_further_before(number: Decimal, word: str, between: str) -> None:
    text = f"The number of firms {word}{between} {number} percent"
    assert all(figure.unit == "count" for figure in figures(text))
    assert figures(text.replace(word, "rose"))[-1].value == number


@given(
    PERCENTS,
    st.sampled_from("负降跌亏减"),
    st.sampled_from(["为", "，为", "，达到", "，同比", "至"]),
    st.sampled_from(["正", "增", "升"]),
)
def test_what_turns_down(number: Decimal, fall: str, between: str, rise: str) -> None:
    assert all(figure.value == -number for figure in figures(f"增速由{rise}转{fall}{between}{number}%"))
    assert [figure.value for figure in figures(f"增速由{rise}转{fall}，下降{number}%")] == [-number]
    assert [figure.value for figure in figures(f"增速由{fall}转{rise}，增长{number}%")] == [number]


@given(COUNTS, COUNTS)
def test_losses_are_no_amounts(loss: int, profit: int) -> None:
    for text in (
        f"swung from a loss of {loss} million yuan to a profit of {profit} million yuan",
        f"由亏损{loss}百万元转为盈利{profit}百万元",
    ):
        assert [figure.value for figure in figures(text)] == [profit * 10**6]


DENIED = ["did not grow by {}", "never rose by {}", "failed to make up {}", "didn't gain {}", "was not {}",
          "without {}",
          "no growth of {}", "is nowhere near {}", "has not exceeded over {}", "not over {}", "not above {}",
          "没有增长{}", "并未达到过{}", "不是{}", "并非{}", "不再超过{}"]  # fmt: skip
AT_MOST = ["failed to reach {}", "did not reach {}", "never exceeded {}", "cannot exceed {}", "fell to less than {}",
           "没有超过{}", "未能达到{}", "不得超过{}", "未突破{}", "不满{}", "不及{}"]  # fmt: skip
AT_LEAST = ["should not be less than {}", "no fewer than {}", "不得低于{}", "不应少于{}", "不少于{}"]


@given(PERCENTS, st.sampled_from(DENIED + AT_MOST + AT_LEAST))
def test_denials_turn_the_end_or_refuse(number: Decimal, frame: str) -> None:
    items = figures(frame.format(f"{number}%" if frame.isascii() else f"{number}％"))
    wanted = [] if frame in DENIED else ["at_most"] if frame in AT_MOST else ["at_least"]
    assert [figure.qualifier for figure in items] == wanted
    assert all(figure.value == number for figure in items)


SHARES = ["{} in {}", "{} in {} firms", "{} out of {}", "{} out of every {} firms", "{} in every {}", "{}-in-{}"]
ZH_SHARES = ["每{1}家企业中有{0}家", "每{1}家就有{0}家", "每{1}个人中有{0}个"]


@given(st.integers(1, 9), st.integers(1, 9), st.booleans(), st.booleans(), st.data())
def test_a_share_is_not_two_counts(part: int, more: int, words: bool, hedged: bool, data: st.DataObject) -> None:
    whole = min(part + more, 10)
    names = ONES.split()
    zh = data.draw(st.booleans())
    digits = "零一二三四五六七八九十" if zh else names
    said = (digits[part], digits[whole]) if words else (part, whole)
    text = data.draw(st.sampled_from(ZH_SHARES if zh else SHARES)).format(*said)
    items = read_all(f"{'至少' if zh else 'at least '}{text}" if hedged else text, "zh" if zh else "en")
    assert items and all(isinstance(item, Refused) for item in items)


@given(st.sampled_from("二三四五六七八九十"), st.sampled_from("强弱"))
def test_somewhat_more_than_a_fraction(part: str, near: str) -> None:
    (item,) = read_all(f"{part}分之一{near}", "zh")
    assert isinstance(item, Refused)


@pytest.mark.parametrize(
    "text",
    ["成百上千家", "成千上万家", "数以千计", "数以万计的企业", "数百上千家", "百把人", "千百家", "百来家", "十数家",
     "百万家企业", "几十家",
     "half a dozen", "half-dozen firms", "5 dozen", "4打", "5 gross", "two score", "three score and ten",
     "a baker's dozen",
     "five hundredweight", "3尺", "3担", "20 knots", "3 points", "for 3 straight years", "3比1", "a factor of 3",
     "Industry 4.0", "中国制造2025", 
     "一二三产业", "cut in half", "减少3倍", "fell threefold", "3.2 per 1,000", "300 yuan apiece", "1， 200家"],
)  # fmt: skip
def test_refused_whole(text: str) -> None:
    items = read_all(text, "en" if text.isascii() else "zh")
    assert len(items) == 1 and isinstance(items[0], Refused)


@given(COUNTS, st.sampled_from(["万+家", "+家", "万家+", "+", "万余家", "家开外", "出头", "家有余"]))
def test_at_least_so_many(number: int, behind: str) -> None:
    (figure,) = figures(f"{number}{behind}")
    assert (figure.value, figure.qualifier) == (number * (10000 if "万" in behind else 1), "over")


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(
    [" enterprises", " people", " yuan", "家企业", "人", "元", " euros"]
))  # fmt: skip
def test_a_point_that_may_part_thousands(head: int, tail: int, behind: str) -> None:
    text = f"{head}.{tail:03}{behind}"
    assert not figures(text)
    with pytest.raises(ReadingError):
        read_figure(text, "en" if text.isascii() else "zh")
    (figure,) = figures(text.replace(".", ","))
    assert figure.value == head * 1000 + tail


@given(PERCENTS.filter(lambda n: n % 1 != 0), st.sampled_from([" enterprises", " people", "家", "户"]))
def test_a_number_of_things_is_whole(number: Decimal, behind: str) -> None:
    assert not figures(f"There were {number}{behind}")
    assert figures(f"There were {number} million{behind}")[0].value == number * 10**6


@given(st.integers(1, 9))
def test_times_doubled(times: int) -> None:
    assert read_figure(f"翻{times}番", "zh").value == 2**times
    assert read_figure(f"翻了{'一二三四五六七八九'[times - 1]}番", "zh").value == 2**times


@given(st.integers(1, 99), st.sampled_from([("quarter", 4), ("third", 3), ("half", 2)]))
def test_a_number_and_a_part(whole: int, part: tuple[str, int]) -> None:
    names = {2: "two", 3: "three", 12: "twelve"}
    for text in [f"{names[whole]} and a {part[0]} percent"] if whole in names else [f"{whole} and a half percent"]:
        divisor = part[1] if whole in names else 2
        (figure,) = figures(text)
        assert figure.value is not None and abs(figure.value * divisor - (whole * divisor + 1)) < Decimal("1E-9")


@given(
    st.sampled_from(["", "翻", "下降", "近", "over ", "fell ", "$", "between 3 and ", "-", "百分之", "2 and "]),
    st.sampled_from(["3", "7", "3.5", "61.25", "1.200", "2,995", "100"]),
    st.sampled_from(
        ["", "番", "%", "倍", "家", " percent", " million yuan", " enterprises", " percent below", "成强", "万+家"]
    ),
)
def test_one_expression_reads_as_it_does_in_running_text(before: str, number: str, behind: str) -> None:
    text = before + number + behind
    language = "en" if text.isascii() else "zh"
    try:
        figure = read_figure(text, language)
    except ReadingError:
        return
    assert all((item.value, item.ends) == (figure.value, figure.ends) for item in figures(text))


@given(WHOLE, st.sampled_from(["fell {} billion yuan, or ", "shrank by {} billion yuan or about ", "下降{}亿元，或",
                               "减少{}亿元，即"]))  # fmt: skip
def test_a_fall_told_again_as_a_share(number: int, frame: str) -> None:
    items = figures(frame.format(number) + "4%")
    assert [item.value for item in items] == [-number * (10**9 if frame.isascii() else 10**8)]
    assert len(figures(f"rose {number} billion yuan, or 4%")) == 2


@given(WHOLE, st.sampled_from(
    ["net loss narrowed to {}", "losses widened to {}", "the deficit was {}", "its net loss to 2 billion yuan from {}"]
))  # fmt: skip
def test_a_loss_told_with_its_verb(number: int, frame: str) -> None:
    assert not figures(frame.format(number) + " billion yuan")
    assert len(figures(f"losses fell and revenue rose to {number} billion yuan")) == 1


@given(WHOLE, st.sampled_from(["蒸发逾{}亿元", "蒸发了{}亿元"]))
def test_a_value_that_evaporated_fell(number: int, frame: str) -> None:
    assert [item.value for item in figures("总市值" + frame.format(number))] == [-number * 10**8]


@given(st.integers(1, 9), st.sampled_from(
    ["{},000 yuan to {},900 yuan a month", "from {},000 yuan to {},900 yuan per month", "{}000元至{}900元/月"]
))  # fmt: skip
def test_neither_end_of_a_range_that_is_per_something(number: int, frame: str) -> None:
    assert not figures(frame.format(number, number))


@given(WHOLE, st.sampled_from(["passed", "topped", "crossed", "broke through", "exceeded", "surpassed"]))
def test_a_mark_that_is_passed(number: int, verb: str) -> None:
    for figure in figures(f"It {verb} the {number} billion yuan mark"):
        assert (figure.value, figure.qualifier) == (number * 10**9, "over")
    assert len(figures(f"It {verb} the {number} billion yuan mark")) == (verb in ("exceeded", "surpassed"))
