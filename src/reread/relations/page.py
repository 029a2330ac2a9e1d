"""The page docs/contradictions.md: every relation that does not simply hold, in plain words with numbers, and its
picture."""

from __future__ import annotations

from ..package.opening import Package
from ..templates import filled
from .engine import engine
from .model import MET, REFUTED, Relation
from .picture import file_name, picture
from .words import VERDICTS, explain, figures, label

#: As many relations as a reader looks through without a list of them.
_FEW = 12


def contradictions_page(pkg: Package, folder: str = "pictures") -> str:
    """The page as Markdown. `folder` is where the pictures lie, seen from the page."""
    found = engine(pkg)
    groups: dict[str, list[Relation]] = {}
    for key, verdict in found.outcomes().items():
        relation = found.relations[key]
        groups.setdefault(REFUTED if relation.refuted else verdict, []).append(relation)
    return filled(
        __package__ or "",
        "contradictions.md",
        groups=groups,
        number=len(found.relations),
        few=_FEW,
        folder=folder,
        file_name=file_name,
        plain=_plain,
        says=lambda one: VERDICTS[found.verdict(one.id).verdict],
        explained=lambda one: explain(found.verdict(one.id), found),
        figures=lambda one: figures(one, found),
        label=lambda term: label(term, found),
    )


def pictures(pkg: Package) -> dict[str, str]:
    """File name and SVG of every relation that is met by the printed figures neither as a test nor as a definition."""
    found = engine(pkg)
    return {file_name(v.relation_id): picture(v.relation_id, found) for v in found.verdicts() if v.verdict not in MET}


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return words.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[").replace("*", "\\*")
