"""The bundle: one zip with everything needed to use, understand and check the data, and nothing else.

Archived texts travel with it where the table of sources names an archived file: a text that may not be passed on has
none (its evidence then quotes only the words that carry the figure).
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files as resources
from pathlib import Path

from ..findings import CannotRun
from ..package import csvtext
from ..package.numbers import with_numbers
from ..package.opening import Package
from ..package.table import Table
from ..tables import views
from ..tables.columns import described
from ..templates import filled
from . import verify
from .citing import cite
from .formats.words import table_words
from .metadata import written
from .model import Release, asset

#: What a reader opens first stands first in the file.
_FIRST = ("README.md", "facts.csv", "ranks.csv", "series.csv", "docs/dictionary.md", "docs/contradictions.md")
#: What is the same in every fact of a series.
_OF_SERIES = ("entity_id", "indicator_id", "transformation", "sector_id", "ranking_id", "whole_entity_id", "unit_id")
#: What else of the project's folder belongs to the data, where it is there: files and folders of files.
BESIDE = ["LICENSE", "LICENSES", "CHANGELOG.md", "CITATION.cff", "changes", "docs/stability.md", "docs/pictures"]
BESIDE += _FIRST[-2:]
#: What the files are, by path or by the beginning of it; the longest that fits counts.
_LINES = resources(__package__ or "").joinpath("files.csv").read_text("utf-8").splitlines()
_WORDS = dict(sorted(csv.reader(_LINES[1:]), key=lambda row: len(row[0])))


def contents(release: Release) -> dict[str, bytes]:
    """The files of the bundle by path, SHA256SUMS among them: what is opened first, then the others, sorted."""
    files = dict(_own(release.package)) | dict(_beside(release.package.root))
    files |= written.inside(release, json.loads(files["datapackage.json"]), files)
    files |= _opened_first(release.package)
    tables = [words for words in table_words(release) if words.kind == "table"]
    readme = filled(__package__, "bundle.md", about=release, listed=tables, cited=cite(package=release.package))
    files["README.md"] = readme.encode()
    files["verify.py"] = Path(verify.__file__).read_bytes()
    described = [asset(path, raw) for path, raw in sorted(files.items())]
    files |= written.crate(release, described, _words(release, files))
    files[verify.SUMS] = sums_text(files).encode()
    first = {path: files[path] for path in _FIRST if path in files}
    return first | dict(sorted(files.items()))


def _words(release: Release, files: dict[str, bytes]) -> dict[str, str]:
    pkg = release.package
    kinds = ((path, words) for path in files for start, words in _WORDS.items() if path.startswith(start))
    found = {path: words.format(name=Path(path).stem) for path, words in kinds}
    found |= {table.path: str(described(pkg, table)["description"]) for table in pkg.tables.values()}
    sources = [row for row in pkg.table("sources").rows if row.get("archive_path")]
    return found | {row["archive_path"]: f"Archived text of {row.key}: {row.get('title')}" for row in sources}


def sums_text(files: dict[str, bytes]) -> str:
    """What `sha256sum` prints for the files, and `sha256sum --check` reads."""
    return "".join(f"{sha256(raw).hexdigest()}  {path}\n" for path, raw in sorted(files.items()))


def _own(pkg: Package) -> Iterator[tuple[str, bytes]]:
    """Descriptor, tables, schemas and archived texts. The descriptor gets bytes, hash and rows of every table: the
    repository leaves them out, since two changes at once would both have to change them.
    """
    paths = [table.path for table in pkg.tables.values()] + list(pkg.schema_paths.values())
    paths += [row.get("archive_path") for row in pkg.table("sources").rows if row.get("archive_path")]
    for name, path in [("datapackage.json", pkg.descriptor_path), *((path, path) for path in paths)]:
        raw, problem = pkg.read_bytes(path)
        if problem:
            raise CannotRun(f"{problem.file}: {problem.found}", "Run cnii validate, and mend the package first.")
        if path == pkg.descriptor_path:
            tables = {table: pkg.read_bytes(of.path)[0] for table, of in pkg.tables.items()}
            text = with_numbers(raw.decode("utf-8"), tables, add=True)
            if text is None:
                fix = 'Indent it by two spaces, with "resources" on a line of its own.'
                raise CannotRun(f"the layout of {path} is not understood", fix)
            raw = text.encode("utf-8")
        yield name, raw


def _beside(root: Path) -> Iterator[tuple[str, bytes]]:
    for place in (root / name for name in BESIDE):
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            relative = file.relative_to(root)
            if file.is_file() and not file.is_symlink() and not any(part.startswith(".") for part in relative.parts):
                yield relative.as_posix(), file.read_bytes()


def _opened_first(pkg: Package) -> dict[str, bytes]:
    """The files by name; those of views for which the package lacks the tables are left out."""
    found = {}
    for name in ("facts", "ranks"):
        if not views.missing_tables(pkg, name):
            table = views.view(pkg, name)
            found[f"{name}.csv"] = csvtext.write([table.header, *(row.cells for row in table.rows)])
            if name == "facts":
                found["series.csv"] = csvtext.write([table.header, *_series(table)])
    return {name: text.encode("utf-8") for name, text in found.items()}


def _series(facts: Table) -> list[tuple[str, ...]]:
    """The default facts of every quantity that has three or more of them, by quantity and time."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for row in facts.rows:
        if row["is_default"] == "true" and row["period_start"]:
            groups[tuple(row.get(column) for column in _OF_SERIES)].append(row.cells)
    start = facts.places["period_start"]
    kept = (rows for _, rows in sorted(groups.items()) if len(rows) > 2)
    return [cells for rows in kept for cells in sorted(rows, key=lambda cells: cells[start])]
