"""Rows whose last columns repeat the row above: read and judged as any others are."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reread.contract import chunks, ends, tails
from reread.contract.chunks import Chunk, Malformed, Reader
from reread.contract.patterns import takes_digits_alike
from reread.contract.rows import Rows, Tail
from reread.package import csvtext

HEADER = "a,b,c,d,e"
CELLS = st.sampled_from(["", "1", "22", "中", '"x"', '"x,y"', '"x\ny"', '"x""\n\n""y"', "x\x1d", '"'])
TAILS = st.sampled_from(["p,q,r", ",,", 'p,q,"r,\nr"', "p,q", "p,q,r,s"])
LINES = st.lists(st.tuples(st.lists(CELLS, min_size=2, max_size=2), TAILS))


def read(raw: bytes, own: int | None, size: int) -> tuple[list[tuple[int, tuple[str, ...]]], list[bool]]:
    """(what `csvtext` calls the records of a file, of each piece whether it was read by its tail)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(raw)
        pieces: list[Chunk] = list(Reader(path, "t.csv", size=size, own=own))
    rows = [
        (line, tuple(cell or "" for cell in row))
        for chunk in pieces
        for line, row in zip(chunk.lines.to_list(), chunk.frame.rows(), strict=True)
    ]
    return rows, [chunk.rows.tail is not None for chunk in pieces]


@pytest.fixture(autouse=True)
def many_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes in any record leave a piece to be read by its tail."""
    monkeypatch.setattr(chunks, "_PLAIN", 1)


@given(LINES, st.sampled_from([1, 2]), st.sampled_from([30, 100, 10_000]), st.sampled_from(["", "\n", "\n\n", "\r\n"]))
@example([(["1", "22"], "p,q,r"), (["", ""], ",,"), (["1", "1"], 'p,q,"r,\nr"')], 2, 10_000, "\n")
@example([(["x\x1d", "22"], "p,q,r")], 2, 10_000, "\n")
@example([(["1", "22"], "p,q,r"), (["1", "22"], "p,q,r,s"), (["1", "22"], "p,q")], 2, 10_000, "\n")
@settings(max_examples=300, deadline=None)
def test_a_file_is_read_as_without_tails(lines: list[tuple[list[str], str]], own: int, size: int, end: str) -> None:
    raw = "\n".join([HEADER, *(",".join([*cells, tail]) for cells, tail in lines)]).encode() + end.encode()
    strict = csvtext.parse(raw, "t.csv")
    try:
        rows, _ = read(raw, own, size)
    except Malformed:
        assert strict.problems, raw
    else:
        assert not strict.problems, raw
        assert rows == strict.records


SOUND = {
    "plain": "1,2,p,q,r\n" * 40,
    "empty": "1,,p,,r\n,2,p,,r\n" * 40,
    "quoted": '1,2,p,q,"r, ""s"""\n' * 40,
    "broken": '1,2,p,q,"r\nr"\n1,2,p,q,"r\ns"\n1,2,p,q,r\n' * 40,
    "broken twice": '1,2,"p\n,,,,\n",q,"r\n\nr"\n' * 3,
    "not ASCII": "1,中,政府,q,中国\n" * 40,
}


@pytest.mark.parametrize("case", SOUND)
def test_sound_files_are_read_by_their_tails(case: str) -> None:
    raw = f"{HEADER}\n{SOUND[case]}".encode()
    rows, by_tails = read(raw, 2, 1 << 20)
    assert by_tails == [True] and rows == csvtext.parse(raw, "t.csv").records


UNSURE = {
    "a line too short": "1,2,p,q,r\n1,2,p,q\n",
    "a line too long": "1,2,p,q,r\n1,2,p,q,r,s\n",
    "a line of the first columns": "1,2,p,q,r\n1,2\n",
    "a blank line": "1,2,p,q,r\n\n1,2,p,q,r\n",
    "a quote never closed": '1,2,p,q,r\n1,2,p,q,"r\n',
    "a stray quote": '1,2,p,q,r\n1,2,p,q,r"\n',
    "a stray quote that another closes": '1,2,p,q,r"\n1,2,p,q,r"\n',
}


@pytest.mark.parametrize("case", UNSURE)
def test_faults_in_a_tail_are_found(case: str) -> None:
    raw = f"{HEADER}\n{UNSURE[case]}".encode()
    assert csvtext.parse(raw, "t.csv").problems
    with pytest.raises(Malformed):
        read(raw, 2, 1 << 20)


@pytest.mark.parametrize("record", ['"1,1",2,p,q,r', "1,2,p,q,\x1d"])
def test_some_records_leave_a_piece_to_be_read_whole(record: str) -> None:
    raw = f"{HEADER}\n{record}\n1,2,p,q,r\n".encode()
    rows, by_tails = read(raw, 2, 1 << 20)
    assert by_tails == [False] and rows == csvtext.parse(raw, "t.csv").records


def test_the_first_columns_are_told_from_a_sample() -> None:
    header = ["a", "b", "c", "d"]
    rows = [f"{number},{number // 10},p,q" for number in range(400)]
    assert tails.own_columns("\n".join(rows).encode(), header) == 1
    assert tails.own_columns("\n".join(f"{row}{row}" for row in rows).encode(), [*header, "e", "f"]) is None
    assert tails.own_columns(b"", header) is None
    assert tails.own_columns("\n".join(rows[:20]).encode(), header) is None  # too few to tell
    assert tails.own_columns(b"\xff\xfe" * 40, header) is None


@given(st.lists(st.tuples(st.sampled_from([None, "a"]), st.sampled_from([None, "b", "c"])), min_size=1, max_size=30))
def test_rows_with_a_tail_are_the_rows(rows: list[tuple[str | None, str | None]]) -> None:
    whole = pl.DataFrame(rows, schema={"x": pl.String, "y": pl.String}, orient="row")
    begins = pl.Series([True, *(row[1] != above[1] for above, row in pairwise(rows))])
    with_tail = Rows(whole.select("x"), Tail(whole.select("y").filter(begins), begins))
    assert with_tail.height == whole.height and with_tail.frame.equals(whole)
    for names in (["y", "x"], ["x"], ["y"]):
        assert with_tail.select(names).equals(whole.select(names))
    assert [with_tail.empty(name) for name in "xy"] == [whole[name].null_count() for name in "xy"]
    places = list(range(0, len(rows), 2))
    assert with_tail.cells(places) == Rows(whole).cells(places) == whole[places].fill_null("").rows()


DIGITS = st.text("0123456789", max_size=20)
OTHERS = st.sampled_from(["s.o+1", "s.o-1", "s.o1a", "s.o", "t.o1"])
TEXTS = st.lists(st.one_of(DIGITS.map("s.o".__add__), DIGITS, OTHERS))


@given(TEXTS)
@example(["s.o01", "s.o2"])
@example(["s.o" + "1" * 19])
def test_numbers_after_a_beginning_are_the_numbers_at_the_end(texts: list[str]) -> None:
    found = ends.numbers(pl.Series(texts, dtype=pl.String), pl.Series(["s.o"] * len(texts), dtype=pl.String))
    sure = all(re.fullmatch(r"s\.o[0-9]{1,18}", text) for text in texts) and bool(texts)
    assert (found is not None) == sure
    if found is not None:
        assert found.to_list() == [int(text[3:]) for text in texts]


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.text("01", max_size=3)), min_size=1))
def test_one_text_of_each_length_is_kept_in_every_run(rows: list[tuple[str, str]]) -> None:
    texts = pl.Series(["".join(row) for row in rows])
    begins = pl.Series([True, *(row[0] != above[0] for above, row in pairwise(rows))])
    kept = ends.of_each_length(texts, begins)
    assert {(text[0], len(text)) for text in kept} == {(a, 1 + len(b)) for a, b in rows}


PATTERNS = ["[0-9]", "[a-z0-9]+", "[^0-9]", "[1-9]", "[^5]", "5", "0-9", r"\[0-9\]", "[a-f]{2}", r"[\]0-9]", "x{2,3}"]


@given(st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=3).map("".join), st.text("a-x]0159[", max_size=4))
def test_a_pattern_that_takes_digits_alike_does(pattern: str, text: str) -> None:
    if takes_digits_alike(pattern):
        shape = re.sub("[0-9]", "0", text)
        assert bool(re.fullmatch(pattern, text)) == bool(re.fullmatch(pattern, shape))


def test_patterns_that_take_digits_alike_are_recognised() -> None:
    alike = [pattern for pattern in PATTERNS if takes_digits_alike(pattern)]
    assert alike == ["[0-9]", "[a-z0-9]+", "[^0-9]", "[a-f]{2}", r"[\]0-9]", "x{2,3}"]
