from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reread.findings import Finding
from reread.package.opening import Package
from reread.schemas import Schemas, TableSchemas, UnknownContract

__all__ = ["Schemas", "TableSchemas", "UnknownContract", "findings", "names", "of", "table", "validate"]

def findings(frames: Mapping[str, Any]) -> dict[str, list[Finding]]: ...
def names() -> tuple[str, ...]: ...
def of(package: Package | str | Path | None = None) -> Schemas: ...
def table(name: str) -> TableSchemas: ...
def validate(frames: Mapping[str, Any], lazy: bool = False) -> dict[str, Any]: ...

breaks: TableSchemas
corrections: TableSchemas
derived: TableSchemas
divisions: TableSchemas
entities: TableSchemas
entity_links: TableSchemas
entity_names: TableSchemas
evidence: TableSchemas
indicator_terms: TableSchemas
indicators: TableSchemas
known_gaps: TableSchemas
observations: TableSchemas
phrases: TableSchemas
ranking_criteria: TableSchemas
ranking_entries: TableSchemas
rankings: TableSchemas
refused_leads: TableSchemas
relation_terms: TableSchemas
relations: TableSchemas
sources: TableSchemas
units: TableSchemas
