"""The descriptions as files: those that lie inside the bundle, beside it, and in the project's folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import yaml

from ...package.jsontext import json_text
from ...package.table import Row, Table
from ...statements.view import MEANT, PARTS, STATEMENT_TABLES, evidence_columns
from ..formats.words import column_words, references
from ..model import Asset, Release, asset
from ..verify import CRATE
from .shaped import shaped

INLINE = "datapackage-inline.json"
#: Programs, and files about the files, are no distribution of the data.
_NO_DISTRIBUTION = (".whl", ".tar.gz", ".md", ".json", ".jsonld")
_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date"}
#: Who a text is by: where it stands, and the outlet that wrote it.
_PUBLISHERS = ("publisher_id", "original_publisher_id")
#: What of a figure its words prove beside the value.
_OF_VALUE = ("lower", "upper", "unit_id", "qualifier")


def inside(release: Release, descriptor: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    """Descriptions of the data: of Croissant, of PROV, and the descriptor with its schemas written into it."""
    tables = release.package.tables
    resources = [{**stated, "schema": tables[stated["name"]].stated} for stated in descriptor["resources"]]
    found = {
        INLINE: {**descriptor, "resources": resources},
        "croissant.json": croissant(release, files),
        "prov.jsonld": provenance(release),
    }
    return _files(found)


def provenance(release: Release) -> dict[str, Any]:
    """The graph of PROV. Everything is named by its table and key: #observations/thnet-2022-09-23.o03."""
    pkg = release.package
    entities, sources = pkg.table("entities"), pkg.table("sources")
    publishers = {row.key: list(filter(None, map(row.get, _PUBLISHERS))) for row in sources.rows}
    texts = []
    for row in sources.rows:
        texts.append(_node(row, by=[_iri("entities", key) for key in publishers[row.key]], page=""))
        if path := row.get("archive_path"):
            texts.append(defaultdict(str, id=path, page=_iri("sources", row.key)))
    agents = [
        {
            "id": _iri("entities", key),
            "kind": "prov:Person" if entities.cell(key, "type") == "person" else "prov:Organization",
            "name": entities.cell(key, "name_en") or key,
        }
        for key in dict.fromkeys(publisher for named in publishers.values() for publisher in named)
    ]
    evidence = []
    for row in pkg.table("evidence").rows:
        spans = [(row["start"], row["end"])] if row.get("start") and row.get("end") else []
        text = sources.cell(row["source_id"], "archive_path") or _iri("sources", row["source_id"])
        evidence.append(_node(row, spans=spans, text=text, chain=_iri("evidence", row.get("refers_to"))))
    statements = [
        _node(row, key=row.key, said=row.get("value") or row.get("rank"), source=_iri("sources", row.get("source_id")))
        for name in STATEMENT_TABLES
        for row in pkg.table(name).rows
    ]
    corrections = [*map(_node, pkg.table("corrections").rows)]
    nodes = {"statements": statements, "corrections": corrections, "evidence": evidence, "sources": texts}
    return shaped("prov", about=release, agents=agents, **nodes)


def _iri(table: str, key: str) -> str:
    """What PROV calls the row of `table` with this key; "" for none."""
    return f"#{table}/{quote(key, safe=':.-_')}" if key else ""


def _node(row: Row, **more: object) -> dict[str, object]:
    """The cells of a row, what it is called, its evidence and the correction it is read by; "" where it has no such."""
    proofs = {}
    for column in [*evidence_columns(row.table), "correction_id"]:
        if key := row.get(column):
            proofs[_iri(references(row.table).get(column, "corrections.").partition(".")[0], key)] = True
    return defaultdict(str, {**row.as_dict(), "id": _iri(row.table.name, row.key), "proofs": list(proofs), **more})


def croissant(release: Release, files: dict[str, bytes]) -> dict[str, Any]:
    """The description in Croissant of the tables, as these files."""
    sets = [_set(table, asset(table.path, files[table.path])) for table in release.package.tables.values()]
    authors = ", ".join(agent.name for agent in release.creators)
    return shaped("croissant", about=release, sets=sets, authors=authors)


def crate(release: Release, files: Iterable[Asset], words: dict[str, str]) -> dict[str, bytes]:
    """The description of every file of the bundle beside this one; `words` say what a file is, by path."""
    items = [{"file": file, "words": words.get(file.name), "licence": _licence(file.name)} for file in files]
    agents = list(dict.fromkeys((*release.creators, release.publisher)))
    subject = ", ".join(release.keywords)
    return _files({CRATE: shaped("ro_crate", about=release, items=items, agents=agents, words_of_subject=subject)})


def beside(release: Release, assets: list[Asset]) -> dict[str, bytes]:
    """Descriptions of the release and its files, for search engines, catalogues and the registry of DOIs."""
    tables = release.package.tables
    measured = [words for words in column_words(release) if words.table_name in tables and words.type == "number"]
    data = [file for file in assets if not file.name.endswith(_NO_DISTRIBUTION)]
    urls = dict.fromkeys(text["url"] for text in release.sources)
    media = list(dict.fromkeys(file.media for file in assets))
    dataset = release.doi_address or release.homepage
    return _files(
        {
            "schema-org.jsonld": shaped("schema_org", about=release, assets=data, measured=measured, dataset=dataset),
            "dcat.jsonld": shaped("dcat", about=release, assets=assets, dataset=release.doi_address or "#dataset"),
            "datacite.json": shaped("datacite", about=release, assets=assets, urls=urls, media=media),
        }
    )


def cff(release: Release) -> str:
    """The text of CITATION.cff."""
    told = yaml.safe_dump(shaped("citation", about=release), sort_keys=False, allow_unicode=True, width=120)
    return f"# Generated by cnii release --prepare from datapackage.json; do not edit.\n{told}"


def zenodo(release: Release) -> dict[str, Any]:
    """The content of .zenodo.json, which Zenodo reads instead of CITATION.cff: equal wherever both say something."""
    return shaped("zenodo", about=release, licence=release.licence.name.lower())


def _files(found: dict[str, Any]) -> dict[str, bytes]:
    return {name: json_text(value).encode() for name, value in found.items()}


def _licence(path: str) -> str:
    if path.endswith(".py"):
        return "https://spdx.org/licenses/MIT"
    return "#archived-sources" if path.startswith("seeds/") else ""


def _set(table: Table, file: Asset) -> dict[str, Any]:
    fields = [_field(table, field) for field in table.fields]
    return {"table": table, "description": table.schema.get("description", ""), "file": file, "fields": fields}


def _field(table: Table, field: dict[str, Any]) -> dict[str, Any]:
    """A column in Croissant, with the column that proves it and what that names."""
    name, targets = str(field["name"]), references(table)
    words = [field.get("description"), f"Names {targets[name]}." if targets.get(name) else ""]
    proven, meant = "value" if name in _OF_VALUE else name, MEANT.get(table.name, {})
    proofs = [column for part, column in PARTS.get(table.name, {}).items() if meant[part] == proven]
    proofs += ["published_evidence_id"] if name == "published_on" else []
    return {
        "name": name,
        "description": " ".join(filter(None, words)),
        "type": _TYPES.get(str(field.get("type")), "sc:Text"),
        "proofs": [{"column": column, "names": targets.get(column, "")} for column in proofs if column in table.header],
    }
