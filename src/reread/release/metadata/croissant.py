"""Croissant 1.1: the tables as record sets that machine learning tools load, every value beside its evidence.

A field that a source states is annotated with the field that names its evidence, so a loader can go from a value to
the characters it was read from. Keys to other tables are told in words: where Croissant `references` them, loaders
join the tables, and rows without a value there are lost.
"""

from __future__ import annotations

from typing import Any

from ...package.table import Table
from ..formats.words import references
from ..model import Release
from .common import About, Asset, context, filled

__all__ = ["build"]


_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
#: Which columns a column of evidence proves, where a table has both.
_PROVES = {
    "who_evidence_id": ("entity_id", "subject_id"),
    "what_evidence_id": ("indicator_id", "ranking_id", "predicate"),
    "when_evidence_id": ("period",),
    "value_evidence_id": ("value", "lower", "upper", "unit_id", "qualifier", "rank"),
    "whole_evidence_id": ("whole_entity_id",),
    "base_evidence_id": ("base_period",),
    "object_evidence_id": ("object_id",),
    "published_evidence_id": ("published_on",),
}


def build(release: Release, facts: About, tables: dict[str, Asset]) -> dict[str, Any]:
    """The description as JSON-LD. `tables` are the CSV files, by name of table."""
    named = [{"@type": "sc:Organization", "name": name} for name in facts.creators]
    return filled(
        {
            "@context": context("croissant"),
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.1",
            "name": facts.name,
            "alternateName": facts.title,
            "description": facts.description,
            "version": facts.version,
            "datePublished": facts.day,
            "license": facts.licences[0][2] or facts.licences[0][0] if facts.licences else "",
            "url": facts.homepage,
            "citeAs": _citation(facts),
            "keywords": list(facts.keywords),
            "inLanguage": ["en", "zh"],
            "creator": named,
            "publisher": {"@type": "sc:Organization", "name": facts.publisher},
            "isLiveDataset": False,
            "distribution": [_file(release.package.tables[name], file) for name, file in tables.items()],
            "recordSet": [_records(table) for table in release.package.tables.values()],
        }
    )


def _citation(facts: About) -> str:
    licence = facts.licences[0][0] if facts.licences else ""
    return f"{', '.join(facts.creators)} ({facts.day[:4]}). {facts.title} (version {facts.version}). {licence}."


def _file(table: Table, file: Asset) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": table.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media,
        "sha256": file.sha256,
    }


def _records(table: Table) -> dict[str, Any]:
    schema = table.schema
    key = [{"@id": f"{table.name}/{column}"} for column in table.key_columns]
    return filled(
        {
            "@type": "cr:RecordSet",
            "@id": table.name,
            "name": table.name,
            "description": str(schema.get("description", "")),
            "key": key[0] if len(key) == 1 else key,
            "field": [_field(table, field) for field in table.fields],
        }
    )


def _field(table: Table, field: dict[str, Any]) -> dict[str, Any]:
    name = str(field["name"])
    target = references(table).get(name, "")
    return filled(
        {
            "@type": "cr:Field",
            "@id": f"{table.name}/{name}",
            "name": name,
            "description": " ".join(filter(None, [field.get("description"), target and f"Names {target}."])),
            "dataType": _TYPES.get(str(field.get("type")), "sc:Text"),
            "source": _extract(table, name),
            "annotation": _annotation(table, name),
        }
    )


def _annotation(table: Table, name: str) -> dict[str, Any] | None:
    """The field of evidence beside a field that it proves."""
    for column, proven in _PROVES.items():
        if name in proven and column in table.header:
            return {
                "@type": "cr:Field",
                "@id": f"{table.name}/{name}/{column}",
                "name": f"evidence of {name}",
                "description": f"The evidence from which {name} was read: names {references(table).get(column, '')}.",
                "dataType": "sc:Text",
                "equivalentProperty": "prov:wasDerivedFrom",
                "source": _extract(table, column),
            }
    return None


def _extract(table: Table, column: str) -> dict[str, Any]:
    return {"fileObject": {"@id": table.path}, "extract": {"column": column}}
