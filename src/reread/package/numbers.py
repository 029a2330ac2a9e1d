"""The computed numbers of `datapackage.json` (bytes, hash and rows of each resource) after tables have changed.

The descriptor is written by hand otherwise: every other character of it stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from . import csvtext


def recorded(text: str, name: str, raw: bytes) -> bool:
    """Whether the descriptor `text` records true bytes and hash of the resource `name`, as far as it records any."""
    resources = json.loads(text).get("resources", [])
    stated: dict[str, object] = next((r for r in resources if r.get("name") == name), {})
    return all(stated[member] == value for member, value in _of_bytes(raw).items() if member in stated)


def with_numbers(text: str, tables: Mapping[str, bytes], add: bool = False) -> str | None:
    """The descriptor `text` with true numbers for the resources named in `tables` (name to bytes of the file). Only
    members that stand there are changed; with `add`, missing ones are put behind "path". None where the text is laid
    out in a way that cannot be edited without touching more."""
    try:
        expected = json.loads(text)
        spans = [*_resource_spans(text)]
    except ValueError:
        return None
    resources = expected.get("resources") if isinstance(expected, dict) else None
    if not isinstance(resources, list) or not all(isinstance(resource, dict) for resource in resources):
        return None
    numbers = {name: _numbers(raw) for name, raw in tables.items()}
    for resource in resources:
        found = numbers.get(resource.get("name"), {})
        resource.update({member: value for member, value in found.items() if add or member in resource})
    for start, end in reversed(spans):
        part = text[start:end]
        resource = json.loads(part)
        for member, value in numbers.get(resource.get("name"), {}).items():
            if member in resource or add:
                part = _with_member(part, member, json.dumps(value))
        text = text[:start] + part + text[end:]
    return text if json.loads(text) == expected else None


def _with_member(part: str, member: str, value: str) -> str:
    """The text of one resource with `member` set: replaced where it stands, else added behind "path"."""
    name = re.escape(member)
    stated, count = re.subn(rf'("{name}"\s*:\s*)("[^"]*"|-?[0-9]+|null)', lambda m: m[1] + value, part, count=1)
    if count:
        return stated
    return re.sub(
        r'(\s*)("path"\s*:\s*"[^"]*")', lambda m: f'{m[1]}{m[2]},{m[1] or " "}"{member}": {value}', part, count=1
    )


def _of_bytes(raw: bytes) -> dict[str, Any]:
    return {"bytes": len(raw), "hash": f"sha256:{sha256(raw).hexdigest()}"}


def _numbers(raw: bytes) -> dict[str, Any]:
    return {**_of_bytes(raw), "cnii:rows": len(csvtext.parse(raw, "").records)}


def _resource_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each object of the list "resources" stands in the text."""
    opening = re.search(r'^[ \t]*"resources"\s*:\s*\[', text, re.MULTILINE)
    place = opening.end() if opening else len(text)
    while before := re.compile(r"[\s,]*(?=\{)").match(text, place):
        _, place = json.JSONDecoder().raw_decode(text, before.end())
        yield before.end(), place
