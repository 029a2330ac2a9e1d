"""The resources of a descriptor: which are tables, how each is read, and which are not looked into, with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..findings import Problem, shown
from . import csvtext, dialects
from .jsontext import object_in
from .table import Table, fields_of
from .table_schema import current, match, missing_values, normal, understandable
from .values import Reader, expected, reader

if TYPE_CHECKING:
    from .opening import Package

_TEXT: Final = {"csv", "tsv", "tab"}
_ADDRESS: Final = ("http://", "https://", "ftp://")
_FIX: Final = "List every table under resources, each an object with its own name and the path of one CSV file."


class NotLooked(NamedTuple):
    """Something in the package that is not looked into: where it is named, and what it is."""

    file: str
    place: str
    what: str


def add_resources(pkg: Package) -> None:
    """Fill `tables`, `resources` and `not_looked` of a package from its descriptor."""
    resources = pkg.descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        found = "no list of resources" if not isinstance(resources, list) else "an empty list of resources"
        pkg.misdescribed(found, "a list of resources", _FIX, soft=False)
        return
    seen: set[str] = set()
    for number, stated in enumerate(resources):
        name = _name(stated, pkg.expects("S")) if isinstance(stated, dict) else None
        if not isinstance(stated, dict) or not isinstance(name, str) or not name or name in seen:
            twice = isinstance(name, str) and name in seen
            what = f"the name {shown(str(name))} " + ("twice" if twice else "missing or not a string")
            found = f"resource {number}: {what if isinstance(stated, dict) else 'not an object'}"
            pkg.misdescribed(found, "a named resource", _FIX)
            continue
        seen.add(name)
        resource = {**stated, "name": name}
        pkg.resources.append(resource)
        if "path" in resource and "data" in resource:
            pkg.misdescribed(f"path and data of {shown(name)}", "one of them", "Leave one of them out.")
        reason, part = "" if pkg.expects("S") else _no_table(resource), ""
        if not reason:
            table = _Resource(pkg, resource)
            if strange := dialects.unsupported(table.dialect):
                reason, part = f"a table whose dialect says {', '.join(strange)}", ".dialect"
            else:
                pkg.tables[name] = table
        if reason:
            pkg.not_looked.append(NotLooked(pkg.descriptor_path, f"resources[{name}]{part}", reason))


def _name(resource: dict[str, Any], strict: bool) -> Any:
    """The name of a resource; before version 1 it could be left out, and the file names it."""
    if strict or "name" in resource:
        return resource.get("name")
    first = _first(resource.get("path", resource.get("url")))
    return first.rsplit("/", 1)[-1].rsplit(".", 1)[0] if isinstance(first, str) else None


def _first(path: Any) -> Any:
    return path[0] if isinstance(path, list) and path else path


def _no_table(resource: Mapping[str, Any]) -> str:
    """Why a resource is not read as a table; empty where it is."""
    path, data = resource.get("path"), resource.get("data")
    first = _first(path)
    end = first.rsplit(".", 1)[-1].lower() if isinstance(first, str) and "." in first else ""
    form = str(resource.get("format", end)).lower()
    tabular = "schema" in resource or resource.get("type") == "table" or "tabular" in str(resource.get("profile", ""))
    if any(isinstance(one, str) and one.startswith(_ADDRESS) for one in (path if isinstance(path, list) else [path])):
        return "a file at an address: nothing is fetched"
    if "data" in resource and path is None:
        rows = isinstance(data, list) and all(isinstance(row, (dict, list)) for row in data)
        return "" if rows and (data or tabular) else "data that is no list of rows"
    if resource.get("compression") or end in ("zip", "gz", "bz2", "xz"):
        return "a compressed file"
    if form in _TEXT or (tabular and form in ("", "txt", "dat", "text")) or not isinstance(first, str):
        return ""
    return f"a {'table' if tabular else 'file'} in the format {shown(form or 'none')}"


class _Forms:
    """A schema as it stands, as far as it can be understood, and in the form of the contract; `misstated` and `said`
    are what was left out of each. Nobody changes it."""

    def __init__(self, original: dict[str, Any], strict: bool) -> None:
        self.original = original
        self.misstated: list[tuple[str, str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.stated = understandable(original if strict else current(original), self.misstated)
        self.schema: dict[str, Any] = {}
        if self.stated:
            self.schema = normal(self.stated, lambda place, what: self.said.append((place, what)), strict=strict)


_FORMS: Final = {strict: partial(_Forms, strict=strict) for strict in (True, False)}


@lru_cache(maxsize=256)
def _in_file(raw: bytes, path: str, made: Callable[[dict[str, Any]], Any]) -> tuple[Any, list[Problem]]:
    """What is `made` of the object in a file, and the problems of the file. The same file is read many times: for each
    part, version or repair of a package."""
    value, problems = object_in(raw, path)
    return made(value), problems


class _Resource(Table):
    """A resource that is a table."""

    def __init__(self, pkg: Package, resource: Mapping[str, Any]) -> None:
        self.pkg, self.resource, self.name, self.strict = pkg, resource, str(resource["name"]), pkg.expects("S")
        paths = resource.get("path")
        self.paths = list(paths) if isinstance(paths, list) else [paths] if "path" in resource else []
        forms: _Forms = self._part("schema", _FORMS[self.strict])
        self.dialect: dict[str, Any] = {} if self.strict else self._part("dialect", dict)
        form = str(resource.get("format", self.paths[0] if self.paths else "")).lower()
        if not self.strict and form.endswith(("tsv", "tab")):
            self.dialect = {"delimiter": "\t", **self.dialect}
        path = str(self.paths[0]) if self.paths else pkg.descriptor_path
        super().__init__(self.name, path, forms.schema, self._printed)
        for place, what in forms.said:
            file, before = pkg.schema_place(self.name)
            pkg.not_looked.append(NotLooked(file, before + place, what))
        self.stated, self.misstated, self.matched = forms.original, forms.misstated, match(forms.stated)
        self.understood, self.encoding = forms.stated, str(resource.get("encoding", "utf-8"))
        self.written = {f["name"]: f for f in fields_of(forms.stated) if isinstance(f.get("name"), str)}
        self.plain = dialects.is_plain(self.dialect, self.encoding)
        self.verbatim = self.plain and len(self.paths) <= 1 and bool(self.paths or "data" not in resource)
        self.mendable = self.verbatim and self.dialect.get("lineTerminator") != "\r\n"
        self.unfinished = not forms.schema or self.matched != "exact"
        self.streamed = self._find_readers() and self.verbatim and not self.unfinished

    def _part(self, word: str, made: Callable[[dict[str, Any]], Any]) -> Any:
        """What is `made` of the object that the resource has, or names a file for, under `word`."""
        stated = self.resource.get(word)
        if isinstance(stated, str):
            if stated.startswith(_ADDRESS) and not self.strict:
                place = f"resources[{self.name}].{word}"
                self.pkg.not_looked.append(NotLooked(self.pkg.descriptor_path, place, f"a {word} at an address"))
                return made({})
            if word == "schema":
                self.pkg.schema_paths[self.name] = stated
            raw, problem = self.pkg.read_bytes(stated)
            found, problems = (made({}), [problem]) if problem else _in_file(raw, stated, made)
            self.pkg.problems += problems
            return found
        if word in self.resource and not isinstance(stated, dict):
            what = f"the {word} {json.dumps(stated)} of {self.name}"
            self.pkg.misdescribed(what, "an object, or the path of a file with one")
        return made(stated if isinstance(stated, dict) else {})

    def _find_readers(self) -> bool:
        """Find how cells are read; whether they mean the same as they stand, and only may have more forms."""
        self.readers: dict[str, Reader] = {}
        plain = self.understood.get("missingValues", [""]) == [""]
        plain = plain and not any("missingValues" in field for field in fields_of(self.understood))
        for field in fields_of(self._schema):
            as_written = self.written.get(str(field.get("name")))
            if as_written is not None and field.get("type") is not None:
                needed = reader(as_written, strict=True)
                if read := needed or (None if self.strict else reader(as_written, strict=False)):
                    self.readers[as_written["name"]] = read
                plain = plain and needed is None
        return plain

    # --- reading ---

    def _printed(self) -> csvtext.Parsed:
        if self.pkg.pass_over is not None and self.pkg.is_large(self.name):
            return self.pkg.pass_over(self.pkg, self.name)
        parsed = self._records()
        if parsed.readable:
            self._fit(parsed)
        return parsed

    def _records(self) -> csvtext.Parsed:
        names, whole = [str(field.get("name")) for field in fields_of(self.understood)], csvtext.Parsed()
        if not self.paths and "data" in self.resource:
            return dialects.read_inline(self.resource["data"], self.path, names)
        if not self.paths:
            wrong = Problem("path", self.path, f"no path of {shown(self.name)}", "the path of a file")
            return csvtext.Parsed(problems=[wrong])
        for number, path in enumerate(self.paths):
            raw, problem = self.pkg.read_bytes(path)
            if not problem and self.plain:
                problem = dialects.misplaced(raw[: 1 << 16].decode("utf-8", "replace"), names, str(path))
            if problem:
                return csvtext.Parsed(problems=[problem])
            if self.plain:
                parsed = csvtext.parse(raw, str(path))
            else:
                parsed = dialects.read(raw, str(path), self.dialect, self.encoding, names)
            if not number:
                whole = parsed
                continue
            if parsed.readable and whole.readable and parsed.header != whole.header:
                other, first = shown(",".join(parsed.header)), f"the columns of {self.paths[0]}"
                parsed.problems.append(Problem("header", str(path), other, first, None, 1))
            self.parts.append((len(whole.records), str(path)))
            whole.problems += parsed.problems
            whole.records += parsed.records
        return whole

    def _fit(self, parsed: csvtext.Parsed) -> None:
        """Bring header and cells into the form of the contract."""
        if not isinstance(self._schema.get("fields"), list) or not self._schema["fields"]:
            self.settle({**self._schema, "fields": [{"name": name, "type": "string"} for name in parsed.header]})
            return
        printed = replace(parsed)
        if self.matched != "exact":
            self._match(parsed)
        missing = {name: missing_values(self.understood, field) - {""} for name, field in self.written.items()}
        rewritten = [name for name in parsed.header if missing.get(name) or name in self.readers]
        if rewritten and parsed.records:
            lines, rows = zip(*parsed.records, strict=True)
            columns = dict(zip(parsed.header, map(list, zip(*rows, strict=True)), strict=True))
            for name in rewritten:
                read = self.readers.get(name, str)
                for record, cell in enumerate(columns[name]):
                    value = "" if cell in missing[name] else cell and read(cell)
                    if value is None:
                        self.unread[record + 1, name] = expected(self.written[name])
                    else:
                        columns[name][record] = value
            parsed.records = [*zip(lines, zip(*columns.values(), strict=True), strict=True)]
        if parsed.records is not printed.records:
            parsed.printed = printed

    def _match(self, parsed: csvtext.Parsed) -> None:
        """Columns in the order of the fields, as far as `fieldsMatch` allows another order, more or fewer."""
        names, header = dict.fromkeys(str(field.get("name")) for field in fields_of(self.understood)), parsed.header
        kept, fewer = [name for name in names if name in header], names.keys() - {*header}
        more_wrong = self.matched in ("equal", "superset") and {*header} - names.keys()
        if more_wrong or (self.matched in ("equal", "subset") and fewer) or not kept:
            self.settle(self._schema)
            return  # the contract says what is wrong with the header
        places = [header.index(name) for name in kept]
        parsed.header = tuple(kept)
        parsed.records = [(line, tuple(cells[place] for place in places)) for line, cells in parsed.records]
        self.settle(_without(self._schema, fewer))


def _without(schema: dict[str, Any], names: Set[str]) -> dict[str, Any]:
    """The schema without these fields, and without the keys that name them."""
    if not names:
        return schema
    found = {**schema, "fields": [field for field in schema["fields"] if field.get("name") not in names]}
    if names & set(found.get("primaryKey", ())):
        del found["primaryKey"]
    for word in ("uniqueKeys", "foreignKeys"):
        keys = found.get(word, ())
        found[word] = [k for k in keys if not names & set(k.get("fields", ()) if isinstance(k, dict) else k)]
    return found
