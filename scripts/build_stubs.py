#!/usr/bin/env python3
"""Write what editors and type checkers know of the tables, or with --check see that it is what would be written.

From the descriptor, the schemas and the registers of the package itself:

    src/cn_industrial_internet/names.py         names of tables, columns and ids as Literals
    src/cn_industrial_internet/record_types.py  one dataclass per table and view
    src/cn_industrial_internet/__init__.pyi     the types of everything the package offers
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import cn_industrial_internet as cnii
from reread.package.opening import Package, open_package
from reread.tables import views

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "cn_industrial_internet"
WIDTH = 120
HEAD = "Written by scripts/build_stubs.py; do not edit."

#: The registers whose ids complete in an editor: all small, all referred to by hand.
REGISTERS = ("sources", "entities", "units", "indicators", "rankings")
TYPES = {"string": "str", "integer": "int", "number": "Decimal", "boolean": "bool", "date": "date"}
#: What `load` gives for each library. Records have a type for each table.
FRAMES = {
    "pandas": "pd.DataFrame",
    "polars": "pl.DataFrame",
    "pyarrow": "pa.Table",
    "duckdb": "duckdb.DuckDBPyRelation",
}


def schemas(pkg: Package) -> dict[str, dict[str, Any]]:
    """The Table Schema of every table of the package and of every view, by name."""
    return {name: table.schema for name, table in pkg.tables.items()} | {n: views.schema(n) for n in views.NAMES}


def class_name(table: str) -> str:
    """What one row of `table` is called: entity_names holds EntityName records.

    >>> class_name("entities"), class_name("ranking_criteria"), class_name("evidence")
    ('Entity', 'RankingCriterion', 'Evidence')
    """
    for ending, singular in (("ies", "y"), ("criteria", "criterion"), ("s", "")):
        if table.endswith(ending):
            table = table.removesuffix(ending) + singular
            break
    return "".join(part.capitalize() for part in table.split("_"))


def literal(values: Iterable[str | None], indent: str = "", before: str = "") -> str:
    """`Literal[...]` on one line where it fits behind `before`, else one value a line."""
    quoted = ["None" if value is None else f'"{value}"' for value in values]
    line = f"Literal[{', '.join(quoted)}]"
    if len(before) + len(line) <= WIDTH:
        return line
    return "Literal[\n" + "".join(f"{indent}    {value},\n" for value in quoted) + f"{indent}]"


def names_module(pkg: Package) -> str:
    """The text of names.py."""

    def alias(name: str, values: Iterable[str], said: str) -> str:
        return f"#: {said}\n{name} = {literal(values, before=f'{name} = ')}\n"

    parts = [
        f'"""Names of tables, columns and ids as types, for editors and type checkers.\n\n{HEAD}\n"""\n\n'
        "from __future__ import annotations\n\nfrom typing import Literal\n",
        alias("TableName", pkg.tables, "The tables of this package. Other packages may have others."),
        alias("ViewName", views.NAMES, "The views."),
    ]
    for name, schema in schemas(pkg).items():
        columns = [field["name"] for field in schema["fields"]]
        parts.append(alias(f"{class_name(name)}Column", columns, f"The columns of {name}."))
    for name in REGISTERS:
        keys = [row.key for row in pkg.table(name).rows]
        parts.append(alias(f"{class_name(name)}Id", keys, f"The ids of {name}."))
    return "\n".join(parts)


def record_module(pkg: Package) -> str:
    """The text of record_types.py."""
    parts = [
        f'"""Records: one dataclass per table and view, with the columns as typed fields.\n\n{HEAD}\n"""\n\n'
        "from __future__ import annotations\n\n"
        "from dataclasses import dataclass\nfrom datetime import date\nfrom decimal import Decimal\n"
        "from typing import Literal\n"
    ]
    for name, schema in schemas(pkg).items():
        grain = schema["cnii:contract"]["grain"]
        body = [
            f"@dataclass(frozen=True, slots=True)\nclass {class_name(name)}:\n",
            docstring(f"{schema['description']} {grain}") + "\n",
        ]
        for field in schema["fields"]:
            body.append(f"    {field['name']}: {field_type(field)}\n{docstring(field['description'])}")
        parts.append("\n" + "".join(body))
    classes = "".join(f'    "{name}": "{class_name(name)}",\n' for name in schemas(pkg))
    parts.append(f"\n#: The class of the records of each table and view.\nCLASSES = {{\n{classes}}}\n")
    return "\n".join(parts)


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
    plain = {
        ".names": [f"{class_name(name)}Column" for name in kinds],
        ".record_types": [class_name(name) for name in kinds],
    }
    exports: dict[str, list[str]] = {}
    for name, module in runtime["_LAZY"].items():
        if name != "load":
            exports.setdefault(module, []).append(name)
    lines = [
        f'"""The types of what this package offers.\n\n{HEAD}\n"""\n\n'
        "from pathlib import Path\nfrom typing import Literal, overload\n\n"
        "import duckdb\nimport pandas as pd\nimport polars as pl\nimport pyarrow as pa\n\n"
    ]
    modules = sorted({*plain, *exports}, key=lambda name: (name.startswith("."), name))
    for number, module in enumerate(modules):
        if module.startswith(".") and not modules[number - 1].startswith("."):
            lines += ["\n", *(f"from . import {name} as {name}\n" for name in sorted(runtime["_MODULES"]))]
        if module in plain:
            lines.append(import_line(module, sorted(plain[module])))
        lines += [f"from {module} import {name} as {name}\n" for name in sorted(exports.get(module, []))]
    lines.append("\n__version__: str\n__all__: list[str]\n\n")
    lines += [f"{name}: {kind}\n" for name, kind in kinds.items()]
    lines.append("\n" + overloads(kinds))
    return "".join(lines)


def import_line(module: str, names: Sequence[str]) -> str:
    """One import statement, in lines when it is long, as the formatter writes it."""
    line = f"from {module} import {', '.join(names)}\n"
    if len(line) <= WIDTH + 1:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")\n"


def overloads(kinds: dict[str, str]) -> str:
    """The types of `load`: of a table and view by name, then of any table of another package."""

    def one(name: str, into: str, package: str, gives: str) -> str:
        default = " = ..." if into == "pandas" else ""
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
        TARGET / "names.py": names_module(pkg),
        TARGET / "record_types.py": record_module(pkg),
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
