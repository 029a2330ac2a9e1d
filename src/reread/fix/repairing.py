"""Everything that can be repaired in a package without anybody's judgement, and what the rules still find then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..findings import Problem
from ..package import csvtext
from ..package.opening import Package
from .cells import clean_cells
from .descriptor import with_numbers
from .evidence import clean_evidence, reference_columns
from .model import Plan, Repair
from .texts import Records, clean_text, read_records, sort_key

if TYPE_CHECKING:
    from ..run import Report

__all__ = ["Repaired", "plan", "remaining"]


class Repaired(Package):
    """A package as it would be with some files replaced."""

    def __init__(self, pkg: Package, files: dict[str, bytes]) -> None:
        self._files = files
        super().__init__(pkg.root, pkg.descriptor_path)

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """The new bytes of a file that is replaced, else those on disk."""
        if isinstance(path, str) and path in self._files:
            return self._files[path], None
        return super().read_bytes(path)


def plan(pkg: Package) -> Plan:
    """Repairs for `pkg`, nothing written yet."""
    made = Plan()

    def take(path: str) -> bytes | None:
        if path in made.files:
            return made.files[path]
        raw, problem = pkg.read_bytes(path)
        if problem:
            return None
        made.before[path] = raw
        return raw

    for path in [pkg.descriptor_path, *dict.fromkeys(pkg.schema_paths.values())]:
        raw = take(path)
        clean = clean_text(raw, path, made.repairs.append) if raw is not None else None
        if clean is not None:
            made.files[path] = clean
    view = Repaired(pkg, made.files)  # a descriptor or schema may be readable only now
    tables: dict[str, Records] = {}
    for name, table in view.tables.items():
        raw = take(table.path)
        clean = clean_text(raw, table.path, made.repairs.append) if raw is not None else None
        if clean is None:
            continue
        records = read_records(clean, table.path, made.repairs.append)
        if records.problems or not records.records:
            if not records.problems:
                continue
            made.files[table.path] = clean  # at least its form
            continue
        clean_cells(records, table.schema, table.path, made.repairs.append)
        tables[name] = records
    _evidence(view, tables, made)
    for name, records in tables.items():
        table = view.tables[name]
        _sort(records, table.schema, table.path, made)
        written = csvtext.write([records.header, *(cells for _, cells in records.records)]).encode("utf-8")
        if written != made.before[table.path] and not any(r.file == table.path for r in made.repairs):
            made.repairs.append(Repair(table.path, None, "quotes only where they are needed"))
        made.files[table.path] = written
    _numbers(view, made)
    made.files = {path: data for path, data in made.files.items() if data != made.before[path]}
    made.before = {path: made.before[path] for path in made.files}
    made.repairs = [repair for repair in made.repairs if repair.file in made.files]
    return made


def _evidence(view: Repaired, tables: dict[str, Records], made: Plan) -> None:
    """Evidence, and every cell of every table that names it."""
    records = tables.get("evidence")
    if records is None:
        return
    texts = _texts(view, tables)
    renamed = clean_evidence(records, texts.get, view.tables["evidence"].path, made.repairs.append)
    if not renamed:
        return
    for name, other in tables.items():
        columns = reference_columns(view.tables[name].schema, name)
        for column, several in columns.items():
            if column not in other.header:
                continue
            place = other.header.index(column)
            for line, cells in other.records:
                old = cells[place]
                parts = old.split(" ") if several else [old]
                new = " ".join(renamed.get(part, part) for part in parts)
                if new != old:
                    cells[place] = new
                    path = view.tables[name].path
                    made.repairs.append(Repair(path, line, "follows the new id", cells[0], column, old, new))


def _texts(view: Repaired, tables: dict[str, Records]) -> dict[str, str]:
    """Archived texts by source, after the sources themselves are repaired."""
    records = tables.get("sources")
    if records is None or "source_id" not in records.header or "archive_path" not in records.header:
        return {}
    key, path = records.header.index("source_id"), records.header.index("archive_path")
    found: dict[str, str] = {}
    for _, cells in records.records:
        raw, problem = view.read_bytes(cells[path]) if cells[path] else (b"", None)
        if cells[path] and not problem:
            try:
                found[cells[key]] = raw.decode("utf-8")
            except UnicodeDecodeError:
                continue
    return found


def _sort(records: Records, schema: dict[str, Any], path: str, made: Plan) -> None:
    order = sort_key(schema, records.header)
    if order is None:
        return
    ordered = sorted(records.records, key=lambda record: order(record[1]))
    moved = sum(1 for a, b in zip(records.records, ordered, strict=True) if a is not b)
    if moved:
        made.repairs.append(Repair(path, None, f"rows put in the order of their key ({moved:,} stand elsewhere now)"))
        records.records[:] = ordered


def _numbers(view: Repaired, made: Plan) -> None:
    """The computed numbers of the descriptor, for every table that can be read."""
    raw = made.files.get(view.descriptor_path)
    if raw is None:
        return
    tables: dict[str, bytes] = {}
    for name, table in view.tables.items():
        data = made.files.get(table.path)
        if data is None:
            data, problem = view.read_bytes(table.path)
            if problem:
                continue
        if not csvtext.parse(data, table.path).problems:
            tables[name] = data
    try:
        text = with_numbers(raw.decode("utf-8"), tables)
    except (ValueError, json.JSONDecodeError):
        return
    if text is not None and text.encode("utf-8") != raw:
        made.files[view.descriptor_path] = text.encode("utf-8")
        made.repairs.append(Repair(view.descriptor_path, None, "bytes, hash and cnii:rows computed again"))


def remaining(pkg: Package, made: Plan) -> Report:
    """What the rules find in the package as repaired."""
    from ..run import run

    return run(Repaired(pkg, made.files))
