"""What the formats tell about tables and columns, in one place: rows for a codebook, and the views in SQL."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator
from typing import Any

from ...package.table import Table
from ...tables.columns import described
from ...tables.databases import quoted
from ..model import Release

#: One row of the codebook, and one of the list of tables.
ColumnWords = namedtuple(
    "ColumnWords",
    "table_name column_name position title type unit key required refers_to allowed example description",
)
TableWords = namedtuple("TableWords", "table_name kind title rows primary_key one_row description")


def table_words(release: Release) -> Iterator[TableWords]:
    """Every table and view in words."""
    for table in release.tables():
        about = described(release.package, table)
        kind, title, key = "view" if release.is_view(table) else "table", about["title"], ", ".join(table.key_columns)
        grain = str(_contract(table.schema).get("grain", ""))
        yield TableWords(table.name, kind, str(title or ""), len(table), key, grain, str(about["description"] or ""))


def column_words(release: Release) -> Iterator[ColumnWords]:
    """Every column of every table and view in words."""
    for table in release.tables():
        fields = {str(field.get("name")): field for field in table.fields}
        targets = references(table)
        for position, name in enumerate(table.header, 1):
            field = fields.get(name, {})
            constraints = field.get("constraints", {})
            key = name in table.key_columns
            yield ColumnWords(
                table.name,
                name,
                position,
                str(field.get("title", "")),
                str(field.get("type", "string")),
                str(_contract(field).get("unit", "")),
                "primary" if key else "unique" if constraints.get("unique") else "foreign" if name in targets else "",
                "yes" if key or constraints.get("required") else "no",
                targets.get(name, ""),
                _allowed(constraints),
                str(field.get("example", "")),
                str(field.get("description", "")),
            )


def told(release: Release) -> Iterator[tuple[str, tuple[str, ...], list[tuple[object, ...]]]]:
    """The tables that describe the others in a database: name, columns and rows."""
    yield "_package", ("name", "value"), list(package_words(release))
    yield "_tables", TableWords._fields, list(table_words(release))
    yield "_columns", ColumnWords._fields, list(column_words(release))


def defined(columns: Iterable[str], number: str, text: str) -> str:
    """The columns of such a table in SQL."""
    return ", ".join(f"{quoted(name)} {number if name in ('rows', 'position') else text}" for name in columns)


def package_words(release: Release) -> list[tuple[str, str]]:
    """What the package says of itself, as names and texts."""
    about = release.package.descriptor
    found = {
        "name": release.name,
        "title": about.get("title"),
        "version": release.version,
        "created": release.day,
        "description": about.get("description"),
        "homepage": about.get("homepage"),
        "id": about.get("id"),
        "licence": "; ".join(f"{one.words} {one.path}".strip() for one in release.licences),
        "contributors": "; ".join(str(entry.get("title")) for entry in about.get("contributors", ())),
    }
    return [(name, str(text)) for name, text in found.items() if text]


def references(table: Table) -> dict[str, str]:
    """Column to the "table.column" it refers to, for foreign keys of one column."""
    found = {}
    for key in table.schema.get("foreignKeys", ()):
        if len(key["fields"]) == 1:
            target = key["reference"].get("resource") or table.name
            found[key["fields"][0]] = f"{target}.{key['reference']['fields'][0]}"
    return found


def _contract(holder: dict[str, Any]) -> dict[str, Any]:
    found = holder.get("cnii:contract")
    return found if isinstance(found, dict) else {}


def _allowed(constraints: dict[str, Any]) -> str:
    said = {"enum": "{}", "minimum": "from {}", "maximum": "to {}", "pattern": "pattern {}"}
    values = {**constraints, "enum": ", ".join(map(str, constraints.get("enum", ())))}
    return "; ".join(text.format(values[name]) for name, text in said.items() if name in constraints)
