"""Characters made one: full width, traditional Chinese, odd letters, dashes; one for one, so that offsets stay true."""

from __future__ import annotations

from functools import cache
from typing import Final

from .errors import MAX_EXPRESSION, ReadingError, shown

#: Stands for each character of what other readers read. Of ASCII, so that a text of that stays one.
TAKEN: Final = "\x01"

#: Letters that Python takes for s, k and i where case does not matter.
_ODD_CASE: Final = {"ſ": "s", "\u212a": "K", "ı": "i", "İ": "I"}
#: Blanks that join the groups of a number become one of them; dashes as short as a minus become one.
_SIGNS: Final = {
    "\u3000": " ", "\u2007": "\u00a0", "\u2009": "\u00a0", "\u202f": "\u00a0",
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\ufe63": "-", "圓": "元", "圆": "元",
}  # fmt: skip
#: Full-width punctuation that does not mean the same as its narrow form.
_KEPT: Final = "，．：；（）"
_HAN: Final = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


@cache
def simplified() -> dict[int, str]:
    """Traditional characters and their simplified forms, as OpenCC has them, for `str.translate`."""
    import opencc

    characters = [chr(code) for block in _HAN for code in block]
    forms = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, forms, strict=True) if a != b and len(b) == 1}


@cache
def _folding() -> dict[int, str]:
    wide = {chr(0xFF01 + n): chr(0x21 + n) for n in range(94) if chr(0xFF01 + n) not in _KEPT}
    return {**simplified(), **str.maketrans({**wide, **_ODD_CASE, **_SIGNS})}


def fold(text: str) -> str:
    """`text` with full-width digits and signs, odd letters and traditional characters replaced, one for one."""
    return text if text.isascii() else text.translate(_folding())


def prepared(text: str, what: str) -> str:
    """Folded, lower-case, single blanks, trimmed; `ReadingError` for nothing, or more than a `what` can be."""
    words = " ".join(fold(text).lower().split())
    if not words:
        raise ReadingError("nothing to read: the text is empty")
    if len(words) > MAX_EXPRESSION // 2:
        raise ReadingError(f"no {what} is {len(words)} characters long: {shown(text)}")
    return words
