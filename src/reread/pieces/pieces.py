"""The work on one piece, as it is done in a process of its own: plain values go in and come out."""

from __future__ import annotations

import gc
import marshal
import multiprocessing.connection
import os
import signal
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from zlib import crc32

from ..package import csvtext
from ..package.opening import Package
from ..package.table import Table
from ..rules import RuleInfo, all_rules
from .cutting import Stretch
from .part import Part
from .shards import Layout, links, missing, referring, refusing, shard_tables
from .verdict import Verdict, judge, judging, moved

#: Number, physical line, cells.
Record = tuple[int, int, tuple[str, ...]]
#: Records by the source or entity they belong to.
Keyed = dict[str, list[Record]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of rows of a table, divided; their record numbers count from `records`. It begins with the place and size
    of every part, so that what is known of it here does not grow with the number of shards.
    """

    table: str
    store: str
    records: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What every process needs to know once. `large` are the tables that are not held, with their numbers of records;
    `layout` says how rows are divided, `owners` which evidence rows' sources are asked for, `stores` where rows stand.
    """

    root: Path
    descriptor: str
    large: Mapping[str, int]
    layout: Layout | None = None
    owners: frozenset[str] = frozenset()
    stores: tuple[Stored, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """Judge the bytes of a stretch by the rules `codes`, and store its rows in the file `store`, divided."""

    stretch: Stretch
    header: bytes
    codes: tuple[str, ...]
    store: str | None


@dataclass(slots=True)
class WasRead:
    """What came of it. `shards`: kind of division and number of those that have rows there; `links`: sources that seem
    to refer to each other.
    """

    records: int
    verdicts: dict[str, Verdict]
    shards: frozenset[tuple[str, int]] = frozenset()
    owners: dict[str, str] = field(default_factory=dict)
    links: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one shard, `without` some keys (sources); or the rows of `only` some keys, from wherever they are."""

    shard: int | None
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge the rows of a piece by the rules `codes`."""

    kind: str
    piece: Piece
    codes: tuple[str, ...]


@dataclass(slots=True)
class WasJudged:
    """What came of it. `missing`: ids that rows of the piece name and that none of its rows has, by table; `gathered`:
    what rules about registers must know of it, by their codes.
    """

    piece: Piece
    verdicts: dict[str, Verdict]
    missing: dict[str, set[str]]
    gathered: dict[str, frozenset[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Seek:
    """Say whose the ids `wanted`, by table, are, and who names them, among the rows of a shard of sources."""

    shard: int
    wanted: Mapping[str, frozenset[str]]


@dataclass(slots=True)
class WasSought:
    """By table and id: the sources whose rows it is the key of, and those whose rows name it."""

    found: dict[tuple[str, str], tuple[set[str], set[str]]]


Job = Read | Judge | Seek
Result = WasRead | WasJudged | WasSought


def shard_of(key: str, number: int) -> int:
    """The shard, of so many, of the rows with this key: the same on every machine."""
    return crc32(key.encode("utf-8", "surrogatepass")) % number


def divided(records: Iterable[tuple[str, Record]], number: int) -> dict[int, Keyed]:
    """Records by shard, and there by the key that decides."""
    by_key: Keyed = {}
    for key, record in records:
        by_key.setdefault(key, []).append(record)
    found: dict[int, Keyed] = {}
    for key, mine in by_key.items():
        found.setdefault(shard_of(key, number), {})[key] = mine
    return found


def store(path: str, parts: Mapping[tuple[str, int], Keyed], division: Mapping[str, tuple[str, int]]) -> None:
    """Write records to a file, part by part, behind a list of where each stands. `division`: how the table is divided,
    see `Layout.of_table`.
    """
    places = array("Q", bytes(_ENTRY * sum(shards for _, shards in division.values())))
    with open(path, "wb") as file:
        file.write(places)
        for (kind, shard), records in parts.items():
            entry = 2 * _entry(kind, shard, division)
            places[entry], places[entry + 1] = file.tell(), file.write(marshal.dumps(records))
        file.seek(0)
        file.write(places)


def stored(path: str, kind: str, shard: int, division: Mapping[str, tuple[str, int]]) -> Keyed:
    """The records of a shard that `store` wrote there."""
    if kind not in division:
        return {}
    with open(path, "rb") as file:
        file.seek(_ENTRY * _entry(kind, shard, division))
        offset, size = array("Q", file.read(_ENTRY))
        if not size:
            return {}
        file.seek(offset)
        found: Keyed = marshal.loads(file.read(size))
    return found


#: Bytes of one place and size in the list at the beginning of a store.
_ENTRY = 16


def _entry(kind: str, shard: int, division: Mapping[str, tuple[str, int]]) -> int:
    """Where in that list a shard stands."""
    before = 0
    for other, (_, shards) in division.items():
        if other == kind:
            return before + shard
        before += shards
    raise KeyError(kind)


def _opened(setup: Setup) -> Package:
    """The package, its large tables out of reach: nothing here is to begin reading them."""
    pkg = Package(setup.root, setup.descriptor)
    for name, records in setup.large.items():
        pkg.tables[name] = refusing(pkg.tables[name], records)
    return pkg


class Worker:
    """Does jobs over one package."""

    def __init__(self, setup: Setup, pkg: Package | None = None) -> None:
        self.setup = setup
        self.pkg = pkg if pkg is not None else _opened(setup)
        self.rules: dict[str, RuleInfo] = {info.code: info for info in all_rules()}
        self._shared: dict[str, Table] | None = None

    def do(self, job: Job) -> Result:
        """Do one job."""
        # A piece is a million objects, let go of when it is judged: to look for circles among them takes long.
        collecting = gc.isenabled()
        gc.disable()
        try:
            match job:
                case Read():
                    return self._read(job)
                case Judge():
                    return self._judge(job)
                case Seek():
                    return self._seek(job)
        finally:
            if collecting:
                gc.enable()

    # --- stretches ---

    def _read(self, job: Read) -> WasRead:
        stretch, like = job.stretch, self.pkg.tables[job.stretch.table]
        with open(self.pkg.root / stretch.path, "rb") as file:
            file.seek(stretch.start)
            raw = job.header + file.read(stretch.end - stretch.start)
        parsed = csvtext.parse(raw, stretch.path)
        above = job.header.count(b"\n")
        down = stretch.line - 1 - above
        near = [(number, line, cells) for number, (line, cells) in enumerate(parsed.records, 1)]
        far = [(number, line + down, cells) for number, line, cells in near]
        found = WasRead(len(near), {})
        part = Part(self.pkg, {like.name: Table.of_rows(like, parsed.header, near)}, {like.path: raw})
        for code in job.codes:
            info = self.rules[code]
            if info.scope == "file" and not stretch.last:
                continue
            if info.scope == "order":
                found.verdicts[code] = self._ordered(info, like, parsed.header, far, stretch)
            else:
                found.verdicts[code] = moved(judge(part, info), lines=down, after=above)
        part.forget(part.tables)
        if job.store is not None and self.setup.layout is not None:
            layout = self.setup.layout
            parts: dict[tuple[str, int], Keyed] = {}
            for kind, (column, number) in layout.of_table(like.name).items():
                place = parsed.header.index(column)
                for shard, records in divided(((record[2][place], record) for record in far), number).items():
                    parts[kind, shard] = records
                if kind == "source":
                    found.links = links(like, layout, ((cells[place], cells) for _, _, cells in near))
            store(job.store, parts, layout.of_table(like.name))
            found.shards = frozenset(parts)
            if like.name == "evidence" and self.setup.owners:
                key, source = parsed.header.index("evidence_id"), parsed.header.index("source_id")
                found.owners = {c[key]: c[source] for _, _, c in near if c[key] in self.setup.owners}
        return found

    def _ordered(
        self, info: RuleInfo, like: Table, header: tuple[str, ...], records: list[Record], stretch: Stretch
    ) -> Verdict:
        """A rule that compares neighbours: the last record of the stretch before comes along."""
        if stretch.before:
            above = csvtext.write([header]).encode("utf-8")
            _, cells = csvtext.parse(above + stretch.before + b"\n", stretch.path).records[0]
            records = [(0, stretch.before_line, cells), *records]
        part = Part(self.pkg, {like.name: Table.of_rows(like, header, records)})
        verdict = judge(part, info)
        part.forget(part.tables)
        if stretch.before and verdict.cases:
            verdict.cases -= 1
        return verdict

    # --- shards ---

    def _stored(self, kind: str, shards: Iterable[int]) -> Iterator[tuple[str, int, Keyed]]:
        """Table, number before the first record, rows: what the stores have of these shards."""
        layout = self.setup.layout
        assert layout is not None
        for shard in shards:
            for one in self.setup.stores:
                keyed = stored(one.store, kind, shard, layout.of_table(one.table))
                if keyed:
                    yield one.table, one.records, keyed

    def _judge(self, job: Judge) -> WasJudged:
        layout, piece = self.setup.layout, job.piece
        assert layout is not None
        if self._shared is None:
            self._shared = shard_tables(self.pkg, layout)
        records: dict[str, list[Record]] = {name: [] for name in layout.division(job.kind)}
        for name, before, keyed in self._stored(job.kind, self._shards(job)):
            keys = keyed.keys() - piece.without if piece.only is None else keyed.keys() & piece.only
            for key in keys:
                records[name] += [(number + before, line, cells) for number, line, cells in keyed[key]]
        tables = {
            name: Table.of_rows(self.pkg.tables[name], layout.headers[name], sorted(mine))
            for name, mine in records.items()
        }
        part = Part(self.pkg, {**self._shared, **tables} if job.kind == "source" else tables)
        verdicts: dict[str, Verdict] = {}
        found: dict[str, frozenset[tuple[str, ...]]] = {}
        for code in job.codes:
            gather = self.rules[code].gather
            if gather is None:
                verdicts[code] = judge(part, self.rules[code])
                continue
            verdicts[code] = Verdict()
            with judging(verdicts[code]):
                found[code] = gather(part)
        unknown = missing(part, layout) if job.kind == "source" else {}
        part.forget(tables)
        return WasJudged(piece, verdicts, unknown, found)

    def _shards(self, job: Judge) -> list[int]:
        """The shards in which a piece has rows."""
        layout, piece = self.setup.layout, job.piece
        assert layout is not None
        if piece.only is None:
            return [] if piece.shard is None else [piece.shard]
        number = layout.shards(job.kind)
        return sorted({shard_of(key, number) for key in piece.only})

    def _seek(self, job: Seek) -> WasSought:
        layout = self.setup.layout
        assert layout is not None
        found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for name, _, keyed in self._stored("source", [job.shard]):
            table, header = self.pkg.tables[name], layout.headers[name]
            keys = [header.index(column) for column in table.key_columns if column in header]
            columns = [(header.index(c), t) for c, t in referring(table, layout).items()]
            for source, records in keyed.items():
                for _, _, cells in records:
                    key = "|".join(cells[place] for place in keys)
                    if key in job.wanted.get(name, ()):
                        found.setdefault((name, key), (set(), set()))[0].add(source)
                    for place, target in columns:
                        for id_ in cells[place].split(" "):
                            if id_ in job.wanted.get(target, ()):
                                found.setdefault((target, id_), (set(), set()))[1].add(source)
        return WasSought(found)


_worker: Worker | None = None


def start(setup: Setup) -> None:
    """Prepare this process. Interruptions are the parent's business; where that ends by force, this one does too."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _worker = Worker(setup)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def do(job: Job) -> Result:
    """Do one job in this process."""
    assert _worker is not None
    return _worker.do(job)
