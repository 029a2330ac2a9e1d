"""Everything that can be repaired in a package without anybody's judgement, and what the rules still find then.

First the form of files, so that all of them can be read. Then cells and evidence: only those that a rule has found
fault with, with the cells that follow a new id, and only where that leaves no more to be found. Until nothing changes,
so that repairing what is repaired changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ..causes import gather
from ..findings import Finding, Problem
from ..package import csvtext
from ..package.numbers import recorded, with_numbers
from ..package.opening import Package
from ..package.table import Table
from ..run import Report, run
from .cells import cleaner
from .evidence import clean_evidence
from .form import Records, Repair, Say, clean_text, read_records, sort_key

#: More rounds than any damage needs: a repair of a repair of a repair has never been seen.
_ROUNDS = 5


@dataclass(slots=True)
class Plan:
    """Everything that can be repaired: new bytes by path, what stood there, the repairs in words, and what was left
    alone on purpose.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class Repaired(Package):
    """A package as it would be with some files replaced."""

    def __init__(self, pkg: Package, files: dict[str, bytes]) -> None:
        self._files: dict[str, bytes] = {**pkg._files, **files} if isinstance(pkg, Repaired) else files
        super().__init__(pkg.root, pkg.descriptor_path)

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """The new bytes of a file that is replaced, else those on disk."""
        if isinstance(path, str) and path in self._files:
            return self._files[path], None
        return super().read_bytes(path)


def plan(pkg: Package) -> tuple[Plan, Report]:
    """Repairs for `pkg`, nothing written yet, and what the rules find after them: causes alone.

    The package is judged once, and once more after each round of repairs that a rule asked for.
    """
    made = Plan()
    _forms(pkg, made)
    view, report = _judged(pkg, made.files)
    for _ in range(_ROUNDS):
        trial = _contents(view, report.findings)
        made.left += [note for note in trial.left if note not in made.left]
        if not trial.files:
            break
        better, after = _judged(pkg, {**made.files, **trial.files})
        if after.failures > report.failures:
            made.left.append(
                "repairs of cells would have left more to be found: nothing but the form of files repaired"
            )
            break
        made.repairs += trial.repairs
        made.files.update(trial.files)
        view, report = better, after
    gather(view, report.results)
    numbered = _numbered(pkg, made.files)
    if numbered is not made.files:
        made.files = numbered
        made.repairs.append(Repair(pkg.descriptor_path, None, "bytes, hash and cnii:rows computed again"))
    before = {path: pkg.read_bytes(path)[0] for path in made.files}
    made.files = {path: data for path, data in made.files.items() if data != before[path]}
    made.before = {path: before[path] for path in made.files}
    made.repairs = [repair for repair in made.repairs if repair.file in made.files]
    return made, report


def _judged(pkg: Package, files: dict[str, bytes]) -> tuple[Repaired, Report]:
    """The package with some files replaced, and all that the rules find in it."""
    view = Repaired(pkg, _numbered(pkg, files))
    return view, run(view, causes=False)


def _forms(pkg: Package, made: Plan) -> None:
    """The form of every file that can be read."""
    for path in [pkg.descriptor_path, *dict.fromkeys(pkg.schema_paths.values())]:
        raw, problem = pkg.read_bytes(path)
        clean = None if problem else clean_text(raw, path, made.repairs.append, ended=pkg.expects("B201"))
        if clean is not None:
            made.files[path] = clean
    view = Repaired(pkg, made.files)  # a descriptor or schema may be readable only now
    for table in view.tables.values():
        raw, problem = view.read_bytes(table.path)
        said: list[Repair] = []
        if problem or not table.mendable:
            continue
        clean = clean_text(raw, table.path, said.append, ended=pkg.expects("B201"))
        if clean is None:
            continue
        records = read_records(clean, table.path, table.schema, said.append, exact=table.matched == "exact")
        if records is not None and records.records and (said or pkg.expects("B202")):
            clean = _written(view, records, table, said.append)
            if clean != raw and not said:
                said.append(Repair(table.path, None, "quotes only where they are needed"))
        made.files[table.path] = clean
        made.repairs += said


def _written(pkg: Package, records: Records, table: Table, say: Say) -> bytes:
    """The table, in the order of its keys where the package keeps that."""
    order = sort_key(table.schema, records.header) if pkg.expects("B203") else None
    if order is not None:
        ordered = sorted(records.records, key=lambda record: order(record[1]))
        moved = sum(a is not b for a, b in zip(records.records, ordered, strict=True))
        if moved:
            say(Repair(table.path, None, f"rows put in the order of their key ({moved:,} stand elsewhere now)"))
        records.records = ordered
    return records.write()


def _contents(view: Repaired, findings: list[Finding]) -> Plan:
    """Repairs of cells that `findings` name, and of evidence in rows that they name."""
    made = Plan()
    named: dict[str, set[tuple[int, str | None]]] = defaultdict(set)
    for finding in findings:
        if finding.line is not None:
            named[finding.file].add((finding.line, finding.column))
    tables = {}
    for name, table in view.tables.items():
        lines = named[table.path]
        if not table.mendable and lines:
            made.left.append(f"{table.path}: only tables in one file of UTF-8 with commas are repaired")
        if not (table.mendable and table.readable and not table.problems and len(table)):
            continue
        rows = table.printed.records if table.printed else [(row.line, row.cells) for row in table.rows]
        header = table.printed.header if table.printed else table.header
        records = tables[name] = Records(header, [(line, list(cells)) for line, cells in rows])
        wrong = {column for _, column in lines}
        cleaners = [
            (column, place, cleaner(table.schema, column, table.written.get(column), strict=view.expects("S")))
            for place, column in enumerate(records.header)
            if column in wrong
        ]
        for line, cells in records.records if cleaners else ():
            for column, place, clean in cleaners:
                after, what = clean(cells[place]) if (line, column) in lines else (cells[place], "")
                if after != cells[place]:
                    made.repairs.append(Repair(table.path, line, what, cells[0], column, cells[place], after))
                    cells[place] = after
    _evidence(view, tables, named, made)
    names = {view.tables[name].path: name for name in tables}
    for path in dict.fromkeys(repair.file for repair in made.repairs):
        made.files[path] = _written(view, tables[names[path]], view.tables[names[path]], made.repairs.append)
    return made


def _evidence(
    view: Repaired, tables: dict[str, Records], named: dict[str, set[tuple[int, str | None]]], made: Plan
) -> None:
    """Evidence, and every cell of every table that names it."""
    records = tables.get("evidence")
    if records is None:
        return
    path = view.tables["evidence"].path
    lines = {line for line, _ in named[path]}
    texts = _texts(view, tables, made)
    renamed = clean_evidence(records, texts.get, path, made.repairs.append, lines.__contains__)
    for name, other in tables.items() if renamed else ():
        for column, target, several in view.tables[name].references:
            if target != "evidence" or column not in other.header:
                continue
            place = other.header.index(column)
            for line, cells in other.records:
                old = cells[place]
                new = " ".join(renamed.get(part, part) for part in (old.split(" ") if several else [old]))
                if new != old:
                    cells[place] = new
                    file = view.tables[name].path
                    made.repairs.append(Repair(file, line, "follows the new id", cells[0], column, old, new))


def _texts(view: Repaired, tables: dict[str, Records], made: Plan) -> dict[str, str]:
    """Archived texts by source, as far as each is the one whose hash is recorded: no other says what a quote was."""
    records, needed = tables.get("sources"), ("source_id", "archive_path", "sha256")
    if records is None or not set(needed) <= set(records.header):
        return {}
    found: dict[str, str] = {}
    for key, path, digest in ([cells[records.header.index(name)] for name in needed] for _, cells in records.records):
        archived = view.archived(path) if path else None
        if archived is not None and archived.text is not None and archived.sha256 == digest:
            found[key] = archived.text
        elif archived is not None and archived.text is not None:
            made.left.append(f"{path} differs from its hash in sources: the evidence from it is left alone")
    return found


def _numbered(pkg: Package, files: dict[str, bytes]) -> dict[str, bytes]:
    """`files` with the numbers that the descriptor records of tables, where they were true of what is repaired here;
    `files` themselves where nothing changes.
    """
    raw = files.get(pkg.descriptor_path)
    if raw is None:
        return files
    text = raw.decode("utf-8")
    tables: dict[str, bytes] = {}
    for name, table in pkg.tables.items():
        before, problem = pkg.read_bytes(table.path)
        after = files.get(table.path, before)
        if not problem and after != before and recorded(text, name, before) and csvtext.parse(after, "").readable:
            tables[name] = after
    numbered = with_numbers(text, tables) if tables else None
    if numbered is None or numbered == text:
        return files
    return {**files, pkg.descriptor_path: numbered.encode("utf-8")}
