"""From a new source text to proposed statements: every figure, date and place found, read, and given its proof.

Modules, in the order in which they work: `document` (file to plain text), `register` (what the package knows),
`marks` (what stands where), `terms`, `owners`, `times` (what, who, when), `observing` and `lists`, `placing`
(proposals), `leftovers` (figures that found no place), `scoring` (how sure). `rows` makes table rows of a draft,
`source` the row of the source, `writing` puts them into the tables; `command` is `cnii draft`.

    from cn_industrial_internet import drafting
    draft = drafting.draft_document(pkg, drafting.open_document(Path("article.html")), "thnet-2022-09-23")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .document import Document, open_document
    from .drafting import draft_document
    from .model import Draft, Entry, Leftover, Observation, Part

__all__ = ["Document", "Draft", "Entry", "Leftover", "Observation", "Part", "draft_document", "open_document"]

_HOMES = {"Document": "document", "open_document": "document", "draft_document": "drafting"}


def __getattr__(name: str) -> Any:
    """Import on first use, so that the command line pays for drafting only when it drafts."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES.get(name, 'model')}", __name__), name)
