"""The one error of the reading package, and the limits it guards."""

from __future__ import annotations

#: The longest numeral that is read. Newspapers print a dozen digits at most; forty leaves room and stays cheap.
MAX_DIGITS = 40

#: The longest text, in code points, that can be one figure, rank or time expression.
MAX_EXPRESSION = 400


class ReadingError(ValueError):
    """The words cannot be read as what was asked for; the message says what was seen instead."""


def shown(text: str, limit: int = 80) -> str:
    """`text` quoted for a message, on one line, cut to about `limit` characters."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return repr(short)
