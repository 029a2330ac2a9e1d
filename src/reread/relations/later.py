"""Printed values of quantities that were derived: does a later source confirm what earlier ones implied?"""

from __future__ import annotations

from dataclasses import dataclass

from ..package.table import Row
from ..statements.times import moment
from ..statements.view import QUANTITY
from .derive import computed, named
from .engine import Engine
from .intervals import intersection, shift
from .model import MET, Term
from .quantities import NoValue
from .words import interval_text


@dataclass(frozen=True, slots=True)
class Miss:
    """An observation outside the bounds of the derived quantity it prints."""

    row: Row
    found: str
    expected: str


def misses(found: Engine) -> tuple[int, list[Miss]]:
    """How many observations print a derived quantity, and those that cannot be within its bounds and are not
    registered as such."""
    pkg = found.pkg
    printed: dict[tuple[str, ...], list[Row]] = {}
    measures = {row.key: row["measure"] for row in pkg.table("indicators").rows}
    names = named(found)
    tested, wrong = 0, []
    if not names:
        return 0, []
    for row in pkg.table("observations").rows:
        if row["coverage"] == "target":
            continue
        when = moment(row["period"], measures.get(row["indicator_id"], ""))
        printed.setdefault((*(row[column] for column in QUANTITY), row["coverage"], when), []).append(row)
    for name in sorted(names):
        own = pkg.table("derived").get(name)
        if own is None or not own["period"]:
            continue
        when = moment(own["period"], measures.get(own["indicator_id"], ""))
        matching = printed.get((*(own[column] for column in QUANTITY), own["coverage"], when), [])
        bounds = computed(name, found).interval if matching else None
        for row in matching if bounds is not None else []:
            tested += 1
            try:
                value = found.quantities.of(Term("part", 1, "observation_id", row.key, "value", row))
                unit = found.quantities.unit(own["unit_id"])
            except NoValue:
                continue
            limits = shift(bounds, unit.factor) if bounds is not None else None
            apart = limits is None or value.unit.base != unit.base or intersection(limits, value.domain) is None
            known = (r for r in found.about(row.key) if r.expected not in MET)
            if apart and not any(term.target == name for relation in known for term in relation.terms):
                text = f"{interval_text(value.domain, value.unit)} in print"
                wrong.append(Miss(row, text, f"{interval_text(limits, unit)}, the bounds of {name}"))
    return tested, wrong
