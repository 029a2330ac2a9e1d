"""DCAT 3 as JSON-LD, for data catalogues: the dataset, its version, and every file as a distribution with checksum."""

from __future__ import annotations

from typing import Any

from .common import About, Asset, context, filled

__all__ = ["build"]

_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


def build(facts: About, assets: list[Asset]) -> dict[str, Any]:
    """The description. `assets` are the files of the release; their addresses are relative to that of this file."""
    licence = facts.licences[0][2] if facts.licences else ""
    dataset = filled(
        {
            "@id": f"https://doi.org/{facts.doi}" if facts.doi else "#dataset",
            "@type": "dcat:Dataset",
            "dcterms:identifier": f"{facts.name} {facts.version}",
            "dcterms:title": {"@value": facts.title, "@language": "en"},
            "dcterms:description": {"@value": facts.description, "@language": "en"},
            "dcat:version": facts.version,
            "dcterms:issued": facts.day,
            "dcterms:license": licence,
            "dcterms:language": [f"{_LANGUAGE}ENG", f"{_LANGUAGE}ZHO"],
            "dcterms:accessRights": _PUBLIC,
            "dcterms:creator": [_agent(name) for name in facts.creators],
            "dcterms:publisher": _agent(facts.publisher),
            "dcterms:source": [url for _, url in facts.sources],
            "dcat:landingPage": facts.homepage,
            "dcat:keyword": [{"@value": word, "@language": "en"} for word in facts.keywords],
            "dcterms:temporal": filled(
                {"@type": "dcterms:PeriodOfTime", "dcat:startDate": facts.years[0], "dcat:endDate": facts.years[1]}
            )
            if facts.years
            else None,
            "dcat:distribution": [_distribution(file, licence, facts.day) for file in assets],
        }
    )
    return {"@context": context("dcat"), **dataset}


def _agent(name: str) -> dict[str, Any]:
    return {"@id": "#" + "-".join(name.lower().split()), "@type": "foaf:Agent", "foaf:name": name}


def _distribution(file: Asset, licence: str, day: str) -> dict[str, Any]:
    return filled(
        {
            "@id": f"#{file.name}",
            "@type": "dcat:Distribution",
            "dcterms:title": {"@value": file.name, "@language": "en"},
            "dcat:accessURL": file.name,
            "dcat:downloadURL": file.name,
            "dcat:mediaType": _MEDIA + file.media,
            "dcat:byteSize": str(file.size),
            "dcterms:issued": day,
            "dcterms:license": licence,
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
                "spdx:checksumValue": file.sha256,
            },
        }
    )
