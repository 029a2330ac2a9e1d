#!/usr/bin/env python3
"""Write what editors and type checkers know of the tables, or with --check see that it is what would be written.

From the descriptor, the schemas and the registers of the package itself comes src/cn_industrial_internet/__init__.pyi:
names of tables, columns and ids as Literals, a dataclass per table and view, the types of all that the package offers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import cn_industrial_internet as cnii
from reread.package.opening import Package, open_package
from reread.tables import views
from reread.tables.records import class_name

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "cn_industrial_internet"
WIDTH = 120
HEAD = "Written by scripts/build_stubs.py; do not edit."

#: The registers whose ids complete in an editor: all small, all referred to by hand.
REGISTERS = ("sources", "entities", "units", "indicators", "rankings")
TYPES = {"string": "str", "integer": "int", "number": "Decimal", "boolean": "bool", "date": "date"}
#: What `load` gives for each library. Records have a type for each table.
FRAMES = {
    "polars": "pl.DataFrame",
    "pandas": "pd.DataFrame",
    "pyarrow": "pa.Table",
    "duckdb": "duckdb.DuckDBPyRelation",
}


def schemas(pkg: Package) -> dict[str, dict[str, Any]]:
    """The Table Schema of every table of the package and of every view, by name."""
    return {name: table.schema for name, table in pkg.tables.items()} | {n: views.schema(n) for n in views.NAMES}


def literal(values: Iterable[str | None], indent: str = "", before: str = "") -> str:
    """`Literal[...]` on one line where it fits behind `before`, else one value a line."""
    quoted = ["None" if value is None else f'"{value}"' for value in values]
    line = f"Literal[{', '.join(quoted)}]"
    if len(before) + len(line) <= WIDTH:
        return line
    return "Literal[\n" + "".join(f"{indent}    {value},\n" for value in quoted) + f"{indent}]"


def aliases(pkg: Package) -> Iterator[str]:
    """The names of tables, columns and ids as types."""

    def alias(name: str, values: Iterable[str]) -> str:
        return f"{name} = {literal(values, before=f'{name} = ')}\n"

    yield alias("TableName", pkg.tables)
    yield alias("ViewName", views.NAMES)
    for name, schema in schemas(pkg).items():
        yield alias(f"{class_name(name)}Column", [field["name"] for field in schema["fields"]])
    for name in REGISTERS:
        yield alias(f"{class_name(name)}Id", [row.key for row in pkg.table(name).rows])


def records(pkg: Package) -> Iterator[str]:
    """One dataclass per table and view, with the columns as typed fields."""
    for name, schema in schemas(pkg).items():
        grain = schema["cnii:contract"]["grain"]
        said = docstring(f"{schema['description']} {grain}")
        yield f"@dataclass(frozen=True, slots=True)\nclass {class_name(name)}:\n{said}\n"
        for field in schema["fields"]:
            yield f"    {field['name']}: {field_type(field)}\n{docstring(field['description'])}"
        yield "\n"


def field_type(field: dict[str, Any]) -> str:
    """The Python type of a column: values of a closed list as a Literal, None where a cell may be empty."""
    constraints = field.get("constraints", {})
    if "enum" in constraints:
        values = constraints["enum"] if constraints.get("required") else [*constraints["enum"], None]
        return literal(values, "    ", f"    {field['name']}: ")
    return TYPES[field["type"]] + ("" if constraints.get("required") else " | None")


def docstring(text: str) -> str:
    """`text` as an indented docstring."""
    escaped = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    if len(escaped) + 10 <= WIDTH and not escaped.endswith('"'):
        return f'    """{escaped}"""\n'
    lines = wrap(escaped, WIDTH - 8, break_long_words=False, break_on_hyphens=False)
    return '    """' + "\n    ".join(lines) + '\n    """\n'


def stub(pkg: Package) -> str:
    """The text of __init__.pyi."""
    kinds = {name: f"Records[{class_name(name)}, {class_name(name)}Column]" for name in schemas(pkg)}
    runtime = vars(cnii)
    exports = {name: module for name, module in runtime["_LAZY"].items() if name != "load"}
    lines = [
        f'"""The types of what this package offers.\n\n{HEAD}\n"""\n\n'
        "from dataclasses import dataclass\nfrom datetime import date\nfrom decimal import Decimal\n"
        "from pathlib import Path\nfrom typing import Literal, overload\n\n"
        "import duckdb\nimport pandas as pd\nimport polars as pl\nimport pyarrow as pa\n\n"
    ]
    own = [f"from . import {name} as {name}\n" for name in sorted(runtime["_MODULES"])]
    for name, module in sorted(exports.items(), key=lambda item: (item[1].startswith("."), item[1], item[0])):
        (own if module.startswith(".") else lines).append(f"from {module} import {name} as {name}\n")
    lines += ["\n", *own, "\n__version__: str\n__all__: list[str]\n\n", *aliases(pkg), "\n", *records(pkg)]
    lines += [f"{name}: {kind}\n" for name, kind in kinds.items()]
    lines.append("\n" + overloads(kinds))
    return "".join(lines)


def overloads(kinds: dict[str, str]) -> str:
    """The types of `load`: of a table and view by name, then of any table of another package."""

    def one(name: str, into: str, package: str, gives: str) -> str:
        default = " = ..." if into == "polars" else ""
        return (
            f'@overload\ndef load(\n    name: {name}, into: Literal["{into}"]{default}, *, package: {package},'
            f" decimals: Decimals = ...\n) -> {gives}: ...\n"
        )

    own = "None = ..."
    parts = [one("TableName | ViewName", into, own, gives) for into, gives in FRAMES.items()]
    parts += [one(f'Literal["{name}"]', "records", own, kind) for name, kind in kinds.items()]
    parts += [one("str", into, "Package | Path | str", gives) for into, gives in FRAMES.items()]
    return "".join(parts)


def files(pkg: Package) -> dict[Path, str]:
    """Every generated file and its text."""
    return {
        TARGET / "__init__.pyi": stub(pkg),
    }


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Write the types that are generated from the tables.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is out of date")
    args = parser.parse_args()
    stale = {
        path: text
        for path, text in files(open_package(ROOT)).items()
        if not path.is_file() or path.read_bytes() != text.encode("utf-8")
    }
    for path, text in stale.items():
        if args.check:
            print(f"{path.relative_to(ROOT)} is out of date; run scripts/build_stubs.py", file=sys.stderr)
        else:
            path.write_bytes(text.encode("utf-8"))
    return 1 if args.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
