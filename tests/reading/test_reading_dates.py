"""Times: printed and relative ones, what growth is compared with, and the period grammar."""

from __future__ import annotations

from calendar import month_name
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.reading import ReadingError, Time, find_times, period_span, read_base_period, read_time
from reread.reading.periods import end_of, previous_period, year_before

PRINTED = [
    ("2021", "2021"), ("In 2021", "2021"), ("By 2016", "2016"), ("since 2015", "2015"), ("during 2021", "2021"),
    ("the year 2021", "2021"), ("in the year of 2021", "2021"), ("4000", "4000"),
    ("by the end of 2021", "2021-12-31"), ("the end of 2021", "2021-12-31"), ("end-2021", "2021-12-31"),
    ("At the end of 2021", "2021-12-31"), ("as of the end of 2021", "2021-12-31"), ("year-end 2021", "2021-12-31"),
    ("2021 year-end", "2021-12-31"), ("by the end of June 2022", "2022-06-30"),
    ("the end of February 2024", "2024-02-29"),
    ("by the end of the first half of 2022", "2022-06-30"), ("by the end of the third quarter of 2022", "2022-09-30"),
    ("September 23, 2022", "2022-09-23"), ("Dec 8,2017", "2017-12-08"), ("Dec. 8, 2017", "2017-12-08"),
    ("Sept. 23, 2022", "2022-09-23"), ("Dec 8,2017 3:07 PM", "2017-12-08"), ("8 December 2017", "2017-12-08"),
    ("the 8th of December 2017", "2017-12-08"), ("Friday, December 8, 2017", "2017-12-08"),
    ("on June 28th, 2022", "2022-06-28"),
    ("2013-14", "2013-01/2014-12"), ("2012–13", "2012-01/2013-12"), ("2021/22", "2021-01/2022-12"),
    ("1999-00", "1999-01/2000-12"), ("2006-14", "2006-01/2014-12"),
    ("Q3/2020", "2020-Q3"), ("2020Q3", "2020-Q3"), ("3Q 2020", "2020-Q3"), ("1H 2021", "2021-S1"),
    ("2020年Q3", "2020-Q3"), ("six months to June 2023", "2023-01/2023-06"),
    ("the 12 months ended March 31, 2023", "2022-04/2023-03"), ("2023年6月30日止", "2023-06-30"),
    ("2022-07-27", "2022-07-27"), ("2022-07-27 14:33:49", "2022-07-27"), ("2022/7/27", "2022-07-27"),
    ("2022.07.27", "2022-07-27"),
    ("2022-07-27T14:33", "2022-07-27"), ("2022-07", "2022-07"), ("November 2017", "2017-11"),
    ("in November of 2017", "2017-11"),
    ("first half of 2022", "2022-S1"), ("the second half of 2022", "2022-S2"), ("H1 2022", "2022-S1"),
    ("2022 H2", "2022-S2"),
    ("first quarter of 2023", "2023-Q1"), ("in the fourth quarter of 2021", "2021-Q4"), ("Q1 2023", "2023-Q1"),
    ("Q3 of 2022", "2022-Q3"),
    ("first three quarters of 2024", "2024-01/2024-09"), ("the first five months of 2022", "2022-01/2022-05"),
    ("from January to June 2022", "2022-01/2022-06"), ("January-June 2022", "2022-01/2022-06"),
    ("between January and June 2022", "2022-01/2022-06"),
    ("2021年12月28日至1月3日", "2021-12-28/2022-01-03"),
    ("November to January 2022", "2021-11/2022-01"), ("November 2021 to January 2022", "2021-11/2022-01"),
    ("from 2016 to 2020", "2016-01/2020-12"), ("2006–2014", "2006-01/2014-12"),
    ("between 2016 and 2020", "2016-01/2020-12"),
    ("June 28 to 30, 2022", "2022-06-28/2022-06-30"), ("June 28-30, 2022", "2022-06-28/2022-06-30"),
    ("from June 28 to July 2, 2022", "2022-06-28/2022-07-02"), ("28 to 30 June 2022", "2022-06-28/2022-06-30"),
    ("2021年", "2021"), ("在2021年", "2021"), ("2021年底", "2021-12-31"), ("2021年末", "2021-12-31"),
    ("截至2021年底", "2021-12-31"),
    ("2022年9月23日", "2022-09-23"), ("2022 年 9 月 23 日", "2022-09-23"), ("2022年9月", "2022-09"),
    ("2022年上半年", "2022-S1"),
    ("2022年下半年", "2022-S2"), ("2024年前三季度", "2024-01/2024-09"), ("2023年第一季度", "2023-Q1"),
    ("2023年一季度", "2023-Q1"),
    ("2022年前5个月", "2022-01/2022-05"), ("2022年1-6月", "2022-01/2022-06"), ("2022年1月至6月", "2022-01/2022-06"),
    ("2016年至2020年", "2016-01/2020-12"), ("2016-2020年", "2016-01/2020-12"), ("二〇二二年九月二十三日", "2022-09-23"),
    ("2022年6月底", "2022-06-30"), ("2022年上半年末", "2022-06-30"), ("2015年以来", "2015"),
    ("2022年6月28日至30日", "2022-06-28/2022-06-30"),
]  # fmt: skip

RELATIVE = [
    # text, published, period
    ("last year", "2017-12-08", "2016"), ("this year", "2017-12-08", "2017"), ("last year", "2017", "2016"),
    ("next year", "2017", "2018"),
    ("year to date", "2023-11-08", "2023"), ("so far this year", "2023-11-08", "2023"),
    ("last month", "2022-01-15", "2021-12"), ("this month", "2022-01", "2022-01"),
    ("yesterday", "2022-03-01", "2022-02-28"),
    ("today", "2022-03-01", "2022-03-01"),
    ("June 28", "2022-07-27", "2022-06-28"), ("June 28", "2022-06-28", "2022-06-28"),
    ("June 28", "2022-06-27", "2021-06-28"),
    ("June 6", "2023-06-06", "2023-06-06"), ("8 December", "2018-01-01", "2017-12-08"),
    ("February 29", "2023-05-01", "2020-02-29"),
    ("June 28", "2022-09", "2022-06-28"),
    ("in October", "2017-12-08", "2017-10"), ("In March", "2017-12-08", "2017-03"),
    ("November", "2017-12-08", "2017-11"),
    ("in December", "2017-12-08", "2017-12"), ("in December", "2017-11-30", "2016-12"),
    ("the 27th", "2022-07-27", "2022-07-27"), ("27th", "2022-07-28", "2022-07-27"),
    ("the 30th", "2023-06-06", "2023-05-30"),
    ("on the 27th", "2022-07-26", "2022-06-27"), ("the 31st", "2022-03-05", "2022-01-31"),
    ("the 30th", "2022-03-01", "2022-01-30"),
    ("from April to June", "2022-09-23", "2022-04/2022-06"), ("April to June", "2022-05-01", "2022-04/2022-06"),
    ("April to June", "2022-03-31", "2021-04/2021-06"), ("November to January", "2022-12-05", "2022-11/2023-01"),
    ("in the first half", "2022-07-27", "2022-S1"), ("the first half", "2022-05-01", "2021-S1"),
    ("in the first half of this year", "2022-05-01", "2022-S1"),
    ("the first quarter of last year", "2022-05-01", "2021-Q1"),
    ("first three quarters", "2024-10-20", "2024-01/2024-09"),
    ("by the end of last year", "2022-05-01", "2021-12-31"), ("by the end of the year", "2022-05-01", "2022-12-31"),
    ("by the end of June", "2022-09-23", "2022-06-30"), ("the end of last month", "2022-03-15", "2022-02-28"),
    ("the end of the month", "2022-02", "2022-02-28"),
    ("June 28 to 30", "2022-07-27", "2022-06-28/2022-06-30"), ("March last year", "2022-05-01", "2021-03"),
    ("去年", "2022-09-23", "2021"), ("今年", "2022-09-23", "2022"), ("前年", "2022-09-23", "2020"),
    ("上月", "2022-01-15", "2021-12"),
    ("6月28日", "2022-07-27", "2022-06-28"), ("27日", "2022-07-26", "2022-06-27"),
    ("本月27日", "2022-07-28", "2022-07-27"),
    ("十月", "2017-12-08", "2017-10"), ("去年底", "2022-09-23", "2021-12-31"),
    ("去年年底", "2022-09-23", "2021-12-31"), ("年底", "2022-09-23", "2022-12-31"),
    ("上半年", "2022-07-27", "2022-S1"), ("今年上半年", "2022-07-27", "2022-S1"),
    ("前三季度", "2024-10-20", "2024-01/2024-09"),
    ("一季度", "2022-02-01", "2021-Q1"), ("去年10月", "2022-02-01", "2021-10"),
    ("4月至6月", "2022-09-23", "2022-04/2022-06"), ("昨日", "2022-03-01", "2022-02-28"),
    ("12月28日至1月3日", "2022-07-27", "2021-12-28/2022-01-03"),
    ("去年12月28日至1月3日", "2022-07-27", "2021-12-28/2022-01-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "period"), PRINTED)
def test_printed(text: str, period: str) -> None:
    assert read_time(text) == Time(period, "printed")
    assert read_time(f" {text}\n", "1999-01-01", "zh") == Time(period, "printed")
    period_span(period)


@pytest.mark.parametrize(("text", "published", "period"), RELATIVE)
def test_relative(text: str, published: str, period: str) -> None:
    assert read_time(text, published) == Time(period, "relative")
    with pytest.raises(ReadingError, match="not given"):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "recently", "in recent years", "lately", "the", "May be", "2020 and 2021", "September 31, 2022",
        "2022-02-30", "2022-13",
        "Monday, December 8, 2017", "June 2022 to April 2022", "2020 to 2016", "the end of June 28, 2022",
        "end of the end of 2021",
        "21", "20211", "13月", "2022年13月", "近年来", "日前", "June 28 29", "the 32nd",
        "first thirteen months of 2022", "x" * 500, "2021年中",
        "by the end",
        "2010-11", "2009/07", "2019年同期", "the same period of 2019", "同期", "3Q20", "to date",
        "first half of recent years", "00:00", "0000",
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(ReadingError):
        read_time(text, "2022-09-23")


@pytest.mark.parametrize(
    ("text", "published"),
    [("June 28", "2022"), ("last month", "2022"), ("the 27th", "2022-07"), ("last year", "2022-13")],
)
def test_refuses_a_vague_publication_date(text: str, published: str) -> None:
    with pytest.raises(ReadingError):
        read_time(text, published)


DAYS = st.dates(date(1949, 1, 1), date(2099, 12, 31))


@given(DAYS, st.integers(0, 9))
def test_dates_round_trip(day: date, form: int) -> None:
    month, short = month_name[day.month], month_name[day.month][:3]
    forms = (
        f"{month} {day.day}, {day.year}", f"{short} {day.day},{day.year}", f"{short}. {day.day:02}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day:%A}, {month} {day.day}, {day.year}", day.isoformat(), f"{day} 14:33:49",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f"on {month.upper()} {day.day}, {day.year}",
    )  # fmt: skip
    assert read_time(forms[form]) == Time(day.isoformat(), "printed")


@given(DAYS, st.integers(0, 364))
def test_dates_without_year_are_the_latest_not_after_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    for text in (f"{month_name[day.month]} {day.day}", f"{day.month}月{day.day}日"):
        assert read_time(text, published.isoformat()).period == day.isoformat()


@given(DAYS, st.integers(1, 31))
def test_days_without_month_are_the_latest_not_after_publication(published: date, number: int) -> None:
    read = date.fromisoformat(read_time(f"{number}日", published.isoformat()).period)
    assert read.day == number and read <= published
    between = (read + timedelta(days=n) for n in range(1, (published - read).days + 1))
    assert all(day.day != number for day in between)


@given(DAYS, st.sampled_from(["On {}, it opened.", "opened {} (see above)", "Updated: {}     China Daily", "{}"]))
def test_dates_are_found_in_running_text(day: date, frame: str) -> None:
    for printed in (f"{month_name[day.month]} {day.day}, {day.year}", day.isoformat(), f"Dec 8,{day.year}"):
        text = frame.format(printed)
        (found,) = find_times(text)
        assert found.time is not None and found.certain and printed in found.text
        assert text[found.start : found.end] == found.text


def test_found_in_english() -> None:
    text = (
        "It may march on. In May 2022, and between 2016 and 2020, sales of 2022 billion yuan rose 5 percent over 2015,"
        " in 2019 and 2020,"
        " in the first half of 2021 and Q3 2022. Made in China 2025 ended last month; 2021.5 and 12021 and 2,016 are"
        " none. Call 555-2016."
    )
    found = find_times(text, "2022-09-23")
    assert [(t.text, t.time.period if t.time else None, t.certain) for t in found] == [
        ("In May 2022", "2022-05", True),
        ("between 2016 and 2020", "2016-01/2020-12", True),
        ("2015", "2015", True),
        ("in 2019", "2019", True),
        ("2020", "2020", True),
        ("in the first half of 2021", "2021-S1", True),
        ("Q3 2022", "2022-Q3", True),
        ("2025", "2025", False),
        ("last month", "2022-08", True),
    ]


def test_found_in_chinese() -> None:
    text = "截至2021年底，共2995家。2022年9月23日，今年上半年增长26%，6月28日发布，"
    text += "2016-2020年、二〇二〇年、前三季度和去年同期，3月起。"
    found = find_times(text, "2022-09-23", "zh")
    assert [(t.text, t.time.period if t.time else None) for t in found] == [
        ("截至2021年底", "2021-12-31"),
        ("2022年9月23日", "2022-09-23"),
        ("今年上半年", "2022-S1"),
        ("6月28日", "2022-06-28"),
        ("2016-2020年", "2016-01/2020-12"),
        ("二〇二〇年", "2020"),
        ("前三季度", "2021-01/2021-09"),
        ("去年同期", None),
        ("3月", "2022-03"),
    ]


def test_found_without_publication_date_is_not_resolved() -> None:
    (found,) = find_times("It opened in October.")
    assert (found.text, found.time, found.certain) == ("in October", None, True)


@given(st.text(max_size=120), st.sampled_from(["en", "zh"]))
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    end = 0
    for found in find_times(text, "2022-09-23", language):
        assert end <= found.start < found.end
        end = found.end
    try:
        period_span(read_time(text, "2022-09-23", language).period)
    except ReadingError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "period", "base"),
    [
        ("year-on-year", "2016", "2015"), ("year on year", "2016-Q1", "2015-Q1"),
        ("with year-on-year growth"[5:], "2016", "2015"), ("YoY", "2022-S1", "2021-S1"),
        ("year-on-year", "2022-01/2022-06", "2021-01/2021-06"), ("year-on-year", "2024-02-29", "2023-02-28"),
        ("annual", "2016", "2015"),
        ("compared with the previous year", "2016", "2015"), ("than the previous year", "2016-03", "2015-03"),
        ("over the previous year", "2016", "2015"),
        ("from a year earlier", "2022-06", "2021-06"), ("a year earlier", "2016", "2015"),
        ("from a year ago", "2016", "2015"), ("than last year", "2016", "2015"),
        ("compared with the same period of the previous year", "2022-S1", "2021-S1"),
        ("the same period last year", "2022-S1", "2021-S1"),
        ("over 2015", "2016", "2015"), ("from 2016", "2017", "2016"), ("2015", "2016", "2015"),
        ("compared with 2015", "2016", "2015"),
        ("than in 2015", "2016", "2015"), ("than that of 2015", "2016", "2015"),
        ("from the first half of 2021", "2022-S1", "2021-S1"),
        ("over 2020", "2021-12-31", "2020"), ("from December 2021", "2022-06", "2021-12"),
        ("month-on-month", "2022-01", "2021-12"), ("quarter-on-quarter", "2022-Q1", "2021-Q4"),
        ("from the previous quarter", "2022-Q3", "2022-Q2"),
        ("比2019年同期", "2022-Q1", "2019-Q1"), ("与2019年同期相比", "2022-01/2022-06", "2019-01/2019-06"),
        ("compared with the same period of 2019", "2022-S1", "2019-S1"), ("over 2019", "2022-Q1", "2019"),
        ("同比", "2016", "2015"), ("同比增长", "2022-S1", "2021-S1"), ("环比", "2022-01", "2021-12"),
        ("比上年", "2016", "2015"), ("较上年", "2016", "2015"),
        ("较去年同期", "2022-Q1", "2021-Q1"), ("与2015年相比", "2016", "2015"), ("比2015年", "2016", "2015"),
        ("较2021年上半年", "2022-S1", "2021-S1"),
        ("over the end of last year", "2024-S1", "2023-12-31"),
        ("compared with the end of the previous year", "2024-06-30", "2023-12-31"),
        ("比上年末", "2025-01/2025-09", "2024-12-31"), ("較去年底", "2025-01/2025-11", "2024-12-31"),
    ],
)  # fmt: skip
def test_base_periods(text: str, period: str, base: str) -> None:
    assert read_base_period(text, period) == base


@pytest.mark.parametrize(
    ("text", "period"),
    [("over 2016", "2016"), ("from 2017", "2016"), ("growth", "2016"), ("", "2016"), ("over", "2016"),
     ("year-on-year", "2016-13"),
     ("over last month", "2016-13"), ("over June", "2016")],
)  # fmt: skip
def test_no_base_period(text: str, period: str) -> None:
    with pytest.raises(ReadingError):
        read_base_period(text, period)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"), ("2022-S1", "2022-01-01", "2022-06-30"),
        ("2022-S2", "2022-07-01", "2022-12-31"),
        ("2023-Q1", "2023-01-01", "2023-03-31"), ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021-12-31", "2021-12-31", "2021-12-31"), ("2022-04/2022-06", "2022-04-01", "2022-06-30"),
        ("2022-06-28/2022-07-02", "2022-06-28", "2022-07-02"),
    ],
)  # fmt: skip
def test_spans(period: str, first: str, last: str) -> None:
    assert period_span(period) == (date.fromisoformat(first), date.fromisoformat(last))
    assert end_of(period) == last


@pytest.mark.parametrize(
    "period",
    ["", "21", "2021-", "2021-13", "2021-00", "2021-02-30", "2021-Q5", "2021-S3", "2021-S0", "2021Q1", "2021-6",
     "0000", "２０２１", "2021\n", " 2021",
     "2020/2021", "2022-06/2022-04", "2022-04/2022-04", "2022-04/2022-06-30", "2022-Q1/2022-Q2", "2022-04/", "/",
     "2022-04/2022-06/2022-08", "2021-01-01T00"],
)  # fmt: skip
def test_no_periods(period: str) -> None:
    with pytest.raises(ReadingError):
        period_span(period)


PERIODS = st.one_of(
    st.integers(1950, 2099).map(str),
    st.builds("{}-Q{}".format, st.integers(1950, 2099), st.integers(1, 4)),
    st.builds("{}-S{}".format, st.integers(1950, 2099), st.integers(1, 2)),
    st.builds("{}-{:02}".format, st.integers(1950, 2099), st.integers(1, 12)),
    DAYS.map(date.isoformat),
    st.lists(DAYS.map(lambda d: d.isoformat()[:7]), min_size=2, max_size=2, unique=True).map(
        lambda m: "/".join(sorted(m))
    ),
    st.lists(DAYS.map(date.isoformat), min_size=2, max_size=2, unique=True).map(lambda d: "/".join(sorted(d))),
)


@given(PERIODS)
def test_the_period_before_ends_the_day_before(period: str) -> None:
    first, last = period_span(period)
    before_first, before_last = period_span(previous_period(period))
    assert before_last + timedelta(days=1) == first
    assert abs((before_last - before_first) - (last - first)) < timedelta(days=200 if "/" in period else 4)


@given(PERIODS)
def test_the_year_before_is_a_year_before(period: str) -> None:
    first, last = period_span(period)
    earlier_first, earlier_last = period_span(year_before(period))
    assert (first.year - earlier_first.year, last.year - earlier_last.year) == (1, 1)
    assert len(year_before(period)) == len(period)


@pytest.mark.parametrize("unit", ["percent", "per cent", "percentage points"])
def test_so_much_is_no_year(unit: str) -> None:
    assert find_times(f"up to 1900 {unit}", "en") == []
