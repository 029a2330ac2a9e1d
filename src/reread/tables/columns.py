"""Tables as columns of text with their types: what every frame, database and record is built from. And what a table or
view is: title, licence, key, and the meaning of its columns, from descriptor and schema.

Each cell is checked against the type its schema states before any library sees it, so that none of them has to guess,
and none gets the chance.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from ..contract import lexical
from ..findings import CannotRun, meant, shown
from ..package.opening import DESCRIPTOR, Package, home, open_package
from ..package.table import Table
from . import views


class CannotLoad(CannotRun, ValueError):
    """No such table, or one that does not hold what its schema says. The message says where, and what would do."""


class Kind(NamedTuple):
    """How the text of a cell is read, and what a column is to each library; "" where that depends on its scale."""

    read: Callable[[str], Any] | None
    pandas: str
    polars: str
    pyarrow: str
    duckdb: str


KINDS = {
    **dict.fromkeys(("string", "text"), Kind(None, "string[python]", "String", "string", "VARCHAR")),
    "integer": Kind(int, "Int64", "Int64", "int64", "BIGINT"),
    "decimal": Kind(Decimal, "object", "", "", ""),
    "float": Kind(float, "Float64", "Float64", "double", "DOUBLE"),
    "boolean": Kind("true".__eq__, "boolean", "Boolean", "bool", "BOOLEAN"),
    "date": Kind(date.fromisoformat, "datetime64[s]", "Date", "date32", "DATE"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as text: `cells` has one entry per record, None for a missing value."""

    name: str
    type: str
    cells: list[str | None]

    def kind(self, decimals: str) -> Kind:
        """What it is; of numbers, what was chosen for them: decimal, float or text."""
        return KINDS[decimals if self.type == "number" else self.type]

    def values(self, decimals: str = "decimal") -> list[Any]:
        """The cells as str, int, Decimal, bool, date, or None where missing; numbers by choice as float or str."""
        read = self.kind(decimals).read
        return list(self.cells) if read is None else [None if cell is None else read(cell) for cell in self.cells]


#: The library's own package as it was opened last, and what its files looked like.
_own: list[tuple[object, Package]] = []


def opened(package: Package | Path | str | None) -> Package:
    """The package meant: an opened one itself, that of a path, or the library's own. The library's own is opened once,
    and anew when one of its files has changed."""
    if package is not None:
        return package if isinstance(package, Package) else open_package(package)
    root = home()
    looks = _looks(root)
    if not _own or _own[0][0] != looks:
        _own[:] = [(looks, open_package(root))]
    return _own[0][1]


def _looks(root: Path) -> object:
    """Size and time of every file that tables are read from: cheaper than reading them."""
    entries = [entry for folder in ("data", "schemas") for entry in os.scandir(root / folder)]
    stats = [(entry.path, entry.stat()) for entry in entries] + [("", (root / DESCRIPTOR).stat())]
    return {(path, stat.st_mtime_ns, stat.st_size) for path, stat in stats}


def one_of(label: str, given: str, known: Sequence[str]) -> None:
    """Raises `CannotLoad` where `given` is not among `known`."""
    if given not in known:
        raise CannotLoad(f"{label}={given!r} is not known", f"Choose {' or '.join(map(repr, known))}.")


def known_names(package: Package) -> list[str]:
    """Everything that can be loaded from `package`: its tables, then the views it has the tables for."""
    had = (n for n in views.NAMES if n not in package.tables and not views.missing_tables(package, n))
    return [*package.tables, *had]


def table_of(package: Package, name: str) -> Table:
    """The table or view `name`. Raises `CannotLoad`, with names that come close."""
    if name in package.tables:
        return package.tables[name]
    names = known_names(package)
    if name in names:
        return views.view(package, name)
    if not package.tables and package.problems:
        first = package.problems[0]
        found = f"the package lists no tables ({first.file}: {first.found})"
        raise CannotLoad(found, "cnii validate says what is wrong with it.")
    raise CannotLoad(f"no table is called {shown(name)}", meant(name, names))


def columns_of(table: Table) -> Iterator[Column]:
    """The columns of `table` as text, each cell checked. Raises `CannotLoad` at the first that is not of its type."""
    for problem in table.problems:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        fix = problem.fix or "cnii validate says what is wrong with it."
        raise CannotLoad(f"{place}: {problem.found}, expected {problem.expected}", fix)
    types = {str(field.get("name")): str(field.get("type", "string")) for field in table.fields}
    for at, name in enumerate(table.header):
        type_ = types.get(name, "string")
        if type_ not in lexical.TYPES:
            found = f"{table.path}: column {name} is of type {type_}"
            raise CannotLoad(found, f"Known types are {', '.join(lexical.TYPES)}.")
        for row in table.rows if type_ != "string" else ():
            if (cell := row.cells[at]) and not lexical.is_of_type(cell, type_):
                found = f"{table.path}:{row.line}:{name}: found {shown(cell)}, expected {lexical.EXPECTED[type_]}"
                raise CannotLoad(found, "cnii validate lists every such cell.")
        yield Column(name, type_, [row.cells[at] or None for row in table.rows])


def places(column: Column) -> int:
    """The largest number of decimal places in a column of type number: the scale that loses nothing."""
    return max((len(cell.partition(".")[2]) for cell in column.cells if cell), default=0)


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros at the end of its decimals.

    >>> plain(Decimal("38.20")), plain(Decimal("6.1E+10"))
    ('38.2', '61000000000')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def cell_text(value: object) -> str:
    """A typed value, of Python or of a library, as the text of its cell; "" for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if isinstance(value, float):
        value = Decimal(repr(float(value)))
    return plain(value) if isinstance(value, Decimal) else str(value)


def metadata(name: str, *, package: Package | Path | str | None = None) -> dict[str, Any]:
    """What the table or view `name` is, as plain JSON values.

    Title, description, licences, version, path, key, and columns: each with its title, description, type, and unit
    where it has one. Raises `CannotLoad` for an unknown table.

    >>> about = metadata("observations")
    >>> about["primary_key"], about["licenses"][0]["name"], about["columns"]["value"]["unit"]
    (['observation_id'], 'CC-BY-4.0', 'unit_id')
    """
    pkg = opened(package)
    return described(pkg, table_of(pkg, name))


def described(pkg: Package, table: Table) -> dict[str, Any]:
    """`metadata` of a table at hand, which may be one that the views of `pkg` are computed from."""
    name = table.name
    resource = next((r for r in pkg.resources if r.get("name") == name), {})
    own = {key: pkg.descriptor.get(key) for key in ("name", "title", "version")}
    return {
        "name": name,
        "title": resource.get("title") or table.schema.get("title"),
        "description": resource.get("description") or table.schema.get("description"),
        "path": table.path,
        "primary_key": list(table.key_columns),
        "licenses": resource.get("licenses") or pkg.descriptor.get("licenses"),
        "version": own["version"],
        "package": own,
        "columns": {str(field.get("name")): _about(field) for field in table.fields},
    }


def _about(field: dict[str, Any]) -> dict[str, Any]:
    own = field.get("cnii:contract")
    unit = {"unit": own["unit"]} if isinstance(own, dict) and "unit" in own else {}
    return {key: str(field[key]) for key in ("title", "description", "type") if key in field} | unit
