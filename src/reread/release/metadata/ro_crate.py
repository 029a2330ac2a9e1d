"""RO-Crate 1.2: the bundle as a research object, every file of it with size, hash and licence."""

from __future__ import annotations

from typing import Any

from .common import About, Asset, filled

__all__ = ["FILE", "build"]

FILE = "ro-crate-metadata.json"
_LICENCES = {
    "code": ("MIT", "MIT License", "https://spdx.org/licenses/MIT"),
    "texts": ("#archived-sources", "Archived texts belong to their publishers and are included for verification", ""),
}


def build(facts: About, files: list[Asset], words: dict[str, str]) -> dict[str, Any]:
    """The description. `files` are those of the bundle beside this one; `words` say what a file is, by path."""
    licence = facts.licences[0][2] or facts.licences[0][0]
    people = [{"@id": _agent(name)} for name in facts.creators]
    root = filled(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": facts.title,
            "alternateName": facts.name,
            "description": facts.description,
            "version": facts.version,
            "datePublished": facts.day,
            "license": {"@id": licence},
            "creator": people[0] if len(people) == 1 else people,
            "publisher": {"@id": _agent(facts.publisher)},
            "keywords": ", ".join(facts.keywords),
            "url": facts.homepage,
            "identifier": f"https://doi.org/{facts.doi}" if facts.doi else "",
            "temporalCoverage": "/".join(facts.years) if facts.years else "",
            "hasPart": [{"@id": file.name} for file in files],
        }
    )
    agents = {name: None for name in (*facts.creators, facts.publisher)}
    graph = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
            "about": {"@id": "./"},
        },
        root,
        *(_file(file, words.get(file.name, ""), licence) for file in files),
        *({"@id": _agent(name), "@type": "Organization", "name": name} for name in agents),
        *(_licence(address or name, title, name) for name, title, address in facts.licences),
        *(_licence(address or name, title, name) for name, title, address in _LICENCES.values()),
    ]
    return {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph}


def _agent(name: str) -> str:
    return "#" + "-".join(name.lower().split())


def _licence(identifier: str, title: str, name: str) -> dict[str, Any]:
    return {"@id": identifier, "@type": "CreativeWork", "name": title or name, "description": title or name}


def _file(file: Asset, words: str, licence: str) -> dict[str, Any]:
    code, texts = _LICENCES["code"], _LICENCES["texts"]
    own = code[2] if file.name.endswith(".py") else texts[0] if file.name.startswith("seeds/") else licence
    return filled(
        {
            "@id": file.name,
            "@type": "File",
            "name": file.name,
            "description": words,
            "encodingFormat": file.media,
            "contentSize": str(file.size),
            "sha256": file.sha256,
            "license": {"@id": own} if own != licence else None,
        }
    )
