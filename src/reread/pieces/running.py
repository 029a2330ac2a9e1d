"""A large package judged piece by piece, by the rules that allow it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from ..package.opening import Package
from ..rules import NotEvaluated, RuleInfo
from . import pieces
from .cutting import STRETCH, cut, header_of
from .dividing import to_divide
from .part import Part
from .pool import results
from .related import NAMING, left_out, related
from .shards import BY_EVIDENCE, Layout, components, layout, links, registers
from .verdict import Verdict, in_order, judge, judging, moved, together

#: Scopes of rules that are run over stretches of files, and over shards of rows.
STRETCHES = ("cell", "record", "order", "first", "file")
SHARDS = ("source", "entity", "register")
#: Into which shards the rows are divided: rules about registers run over those of sources.
KINDS = {"source": ("source", "register"), "entity": ("entity",)}
#: Bytes of tables in one shard.
SHARD = 1 << 22
#: Sources that are judged together where they refer to each other: as many of them as fill a shard or two, and at most
#: so many that hang together.
JOINED = 1_000
MAX_JOINED = 5_000
#: Ids of other sources that are looked for.
MAX_SOUGHT = 100_000


class AtSize:
    """The pieces of one package, cut when first needed. Close it to have its files removed."""

    def __init__(self, pkg: Package) -> None:
        self.pkg = pkg
        self.large = [name for name in to_divide(pkg) if pkg.tables[name].readable]
        self._sizes = {name: len(pkg.tables[name]) for name in self.large}
        self._numbers = count()
        self._folder: TemporaryDirectory[str] | None = None
        self._layout: Layout | None = None
        self._stored: list[pieces.Stored] = []
        self._filled: set[tuple[str, int]] = set()  # kind and number of shards that have rows
        self._links: set[tuple[str, str]] = set()
        self._verdicts: dict[str, Verdict] = {}
        self._related: dict[str, Part] = {}

    def close(self) -> None:
        """Remove what was stored."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def verdict(self, info: RuleInfo, also: Iterable[RuleInfo]) -> Verdict:
        """The verdict of `info`. The rules `also` are expected to be asked for later, and judged in the same pass."""
        if info.code not in self._verdicts:
            together_with = [one for one in also if one.code != info.code]
            if info.scope in NAMING:
                return self._judge_related(info)
            if info.scope in STRETCHES:
                rules = [one for one in (info, *together_with) if one.scope in STRETCHES]
                self._read(rules, store=any(one.scope in SHARDS for one in together_with))
            else:
                if self._folder is None:
                    self._read([], store=True)
                self._judge([one for one in (info, *together_with) if one.scope in SHARDS])
        return self._verdicts[info.code]

    # --- stretches of files ---

    def _read(self, rules: Sequence[RuleInfo], *, store: bool) -> None:
        """Pass over the large files once: judge their bytes, and store their rows by shard if wanted."""
        pkg, owners = self.pkg, frozenset[str]()
        if store:
            self._folder = TemporaryDirectory(prefix="cnii-")
            self._layout = layout(pkg, self._shards(), self.large)
            owners = self._owned()
        setup = pieces.Setup(pkg.root, pkg.descriptor_path, self._sizes, self._layout, owners)
        codes = tuple(info.code for info in rules)
        jobs = [
            pieces.Read(one, header, codes, self._store() if store else None)
            for name in self.large
            for header in [header_of(pkg.root / pkg.tables[name].path)]
            for one in cut(name, pkg.tables[name].path, pkg.root / pkg.tables[name].path, len(header), STRETCH)
        ]
        found: list[pieces.WasRead] = [pieces.WasRead(0, {})] * len(jobs)
        with closing(results("reading the tables", jobs, setup, pkg, pkg.workers)) as work:
            for number, result in work:
                assert isinstance(result, pieces.WasRead)
                self._filled |= result.shards
                result.shards = frozenset()
                found[number] = result
        owned: dict[str, str] = {}
        per_rule: dict[str, list[Verdict]] = {code: [] for code in codes}
        records: dict[str, int] = {}
        for job, read in zip(jobs, found, strict=True):
            name = job.stretch.table
            before = records.setdefault(name, 0)
            for code, verdict in read.verdicts.items():
                per_rule[code].append(self._of_stretch(pkg, code, rules, moved(verdict, records=before), job))
            if job.store is not None:
                self._stored.append(pieces.Stored(name, job.store, before))
            records[name] = before + read.records
            owned.update(read.owners)
            self._links |= read.links
        self._verdicts.update({info.code: self._of_files(info, per_rule[info.code]) for info in rules})
        if store:
            self._store_small(owned)

    def _of_stretch(
        self, pkg: Package, code: str, rules: Sequence[RuleInfo], verdict: Verdict, job: pieces.Read
    ) -> Verdict:
        """A file is one case to rules that count files, and every stretch repeats the header."""
        scope = next(info.scope for info in rules if info.code == code)
        if scope in ("cell", "first", "file") and not job.stretch.last:
            verdict.cases = 0
        if job.stretch.before:
            header = [one for one in verdict.findings if one.line == 1]
            verdict.failures -= len(header)
            verdict.findings = [one for one in verdict.findings if one.line != 1]
        return verdict

    def _of_files(self, info: RuleInfo, parts: list[Verdict]) -> Verdict:
        """The verdict over all files: those that are held, and the stretches of the others."""
        if info.scope == "first":
            seen: set[str] = set()
            for part in parts:
                part.findings = [found for found in part.findings if found.file not in seen]
                part.failures = len(part.findings)
                seen |= {found.file for found in part.findings}
        small = {name: table for name, table in self.pkg.tables.items() if name not in self.large}
        held = judge(Part(self.pkg, small), info)
        return self._ordered(together(None, [held, *parts]))

    # --- relations and lists ---

    def _judge_related(self, info: RuleInfo) -> Verdict:
        """The verdict of a rule about relations, lists, or rows that have something in common, over the rows that these
        name."""
        if info.scope not in self._related:
            try:
                self._related[info.scope] = related(self.pkg, info.scope)
            except NotEvaluated as error:
                return Verdict(reason=str(error))
        verdict = judge(self._related[info.scope], info)
        verdict.cases += left_out(self.pkg, info.scope, self._related[info.scope])
        return self._ordered(verdict)

    # --- shards of rows ---

    def _shards(self) -> int:
        """How many shards the tables make."""
        size = sum(os.stat(self.pkg.root / self.pkg.tables[name].path).st_size for name in self.large)
        return max(1, -(-size // SHARD))

    def _store(self) -> str:
        assert self._folder is not None
        return str(Path(self._folder.name) / str(next(self._numbers)))

    def _owned(self) -> frozenset[str]:
        """The evidence whose sources are to be looked up, since rows belong to the source of their evidence."""
        assert self._layout is not None
        found: set[str] = set()
        for name, column in BY_EVIDENCE.items():
            if name in self._layout.division("source"):
                found |= {row[column] for row in self.pkg.table(name).rows}
        return frozenset(found)

    def _store_small(self, owned: dict[str, str]) -> None:
        """Store the rows of divided tables that are held."""
        assert self._layout is not None
        evidence = self.pkg.table("evidence")
        for name, (column, number) in self._layout.division("source").items():
            table = self.pkg.table(name)
            if name in self.large:
                continue
            place = table.places[column]
            rows: list[tuple[str, pieces.Record]] = []
            for row in table.rows:
                key = row.cells[place]
                if name in BY_EVIDENCE:
                    held = None if "evidence" in self.large else evidence.get(key)
                    key = held["source_id"] if held else owned.get(key, "")
                rows.append((key, (row.record, row.line, row.cells)))
            self._links |= links(table, self._layout, ((key, cells) for key, (_, _, cells) in rows))
            path = self._store()
            parts = {("source", shard): keyed for shard, keyed in pieces.divided(rows, number).items()}
            pieces.store(path, parts, self._layout.of_table(name))
            self._stored.append(pieces.Stored(name, path, 0))
            self._filled |= parts.keys()

    def _judge(self, rules: Sequence[RuleInfo]) -> None:
        """Judge all shards by `rules`."""
        for kind, scopes in KINDS.items():
            mine = [info for info in rules if info.scope in scopes]
            if mine:
                self._judge_kind(kind, mine)

    def _judge_kind(self, kind: str, rules: Sequence[RuleInfo]) -> None:
        """Judge all pieces of one kind. Sources that turn out to refer to each other are put together, and those pieces
        judged again.
        """
        assert self._layout is not None
        codes = tuple(info.code for info in rules)
        setup = pieces.Setup(
            self.pkg.root, self.pkg.descriptor_path, self._sizes, self._layout, stores=tuple(self._stored)
        )
        base = pieces.Worker(setup, self.pkg).do(pieces.Judge(kind, pieces.Piece(None), codes))
        assert isinstance(base, pieces.WasJudged)
        known: dict[pieces.Piece, pieces.WasJudged] = {}
        told: dict[str, set[tuple[str, ...]]] = {info.code: set() for info in rules if info.gather}
        reason: str | None = None
        wanted: list[pieces.Piece] = []
        for _ in range(3):
            joined = components(self._links) if kind == "source" else []
            wanted = self._pieces(kind, [one for one in joined if len(one) <= MAX_JOINED])
            known |= self._judged(setup, kind, [one for one in wanted if one not in known], codes, told)
            more = self._found(setup, [known[one] for one in wanted]) if kind == "source" else set()
            if more is None or any(len(one) > MAX_JOINED for one in components(self._links | (more or set()))):
                reason = "rows of too many sources refer to rows of other sources"
            if not more or reason or more <= self._links:
                break
            self._links |= more
            if told:  # what pieces that are put together told apart cannot be taken out again
                known, told = {}, {code: set() for code in told}
        else:
            reason = "rows of too many sources refer to rows of other sources"
        for info in rules:
            verdict = together(base.verdicts[info.code], [known[one].verdicts[info.code] for one in wanted])
            if reason:  # what was found may be false, and something may have been missed
                verdict = Verdict(reason=reason)
            elif info.gather and not (verdict.reason or verdict.crash):
                verdict = self._over_registers(info, told[info.code])
            self._verdicts[info.code] = self._ordered(verdict)

    def _over_registers(self, info: RuleInfo, told: set[tuple[str, ...]]) -> Verdict:
        """The verdict of a rule about registers, to which the rows of all sources have `told` what it asks for."""
        assert self._layout is not None and info.gather is not None
        part, verdict = Part(self.pkg, registers(self.pkg, self._layout)), Verdict()
        with judging(verdict):
            part.cache[info.gather] = frozenset(told | info.gather(part))
        return verdict if verdict.reason or verdict.crash else judge(part, info)

    def _pieces(self, kind: str, joined: Iterable[frozenset[str]]) -> list[pieces.Piece]:
        """Shards, without the sources that are judged together; then these."""
        assert self._layout is not None
        number = self._layout.shards(kind)
        groups: list[frozenset[str]] = []
        for one in joined:
            if groups and len(groups[-1]) + len(one) <= JOINED:
                groups[-1] |= one
            else:
                groups.append(one)
        away: dict[int, set[str]] = {}
        for group in groups:
            for source in group:
                away.setdefault(pieces.shard_of(source, number), set()).add(source)
        found = [
            pieces.Piece(shard, None, frozenset(away.get(shard, ())))
            for one, shard in sorted(self._filled)
            if one == kind
        ]
        return found + [pieces.Piece(None, group) for group in groups]

    def _judged(
        self,
        setup: pieces.Setup,
        kind: str,
        wanted: Sequence[pieces.Piece],
        codes: tuple[str, ...],
        told: dict[str, set[tuple[str, ...]]],
    ) -> dict[pieces.Piece, pieces.WasJudged]:
        """What came of every piece. What they gathered is put together in `told`, by rule."""
        jobs = [pieces.Judge(kind, piece, codes) for piece in wanted]
        title = "reading statements again" if kind == "source" else "comparing statements"
        found = {}
        with closing(results(title, jobs, setup, self.pkg, self.pkg.workers)) as work:
            for _, result in work:
                assert isinstance(result, pieces.WasJudged)
                for code, rows in result.gathered.items():
                    told[code] |= rows
                result.gathered = {}
                found[result.piece] = result
        return found

    def _found(self, setup: pieces.Setup, judged: Iterable[pieces.WasJudged]) -> set[tuple[str, str]] | None:
        """Sources whose rows name rows of others that were not beside them; None where it is too much to find out."""
        sought: dict[str, set[str]] = {}
        for one in judged:
            for name, ids in one.missing.items():
                sought.setdefault(name, set()).update(ids)
        if not sought:
            return set()
        if sum(map(len, sought.values())) > MAX_SOUGHT:
            return None
        frozen = {name: frozenset(ids) for name, ids in sought.items()}
        jobs = [pieces.Seek(shard, frozen) for kind, shard in sorted(self._filled) if kind == "source"]
        holding: dict[tuple[str, str], set[str]] = {}
        naming: dict[tuple[str, str], set[str]] = {}
        with closing(results("looking for other sources", jobs, setup, self.pkg, self.pkg.workers)) as work:
            for _, result in work:
                assert isinstance(result, pieces.WasSought)
                for key, (holders, namers) in result.found.items():
                    holding.setdefault(key, set()).update(holders)
                    naming.setdefault(key, set()).update(namers)
        return {
            (one, other)
            for key, holders in holding.items()
            for other in holders
            for one in naming.get(key, ())
            if one != other
        }

    def _ordered(self, verdict: Verdict) -> Verdict:
        return in_order(verdict, {table.path: place for place, table in enumerate(self.pkg.tables.values())})
