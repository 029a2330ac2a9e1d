"""A piece of a package, as a package that rules can be run over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..findings import Problem
from ..package.opening import Package
from ..package.table import Table


class Part(Package):
    """Some of the rows of `whole`: the tables given here in place of those of `whole`, in its order.

    With `files`, the part has only these files, by path, with other bytes than the package has: of a large file a
    stretch.
    """

    def __init__(self, whole: Package, tables: Mapping[str, Table], files: Mapping[str, bytes] | None = None) -> None:
        self.root = whole.root
        self.descriptor_path = whole.descriptor_path
        self.descriptor = whole.descriptor
        self.resources = whole.resources
        self.schema_paths = whole.schema_paths
        self.problems = []
        self.cache = {}
        self.large_from = None
        self.large_from_of = {}
        self.engine = whole.engine
        self.workers = 1
        self.tables = {name: tables[name] for name in whole.tables if name in tables}
        self._archived, self._texts = {}, {}
        self._real_root = whole._real_root
        self._files = files
        self._whole = whole

    def forget(self, names: Iterable[str]) -> None:
        """Let go of the rows of these tables, and of what was made of them: the part has been judged."""
        for name in names:
            if name in self.tables:
                self.tables[name].forget()
        self.cache.clear()
        self._archived.clear()
        self._texts.clear()

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """The bytes of a file, or the problem with it; with `files` only those."""
        if self._files is None:
            return super().read_bytes(path)
        if isinstance(path, str) and path in self._files:
            return self._files[path], None
        return b"", Problem("path", str(path), "a file of another part", "a file of this part")

    def all_problems(self) -> list[Problem]:
        """Those of the whole; none of a stretch, since files are cut only when they could be read."""
        return [] if self._files is not None else self._whole.all_problems()
