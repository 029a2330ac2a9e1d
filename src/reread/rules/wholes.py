"""V325: a share is of the whole that its words name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..findings import shown
from ..reading.names import NameIndex
from ..statements.view import primary, view
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package


@rule("V325", tables=("observations", "evidence", "sources", "indicator_terms"), optional=True)
def wholes_are_those_named(pkg: Package, check: Check) -> None:
    """Every share of an indicator whose words name a quantity that shares are told of is a case."""
    seen = view(pkg)
    shares = [row for row in pkg.table("observations").rows if row["transformation"] == "share"]
    wholes = {row["whole_indicator_id"] for row in shares} - {""}
    names: dict[str, list[tuple[str, str]]] = {}
    for row in pkg.table("indicator_terms").rows:
        if row["indicator_id"] in wholes and not row["source_id"] and row.get("transformation") in ("", "level"):
            names.setdefault(primary(row["language"]), []).append((row["term"], row["indicator_id"]))
    indices = {language: NameIndex(terms) for language, terms in names.items()}
    for row in shares:
        value = seen.part(row, "value_evidence_id")
        passage = seen.evidence.get(value.passage) if value else None
        index = indices.get(passage.language) if passage else None
        if passage is None or index is None or not row["whole_indicator_id"]:
            continue
        named = {key for found in index.find(passage.quote) for key in found.ids}
        others = named - {row["indicator_id"]}
        if not others:
            continue
        check.case()
        if row["whole_indicator_id"] not in named:
            found = f"{row['whole_indicator_id']}, while {shown(passage.quote)} is quoted"
            check.fail(row, "whole_indicator_id", found=found, expected=" or ".join(sorted(others)))
