"""How sure a proposal is: one weight per part, by how it was read; the score is their product.

A proposal whose parts all stand in its own sentence, named and dated, scores 1. The table says what each departure
costs. The weights order proposals for a person who looks through them; they are no probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .model import Part

__all__ = ["NEW_WORDS", "WEIGHTS", "score", "weigh"]

#: How a part was read: its weight, and the reason in words.
WEIGHTS: Final[dict[str, tuple[float, str]]] = {
    "who named": (1.0, "named in the sentence"),
    "who pointed": (0.95, "words in the sentence point back to the name"),
    "who before": (0.6, "named only in a sentence before"),
    "who left out": (0.6, "left out in the sentence: the one that the text is about"),
    "what near": (1.0, "a term beside the figure"),
    "what far": (0.85, "a term in the sentence, with other words between"),
    "what shared": (0.8, "a term that several figures of the sentence share"),
    "what compared": (0.95, "words for a share or a growth, of a term in the sentence"),
    "what compared before": (0.7, "words for a share or a growth, of a term in a sentence before"),
    "when printed": (1.0, "a printed time in the sentence"),
    "when relative": (0.95, "a time in the sentence, counted from publication"),
    "when context": (0.8, "a time in a neighbouring sentence"),
    "when publication": (0.8, "present tense without a time: the day of publication"),
    "when unknown": (0.5, "no time is printed"),
    "value": (1.0, "a printed figure"),
    "whole": (1.0, "the whole is named beside the share"),
    "base printed": (1.0, "the base is printed beside the growth"),
    "base before": (0.7, "the base of a growth printed before"),
    "list named": (1.0, "the title of a registered list"),
    "list pointed": (0.95, "words that point back to a list"),
    "list new": (0.8, "a list that is not registered yet"),
    "list before": (0.7, "the list of the place before"),
    "list metric": (0.9, "ranked by an indicator"),
    "rank": (1.0, "a printed place"),
    "rank implied": (0.9, "a place that follows from the wording"),
    "member": (0.8, "a member without a place"),
}

#: What words cost that no register holds yet.
NEW_WORDS: Final = 0.9


def weigh(how: str, new: bool = False) -> tuple[float, str]:
    """Weight and reason of a part that was read in the way `how`; `new` when its words must be registered first."""
    weight, why = WEIGHTS[how]
    return (round(weight * NEW_WORDS, 4), f"{why}; words to be registered") if new else (weight, why)


def score(parts: Iterable[Part], *more: float) -> float:
    """The product of the weights, to two places."""
    return round(prod([part.weight for part in parts]) * prod(more), 2)
