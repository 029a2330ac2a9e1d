"""schema.org/Dataset as JSON-LD, for search engines: what it is, by whom, under which licence, in which files."""

from __future__ import annotations

from typing import Any

from ..formats.words import column_words
from ..model import Release
from .common import About, Asset, filled

__all__ = ["build"]

#: Programs, and files about the files, are no distribution of the data.
_NO_DISTRIBUTION = (".whl", ".tar.gz", ".md", ".json", ".jsonld")


def build(release: Release, facts: About, assets: list[Asset]) -> dict[str, Any]:
    """The description. `assets` are the files of the release."""
    organisations = [{"@type": "Organization", "name": name} for name in facts.creators]
    licences = [address or name for name, _, address in facts.licences]
    return filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": f"https://doi.org/{facts.doi}" if facts.doi else facts.homepage,
            "name": facts.title,
            "alternateName": facts.name,
            "description": facts.description,
            "version": facts.version,
            "datePublished": facts.day,
            "license": licences[0] if len(licences) == 1 else licences,
            "creator": organisations[0] if len(organisations) == 1 else organisations,
            "publisher": {"@type": "Organization", "name": facts.publisher},
            "url": facts.homepage,
            "keywords": list(facts.keywords),
            "inLanguage": ["en", "zh"],
            "isAccessibleForFree": True,
            "temporalCoverage": "/".join(facts.years) if facts.years else None,
            "isBasedOn": [{"@type": "CreativeWork", "name": title, "url": url} for title, url in facts.sources],
            "variableMeasured": [
                filled({"@type": "PropertyValue", "name": words.column_name, "description": words.description})
                for words in column_words(release)
                if words.table_name in release.package.tables and words.type == "number"
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.name,
                    "contentUrl": file.name,
                    "encodingFormat": file.media,
                    "contentSize": f"{file.size} B",
                    "sha256": file.sha256,
                }
                for file in assets
                if not file.name.endswith(_NO_DISTRIBUTION)
            ],
        }
    )
