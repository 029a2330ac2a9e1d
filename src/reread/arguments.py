"""Arguments that several commands share, and what a shell offers to complete them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from .findings import CannotRun
from .package.opening import Package, open_package
from .statements.view import STATEMENT_TABLES


def asked_about(context: object) -> Package | None:
    """The package that is being asked about while its words are typed; None where it cannot be opened."""
    try:
        return open_package(context["package"].raw)  # type: ignore[index]
    except (CannotRun, KeyError):
        return None


def _ids(context: object) -> Iterator[str]:
    """Ids of statements, corrections, evidence, sources and relations."""
    package = asked_about(context)
    for name in (*STATEMENT_TABLES, "corrections", "relations", "sources", "evidence") if package else ():
        if package and name in package.tables:
            yield from (row.key for row in package.table(name).rows if row.key.startswith(context.incomplete))  # type: ignore[attr-defined]


PackageFolder = Annotated[
    str | None,
    Parameter(name="--package", help="folder of a package; without it, the package this program came with"),
]
Path_ = Annotated[
    Path | None,
    Parameter(help="folder of a package, or its datapackage.json; without it, the package this program came with"),
]
StatementId = Annotated[str, Parameter(completer=_ids, help="id of a statement, e.g. thnet-2022-09-23.o05")]
