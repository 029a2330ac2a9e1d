"""Many relations at once: floating-point numbers never say anything that exact arithmetic does not."""

from __future__ import annotations

import builtins
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from relation_package import SOURCE, Sheet

from reread.relations import Engine
from reread.relations.many import outcomes


def figure(chance: random.Random, value: float, percent: bool = False) -> str:
    """`value` as a text might print it: rounded somewhere, sometimes hedged."""
    hedge = chance.choice(["", "", "", "", "over ", "nearly ", "about "])
    if percent:
        return f"{hedge}{max(0.1, value):.{chance.choice([0, 1, 2])}f} percent"
    if chance.random() < 0.5:
        return f"{hedge}{max(1, round(value)):,}"
    return f"{hedge}{max(0.01, value / 1e6):.{chance.choice([0, 1, 2, 3])}f} million".replace(
        " 0 million", " 1 million"
    )


def relation(sheet: Sheet, chance: random.Random, number: int) -> None:
    """A relation that fits, nearly fits, or does not."""
    off = chance.choice([1, 1, 1, 1.0005, 1.01, 1.3])
    size = 10 ** chance.uniform(0.5, 8)
    other = size * chance.uniform(0.2, 3)
    counts = chance.random() < 0.5

    def one(value: float, percent: bool = False, growth: bool = False) -> str:
        words = figure(chance, value, percent)
        if percent:
            return sheet.printed(words, "revenue_growth" if growth else "firms_share")
        return sheet.printed(words, "firms" if counts else "balance", unit_id="count")

    def unprinted(role: str, value: float, roles: dict[str, Any], **more: bool) -> None:
        new = chance.random() < 0.3 and not any(str(v).startswith("new") for v in roles.values())
        name = f"new-{number}-{role}"
        roles[role] = sheet.derived(name, "firms", period=name) if new and not more else one(value, **more)

    kind = chance.choice(["sum", "share", "growth", "ratio", "order"])
    roles: dict[str, Any] = {}
    if kind == "sum":
        unprinted("total", (size + other) * off, roles)
        roles["part"] = [one(size), one(other)]
    elif kind == "share":
        unprinted("part", size, roles)
        unprinted("whole", other + size, roles)
        roles["share"] = one(100 * size / (size + other) * off, percent=True)
    elif kind == "growth":
        unprinted("current", other, roles)
        unprinted("previous", size, roles)
        roles["growth"] = one((other / size - 1) * 100 * off, percent=True, growth=True)
    elif kind == "ratio":
        unprinted("left", size * 3 * off, roles)
        roles |= {"right": one(size), "rate": one(3)}
    else:
        roles = {"left": one(size * off), "right": one(size)}
    sheet.relation(f"r{number:03}", kind, chance.choice(["holds", "holds", "contradicts"]), **roles)


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_verdicts_are_those_of_exact_arithmetic(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    sheet = Sheet()
    for number in range(40):
        relation(sheet, chance, number)
    found = sheet.engine(tmp_path_factory.mktemp("many"))
    assert outcomes(found, few=0) == {key: Engine(found.pkg).verdict(key).verdict for key in found.relations}


def test_most_are_left_to_floating_point(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(50):
        total, parts = (
            sheet.printed(f"{30 + number} million"),
            [sheet.printed("10.0 million"), sheet.printed(f"{20 + number}.0 million")],
        )
        sheet.relation(f"sum-{number}", "sum", total=total, part=parts)  # type: ignore[arg-type]
        roles = {"share": sheet.printed("26 percent", "firms_share"), "part": sheet.printed("2,995")}
        sheet.relation(f"share-{number}", "share", whole=sheet.derived(f"d-{number}", period=str(number)), **roles)
    found = sheet.engine(tmp_path)
    judged: list[str] = []
    exact = found.verdict
    found.verdict = lambda key: (judged.append(key), exact(key))[1]  # type: ignore[method-assign, func-returns-value]
    assert set(outcomes(found, few=0).values()) == {"holds"}
    assert judged == []


def test_what_floating_point_cannot_tell_is_judged_exactly(tmp_path: Path) -> None:
    """Ends that touch, and ends that miss each other by one part in ten to the twenty."""
    sheet = Sheet()
    big = "1" + "0" * 20
    for name, upper in (("touches", big), ("misses", "9" * 20)):
        right = sheet.printed("5", "balance", value=upper, lower=upper, upper=upper)
        left = sheet.printed("5", "balance", value=big, lower=big, upper=big)
        sheet.relation(name, "order", left=left, right=right)
    assert outcomes(sheet.engine(tmp_path), few=0) == {"misses": "contradicts", "touches": "holds"}


def test_days_and_ranks_are_judged_too(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.relation("days", "order", left=(sheet.printed("5"), "period_end"), right=SOURCE)
    sheet.relation("count", "count", total=1, part=[sheet.printed("5")])
    assert set(outcomes(sheet.engine(tmp_path), few=0).values()) == {"holds"}


def test_without_numpy_everything_is_exact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    sheet.relation("sum", "sum", total=sheet.printed("13"), part=[sheet.printed("7"), sheet.printed("6")])
    found = sheet.engine(tmp_path)
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "numpy":
            raise ImportError(name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert outcomes(found, few=0) == {"sum": "holds"}
