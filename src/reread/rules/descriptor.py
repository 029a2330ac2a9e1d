"""P rules: the descriptor says what the package is, and is right about it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from hashlib import file_digest
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
        if resource["name"] in pkg.tables:
            yield resource, pkg.tables[resource["name"]]


def _at(resource: dict[str, Any], member: str) -> str:
    return f"resources[{resource['name']}].{member}"


def _is_second(pkg: Package) -> bool:
    """Whether the descriptor is of version 2, whose profile is known here: it says so, or the package expects it."""
    return "$schema" in pkg.descriptor or pkg.expects("P101")


@rule("P101", optional=True)
def fits_profile(pkg: Package, check: Check) -> None:
    """The descriptor is the case, where it is of version 2."""
    if not _is_second(pkg):
        return
    check.case()
    for at, found, expected in errors(pkg.descriptor, package_profile()):
        check.fail_file(pkg.descriptor_path, found, expected, column=pointer(at))


@rule("P102", optional=True)
def schemas_fit_profile(pkg: Package, check: Check) -> None:
    """Every schema is a case, where the descriptor is of version 2."""
    for name, table in pkg.tables.items() if _is_second(pkg) else ():
        if not table.stated and not pkg.expects("P102"):
            continue  # a table may have no schema at all
        check.case()
        for at, found, expected in errors(table.stated, schema_profile()):
            check.fail_file(pkg.schema_paths.get(name, pkg.descriptor_path), found, expected, column=pointer(at))


@rule("P103", house=True)
def profiles_declared(pkg: Package, check: Check) -> None:
    """The descriptor, each resource and each schema are a case."""

    def compare(holder: dict[str, Any], profile: str, path: str, column: str) -> None:
        check.case()
        stated = holder.get("$schema")
        if stated != f"{PROFILES}{profile}.json":
            found = "no $schema" if stated is None else shown(str(stated))
            check.fail_file(path, found, f"{PROFILES}{profile}.json", column=column)

    compare(pkg.descriptor, "datapackage", pkg.descriptor_path, "$schema")
    for resource, table in _resources(pkg):
        compare(resource, "dataresource", pkg.descriptor_path, _at(resource, "$schema"))
        path = pkg.schema_paths.get(table.name, pkg.descriptor_path)
        compare(table.stated, "tableschema", path, "$schema")


@rule("P104", house=True)
def resources_are_tables(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    for resource, _ in check.each(_resources(pkg)):
        for member, expected in _FORM.items():
            _compare(pkg, check, resource, member, resource.get(member), expected)
        dialect = resource.get("dialect")
        for member, stated in dialect.items() if isinstance(dialect, dict) else ():
            _compare(pkg, check, resource, f"dialect.{member}", stated, _DIALECT.get(member))


def _compare(pkg: Package, check: Check, resource: dict[str, Any], member: str, stated: Any, expected: Any) -> None:
    if type(stated) is not type(expected) or stated != expected:
        found = f"no {member}" if stated is None else shown(str(stated))
        wanted = f"no {member}" if expected is None else shown(str(expected))
        check.fail_file(pkg.descriptor_path, found, wanted, column=_at(resource, member))


@rule("P105", house=True)
def names_agree(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    for resource, table in check.each(_resources(pkg)):
        name = resource["name"]
        if not _NAME.fullmatch(name.replace("_", "-")):
            expected = "lower-case letters, digits, _"
            check.fail_file(pkg.descriptor_path, shown(name), expected, column=_at(resource, "name"))
        for member, expected in {"path": f"data/{name}.csv", "schema": f"schemas/{name}.json"}.items():
            stated = resource.get(member)
            if stated != expected:
                found = shown(stated) if isinstance(stated, str) else f"no path of a file in {member}"
                check.fail_file(pkg.descriptor_path, found, shown(expected), column=_at(resource, member))
        if table.stated.get("name", name) != name:
            path = pkg.schema_paths.get(name, pkg.descriptor_path)
            check.fail_file(path, shown(str(table.stated["name"])), shown(name), column="name")


@rule("P106", house=True)
def no_undocumented_file(pkg: Package, check: Check) -> None:
    """Every file in the two folders is a case."""
    listed = {table.path for table in pkg.tables.values()} | set(pkg.schema_paths.values())
    for folder in ("data", "schemas"):
        for path in check.each(_files_below(pkg, folder)):
            if path not in listed:
                check.fail_file(path, "a file that no resource lists", "only listed files")


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
    """Compare a number that resources record with the `actual` one, by table name. Where none is recorded there is
    nothing to compare: a release records all.
    """
    for resource, table in _resources(pkg):
        if member not in resource or table.name not in actual:
            continue
        check.case()
        stated = resource[member]
        if stated != actual[table.name] or isinstance(stated, bool):
            check.fail_file(table.path, f"{actual[table.name]}", f"{stated}, as {pkg.descriptor_path} records")


@rule("P107", optional=True)
def sizes_true(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    _recorded(pkg, check, "bytes", {name: _size(pkg, table) for name, table in _own(pkg)})


@rule("P108", optional=True)
def hashes_true(pkg: Package, check: Check) -> None:
    """Every resource that records a hash is a case."""
    hashes = {}
    told = {resource["name"]: resource.get("hash") for resource in pkg.resources}
    stated = {name: text if isinstance(text, str) else "" for name, text in told.items()}  # anything else is no hash
    for name, table in _own(pkg):
        kind = stated[name].rpartition(":")[0]
        kind = kind or "md5"  # as the standard has it
        if kind in ("md5", "sha1", "sha256", "sha512"):
            hashes[name] = (f"{kind}:" if ":" in stated[name] else "") + _digest(pkg, table, kind)
    _recorded(pkg, check, "hash", hashes)


@rule("P109", optional=True)
def row_counts_true(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    _recorded(pkg, check, "cnii:rows", {name: len(table) for name, table in _own(pkg) if table.readable})


def _own(pkg: Package) -> list[tuple[str, Table]]:
    """The tables whose rows are in one of the package's own files each."""
    found = [(name, table) for name, table in pkg.tables.items() if not table.parts]
    unread = {problem.file for problem in pkg.all_problems() if problem.kind in ("path", "limit")}
    return [(n, t) for n, t in found if not {t.path, pkg.descriptor_path} & unread and t.path != pkg.descriptor_path]


def _size(pkg: Package, table: Table) -> int:
    place, _ = pkg.locate(table.path)
    return place.stat().st_size if place and pkg.is_large(table.name) else len(_bytes(pkg, table))


def _digest(pkg: Package, table: Table, kind: str) -> str:
    place, _ = pkg.locate(table.path)
    if place and pkg.is_large(table.name):
        with place.open("rb") as file:
            return file_digest(file, kind).hexdigest()
    return hashlib.new(kind, _bytes(pkg, table)).hexdigest()


def _bytes(pkg: Package, table: Table) -> bytes:
    raw, problem = pkg.read_bytes(table.path)
    if problem:
        raise OSError(f"{table.path}: {problem.found}")
    return raw


@rule("P110", house=True)
def package_described(pkg: Package, check: Check) -> None:
    """The descriptor, and every resource, licence, contributor and source, are a case."""

    def need(holder: Any, members: tuple[str, ...], place: str) -> None:
        check.case()
        for member in members:
            if not isinstance(holder, dict) or not holder.get(member):
                where, expected = f"{place}{member}", f"{member}, not empty"
                check.fail_file(pkg.descriptor_path, f"no {member}", expected, column=where)

    need(pkg.descriptor, _PACKAGE_MEMBERS, "")
    for resource, _ in _resources(pkg):
        need(resource, _RESOURCE_MEMBERS, _at(resource, ""))
    for kind, members in _ENTRY_MEMBERS.items():
        entries = pkg.descriptor.get(kind)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            need(entry, members, f"{kind}[{number}].")


@rule("P111")
def data_licence(pkg: Package, check: Check) -> None:
    """The descriptor's licences together are the case."""
    check.case()
    entries = pkg.descriptor.get("licenses")
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and _SOFTWARE_LICENCE.match(name):
            check.fail_file(pkg.descriptor_path, shown(name), "a licence for data", column=f"licenses[{number}].name")


@rule("P112", house=True)
def semantic_version(pkg: Package, check: Check) -> None:
    """The descriptor is the case; without a version it is left to P110."""
    check.case()
    version = pkg.descriptor.get("version")
    if isinstance(version, str) and version and not _SEMVER.fullmatch(version):
        check.fail_file(pkg.descriptor_path, shown(version), "MAJOR.MINOR.PATCH", column="version")


@rule("P114", optional=True)
def looked_into(pkg: Package, check: Check) -> None:
    """Everything that is not looked into is a case, and named once."""
    for one in check.each(pkg.not_looked):
        check.fail_file(one.file, one.what, "something that is judged here", column=one.place)
