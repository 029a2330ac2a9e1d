"""A package with other rows in some of its tables, or other files, as a package that rules can be run over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..findings import Problem
from . import csvtext
from .opening import Package
from .table import Table


class Part(Package):
    """`whole` with the tables given here in place of its own; the others, and its texts, are shared."""

    def __init__(self, whole: Package, tables: Mapping[str, Table]) -> None:
        self.__dict__.update(whole.__dict__)
        self.problems, self.cache, self._whole = [], {}, whole
        self.large_from, self.pass_over = None, None
        self.tables = {**whole.tables, **{name: tables[name] for name in whole.tables.keys() & tables.keys()}}
        if "sources" in tables:  # what is archived where is said there
            self._texts, self._archived = {}, {}

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """As the whole reads it."""
        return self._whole.read_bytes(path)

    def all_problems(self) -> list[Problem]:
        """Those of the whole."""
        return self._whole.all_problems()


class Altered(Part):
    """`whole` with the bytes given here in place of those of some files."""

    def __init__(self, whole: Package, files: Mapping[str, bytes]) -> None:
        touched = [table for table in whole.tables.values() if table.path in files]
        read = {t.name: Table(t.name, t.path, t.schema, partial(csvtext.parse, files[t.path], t.path)) for t in touched}
        super().__init__(whole, read)
        self.problems = list(whole.problems)
        self._texts, self._archived, self._files = {}, {}, files

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """The other bytes, else as the whole reads it."""
        raw = self._files.get(str(path))
        return super().read_bytes(path) if raw is None else (raw, None)

    def all_problems(self) -> list[Problem]:
        """Those of its own tables."""
        return Package.all_problems(self)
