"""A few lines to write HTML with: text is always escaped, markup is a type of its own."""

from __future__ import annotations

from html import escape
from typing import Any

from ..escaping import visible


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


_VOID = frozenset({"meta", "link", "br", "input", "hr"})


def tag(name: str, /, *children: object, **attributes: Any) -> Markup:
    """An element. `class_` and `for_` spell reserved words, `data_x` is data-x; None and False leave an attribute out.

    >>> tag("a", "1 < 2", href="#x", hidden=True)
    '<a href="#x" hidden>1 &lt; 2</a>'
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        parts.append(key if value is True else f'{key}="{escape(visible(str(value)))}"')
    head = f"<{' '.join(parts)}>"
    return Markup(head if name in _VOID else f"{head}{joined(*children)}</{name}>")


def joined(*children: object) -> Markup:
    """`children` one after the other: markup as it stands, lists flattened, None left out, all else escaped."""
    found = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, (list, tuple)):
            found.append(joined(*child))
        elif isinstance(child, Markup):
            found.append(child)
        else:
            found.append(Markup(escape(visible(str(child)), quote=False)))
    return Markup("".join(found))
