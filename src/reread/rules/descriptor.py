"""P rules: the descriptor says what the package is, and is right about it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING, Any

from ..findings import shown
from ..package.profiles import errors, package_profile, pointer, schema_profile
from . import Check, rule

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Table

PROFILES = "https://datapackage.org/profiles/2.0/"

#: What a person must be told before using the data, and what a resource needs to be understood.
_PACKAGE_MEMBERS = ("name", "title", "description", "version", "created", "licenses", "contributors", "sources")
_RESOURCE_MEMBERS = ("title", "description")
#: What every resource states, and what its dialect may state: the form the B rules keep the files in.
_FORM = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_DIALECT: dict[str, Any] = {
    "$schema": PROFILES + "tabledialect.json",
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
#: What each entry of a list must say.
_ENTRY_MEMBERS = {
    "licenses": ("name", "title", "path"),
    "contributors": ("title", "roles"),
    "sources": ("title", "path"),
}
_SOFTWARE_LICENCE = re.compile(r"(?i)^(mit|isc|apache|bsd|l?gpl|agpl|mpl|unlicense)")
_SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z.-]+)?", re.ASCII
)
_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


def _resources(pkg: Package) -> Iterator[tuple[dict[str, Any], Table]]:
    for resource in pkg.resources:
        yield resource, pkg.tables[resource["name"]]


def _at(resource: dict[str, Any], member: str) -> str:
    return f"resources[{resource['name']}].{member}"


@rule(
    code="P101",
    title="The descriptor fits the Data Package profile",
    what="datapackage.json is valid against the official Data Package 2.0 profile.",
    why="Programs that read Data Packages rely on the profile; what breaks it may be misread, or refused.",
    bad='"licenses": [{"title": "CC BY"}] (neither name nor path)',
    good='"licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]',
    fix="Correct the named member; https://datapackage.org/standard/data-package/ describes each.",
)
def fits_profile(pkg: Package, check: Check) -> None:
    """The descriptor is the case."""
    check.case()
    for at, found, expected in errors(pkg.descriptor, package_profile()):
        check.fail_file(pkg.descriptor_path, column=pointer(at), found=found, expected=expected)


@rule(
    code="P102",
    title="Schemas fit the Table Schema profile",
    what="Each schema is valid against the Table Schema part of the official Data Package 2.0 profile.",
    why="As for the descriptor: readers rely on it.",
    bad='"primaryKey": []',
    good='"primaryKey": ["source_id"]',
    fix="Correct the named member; https://datapackage.org/standard/table-schema/ describes each.",
)
def schemas_fit_profile(pkg: Package, check: Check) -> None:
    """Every schema is a case."""
    for name, table in pkg.tables.items():
        check.case()
        for at, found, expected in errors(table.schema, schema_profile()):
            path = pkg.schema_paths.get(name, pkg.descriptor_path)
            check.fail_file(path, column=pointer(at), found=found, expected=expected)


@rule(
    code="P103",
    title="Profiles are declared at every level",
    what="The descriptor, each resource and each schema state in $schema which profile (version 2.0) they follow.",
    why=(
        "Without $schema a reader assumes version 1, and passes over constraints that only version 2 has, without a "
        "word."
    ),
    bad="a schema without $schema",
    good='"$schema": "https://datapackage.org/profiles/2.0/tableschema.json"',
    fix="Write the expected $schema.",
)
def profiles_declared(pkg: Package, check: Check) -> None:
    """The descriptor, each resource and each schema are a case."""

    def compare(holder: dict[str, Any], profile: str, path: str, column: str) -> None:
        check.case()
        stated = holder.get("$schema")
        if stated != f"{PROFILES}{profile}.json":
            found = "no $schema" if stated is None else shown(str(stated))
            check.fail_file(path, column=column, found=found, expected=f"{PROFILES}{profile}.json")

    compare(pkg.descriptor, "datapackage", pkg.descriptor_path, "$schema")
    for resource, table in _resources(pkg):
        compare(resource, "dataresource", pkg.descriptor_path, _at(resource, "$schema"))
        path = pkg.schema_paths.get(table.name, pkg.descriptor_path)
        compare(table.schema, "tableschema", path, "$schema")


@rule(
    code="P104",
    title="Resources are CSV tables in UTF-8",
    what=(
        'Each resource states "type": "table", "format": "csv", "mediatype": "text/csv" and "encoding": "utf-8"; a '
        "dialect, where stated, is that of RFC 4180 with LF line ends."
    ),
    why="A reader told nothing guesses; one told something else misreads.",
    bad='"encoding": "gb18030"',
    good='"encoding": "utf-8"',
    fix="Write the expected value.",
)
def resources_are_tables(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    for resource, _ in _resources(pkg):
        check.case()
        for member, expected in _FORM.items():
            _compare(pkg, check, resource, member, resource.get(member), expected)
        dialect = resource.get("dialect")
        for member, stated in dialect.items() if isinstance(dialect, dict) else ():
            _compare(pkg, check, resource, f"dialect.{member}", stated, _DIALECT.get(member))


def _compare(pkg: Package, check: Check, resource: dict[str, Any], member: str, stated: Any, expected: Any) -> None:
    if type(stated) is not type(expected) or stated != expected:
        found = f"no {member}" if stated is None else shown(str(stated))
        wanted = f"no {member}" if expected is None else shown(str(expected))
        check.fail_file(pkg.descriptor_path, column=_at(resource, member), found=found, expected=wanted)


@rule(
    code="P105",
    title="Table, file and schema share a name",
    what="The table NAME stands in data/NAME.csv, and its schema, which says so too, in schemas/NAME.json.",
    why="Whoever knows one of them finds the others, and no table is judged by another's schema.",
    bad='"name": "units", "path": "data/unit_list.csv"',
    good='"name": "units", "path": "data/units.csv", "schema": "schemas/units.json"',
    fix="Rename the file, or correct the descriptor.",
)
def names_agree(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    for resource, table in _resources(pkg):
        check.case()
        name = resource["name"]
        if not _NAME.fullmatch(name.replace("_", "-")):
            check.fail_file(
                pkg.descriptor_path,
                column=_at(resource, "name"),
                found=shown(name),
                expected="lower-case letters, digits, _",
            )
        for member, expected in {"path": f"data/{name}.csv", "schema": f"schemas/{name}.json"}.items():
            stated = resource.get(member)
            if stated != expected:
                found = shown(stated) if isinstance(stated, str) else f"no path of a file in {member}"
                check.fail_file(
                    pkg.descriptor_path, column=_at(resource, member), found=found, expected=shown(expected)
                )
        if table.schema.get("name", name) != name:
            path = pkg.schema_paths.get(name, pkg.descriptor_path)
            check.fail_file(path, column="name", found=shown(str(table.schema["name"])), expected=shown(name))


@rule(
    code="P106",
    title="No file goes undocumented",
    what="Every file in data/ and schemas/ is listed in the descriptor.",
    why=(
        "A file that no descriptor lists is checked by nobody and explained to nobody, yet is taken for part of the "
        "package."
    ),
    bad="data/observations (copy).csv",
    good="only the tables that datapackage.json lists",
    fix="List the file as a resource, or remove it.",
)
def no_undocumented_file(pkg: Package, check: Check) -> None:
    """Every file in the two folders is a case."""
    listed = {table.path for table in pkg.tables.values()} | set(pkg.schema_paths.values())
    for folder in ("data", "schemas"):
        for path in _files_below(pkg, folder):
            check.case()
            if path not in listed:
                check.fail_file(path, found="a file that no resource lists", expected="only listed files")


def _files_below(pkg: Package, folder: str) -> list[str]:
    """Paths of all files below `folder`.

    In an installed wheel, schemas/ is a Python package too: its modules are not part of the data.
    """
    found = []
    module = pkg.root / folder / "__init__.py"
    for directory, names, files in os.walk(pkg.root / folder):
        if module.exists():
            names[:] = [name for name in names if name != "__pycache__"]
            files = [name for name in files if not name.endswith((".py", ".pyc", ".pyi"))]
        relative = os.path.relpath(directory, pkg.root)
        found += [f"{relative}/{name}".replace(os.sep, "/") for name in files]
        found += [
            f"{relative}/{name}".replace(os.sep, "/") for name in names if os.path.islink(os.path.join(directory, name))
        ]
    return sorted(found)


def _recorded(pkg: Package, check: Check, member: str, actual: dict[str, Any]) -> None:
    """Compare a number recorded in each resource with the `actual` one, by table name.

    Files in which an earlier rule found an error are left out: recording the number of a faulty file would be the
    wrong cure. So are tables without an `actual` number.
    """
    for resource, table in _resources(pkg):
        if table.path in check.faulty or table.name not in actual:
            continue
        check.case()
        stated = resource.get(member)
        if stated != actual[table.name] or isinstance(stated, bool):
            check.fail_file(
                table.path,
                found=f"{actual[table.name]}",
                expected=f"{stated}, as datapackage.json records"
                if member in resource
                else f"{member} recorded in datapackage.json",
            )


_REFRESH = "If the change is meant, run scripts/refresh_descriptor.py; otherwise restore the file."


@rule(
    code="P107",
    title="Recorded sizes are true",
    what="Each resource's bytes is the size of its file.",
    why="A download cut short is noticed at once.",
    bad='"bytes": 4095 for a file of 4,096 bytes',
    good='"bytes": 4096',
    fix=_REFRESH,
)
def sizes_true(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    _recorded(pkg, check, "bytes", {name: _size(pkg, table) for name, table in _own(pkg)})


@rule(
    code="P108",
    title="Recorded hashes are true",
    what='Each resource\'s hash is "sha256:" and the SHA-256 of its file in lower-case hexadecimal.',
    why="Any change is noticed, whoever made it, and a citation of the version names exactly these bytes.",
    bad='"hash": "sha256:0000..."',
    good='"hash": "sha256:" and 64 digits that fit the file',
    fix=_REFRESH,
)
def hashes_true(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    hashes = {name: f"sha256:{_digest(pkg, table)}" for name, table in _own(pkg)}
    _recorded(pkg, check, "hash", hashes)


@rule(
    code="P109",
    title="Recorded row counts are true",
    what="Each resource's cnii:rows is the number of records in its file.",
    why="A reader can tell whether everything arrived, and a table cut in half is not taken for whole.",
    bad='"cnii:rows": 12 for a table of 13 records',
    good='"cnii:rows": 13',
    fix=_REFRESH,
)
def row_counts_true(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    _recorded(pkg, check, "cnii:rows", {name: len(table) for name, table in _own(pkg)})


def _own(pkg: Package) -> list[tuple[str, Table]]:
    """The tables whose rows are in the package's own files."""
    return [(name, table) for name, table in pkg.tables.items() if name not in pkg.inputs]


def _size(pkg: Package, table: Table) -> int:
    place, _ = pkg.locate(table.path)
    return place.stat().st_size if place and pkg.is_large(table.name) else len(_bytes(pkg, table))


def _digest(pkg: Package, table: Table) -> str:
    place, _ = pkg.locate(table.path)
    if place and pkg.is_large(table.name):
        with place.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    return sha256(_bytes(pkg, table)).hexdigest()


def _bytes(pkg: Package, table: Table) -> bytes:
    raw, problem = pkg.read_bytes(table.path)
    if problem:
        raise OSError(f"{table.path}: {problem.found}")
    return raw


@rule(
    code="P110",
    title="The package says what it is, whose, and from where",
    what=(
        "The descriptor has name, title, description, version, created, licenses, contributors and sources; each "
        "licence a name, title and path, each contributor a title and roles, each source a title and path, each "
        "resource a title and description."
    ),
    why=(
        "Data without licence cannot be used, data without source cannot be believed, and nobody can ask an author "
        "who is not named."
    ),
    bad='"sources": []',
    good='"sources": [{"title": "Tianhe District Government", "path": "https://..."}]',
    fix="Add the member.",
)
def package_described(pkg: Package, check: Check) -> None:
    """The descriptor, and every resource, licence, contributor and source, are a case."""

    def need(holder: Any, members: tuple[str, ...], place: str) -> None:
        check.case()
        for member in members:
            if not isinstance(holder, dict) or not holder.get(member):
                check.fail_file(
                    pkg.descriptor_path,
                    column=f"{place}{member}",
                    found=f"no {member}",
                    expected=f"{member}, not empty",
                )

    need(pkg.descriptor, _PACKAGE_MEMBERS, "")
    for resource, _ in _resources(pkg):
        need(resource, _RESOURCE_MEMBERS, _at(resource, ""))
    for kind, members in _ENTRY_MEMBERS.items():
        entries = pkg.descriptor.get(kind)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            need(entry, members, f"{kind}[{number}].")


@rule(
    code="P111",
    title="The licence of the data is a licence for data",
    what="No licence in the descriptor is a software licence.",
    why=(
        "The program's licence stands in pyproject.toml; shown as the data's, it leaves open what may be done with "
        "the data."
    ),
    bad='"licenses": [{"name": "MIT"}]',
    good='"licenses": [{"name": "CC-BY-4.0"}]',
    fix="Name the licence of the data; state the program's in pyproject.toml and LICENSE.",
)
def data_licence(pkg: Package, check: Check) -> None:
    """The descriptor's licences together are the case."""
    check.case()
    entries = pkg.descriptor.get("licenses")
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and _SOFTWARE_LICENCE.match(name):
            check.fail_file(
                pkg.descriptor_path, column=f"licenses[{number}].name", found=shown(name), expected="a licence for data"
            )


@rule(
    code="P112",
    title="The version is a semantic version",
    what="version has the form MAJOR.MINOR.PATCH of Semantic Versioning 2.0.0.",
    why="Users decide by its parts whether an update can break what they built.",
    bad='"version": "v1"',
    good='"version": "0.1.0"',
    fix="Write the version as three numbers with dots, without leading zeros.",
)
def semantic_version(pkg: Package, check: Check) -> None:
    """The descriptor is the case; without a version it is left to P110."""
    check.case()
    version = pkg.descriptor.get("version")
    if isinstance(version, str) and version and not _SEMVER.fullmatch(version):
        check.fail_file(pkg.descriptor_path, column="version", found=shown(version), expected="MAJOR.MINOR.PATCH")
