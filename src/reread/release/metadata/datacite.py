"""DataCite 4: what a DOI is registered with. It names no DOI until the descriptor's `id` is one."""

from __future__ import annotations

from typing import Any

from .common import About, Asset, filled

__all__ = ["build"]


def build(facts: About, assets: list[Asset]) -> dict[str, Any]:
    """The description. `assets` are the files of the release."""
    return filled(
        {
            "doi": facts.doi,
            "url": facts.homepage,
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data Package"},
            "creators": [{"name": name, "nameType": "Organizational"} for name in facts.creators],
            "titles": [{"title": facts.title, "lang": "en"}],
            "publisher": {"name": facts.publisher},
            "publicationYear": facts.day[:4],
            "subjects": [{"subject": word, "lang": "en"} for word in facts.keywords],
            "dates": [{"date": facts.day, "dateType": "Issued"}],
            "language": "en",
            "version": facts.version,
            "rightsList": [_rights(*licence) for licence in facts.licences],
            "descriptions": [{"description": facts.description, "descriptionType": "Abstract", "lang": "en"}],
            "relatedIdentifiers": [
                {"relatedIdentifier": url, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
                for url in dict.fromkeys(url for _, url in facts.sources)
            ],
            "formats": list(dict.fromkeys(file.media for file in assets)),
            "sizes": [f"{file.name}: {file.size} bytes" for file in assets],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )


def _rights(name: str, title: str, address: str) -> dict[str, Any]:
    return filled(
        {
            "rights": title or name,
            "rightsUri": address,
            "rightsIdentifier": name,
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    )
