"""Packages in our tables at any size, sound or with planted errors, and the truth about the errors beside them.

A package is this one's own tables with sources, evidence and observations added in groups: one source, its evidence,
its observations. Groups of the bulk are sound. Every rule of every table gets a group of its own (or a row, in the
other tables) in which one cell breaks it; such groups stand spread over the whole file. What they violate is found out
by the oracle on the small part of the package that is not bulk, which no bulk row refers to. The truth names
record and physical line, since notes with quoted line breaks move the two apart.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import contract_plain as plain
from contract_mutating import Row, broken

from reread.contract.model import ContractRule
from reread.contract.rules import compile_rules
from reread.contract.schema import load
from reread.package import csvtext

if TYPE_CHECKING:
    from reread.package.opening import Package

ROOT = Path(__file__).resolve().parents[2]
#: Observations and pieces of evidence of one source of the bulk.
PER_SOURCE = 100
_EVIDENCE = ("name", "term", "time", "figure", "name", "time")
_BULK = ("sources", "evidence", "observations")
#: One source of the bulk in so many has a note of two lines.
_TWO_LINES = 7
_NOTE = 'Made up,\nas "made" says.'
_CHUNK = 2_000
TRUTH = "truth.csv"


@dataclass(frozen=True, slots=True)
class Planted:
    """One violation that is in the package. `record` counts from 1; `line` is where the record begins."""

    table: str
    record: int
    line: int
    column: str
    code: str
    rule: str


@dataclass(slots=True)
class _Group:
    """A source that is not of the bulk: its rows by table, and how many sources of the bulk stand before it."""

    rows: dict[str, list[Row]]
    before: int = 0


@dataclass(slots=True)
class _Maker:
    tables: dict[str, list[Row]]
    fields: dict[str, list[str]]
    random: random.Random
    entities: list[str]
    groups: list[_Group] = field(default_factory=list)


def generate(folder: Path, rows: int, *, seed: int = 1, errors: bool = True, like: Path = ROOT) -> list[Planted]:
    """Write a package with about `rows` observations (never fewer) into `folder`, which must not exist or be empty.
    `like` is the package whose tables it begins with.

    With `errors`, every rule of the contract is broken at least once; the truth is returned, and written to
    `truth.csv`. The same arguments always give the same bytes. Raises FileExistsError.
    """
    from reread.package.opening import open_package

    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    pkg = open_package(like)
    schemas = {name: load(table.schema, name) for name, table in pkg.tables.items()}
    rules = {name: compile_rules(schema) for name, schema in schemas.items()}
    tables = {name: [row.as_dict() for row in table.rows] for name, table in pkg.tables.items()}
    entities = [row["entity_id"] for row in tables["entities"]][:PER_SOURCE]
    maker = _Maker(tables, {n: list(t.header) for n, t in pkg.tables.items()}, random.Random(seed), entities)
    sound = {name: [dict(row) for row in table] for name, table in tables.items()}
    wanted: list[ContractRule] = []
    if errors:
        for name in pkg.tables:
            for rule in rules[name]:
                _plant(maker, rule, schemas[name], sound)
                wanted.append(rule)
    small = sum(len(group.rows["observations"]) for group in maker.groups) + len(tables["observations"])
    bulk = max(1, -(-max(0, rows - small) // PER_SOURCE))
    for number, group in enumerate(maker.groups):
        group.before = (number + 1) * bulk // (len(maker.groups) + 1)
    _name_groups(maker)
    truth = _truth(maker, schemas, rules) if errors else []
    missed = {(r.table, r.name) for r in wanted} - {(p.table, p.rule) for p in truth}
    if missed:
        raise AssertionError(f"no row breaks {sorted(missed)}")
    _write(maker, folder, bulk, pkg)
    if errors:
        text = csvtext.write(
            [
                ("table", "record", "line", "column", "code", "rule"),
                *((p.table, str(p.record), str(p.line), p.column, p.code, p.rule) for p in truth),
            ]
        )
        (folder / TRUTH).write_text(text, "utf-8", newline="")
    return truth


def _source_id(position: int) -> str:
    return f"zzz-{position:09d}"


def _group(maker: _Maker) -> dict[str, list[Row]]:
    """Rows of a source with two observations, under the name `@`."""
    sources, evidence, observations = (dict.fromkeys(maker.fields[name], "") for name in _BULK)
    entity = maker.random.choice(maker.entities)
    source = sources | {
        "source_id": "@", "title": "Made up", "publisher_id": entity, "published_on": "2020-01-02",
        "published_on_basis": "inferred", "language": "en", "translation": "original", "grade": "D",
        "rights": "Made up.", "url": "https://example.org/", "accessed_on": "2021-01-01", "proof": "quoted",
    }  # fmt: skip
    pieces = [
        evidence
        | {
            "evidence_id": f"@:{10 * n}-{10 * n + 5}", "source_id": "@", "start": str(10 * n), "end": str(10 * n + 5),
            "quote": "words", "kind": kind, "note": _NOTE if n == 0 else "",
        }
        for n, kind in enumerate(_EVIDENCE)
    ]  # fmt: skip
    statements = [
        observations
        | {
            "observation_id": f"@.o{n:03d}", "entity_id": entity, "indicator_id": _LEVEL, "period": f"{2000 + n}",
            "period_basis": "printed", "value": "12.50", "lower": "12.45", "upper": "12.55", "unit_id": "CNY",
            "qualifier": "rounded", "basis": "printed", "obs_status": "A", "preference": "normal", "source_id": "@",
            "who_evidence_id": "@:0-5", "what_evidence_id": "@:10-15", "when_evidence_id": "@:20-25",
            "value_evidence_id": "@:30-35", "note": _NOTE if n == 1 else "", **_HOW,
        }
        for n in (1, 2)
    ]  # fmt: skip
    return {"sources": [source], "evidence": pieces, "observations": statements}


#: The indicator of the bulk: neither a share nor a growth rate, so that no whole and no base is called for.
_LEVEL = "project_investment"
_HOW = {
    "transformation": "level", "precision": "printed", "convention": "printed", "coverage": "whole", "proof": "quoted",
}  # fmt: skip


def _plant(maker: _Maker, rule: ContractRule, schema: Any, sound: dict[str, list[Row]]) -> None:
    if rule.table not in _BULK:
        base = next((row for row in sound[rule.table] if row[rule.field]), sound[rule.table][0])
        base = _renamed(base, schema.primary_key, len(maker.tables[rule.table]))
        maker.tables[rule.table] += broken(rule, schema, base, sound)
        return
    rows = _group(maker)
    # A reference to the wrong row may lead to a row of the group itself or of the package.
    known = {**sound, "evidence": rows["evidence"] + sound["evidence"]}
    made = broken(rule, schema, rows[rule.table][-1], known)
    rows[rule.table][-1:] = made
    maker.groups.append(_Group(rows))


def _renamed(row: Row, key: Sequence[str], number: int) -> Row:
    """The row under a key that no other row has: its first part gets an ending, so that its form stays."""
    if not key:
        return dict(row)
    text = row[key[0]]
    head, point, tail = text.partition(".")
    return row | {key[0]: f"{head}{'-' if '_' not in head else '_'}zz{number}{point}{tail}"}


def _name_groups(maker: _Maker) -> None:
    """Gives every group the name that keeps the files in order."""
    for number, group in enumerate(maker.groups):
        name = _source_id(group.before + number)
        for table, rows in group.rows.items():
            group.rows[table] = [{key: cell.replace("@", name) for key, cell in row.items()} for row in rows]


def _truth(maker: _Maker, schemas: dict[str, Any], rules: dict[str, list[ContractRule]]) -> list[Planted]:
    """What the oracle finds in everything but the bulk, with the places in the whole files."""
    rows: dict[str, list[Row]] = {name: list(table) for name, table in maker.tables.items()}
    shift: dict[str, list[tuple[int, int]]] = {}
    for name, table in rows.items():
        lines, shift[name] = 0, []
        for record in range(len(table)):
            shift[name].append((record, record + lines + 2))
            lines += _breaks(table[record])
        before = 0
        for group in maker.groups:
            for made in range(before, group.before) if name in _BULK else ():
                lines += _bulk_breaks(name, made)
            before = group.before
            for row in group.rows.get(name, ()):
                record = len(table) + group.before * _per_source(name)
                shift[name].append((record, record + lines + 2))
                lines += _breaks(row)
                table.append(row)
    columns = {
        name: {key: [row[key] or None for row in table] for key in maker.fields[name]} for name, table in rows.items()
    }
    found = []
    for name in rows:
        for rule in rules[name]:
            verdicts = plain.judge(rule, schemas[name], columns[name], columns)
            assert verdicts is not None
            for number, (_, bad) in enumerate(verdicts):
                if bad:
                    record, line = shift[name][number]
                    found.append(Planted(name, record + 1, line, rule.field, rule.code, rule.name))
    return found


def _breaks(row: Row) -> int:
    return sum(cell.count("\n") for cell in row.values())


def _per_source(table: str) -> int:
    return {"sources": 1, "evidence": len(_EVIDENCE), "observations": PER_SOURCE}[table]


def _bulk_breaks(table: str, number: int) -> int:
    """Line breaks inside cells of one source of the bulk."""
    return int(table == "observations" and number % _TWO_LINES == 0)


def _write(maker: _Maker, folder: Path, bulk: int, pkg: Package) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "schemas").mkdir()
    resources = []
    for name, table in pkg.tables.items():
        text = json.dumps(table.schema, ensure_ascii=False, indent=2) + "\n"
        (folder / "schemas" / f"{name}.json").write_text(text, "utf-8", newline="")
        with (folder / "data" / f"{name}.csv").open("wb") as file:
            file.write(_text([maker.fields[name], *(_cells(row, maker.fields[name]) for row in maker.tables[name])]))
            if name in _BULK:
                _write_bulk(maker, name, bulk, file)
        resources.append({"name": name, "type": "table", "path": f"data/{name}.csv", "schema": f"schemas/{name}.json"})
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "made-up",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2) + "\n", "utf-8", newline="")


def _text(rows: Sequence[Sequence[str]]) -> bytes:
    return csvtext.write(rows).encode("utf-8")


def _cells(row: Row, fields: Sequence[str]) -> list[str]:
    return [row[name] for name in fields]


def _write_bulk(maker: _Maker, name: str, bulk: int, file: Any) -> None:
    """The sources of the bulk, a chunk at a time, each group that is not of it in its place."""
    done = 0
    for number, group in enumerate([*maker.groups, _Group({}, bulk)]):
        while done < group.before:
            end = min(done + _CHUNK, group.before)
            _bulk_frame(name, maker.fields[name], done, end, number, maker.entities).write_csv(
                file, include_header=False
            )
            done = end
        rows = group.rows.get(name, [])
        if rows:
            file.write(_text([_cells(row, maker.fields[name]) for row in rows]))


def _bulk_frame(name: str, fields: Sequence[str], start: int, end: int, shift: int, entities: Sequence[str]) -> Any:
    """The rows of the sources `start` to `end` of the bulk; `shift` groups stand before them in the file."""
    import polars as pl

    per = _per_source(name)
    made = pl.select(pl.int_range(start, end, dtype=pl.Int64).repeat_by(per).explode().alias("#")).with_columns(
        (pl.int_range(pl.len(), dtype=pl.Int64) % per).alias("%")
    )
    source = pl.format("zzz-{}", (pl.col("#") + shift).cast(pl.String).str.zfill(9))
    place = pl.col("%")

    def pick(texts: Sequence[str], by: pl.Expr) -> pl.Expr:
        return pl.lit(pl.Series(list(texts), dtype=pl.String)).gather(by % len(texts))

    entity = pick(entities, pl.col("#") + place // 10)
    cells: dict[str, pl.Expr]
    if name == "sources":
        cells = {
            "source_id": source, "title": pl.lit("Made up"), "publisher_id": entity,
            "published_on": pl.lit("2020-01-02"),
            "published_on_basis": pl.lit("inferred"), "url": pl.lit("https://example.org/"), "language": pl.lit("en"),
            "translation": pl.lit("original"), "accessed_on": pl.lit("2021-01-01"), "grade": pl.lit("D"),
            "rights": pl.lit("Made up."), "proof": pl.lit("quoted"),
        }  # fmt: skip
    elif name == "evidence":
        begin = place * 10
        cells = {
            "evidence_id": pl.format("{}:{}-{}", source, begin, begin + 5), "source_id": source,
            "start": begin.cast(pl.String), "end": (begin + 5).cast(pl.String), "quote": pl.lit("words"),
            "kind": pick(_EVIDENCE, place),
        }  # fmt: skip
    else:
        cents = (pl.col("#") * 7919 + place * 104_729) % 900_000_000 + 100
        both = {
            key: pl.format("{}.{}", amount // 100, (amount % 100).cast(pl.String).str.zfill(2))
            for key, amount in (("value", cents), ("lower", cents - 5), ("upper", cents + 5))
        }
        two = (place == 50) & (pl.col("#") % _TWO_LINES == 0)
        cells = {
            "observation_id": pl.format("{}.o{}", source, (place + 1).cast(pl.String).str.zfill(3)),
            "entity_id": entity, "indicator_id": pl.lit(_LEVEL), "period": (place % 10 + 2010).cast(pl.String),
            "period_basis": pl.lit("printed"), **both, "unit_id": pl.lit("CNY"), "qualifier": pl.lit("rounded"),
            "basis": pl.lit("printed"), "obs_status": pl.lit("A"), "preference": pl.lit("normal"), "source_id": source,
            "who_evidence_id": pl.format("{}:0-5", source), "what_evidence_id": pl.format("{}:10-15", source),
            "when_evidence_id": pl.format("{}:20-25", source), "value_evidence_id": pl.format("{}:30-35", source),
            "note": pl.when(two).then(pl.lit(_NOTE)), **{name: pl.lit(cell) for name, cell in _HOW.items()},
        }  # fmt: skip
    empty = pl.lit(None, dtype=pl.String)
    return made.select(cells.get(field, empty).alias(field) for field in fields)
