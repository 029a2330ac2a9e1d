"""P rules: the descriptor says what the package is, and is right about it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import file_digest
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from ..package.profiles import errors, package_profile, pointer, schema_profile
from . import VOCABULARY, Check, Package, Table, rule, shown

PROFILES = "https://datapackage.org/profiles/2.0/"

_MEMBERS: Final[dict[str, Any]] = VOCABULARY["members"]
_SOFTWARE_LICENCE = re.compile(r"(?i)^(mit|isc|apache|bsd|l?gpl|agpl|mpl|unlicense)")
_SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z.-]+)?", re.ASCII
)
_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


def _resources(pkg: Package) -> Iterator[tuple[dict[str, Any], Table]]:
    for resource in pkg.resources:
        if resource["name"] in pkg.tables:
            yield resource, pkg.tables[resource["name"]]


def _schema_path(pkg: Package, name: str) -> str:
    return pkg.schema_paths.get(name, pkg.descriptor_path)


def _at(resource: dict[str, Any], member: str) -> str:
    return f"resources[{resource['name']}].{member}"


def _is_second(pkg: Package) -> bool:
    """Whether the descriptor is of version 2, whose profile is known here: it says so, or the package expects it."""
    return "$schema" in pkg.descriptor or pkg.expects("P101")


@rule("P101", optional=True)
def fits_profile(pkg: Package, check: Check) -> None:
    """The descriptor is the case, where it is of version 2."""
    for descriptor in check.each([pkg.descriptor] if _is_second(pkg) else []):
        for at, found, expected in errors(descriptor, package_profile()):
            check.fail_file(pkg.descriptor_path, found, expected, column=pointer(at))


@rule("P102", optional=True)
def schemas_fit_profile(pkg: Package, check: Check) -> None:
    """Every schema is a case, where the descriptor is of version 2; a table may have none at all."""
    stated = [(n, t.stated) for n, t in pkg.tables.items() if _is_second(pkg) and (t.stated or pkg.expects("P102"))]
    for name, schema in check.each(stated):
        for at, found, expected in errors(schema, schema_profile()):
            check.fail_file(_schema_path(pkg, name), found, expected, column=pointer(at))


@rule("P103", house=True)
def profiles_declared(pkg: Package, check: Check) -> None:
    """The descriptor, each resource and each schema are a case."""
    path = pkg.descriptor_path
    holders = [(pkg.descriptor, "datapackage", path, "$schema")]
    for resource, table in _resources(pkg):
        holders.append((resource, "dataresource", path, _at(resource, "$schema")))
        holders.append((table.stated, "tableschema", _schema_path(pkg, table.name), "$schema"))
    for holder, profile, file, column in check.each(holders):
        stated, expected = holder.get("$schema"), f"{PROFILES}{profile}.json"
        if stated != expected:
            check.fail_file(file, "no $schema" if stated is None else shown(str(stated)), expected, column=column)


@rule("P104", house=True)
def resources_are_tables(pkg: Package, check: Check) -> None:
    """Every resource is a case."""
    for resource, _ in check.each(_resources(pkg)):
        dialect = resource.get("dialect")
        members: list[tuple[str, Any, Any]] = [
            (m, resource.get(m), expected) for m, expected in VOCABULARY["form"].items()
        ]
        for member, stated in dialect.items() if isinstance(dialect, dict) else ():
            members.append((f"dialect.{member}", stated, VOCABULARY["dialect"].get(member)))
        for member, stated, expected in members:
            if type(stated) is not type(expected) or stated != expected:
                told = [f"no {member}" if value is None else shown(str(value)) for value in (stated, expected)]
                check.fail_file(pkg.descriptor_path, told[0], told[1], column=_at(resource, member))


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
        own = table.stated.get("name", name)
        if own != name:
            check.fail_file(_schema_path(pkg, name), shown(str(own)), shown(name), column="name")


@rule("P106", house=True)
def no_undocumented_file(pkg: Package, check: Check) -> None:
    """Every file in the two folders is a case."""
    listed = {table.path for table in pkg.tables.values()} | set(pkg.schema_paths.values())
    for path in check.each([*_files_below(pkg, "data"), *_files_below(pkg, "schemas")]):
        if path not in listed:
            check.fail_file(path, "a file that no resource lists", "only listed files")


def _files_below(pkg: Package, folder: str) -> list[str]:
    """Paths of all files below `folder`, and of links to folders.

    In an installed wheel, schemas/ is a Python package too: its modules are not part of the data.
    """
    found = []
    module = pkg.root / folder / "__init__.py"
    for directory, names, files in os.walk(pkg.root / folder):
        if module.exists():
            names[:] = [name for name in names if name != "__pycache__"]
            files = [name for name in files if not name.endswith((".py", ".pyc", ".pyi"))]
        paths = [Path(directory, name) for name in files]
        paths += [path for name in names if (path := Path(directory, name)).is_symlink()]
        found += [path.relative_to(pkg.root).as_posix() for path in paths]
    return sorted(found)


def _size(pkg: Package, table: Table, stated: Any) -> int:
    place, _ = pkg.locate(table.path)
    return place.stat().st_size if place and pkg.is_large(table.name) else len(_bytes(pkg, table))


def _digest(pkg: Package, table: Table, stated: Any) -> str | None:
    text = stated if isinstance(stated, str) else ""  # anything else is no hash
    kind = text.rpartition(":")[0] or "md5"  # as the standard has it
    if kind not in ("md5", "sha1", "sha256", "sha512"):
        return None
    place, _ = pkg.locate(table.path)
    with place.open("rb") if place and pkg.is_large(table.name) else BytesIO(_bytes(pkg, table)) as file:
        return (f"{kind}:" if ":" in text else "") + file_digest(file, kind).hexdigest()


def _bytes(pkg: Package, table: Table) -> bytes:
    raw, problem = pkg.read_bytes(table.path)
    if problem:
        raise OSError(f"{table.path}: {problem.found}")
    return raw


def _rows(pkg: Package, table: Table, stated: Any) -> int | None:
    return len(table) if table.readable else None


#: What resources record, with what is true of a table beside what is stated; None cannot be compared.
_RECORDED = {"P107": ("bytes", _size), "P108": ("hash", _digest), "P109": ("cnii:rows", _rows)}


def report(pkg: Package, check: Check) -> None:
    """Every resource that records a size, a hash or a number of rows is a case, if its rows are in one of the package's
    own files alone. Where none is recorded there is nothing to compare: a release records all.
    """
    member, actual = _RECORDED[check.info.code]
    unread = {problem.file for problem in pkg.all_problems() if problem.kind in ("path", "limit")}
    for resource, table in _resources(pkg):
        own = table.path != pkg.descriptor_path and not {table.path, pkg.descriptor_path} & unread
        stated = resource.get(member)
        value = actual(pkg, table, stated) if member in resource and own and not table.parts else None
        if value is not None:
            check.case()
            if stated != value or isinstance(stated, bool):
                check.fail_file(table.path, f"{value}", f"{stated}, as {pkg.descriptor_path} records")


for _code in _RECORDED:
    rule(_code, optional=True)(report)


def _entries(pkg: Package, kind: str) -> list[Any]:
    entries = pkg.descriptor.get(kind)
    return entries if isinstance(entries, list) else []


@rule("P110", house=True)
def package_described(pkg: Package, check: Check) -> None:
    """The descriptor, and every resource, licence, contributor and source, are a case."""
    holders: list[tuple[Any, list[str], str]] = [(pkg.descriptor, _MEMBERS["package"], "")]
    holders += [(resource, _MEMBERS["resource"], _at(resource, "")) for resource, _ in _resources(pkg)]
    for kind, members in _MEMBERS["of_entries"].items():
        holders += [(entry, members, f"{kind}[{n}].") for n, entry in enumerate(_entries(pkg, kind))]
    for holder, members, place in check.each(holders):
        for member in members:
            if not isinstance(holder, dict) or not holder.get(member):
                column, expected = f"{place}{member}", f"{member}, not empty"
                check.fail_file(pkg.descriptor_path, f"no {member}", expected, column=column)


@rule("P111")
def data_licence(pkg: Package, check: Check) -> None:
    """The descriptor's licences together are the case."""
    check.case()
    for number, entry in enumerate(_entries(pkg, "licenses")):
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and _SOFTWARE_LICENCE.match(name):
            column = f"licenses[{number}].name"
            check.fail_file(pkg.descriptor_path, shown(name), "a licence for data", column=column)


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
