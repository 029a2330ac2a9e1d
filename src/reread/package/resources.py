"""The resources of a descriptor: which are tables, how each is read, and which are not looked into, with the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..findings import Problem, shown
from . import csvtext, dialects
from .jsontext import object_in
from .table import Table, fields_of
from .table_schema import current, match, missing_values, normal, understandable
from .values import Reader, expected, reader

if TYPE_CHECKING:
    from .opening import Package

_TEXT: Final = {"csv": ",", "tsv": "\t", "tab": "\t"}
_ADDRESS: Final = ("http://", "https://", "ftp://")


class NotLooked(NamedTuple):
    """Something in the package that is not looked into: where it is named, and what it is."""

    file: str
    place: str
    what: str


def add_resources(pkg: Package) -> None:
    """Fill `tables`, `resources` and `not_looked` of a package from its descriptor."""
    resources = pkg.descriptor.get("resources")
    fix = "List every table under resources, each an object with its own name and the path of one CSV file."
    if not isinstance(resources, list) or not resources:
        found = "no list of resources" if not isinstance(resources, list) else "an empty list of resources"
        pkg.problems.append(Problem("json", pkg.descriptor_path, found, "a list of resources", fix))
        return
    seen: set[str] = set()
    for number, resource in enumerate(resources):
        name = _name(resource, pkg.expects("S")) if isinstance(resource, dict) else None
        if not isinstance(resource, dict) or not isinstance(name, str) or not name or name in seen:
            twice = isinstance(name, str) and name in seen
            what = f"the name {shown(str(name))} " + ("twice" if twice else "missing or not a string")
            found = f"resource {number}: {what if isinstance(resource, dict) else 'not an object'}"
            pkg.problems.append(Problem("json", pkg.descriptor_path, found, "a named resource", fix, soft=True))
            continue
        seen.add(name)
        resource = {**resource, "name": name}
        pkg.resources.append(resource)
        reason = "" if pkg.expects("S") else _no_table(resource)
        if "path" in resource and "data" in resource:
            both, one = f"path and data of {shown(name)}", "one of them"
            pkg.problems.append(Problem("json", pkg.descriptor_path, both, one, "Leave one of them out.", soft=True))
        if reason:
            pkg.not_looked.append(NotLooked(pkg.descriptor_path, f"resources[{name}]", reason))
        else:
            _Reading(pkg, name, resource).add()


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
    are what was left out of each. Nobody changes it.
    """

    def __init__(self, original: dict[str, Any], strict: bool) -> None:
        self.original = original
        self.misstated: list[tuple[str, str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.stated = understandable(original if strict else current(original), self.misstated)
        self.schema: dict[str, Any] = {}
        if self.stated:
            self.schema = normal(self.stated, lambda place, what: self.said.append((place, what)), strict=strict)


@lru_cache(maxsize=256)
def _forms_in(raw: bytes, path: str, strict: bool) -> tuple[_Forms, list[Problem]]:
    """The schema in a file, and the problems of the file. The same file is read many times: for each part, version or
    repair of a package.
    """
    value, problems = object_in(raw, path)
    return _Forms(value, strict), problems


class _Reading:
    def __init__(self, pkg: Package, name: str, resource: Mapping[str, Any]) -> None:
        self.pkg, self.name, self.resource = pkg, name, resource
        self.strict = pkg.expects("S")
        paths = resource.get("path")
        self.paths = list(paths) if isinstance(paths, list) else [paths] if "path" in resource else []
        forms = self._schema()
        self.original, self.stated, self.schema = forms.original, forms.stated, forms.schema
        self.misstated, self.fields = forms.misstated, fields_of(forms.stated)
        self.dialect = {} if self.strict else self._part("dialect")
        if not self.strict and str(resource.get("format", self.paths[0] if self.paths else "")).lower().endswith(
            ("tsv", "tab")
        ):
            self.dialect = {"delimiter": "\t", **self.dialect}
        self.encoding = str(resource.get("encoding", "utf-8"))
        for place, what in forms.said:
            self._say(place, what)
        self._read_fields()
        inline = "data" in resource and not self.paths
        missing = self.stated.get("missingValues", [""]) != [""] or any("missingValues" in f for f in self.fields)
        plain = dialects.is_plain(self.dialect, self.encoding)
        self.form = not inline and plain and len(self.paths) <= 1  # one file, in the one form
        self.as_it_stands = bool(
            self.form and self.schema and not missing and not self.needed and match(self.stated) == "exact"
        )

    def add(self) -> None:
        """Add the table to the package, or say why it cannot be read."""
        strange = dialects.unsupported(self.dialect)
        if strange:
            what = f"a table whose dialect says {', '.join(strange)}"
            self.pkg.not_looked.append(NotLooked(self.pkg.descriptor_path, f"resources[{self.name}].dialect", what))
            return
        path = str(self.paths[0]) if self.paths else self.pkg.descriptor_path
        table = Table(self.name, path, self.schema, self._read)
        table.stated, table.verbatim, table.streamed = self.original, self.form, self.as_it_stands
        table.matched, table.misstated = match(self.stated), self.misstated
        table.written = _by_name(self.fields)
        table.mendable = self.form and self.dialect.get("lineTerminator") != "\r\n"
        table.unfinished = not self.schema or match(self.stated) != "exact"
        self.table = self.pkg.tables[self.name] = table

    def _say(self, place: str, what: str) -> None:
        file = self.pkg.schema_paths.get(self.name, self.pkg.descriptor_path)
        at = place if self.name in self.pkg.schema_paths else f"resources[{self.name}].schema{place}"
        self.pkg.not_looked.append(NotLooked(file, at, what))

    def _schema(self) -> _Forms:
        """The schema of the resource in all its forms, worked out once for the same bytes of a file."""
        stated = self.resource.get("schema")
        if not isinstance(stated, str) or (stated.startswith(_ADDRESS) and not self.strict):
            return _Forms(self._part("schema"), self.strict)
        self.pkg.schema_paths[self.name] = stated
        raw, problem = self.pkg.read_bytes(stated)
        if problem:
            self.pkg.problems.append(problem)
            return _Forms({}, self.strict)
        forms, problems = _forms_in(raw, stated, self.strict)
        self.pkg.problems += problems
        return forms

    def _part(self, word: str) -> dict[str, Any]:
        stated = self.resource.get(word)
        if isinstance(stated, str):
            if stated.startswith(_ADDRESS) and not self.strict:
                place = f"resources[{self.name}].{word}"
                self.pkg.not_looked.append(NotLooked(self.pkg.descriptor_path, place, f"a {word} at an address"))
                return {}
            raw, problem = self.pkg.read_bytes(stated)
            if problem:
                self.pkg.problems.append(problem)
            return {} if problem else self.pkg.read_object(raw, stated)
        if word in self.resource and not isinstance(stated, dict):
            what = f"the {word} {json.dumps(stated)} of {self.name}"
            expected = "an object, or the path of a file with one"
            self.pkg.problems.append(Problem("json", self.pkg.descriptor_path, what, expected, soft=True))
        return stated if isinstance(stated, dict) else {}

    def _read_fields(self) -> None:
        """Find the readers of fields; `needed` where cells mean nothing without one, or they only allow more forms."""
        self.readers: dict[str, Reader] = {}
        self.needed = False
        judged = _by_name(fields_of(self.schema))
        for field in self.fields:
            name = field.get("name")
            if not isinstance(name, str) or judged.get(name, {}).get("type") is None:
                continue
            if not isinstance(field.get("type", "any"), str):
                continue
            needed = reader(field, strict=True)
            if read := needed or (None if self.strict else reader(field, strict=False)):
                self.readers[name] = read
            self.needed = self.needed or needed is not None

    # --- reading ---

    def _read(self) -> csvtext.Parsed:
        if self.pkg.pass_over is not None and self.pkg.is_large(self.name):
            return self.pkg.pass_over(self.pkg, self.name)
        parsed = self._records()
        if parsed.readable:
            self._fit(parsed)
        return parsed

    def _names(self) -> list[str]:
        return [str(field.get("name")) for field in self.fields]

    def _records(self) -> csvtext.Parsed:
        names = self._names()
        if not self.paths:
            return self._inline(names)
        whole: csvtext.Parsed | None = None
        for path in self.paths:
            raw, problem = self.pkg.read_bytes(path)
            if problem:
                return csvtext.Parsed(problems=[problem])
            if dialects.is_plain(self.dialect, self.encoding):
                if wrong := dialects.misplaced(raw[: 1 << 16].decode("utf-8", "replace"), names, str(path)):
                    return csvtext.Parsed(problems=[wrong])
                parsed = csvtext.parse(raw, str(path))
            else:
                parsed = dialects.read(raw, str(path), self.dialect, self.encoding, names)
            if whole is None:
                whole = parsed
                continue
            if parsed.readable and whole.readable and parsed.header != whole.header:
                other, expected = shown(",".join(parsed.header)), f"the columns of {self.paths[0]}"
                parsed.problems.append(Problem("header", str(path), other, expected, None, 1))
            self.table.parts.append((len(whole.records), str(path)))
            whole.problems += parsed.problems
            whole.records += parsed.records
        assert whole is not None
        return whole

    def _inline(self, names: list[str]) -> csvtext.Parsed:
        path = self.pkg.descriptor_path
        found = dialects.read_inline(self.resource.get("data"), path, names)
        if found is not None:
            return found
        wrong = Problem("header", path, "data that is no table", "a list of rows")
        if "data" not in self.resource:
            wrong = Problem("path", path, f"no path of {shown(self.name)}", "the path of a file")
        return csvtext.Parsed(problems=[wrong])

    def _fit(self, parsed: csvtext.Parsed) -> None:
        table, header = self.table, list(parsed.header)
        if not self.schema.get("fields") or not isinstance(self.schema["fields"], list):
            table.settle({**self.schema, "fields": [{"name": name, "type": "string"} for name in header]})
            return
        printed = replace(parsed)
        if match(self.stated) != "exact":
            self._match(parsed)
            header = list(parsed.header)
        lines = parsed.records
        rows: list[list[str]] | None = None
        fields = _by_name(self.fields)
        for place, name in enumerate(header):
            field = fields.get(name)
            missing = missing_values(self.stated, field) - {""}
            read = self.readers.get(name)
            if field is None or not (missing or read):
                continue
            rows = rows or [list(cells) for _, cells in lines]
            for record, row in enumerate(rows):
                cell = row[place]
                if cell in missing:
                    row[place] = ""
                elif cell and read is not None:
                    value = read(cell)
                    if value is not None:
                        row[place] = value
                    else:
                        table.unread[record + 1, name] = expected(field)
        if rows is not None:
            parsed.records = [(line, tuple(row)) for (line, _), row in zip(lines, rows, strict=True)]
        if parsed.records is not printed.records:
            parsed.printed = printed

    def _match(self, parsed: csvtext.Parsed) -> None:
        """Columns in the order of the fields, as far as `fieldsMatch` allows another order, more or fewer."""
        names = [str(field.get("name")) for field in self.fields]
        how, header = match(self.stated), parsed.header
        more, fewer = [n for n in header if n not in names], [n for n in names if n not in header]
        allowed = {"equal": (False, False), "subset": (True, False), "superset": (False, True), "partial": (True, True)}
        may_have_more, may_have_fewer = allowed[how]
        if (more and not may_have_more) or (fewer and not may_have_fewer) or len(fewer) == len(names):
            self.table.settle(self.schema)
            return  # the contract says what is wrong with the header
        kept = [name for name in dict.fromkeys(names) if name in header]
        places = [header.index(name) for name in kept]
        parsed.header = tuple(kept)
        parsed.records = [(line, tuple(cells[place] for place in places)) for line, cells in parsed.records]
        self.table.settle(without(self.schema, set(fewer)))


def without(schema: dict[str, Any], names: set[str]) -> dict[str, Any]:
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


def _by_name(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The fields that have a text for a name, by it."""
    return {field["name"]: field for field in fields if isinstance(field.get("name"), str)}
