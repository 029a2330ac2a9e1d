"""From a file to the plain text that is archived: saved HTML is stripped, other encodings become UTF-8.

The text is made the same way every time, so that whoever has the file can make it again. UTF-8 text is archived byte
for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from ..findings import CannotRun
from ..reading.characters import simplified
from ..reading.sentences import Span
from .worksheet import read_bytes

#: No article is larger; a larger file is a mistake.
MAX_FILE: Final = 8 << 20

_HIDDEN: Final = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "select", "option",
    "textarea", "button",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
#: Elements that are no part of an article.
_ASIDE: Final = "nav,footer,aside,menu,[role=navigation]"
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Where a block begins or ends, and what is hidden or no article; no characters of a text.
_BREAK, _HIDE, _SHOW, _LEAVE, _ENTER = _MARKS = "\x1e\x1c\x1d\x1a\x1b"
#: Deeper than browsers go. Parsing takes the square of the depth, so that a page of open tags alone would take hours.
_DEEPEST: Final = 512
#: Elements that stay open until they are closed; those that never hold another, or end by themselves, are not deep.
_NESTED: Final = _BLOCKS - {"body", "br", "dd", "dt", "hr", "html", "p", "tbody", "tfoot", "thead", "tr"}
_TAG: Final = re.compile(
    rf"<(/?)({'|'.join(sorted(_NESTED | {'a', 'b', 'em', 'font', 'i', 'span', 'strong', 'u'}))})(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0\u3000]+")
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
#: Encodings that a page may declare; others (Python knows some that are slow, or no encodings of pages) are not tried.
_ENCODINGS: Final = re.compile(
    r"utf-?(?:8|16)|gb18030|big5(?:-?hkscs)?|us-ascii|(?:iso-8859|windows|cp)-?\d{1,4}|shift_jis|euc-(?:jp|kr)|koi8-[ru]"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LETTER: Final = re.compile("[A-Za-z]")
_SENTENCE_END: Final = re.compile("[.!?。！？…:：;；]$")


@dataclass(frozen=True, slots=True)
class Document:
    """A text to draft from: the plain text, its language tag, and what it says of itself (may be ""); `aside` are the
    parts that a page says are no article.
    """

    text: str
    language: str
    title: str
    markup: bool = False
    aside: tuple[Span, ...] = ()


def open_document(path: Path, language: str | None = None, encoding: str | None = None) -> Document:
    """Read the file at `path`. Raises `CannotRun` where it cannot be read as text."""
    raw = read_bytes(path, MAX_FILE)
    markup = looks_like_markup(raw)
    text = decoded(raw, path, encoding, markup)
    title, aside = "", tuple[Span, ...]()
    if markup:
        text, title, aside = plain_text(text)
    if "\x00" in text or not text.strip():
        raise CannotRun(f"{path} holds no text", "Save the article as plain text or HTML.")
    return Document(text, language or detect_language(text), title or first_line(text), markup, aside)


def looks_like_markup(raw: bytes) -> bool:
    """Whether a file is HTML: what it begins with says so."""
    head = raw[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<meta", b"<?xml", b"<article", b"<div")
    )


def decoded(raw: bytes, path: Path, encoding: str | None, markup: bool) -> str:
    """The text of a file. Raises `CannotRun` where it is in no encoding that is known or declared."""
    names = [encoding or "utf-8"]
    declared = _CHARSET.search(raw[:2000]) if markup and not encoding else None
    if declared:
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk") else name
        if _ENCODINGS.fullmatch(name):
            names.insert(0, name)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names = ["utf-16"]
    for name in names:
        try:
            return raw.decode(name).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
    raise CannotRun(
        f"{path} is not text in {' or '.join(names)}", "Save it as UTF-8, or name the encoding: --encoding gb18030"
    )


def plain_text(markup: str) -> tuple[str, str, tuple[Span, ...]]:
    """The visible text of an HTML page, one line a block, its heading (else its title) if that stands in the text, and
    the parts of it that are no article.

    >>> plain_text("<h1>A &amp; B</h1><p>One <b>two</b>.<script>x</script>")
    ('A & B\\nOne two.\\n', 'A & B', ())
    """
    page = LexborHTMLParser(shallow(markup.translate(dict.fromkeys(map(ord, _MARKS), " "))))
    headings = [page.css_first(tag) for tag in ("h1", "title")]
    titles = [_BLANKS.sub(" ", node.text().replace("\n", " ")).strip() for node in headings if node]
    page.strip_tags(list(_HIDDEN), recursive=True)
    body = page.body
    if body is None:
        return "", "", ()
    unseen = [node for node in body.css("[hidden],[style]")
              if "hidden" in node.attributes or _UNSEEN.search(node.attributes.get("style") or "")]  # fmt: skip
    around = [(body.css(",".join(sorted(_BLOCKS))), _BREAK, _BREAK), (unseen, _HIDE, _SHOW)]
    for nodes, before, after in [*around, (body.css(_ASIDE), _LEAVE, _ENTER)]:
        for node in nodes:
            node.insert_before(before)
            node.insert_after(after)
    for node in body.css("td,th"):
        node.insert_after(" ")
    lines, aside, size, line = [], [], 0, ""
    hidden = left = 0
    for part in re.split(f"([{_MARKS}])", f"{body.text()}{_BREAK}"):
        if part not in (*_MARKS,):
            line += "" if hidden else part.replace("\n", " ")
        elif part not in (_HIDE, _SHOW) and (line := _BLANKS.sub(" ", line).strip()):
            lines.append(f"{line}\n")
            aside += [(size, size + len(line))] if left else []
            size, line = size + len(line) + 1, ""
        hidden = max(hidden + (part == _HIDE) - (part == _SHOW), 0)
        left = max(left + (part == _LEAVE) - (part == _ENTER), 0)
    text = "".join(lines)
    return text, next((title for title in titles if title and title in text), ""), tuple(aside)


def shallow(markup: str) -> str:
    """A page without the tags that lie deeper than anything is nested, but with the breaks that they make."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        before, depth = depth, max(depth - 1, 0) if tag[1] else depth + 1
        if max(before, depth) <= _DEEPEST:
            return tag[0]
        return _BREAK if tag[2].lower() in _NESTED else ""

    return _TAG.sub(kept, markup)


def first_line(text: str) -> str:
    """The first line, if it reads as a headline: short, and no sentence."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= 160 and not _SENTENCE_END.search(line) else ""


def detect_language(text: str) -> str:
    """`en`, `zh-Hans` or `zh-Hant`, by the letters that are there.

    >>> detect_language("天河区新增科技企业"), detect_language("天河區新增企業"), detect_language("Tianhe 天河")
    ('zh-Hans', 'zh-Hant', 'en')
    """
    han, latin = len(_HAN.findall(text)), len(_LETTER.findall(text))
    if han * 2 <= latin:  # a Chinese character says as much as two or three letters
        return "en"
    forms = simplified()
    plain = {*forms.values()} - {chr(code) for code in forms}
    traditional = sum(ord(c) in forms for c in text)
    return "zh-Hant" if traditional > sum(c in plain for c in text) else "zh-Hans"
