"""The import graph of `src`, read from the source: modules, the rooms they lie in, and who imports whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"

#: The rooms from the lowest to the highest.
ORDER = (
    "reread",
    "findings",
    "files",
    "escaping",
    "words",
    "libraries",
    "console",
    "progress",
    "reading",
    "package",
    "grid",
    "templates",
    "contract",
    "causes",
    "statements",
    "relations",
    "tables",
    "rules",
    "run",
    "pieces",
    "why",
    "arguments",
    "report",
    "judging_frames",
    "pandera_schemas",
    "schemas",
    "testing",
    "fix",
    "diff",
    "draft",
    "frictionless_reread",
    "charts",
    "site",
    "release",
    "cli",
    "commands",
    "dataset",
)


@cache
def modules() -> dict[str, Path]:
    """Every module by its name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def room_of(name: str) -> str:
    """The room of a module: its folder in the engine, or the dataset."""
    first, _, rest = name.partition(".")
    return "dataset" if first != "reread" else rest.partition(".")[0] or "reread"


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Statements in a node, but those that are there for types only."""
    yield node
    typed = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
    for child in node.orelse if typed else ast.iter_child_nodes(node):  # type: ignore[attr-defined]
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _running(child)


@cache
def imports(name: str) -> frozenset[str]:
    """The modules of this project that a module imports when it runs, anywhere in it."""
    path = modules()[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in _running(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, node.module] if node.module else above)
            found |= {f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base for alias in node.names}
    return frozenset(found & modules().keys()) - {name}
