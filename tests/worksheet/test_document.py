"""From a file to plain text: encodings, HTML, languages, headlines; and input that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reread.draft.document import detect_language, open_document, plain_text
from reread.findings import CannotRun

PAGE = """<!DOCTYPE html>
<html><head><title>Tianhe leads | Gazette</title><style>p { color: red }</style>
<script>var figure = 123;</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<h1>Tianhe leads &amp; grows</h1>
<p>In 2021, the district added <b>34,000</b> new
firms&nbsp;&ndash; a record.</p>
<table><tr><td>Firms</td><td>2,995</td></tr></table>
<!-- 999 --><noscript>888</noscript>
<p>Second<br>line</p></body></html>
"""
TEXT = (
    "Home News\nTianhe leads & grows\nIn 2021, the district added 34,000 new firms – a record.\nFirms 2,995\n"
    "Second\nline\n"
)


def test_utf8_text_is_archived_byte_for_byte(tmp_path: Path) -> None:
    raw = "Tianhe  district \r\n\n  第四 ".encode()
    (tmp_path / "a.txt").write_bytes(raw)
    assert open_document(tmp_path / "a.txt").text.encode() == raw


def test_html_becomes_lines_without_what_nobody_sees(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    document = open_document(tmp_path / "a.html")
    assert (document.text, document.title, document.markup) == (TEXT, "Tianhe leads & grows", True)


def test_what_a_page_hides_is_no_text_and_its_menus_are_no_article(tmp_path: Path) -> None:
    page = (
        "<body><nav><p>Top 10</p>News 24</nav><p>One <span style='display: none'>12 <b>13</b></span>two.</p>"
        "<div hidden>14<p>15</p></div><aside>16</aside><p>Three.</p><footer><div>17</div></footer>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    document = open_document(tmp_path / "a.html", encoding="utf-8")
    assert document.text == "Top 10\nNews 24\nOne two.\n16\nThree.\n17\n"
    assert [document.text[a:b] for a, b in document.aside] == ["Top 10", "News 24", "16", "17"]


def test_a_title_that_the_page_does_not_show_is_none() -> None:
    assert plain_text("<title>Only in the tab</title><p>Text.")[1] == ""


@pytest.mark.parametrize("name", ["gb18030", "gbk", "gb2312", "big5"])
def test_declared_encodings_are_followed(tmp_path: Path, name: str) -> None:
    words = "廣州" if name == "big5" else "广州市天河区"
    page = f'<html><head><meta charset="{name}"></head><body><p>{words}</p></body></html>'
    (tmp_path / "a.html").write_bytes(page.encode(name))
    assert open_document(tmp_path / "a.html").text == f"{words}\n"


def test_other_encodings_must_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("天河区新增企业".encode("gb18030"))
    with pytest.raises(CannotRun, match="not text in utf-8"):
        open_document(path)
    assert open_document(path, encoding="gb18030").text == "天河区新增企业"
    with pytest.raises(CannotRun, match="not text in klingon"):
        open_document(path, encoding="klingon")


def test_utf16_and_byte_order_marks_are_understood(tmp_path: Path) -> None:
    for name in ("utf-16", "utf-8-sig"):
        (tmp_path / "a.txt").write_bytes("Tianhe 4th".encode(name))
        assert open_document(tmp_path / "a.txt").text == "Tianhe 4th"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tianhe district (天河区) added firms.", "en"),
        ("天河区新增科技企业3.4万家，Tencent等入驻。", "zh-Hans"),
        ("廣州市天河區新增科技企業，產業發展", "zh-Hant"),
        ("2021", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"", "holds no text"), (b"  \n", "holds no text"), (b"a\x00b", "holds no text"), (b"<html></html>", "no text")],
)
def test_files_without_text(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "a").write_bytes(raw)
    with pytest.raises(CannotRun, match=message):
        open_document(tmp_path / "a")


def test_files_that_are_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent", Path("a\x00b")):
        with pytest.raises(CannotRun, match="cannot be read"):
            open_document(path)
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(9 << 20)
    with pytest.raises(CannotRun, match="is larger than"):
        open_document(large)


HOSTILE = (
    "<div>", "<span>", "<b>", "<ul><li>", "<table><tr><td>", "<p>",
    "<", "</", "<!--", "<!", "<?", "<![", "<![CDATA[", "<a ", "<a b='", '<a b="', "<a\n", "&", "&#",
    "<script>", "<script>x</", "<title>", "<textarea>", "</script>", "<p a=a ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_broken_and_deep_markup_is_read_all_the_same(piece: str) -> None:
    page = piece * 1_000
    text, *_ = plain_text(page)
    assert len(text) <= len(page) + 1
    page = "<p>7 firms</p>" + piece * 100_000
    text, *_ = plain_text(page)
    assert text.startswith("7 firms\n")
    assert len(text) <= len(page) + 1


def test_what_is_nested_deeper_than_any_page_keeps_its_lines() -> None:
    deep = 600
    page = "".join(f"<div>{n}<b>" for n in range(deep)) + "x" + "".join(f"</b></div>{n}" for n in range(deep))
    assert plain_text(page)[0].split() == [*map(str, range(deep - 1)), f"{deep - 1}x", *map(str, range(deep))]


@given(st.lists(st.sampled_from([*HOSTILE, "7", " ", ">", "'", '"', "-->", "</p>", "text", "]]>", "/>"]), max_size=30))
def test_broken_markup_never_raises(pieces: list[str]) -> None:
    plain_text("".join(pieces))


@given(st.text())
def test_stripping_is_deterministic_and_strips_everything_once(page: str) -> None:
    text, title, aside = plain_text(page)
    assert plain_text(page) == (text, title, aside)
    assert title in text
    assert all(line.strip() == line != "" for line in text.split("\n")[:-1])
