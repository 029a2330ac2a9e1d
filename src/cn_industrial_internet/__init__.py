"""China's industrial internet as a data package that proves itself.

>>> import cn_industrial_internet as cnii
>>> cnii.load("observations", into="polars").height > 0
True
>>> cnii.units.get("CNY").name
'yuan renminbi'
>>> print(cnii.why("thnet-2022-09-23.r01").summary)
Tianhe District: number 4 of leading urban areas that use the industrial internet to promote digital innovation

Every table and view is an attribute: a sequence of typed records that turns into a frame of your library
(`cnii.facts.to_polars()`). Types for editors are in `__init__.pyi`, and so are the classes of the records
(`cnii.Fact`).
"""

import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Literal

from reread import __version__ as __version__
from reread.package.home import DESCRIPTOR, carry, home

carry(Path(__file__).resolve().parent)

#: What is had from where, imported when first asked for, so that importing this package stays quick.
_LAZY = {
    "CannotLoad": "reread.tables.columns",
    "CannotRun": "reread.findings",
    "Decimals": "reread.tables.loading",
    "MissingLibrary": "reread.libraries",
    "Package": "reread.package.opening",
    "Records": "reread.tables.records",
    "RenamedId": "reread.package.renamed",
    "cite": "reread.release.citing",
    "convert": "reread.tables.converting",
    "load": "reread.tables.loading",
    "metadata": "reread.tables.columns",
    "open_package": "reread.package.opening",
    "query": "reread.tables.querying",
    "ranking": ".ranked",
    "resolve": ".resolve",
    "search": ".searching",
    "series": ".timeseries",
    "to_csv": "reread.tables.loading",
    "to_sqlite": "reread.tables.databases",
    "why": "reread.why",
}
#: Modules that are attributes, too.
_MODULES = ("schemas",)

#: Names of tables and of views as types.
_TYPES = ("TableName", "ViewName")

__all__ = sorted([*_LAZY, *_MODULES, *_TYPES, "__version__"])


@cache
def _tables() -> tuple[str, ...]:
    """The tables of the package, as its descriptor lists them."""
    return tuple(entry["name"] for entry in json.loads((home() / DESCRIPTOR).read_text("utf-8"))["resources"])


def _names() -> dict[str, str]:
    """Every table and view, and what one of its records is called."""
    from reread.tables.records import class_name
    from reread.tables.views import NAMES

    return {name: class_name(name) for name in (*_tables(), *NAMES)}


def __getattr__(name: str) -> object:
    own = Path(__file__).with_name(f"{name}.py")
    if name.startswith("__") or (name not in _LAZY and name not in _tables() and own.is_file()):
        # A question of the interpreter, asked often, or a module that it is about to import.
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    value = getattr(import_module(_LAZY[name], __name__), name) if name in _LAZY else _of_a_table(name)
    globals()[name] = value
    return value


def _of_a_table(name: str) -> object:
    """The records of a table or view, or the class of its records. Raises AttributeError for any other name."""
    from reread.tables.loading import load
    from reread.tables.views import NAMES

    if name in _TYPES:
        return Literal[_tables() if name == "TableName" else NAMES]
    for table, record in _names().items():
        if name == table:
            return load(table, "records")
        if name == record:
            return load(table, "records").kind
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY, *_MODULES, *_names(), *_names().values()})


class _Package(ModuleType):
    """Keeps what this package offers from being hidden behind modules of its own that have the same name. Python binds
    a module to its package when it is first imported: `cnii.relations`, the table, would turn into the module of the
    rules about relations as soon as something imports that."""

    def __setattr__(self, name: str, value: object) -> None:
        if not isinstance(value, ModuleType) or name in _MODULES or not (name in _LAZY or name in _tables()):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
