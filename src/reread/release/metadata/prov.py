"""PROV for statements, as JSON-LD: each statement derived from evidence, each evidence a span of a text, each text
attributed to its publisher. Spans are selectors of the Web Annotation model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ...package.table import Row
from ...statements.view import STATEMENT_TABLES, evidence_columns
from ..formats.words import references
from ..model import Release
from .common import About
from .shaped import filled, shaped

#: Who a text is by: where it stands, and the outlet that wrote it.
_PUBLISHERS = ("publisher_id", "original_publisher_id")


def build(release: Release, facts: About) -> dict[str, Any]:
    """The graph. Everything is named by its table and key: #observations/thnet-2022-09-23.o03."""
    pkg = release.package
    statements = [row for name in STATEMENT_TABLES for row in pkg.table(name).rows]
    sources = list(pkg.table("sources").rows)
    agents = dict.fromkeys(row.get(column) for row in sources for column in _PUBLISHERS if row.get(column))
    graph = [
        {
            "@id": "./",
            "@type": ["prov:Entity", "prov:Collection"],
            "dcterms:title": facts.title,
            "dcterms:identifier": f"{facts.name} {facts.version}",
            "prov:hadMember": [_name(row) for row in statements],
        },
        *map(_statement, statements),
        *map(_correction, pkg.table("corrections").rows),
        *(_evidence(release, row) for row in pkg.table("evidence").rows),
        *(node for row in sources for node in _source(row)),
        *(_agent(release, agent) for agent in agents),
    ]
    return {"@context": shaped("prov"), "@graph": graph}


def _iri(table: str, key: str) -> str:
    return f"#{table}/{quote(key, safe=':.-_')}"


def _name(row: Row) -> str:
    return _iri(row.table.name, row.key)


def _targets(row: Row) -> Iterator[str]:
    """The evidence of a row, and the correction it is read by."""
    for column in [*evidence_columns(row.table), "correction_id"]:
        if row.get(column):
            table = references(row.table).get(column, "corrections.").partition(".")[0]
            yield _iri(table, row[column])


def _statement(row: Row) -> dict[str, Any]:
    source = row.get("source_id")
    return filled(
        {
            "@id": _name(row),
            "@type": "prov:Entity",
            "dcterms:identifier": row.key,
            "prov:value": row.get("value") or row.get("rank"),
            "prov:wasDerivedFrom": list(dict.fromkeys(_targets(row))),
            "prov:hadPrimarySource": _iri("sources", source) if source else "",
        }
    )


def _correction(row: Row) -> dict[str, Any]:
    return {"@id": _name(row), "@type": "prov:Entity", "prov:wasDerivedFrom": list(dict.fromkeys(_targets(row)))}


def _evidence(release: Release, row: Row) -> dict[str, Any]:
    path = release.package.table("sources").cell(row["source_id"], "archive_path")
    selectors: list[dict[str, Any]] = [{"@type": "oa:TextQuoteSelector", "oa:exact": row["quote"]}]
    if row.get("start") and row.get("end"):
        selectors.insert(0, {"@type": "oa:TextPositionSelector", "oa:start": row["start"], "oa:end": row["end"]})
    return filled(
        {
            "@id": _name(row),
            "@type": ["prov:Entity", "oa:SpecificResource"],
            "prov:value": row["quote"],
            "prov:wasQuotedFrom": path or _iri("sources", row["source_id"]),
            "prov:wasInfluencedBy": _iri("evidence", row["refers_to"]) if row.get("refers_to") else "",
            "oa:hasSource": path or _iri("sources", row["source_id"]),
            "oa:hasSelector": selectors,
        }
    )


def _source(row: Row) -> Iterator[dict[str, Any]]:
    publishers = [row.get(column) for column in _PUBLISHERS]
    yield filled(
        {
            "@id": _name(row),
            "@type": "prov:Entity",
            "dcterms:title": row.get("title"),
            "dcterms:issued": row.get("published_on"),
            "foaf:page": row.get("url"),
            "prov:wasAttributedTo": [_iri("entities", publisher) for publisher in publishers if publisher],
        }
    )
    if row.get("archive_path"):
        yield {"@id": row["archive_path"], "@type": "prov:Entity", "prov:wasDerivedFrom": _name(row)}


def _agent(release: Release, key: str) -> dict[str, Any]:
    entities = release.package.table("entities")
    kind = "prov:Person" if entities.cell(key, "type") == "person" else "prov:Organization"
    name = entities.cell(key, "name_en") or key
    return {"@id": _iri("entities", key), "@type": ["prov:Agent", kind], "foaf:name": name}
