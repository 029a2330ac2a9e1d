"""One mistake, one finding: what follows from another finding is counted under it, and no longer listed.

A mistake in one cell is seen by many rules, and from many rows: a row without id is missed by everything that names it,
a text that was changed no longer holds any of its quotes. A finding is taken for a consequence where it is about

- the same cell as an earlier one, or (rules about several cells, and all later families) the same row;
- a column in which the same rule has found the same kind of thing again and again;
- a row in which the same text is wrong again and again, or whose cells stand in other columns than theirs;
- a missing row that other findings miss too, or that stands there under an id that nothing knows;
- a row that depends on a row, or a text, with an earlier finding; where many rows are left, they wait for it as well;
- the order, size or hash of a file in which something else is wrong.

After the cause is mended, whatever was wrong by itself is found again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from .contract.lexical import is_of_type
from .contract.patterns import whole
from .findings import Finding
from .package.values import reader

if TYPE_CHECKING:
    from .package.opening import Package
    from .package.table import Row, Table
    from .run import RuleResult

#: So many findings of one rule in one column are listed one by one.
LISTED: Final = 4
#: How far the rows that depend on a row are followed: a statement rests on evidence, and that on a source.
_DEPTH: Final = 3
_ALIKE: Final = 0.75
#: What programs write for characters that their encoding does not have.
_LOST: Final = "??"
#: About the order or form of the whole file: it is out of order because a key is wrong.
_OF_FILES: Final = ("B201", "B202", "B203", "P107", "P108", "P109")
_DANGLING: Final = ("S111", "S307")
#: About rows that nothing uses or yields: what could not be read may do so.
_UNUSED: Final = ("X406", "X603")

RowId = tuple[str, int]


def gather(pkg: Package, results: Iterable[RuleResult]) -> None:
    """List causes alone in `results`, each with the number of its consequences; the others are only counted.

    All are listed where a table is too large to be held: which depends on which cannot be seen without its rows.
    """
    listed = [result for result in results if result.findings]
    findings = [finding for result in listed for finding in result.findings]
    if len(findings) < 2 or any(table.readable and table.large for table in pkg.tables.values()):
        return
    causes = _Causes(pkg, findings)
    counts = Counter(map(causes.root, causes.under))
    numbers = count()
    for result in listed:
        kept = []
        for finding, number in zip(result.findings, numbers, strict=False):
            if number not in causes.under:
                found = finding.found + causes.notes.get(number, "")
                kept.append(replace(finding, found=found, consequences=counts[number]) if counts[number] else finding)
        result.consequences = len(result.findings) - len(kept)
        result.failures -= result.consequences
        result.findings = kept


class _Causes:
    """Works out which finding (by number) is a consequence of which."""

    def __init__(self, pkg: Package, findings: list[Finding]) -> None:
        self.pkg, self.findings = pkg, findings
        self.under: dict[int, int] = {}
        self.notes: dict[int, str] = {}
        self.tables = {table.path: table for table in pkg.tables.values() if table.readable and not table.large}
        self.ranked = sorted(enumerate(findings), key=lambda pair: (_rank(pair[1]), pair[0]))
        self._crowded()
        self._same_column()
        self._same_row()
        self._missing_rows()
        self._dependent_rows()
        self._files()

    def root(self, number: int) -> int:
        """The finding that is the cause of one, by way of others; itself, where nothing is."""
        while number in self.under:
            number = self.under[number]
        return number

    def _put(self, numbers: Iterable[int], cause: int) -> None:
        """Note that findings follow from another, but for one that it follows from."""
        for number in numbers:
            first = self.root(cause)
            if first != number and number not in self.under:
                self.under[number] = first

    def _row(self, finding: Finding) -> Row | None:
        """The row of a finding about a cell; None where it is not held, or has no such cell."""
        table = self.tables.get(finding.file)
        if table is None or finding.record is None or finding.column not in table.places:
            return None
        return table.rows[finding.record - 1]

    def _open(self, families: str) -> Iterator[tuple[int, Finding]]:
        for number, finding in self.ranked:
            if number not in self.under and finding.code[0] in families:
                yield number, finding

    def _crowded(self) -> None:
        """Rows with many wrong cells for one reason: the same wrong text in all, the header again, a row moved on."""
        crowded: dict[RowId, list[int]] = defaultdict(list)
        whys: dict[tuple[str, ...], str] = {}
        for number, finding in self._open("BS"):
            if finding.record is not None and finding.code not in _OF_FILES:
                crowded[finding.file, finding.record].append(number)
        for (file, record), group in crowded.items():
            alike: dict[str, list[int]] = defaultdict(list)
            for number in group:
                alike[self.findings[number].found].append(number)
            for numbers in alike.values():
                self._put(numbers if len(numbers) >= LISTED else (), numbers[0])
            left = [number for number in group if number not in self.under]
            columns = [self.findings[number].column or "" for number in left]
            if len(left) > 1 and file in self.tables and (file, *columns) not in whys:
                whys[file, *columns] = displaced(self.tables[file], record, columns)
            if why := whys.get((file, *columns), ""):
                self._put(left, left[0])
                self.notes[left[0]] = why

    def _same_column(self) -> None:
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, finding in self._open("BSVX"):
            if finding.code not in _DANGLING:
                alike = "" if finding.code[0] in "BS" else self._change(finding)
                column = "" if finding.code == "S112" else finding.column or ""
                groups[finding.code, finding.file, column, alike].append(number)
        columns: dict[tuple[str, str], list[int]] = defaultdict(list)
        lost: dict[str, int] = {}
        for (code, file, _, alike), group in groups.items():
            if len(group) > LISTED:
                self._put(group, group[0])
                if alike == _LOST:
                    self.notes[group[0]] = ", whose characters were lost when the file was saved"
                    lost[file] = group[0]
                if code[0] in "BS":
                    columns[code, file].append(group[0])
        for group in columns.values():  # the whole table
            self._put(group if len(group) > LISTED else (), group[0])
        for number, finding in self._open("VX") if lost else ():
            cells = self.tables[finding.file].rows[(finding.record or 1) - 1].cells if finding.file in lost else ()
            if any(_LOST in cell for cell in cells):
                self._put([number], lost[finding.file])

    def _change(self, finding: Finding) -> str:
        """What was done to a cell that holds what was expected and something more, or less; else what was found."""
        row = self._row(finding)
        if row is None:
            return finding.found
        cell, expected = row[finding.column or ""], finding.expected
        if _LOST in cell:
            return _LOST
        if cell and expected in cell:
            return cell.replace(expected, "*")
        return expected.replace(cell, "*") if cell and cell in expected else finding.found

    def _same_row(self) -> None:
        cells: dict[tuple[str, int, str | None], int] = {}
        rows: dict[RowId, int] = {}
        for number, finding in self.ranked:
            if finding.record is None:
                continue
            cell, row = (finding.file, finding.record, finding.column), (finding.file, finding.record)
            if cell in cells and self.findings[cells[cell]].code not in _DANGLING:
                self._put([number], cells[cell])
            elif row in rows and (finding.code[0] in "VX" or finding.code[:2] == "S3" or finding.code in _OF_FILES):
                self._put([number], rows[row])
            cells.setdefault(cell, number)
            rows.setdefault(row, number)

    def _missing_rows(self) -> None:
        """Rows that are missed: of a table that lacks many, together; else with the row that they should have been."""
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, finding in self.ranked:
            row = self._row(finding) if finding.code in _DANGLING else None
            for _, column, target, key in row.table.named([row]) if row is not None else ():
                other = self.pkg.tables.get(target) if column == finding.column else None
                if other is not None and other.readable and other.get(key) is None:
                    groups[target, key].append(number)
        times = Counter(target for target, _ in groups)
        first_of: dict[str, int] = {}
        for (target, key), numbers in groups.items():
            first = self._mistyped(target, key, numbers) if times[target] <= LISTED else None
            if times[target] > LISTED:
                path = self.pkg.tables[target].path
                whole = (n for n, one in self.ranked if one.file == path and one.record is None)
                first = first_of.setdefault(target, next(whole, numbers[0]))
            self._put(numbers, numbers[0] if first is None else first)

    def _mistyped(self, target: str, key: str, missed: list[int]) -> int | None:
        """The finding about the row that should have been called `key`, which `missed` it: another one, with an empty
        or an unknown id.
        """
        table = self.pkg.tables[target]
        theirs = {(self.findings[number].file, self.findings[number].record) for number in missed}
        about = [(n, one) for n, one in self.ranked if one.file == table.path and one.record is not None]
        about = [(n, one) for n, one in about if (one.file, one.record) not in theirs]
        rated = []
        for number, finding in about:
            told = key in finding.expected or key in finding.found
            of_key = finding.column in table.key_columns or finding.code == "B203"
            if finding.code not in _DANGLING and (told or of_key):
                rated.append((1.0 if told else SequenceMatcher(None, finding.key or "", key).ratio(), number))
        alike, found = max(rated, key=itemgetter(0), default=(0.0, 0))
        if alike >= _ALIKE:
            return found
        without = [(n, one) for n, one in about if not one.key and one.code[0] == "S"]
        return without[0][0] if len({one.record for _, one in without}) == 1 else None

    def _dependent_rows(self) -> None:
        roots = [(n, f) for n, f in self._open("BSV") if f.code not in _OF_FILES]
        users, used = self._graph() if roots else ({}, {})
        reached: dict[RowId, int] = {}
        beside: dict[RowId, int] = {}
        for number, finding in roots:
            start = finding.file, finding.record or 0
            rows, edge = {start, *used.get(start, ())}, {start}
            for _ in range(_DEPTH if finding.code[0] in "BS" or finding.code[:2] == "V1" else _DEPTH - 1):
                edge = {user for row in edge for user in users.get(row, ())} - rows
                rows |= edge
            for row in rows:
                reached.setdefault(row, number)
                for other in used.get(row, ()) if finding.code[0] in "BS" else ():
                    beside.setdefault(other, number)
        sources = self.pkg.table("sources")
        archived = sources.cells("archive_path") if sources.path in self.tables else ()
        texts = {path: (sources.path, row.record) for row, (path,) in archived}
        for number, finding in list(self._open("VX")):
            about = (finding.file, finding.record) if finding.record is not None else texts.get(finding.file)
            cause = reached.get(about) if about is not None else None
            if cause is None and finding.code[0] == "X" and about is not None:
                cause = beside.get(about)  # a relation, say, in which a row stands that cannot be read
            if cause is not None and _rank(self.findings[cause]) < _rank(finding):
                self._put([number], cause)
        early = [number for number, finding in roots if finding.code[0] in "BS"]
        early = early or [number for number, finding in roots if finding.code[:2] == "V1"]
        early = early or [n for n, _ in self.ranked if n in self.under.values() and n not in self.under]
        left = [number for number, _ in self._open("VX") if number not in early] if early else []
        many = len(left) > LISTED - len(early)
        self._put((n for n in left if many or self.findings[n].code in _UNUSED), early[0] if early else 0)

    def _graph(self) -> tuple[Mapping[RowId, list[RowId]], Mapping[RowId, list[RowId]]]:
        """For each row those that name it, and those that it names."""
        users: dict[RowId, list[RowId]] = defaultdict(list)
        used: dict[RowId, list[RowId]] = defaultdict(list)
        held = {table.name: table for table in self.tables.values()}
        for table in held.values():
            for row, _, target, key in table.named(table.rows):
                found = held[target].get(key) if target in held else None
                if found is not None:
                    users[held[target].path, found.record].append((table.path, row.record))
                    used[table.path, row.record].append((held[target].path, found.record))
        return users, used

    def _files(self) -> None:
        """The order, size, hash and description of a file with another finding."""
        first: dict[str, int] = {}
        at: dict[tuple[str, int], list[int]] = defaultdict(list)  # places in `ranked`
        for place, (_, finding) in enumerate(self.ranked):
            if finding.code[0] != "P":
                at[finding.file, finding.record or -9].append(place)
        paths = (n for n, one in self.ranked if one.code == "B101" and one.file == self.pkg.descriptor_path)
        lost = next(paths, None)
        for number, finding in self.ranked:
            # What is wrong with a header has been said.
            if (finding.code[:3] == "P10" or finding.code == "S112") and finding.file in first:
                self._put([number], first[finding.file])
            elif finding.code == "P106" and lost is not None:  # nothing lists it, for its path is written wrong
                self._put([number], lost)
            elif finding.code == "B203" and finding.record is not None:
                around = [place for step in (-1, 0, 1) for place in at.get((finding.file, finding.record + step), ())]
                near = min((place for place in around if self.ranked[place][0] != number), default=None)
                self._put([number] if near is not None else (), self.ranked[near or 0][0])
            if finding.code[0] in "BS" or finding.code in _OF_FILES:
                first.setdefault(finding.file, number)


def _rank(finding: Finding) -> tuple[int, str]:
    return "BSVXP".find(finding.code[0]) + 5 * (finding.code in _OF_FILES), finding.code


def displaced(table: Table, record: int, columns: list[str]) -> str:
    """Why the cells of a row are wrong in so many columns: they fit the columns beside, or are the names of their own;
    empty where neither is so.
    """
    printed = table.printed
    header = printed.header if printed else table.header
    cells = printed.records[record - 1][1] if printed else table.rows[record - 1].cells
    fields = {str(field.get("name")): field for field in table.fields}
    limited = {name for name, field in fields.items() if {"enum", "pattern"} & {*_constraints(field)}}
    limited |= {name for name, field in fields.items() if field.get("type") != "string"}
    places = [header.index(name) for name in columns if name in header and name in limited]
    if [cell.strip("\ufeff ") for cell in cells] == list(header):
        return ", in a row that is the header again"
    for step, side in ((1, "right"), (-1, "left")):
        inner = [place for place in places if 0 <= place + step < len(cells)]
        span = range(min(inner), max(inner) + 1) if len(inner) >= LISTED - 1 else ()
        if span and all(_fits(table, fields.get(header[place], {}), cells[place + step]) for place in span):
            return f", in a row whose cells stand one column to the {side} of theirs"
    return ""


def _constraints(field: Mapping[str, Any]) -> dict[str, Any]:
    stated = field.get("constraints")
    return stated if isinstance(stated, dict) else {}


def _fits(table: Table, field: Mapping[str, Any], cell: str) -> bool:
    """Whether a cell could stand in a column."""
    import polars as pl

    constraints = _constraints(field)
    listed, pattern = constraints.get("enum"), constraints.get("pattern")
    read = reader(table.written.get(str(field.get("name")), {}), strict=False)
    value = cell if read is None else read(cell)
    if not cell or value is None:
        return not cell and not constraints.get("required")
    if not is_of_type(value, str(field.get("type"))) or (isinstance(listed, list) and value not in listed):
        return False
    try:
        return not isinstance(pattern, str) or bool(pl.Series([cell]).str.contains(whole(pattern))[0])
    except pl.exceptions.PolarsError:  # a pattern that nobody understands, and S100 says so
        return False
