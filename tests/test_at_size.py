"""Packages too large to be held: judged in pieces, they get the verdict that they get whole."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from planting import ROOT

from cn_industrial_internet.cli import main
from reread import run as running
from reread.findings import Finding, Outcome
from reread.package import csvtext
from reread.package.opening import open_package
from reread.package.table import Row
from reread.pieces import dividing, pieces
from reread.pieces import running as at_size
from reread.pieces.cutting import cut, header_of
from reread.pieces.generating import PLANTED, generate
from reread.pieces.shards import components
from reread.report.formats import FORMATS
from reread.rules import SCOPES, all_rules
from reread.run import Report, run

#: Larger than the registers of the real package, smaller than its evidence, observations and links.
LARGE = 20_000
IN_PIECES = [info.code for info in all_rules() if info.scope != "package"]
Rows = dict[str, list[dict[str, str]]]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_size, "STRETCH", 3_000)
    monkeypatch.setattr(at_size, "SHARD", 6_000)


def judged(root: Path, *, large_from: int | None, workers: int = 1) -> Report:
    """The rules that may be run in pieces, over cells as they are: nothing stands in their way."""
    pkg = open_package(root)
    pkg.large_from, pkg.workers = large_from, workers
    if large_from is None:
        pkg.large_from = 1 << 40
    return run(pkg, IN_PIECES, prerequisites=False)


def summary(report: Report) -> dict[str, tuple[Outcome, int, int, str | None, list[Finding]]]:
    def order(found: Finding) -> tuple[str, int, int, str, str]:
        return found.file, found.record or 0, found.line or 0, found.column or "", found.found

    return {
        r.info.code: (r.outcome, r.cases, r.failures, r.reason, sorted(r.findings, key=order)) for r in report.results
    }


def rows_of(root: Path) -> Rows:
    pkg = open_package(root)
    return {name: [row.as_dict() for row in table.rows] for name, table in pkg.tables.items()}


def write(root: Path, rows: Rows) -> None:
    for name, table in rows.items():
        text = csvtext.write([list(table[0]), *(list(row.values()) for row in table)])
        (root / "data" / f"{name}.csv").write_text(text, "utf-8", newline="")


def by_meaning(rows: Rows) -> None:
    """One wrong cell for every rule that chance seldom hits."""

    def first(table: str, **having: str) -> dict[str, str]:
        return next(r for r in rows[table] if all((r[c] != "") if v == "*" else (r[c] == v) for c, v in having.items()))

    first("sources", published_on_basis="url")["url"] = "https://example.org/"
    first("sources", archive_path="*")["title"] = "Nobody wrote this"
    first("sources", sha256="*")["sha256"] = "0" * 64
    rows["sources"][-1]["archive_path"] = "seeds/nowhere.txt"
    growth = first("observations", base_period="*")
    growth["base_period"] = "2031"
    first("observations", indicator_id="high_tech_enterprises", basis="printed")["period"] = "2021-13"
    share = first("observations", whole_entity_id="*")
    share["value"], share["whole_entity_id"] = "150", "huangpu"
    first("observations", unit_id="count")["value"] = "-5"
    first("observations", unit_id="CNY")["unit_id"] = "m2"
    single = first("observations", preference="normal", unit_id="count")
    single["preference"] = "preferred"
    number = next(r["correction_id"] for r in rows["corrections"] if r["kind"] in ("number_scramble", "wrong_count"))
    first("observations", basis="printed", preference="normal", correction_id="")["correction_id"] = number
    first("ranking_criteria", kind="criterion")["name"] = "Something else"
    first("entities", gb2260_evidence_id="*")["gb2260"] = "999999"
    ranked = first("ranking_entries", rank="*")
    ranked["rank"], ranked["category"] = "9999", "no such category"
    selections = {r["ranking_id"] for r in rows["rankings"] if r["kind"] == "selection"}
    for entry in rows["ranking_entries"]:
        if entry["ranking_id"] in selections:
            entry["rank"] = "3"
    sized = {r["ranking_id"] for r in rows["rankings"] if r["size"] and r["kind"] == "ranking"}
    next(r for r in rows["ranking_entries"] if r["ranking_id"] in sized and r["rank"])["rank"] = "9999"
    dated = [r for r in rows["ranking_entries"] if r["when_evidence_id"]]
    twice = next(r for r in dated if any(o is not r and o["ranking_id"] == r["ranking_id"] for o in dated))
    twice["when_evidence_id"] = ""
    first("sources", published_on_basis="printed")["published_on"] = "2001-02-03"
    rows["sources"].append({**rows["sources"][0], "source_id": "zzz-2020-01-01", "archive_path": ""})
    first("evidence", disposition="dateline")["disposition"] = "ordinal_name"
    read = [r for r in rows["observations"] if r["basis"] == "printed" and r["source_id"] == growth["source_id"]]
    read[-1]["basis"] = "implied"
    read[-1]["what_evidence_id"] = read[0]["what_evidence_id"]
    last = max((r for r in rows["evidence"] if r["source_id"] == read[0]["source_id"]), key=lambda r: int(r["start"]))
    read[0]["who_evidence_id"] = last["evidence_id"]
    rows["evidence"].remove(first("evidence", disposition="identifier"))
    figure = next(r for r in rows["evidence"] if r["quote"].endswith(" billion yuan") and not r["disposition"])
    day = next(r for r in rows["evidence"] if r["kind"] == "time" and r["quote"].endswith(":33:49"))
    day["end"], day["quote"] = str(int(day["start"]) + 4), day["quote"][:4]
    figure["end"], figure["quote"] = str(int(figure["end"]) - 5), figure["quote"][:-5]


def by_relations(rows: Rows) -> None:
    """A wrong cell for every rule about relations, in the lists of them and in rows that they name."""
    terms = rows["relation_terms"]
    kinds = {row["relation_id"]: row["kind"] for row in rows["relations"]}
    derived = {row["derived_id"]: row for row in rows["derived"]}
    next(row for row in terms if row["observation_id"] and kinds[row["relation_id"]] == "sum")["observation_id"] = ""
    next(row for row in rows["relations"] if row["expected"] == "contradicts")["expected"] = "holds"
    bounded = next(row for row in rows["derived"] if row["lower"] and row["upper"] and row["period"])
    bounded["lower"] = "1" + bounded["lower"]
    next(row for row in terms if row["constant"])["constant"] = "7"
    next(row for row in terms if row["link_id"] and row["aspect"] == "period_end")["aspect"] = ""
    whole = next(r for r in terms if r["role"] == "whole" and r["derived_id"])["derived_id"]
    derived[whole]["entity_id"] = "huangpu"
    like = {name: bounded[name] for name in ("entity_id", "indicator_id", "period", "unit_id")}
    printed = {**rows["observations"][-1], **like, "value": "1", "lower": "1", "upper": "1", "qualifier": "exact"}
    printed["observation_id"] = printed["observation_id"][:-2] + "99"
    rows["observations"].append(printed)


def by_registers(rows: Rows) -> None:
    """A wrong cell for every rule about registers and lists, and a statement that is made twice."""

    def first(table: str, **having: str) -> dict[str, str]:
        return next(r for r in rows[table] if all(r[c] == v for c, v in having.items()))

    link = rows["entity_links"][-1]
    rows["entity_links"].append({**link, "link_id": link["link_id"][:-2] + "99"})
    dated = [r for r in rows["observations"] if len(r["period"]) == 4]
    first("entities", entity_id=dated[0]["entity_id"])["valid_to"] = "1990"
    first("entities", entity_id=dated[-1]["whole_entity_id"] or "guangzhou")["valid_from"] = "2031"
    for table, key in (("entities", "entity_id"), ("indicators", "indicator_id")):
        rows[table].append({**rows[table][-1], key: "zzz_unused"})
    for row in rows["indicator_terms"][:2]:
        row["term"] = "words that nobody printed"
    rows["phrases"][0]["phrase"] = "nowhere to be seen"
    lists = [r for r in rows["rankings"] if r["kind"] == "ranking" and r["size"]]
    entries = [r for r in rows["ranking_entries"] if r["ranking_id"] == lists[0]["ranking_id"]]
    lists[0]["title"], lists[0]["size"] = "Top 1", "1"
    rows["ranking_entries"] += [
        {**entries[0], "entry_id": entries[0]["entry_id"][:-2] + n, "entity_id": entity, "rank": "1"}
        for n, entity in (("98", "huangpu"), ("99", "tianhe"))
    ]
    rows["ranking_criteria"][0]["position"] = "9"
    superlative = first("rankings", kind="superlative")
    rows["rankings"].append({**superlative, "ranking_id": "zzz-without-a-holder"})
    del rows["sources"][-1]


def by_bytes(rows: Rows) -> None:
    """Characters that no file should hold, in large files and small ones, on both sides of where they are cut."""
    for table in ("evidence", "observations", "entities"):
        for place, text in ((1, "Tіanhe"), (3, "=1+1"), (-1, "e\u0301"), (-2, "\u200bx"), (-3, "２０"), (9, " x")):
            rows[table][place]["note"] = text
        rows[table][4], rows[table][20] = rows[table][20], rows[table][4]
        rows[table][7]["note"] = 'two\nlines, "quoted"'


def by_chance(seed: int) -> Callable[[Rows], None]:
    """Cells replaced by others of their column, in the tables whose rows belong to sources and in lists."""

    def change(rows: Rows) -> None:
        chance = random.Random(seed)
        tables = ("evidence", "observations", "entity_links", "ranking_entries", "sources", "corrections", "rankings")
        for name in tables:
            for _ in range(3):
                column = chance.choice(list(rows[name][0]))
                one, other = chance.sample(rows[name], 2)
                one[column] = other[column] if chance.random() < 0.8 else ""

    return change


CHANGES = (by_meaning, by_relations, by_registers, by_bytes, *(by_chance(seed) for seed in (1, 4, 9, 10)))


def both_ways(change: Callable[[Rows], None], sound: Rows, root: Path, workers: int = 1) -> set[str]:
    """Judge the package with this change whole and in pieces, and give the rules that it breaks."""
    rows = {name: [dict(row) for row in table] for name, table in sound.items()}
    change(rows)
    write(root, rows)
    if change is by_bytes:
        for name in ("evidence", "entities"):
            path = root / "data" / f"{name}.csv"
            lines = path.read_text("utf-8").split("\n")
            lines[30] = ",".join(f'"{cell}"' for cell in lines[30].split(","))
            path.write_text("\n".join(lines).rstrip("\n"), "utf-8", newline="")
    whole = summary(judged(root, large_from=None))
    assert summary(judged(root, large_from=LARGE, workers=workers)) == whole
    return {code for code, (_, _, failures, _, _) in whole.items() if failures}


def test_pieces_are_judged_like_the_whole_by_every_rule_that_says_so(real_package_copy: Path) -> None:
    sound = rows_of(real_package_copy)
    broken = set().union(*(both_ways(change, sound, real_package_copy) for change in CHANGES))
    assert set(IN_PIECES) - broken == set()


def test_several_processes_find_the_same(real_package_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "WORTH_SHARING", 20_000)
    assert both_ways(by_chance(5), rows_of(real_package_copy), real_package_copy, workers=2)
    held = judged(real_package_copy, large_from=None, workers=2)  # though all tables can be held
    assert summary(held) == summary(judged(real_package_copy, large_from=None))


def test_tables_that_no_rule_needs_whole_are_not_held(real_package_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = run(open_package(real_package_copy))
    monkeypatch.setattr(dividing, "WORTH_SHARING", 0)
    pkg = open_package(real_package_copy)
    pkg.large_from_of = dividing.passed_over(pkg)
    report = run(pkg)
    assert set(pkg.large_from_of) == {"sources", "evidence", "observations", "entity_links"}
    assert {name for name, table in pkg.tables.items() if table.large} == set(pkg.large_from_of)
    assert report.passed and summary(report) == summary(held)


def test_reports_of_tables_that_are_not_held(
    real_package_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dividing, "WORTH_SHARING", 0)
    rows = rows_of(real_package_copy)
    wrong = next(row for row in rows["observations"] if row["unit_id"] == "count" and row["basis"] == "printed")
    wrong["value"] = wrong["lower"] = wrong["upper"] = "4711"
    write(real_package_copy, rows)
    for form in FORMATS:
        file = tmp_path / f"report.{form}"
        command = ["validate", str(real_package_copy), "--rule", "V", "--workers", "1", "--format"]
        assert main([*command, f"{form}={file}"]) == 1
        assert wrong["observation_id"] in file.read_text("utf-8")
    assert "<blockquote" in (tmp_path / "report.html").read_text("utf-8")
    [own] = [row["archive_path"] for row in rows["sources"] if row["archive_path"]][:1]
    assert main([*command, f"json={real_package_copy / own}"]) == 2
    assert "belongs to the package" in capsys.readouterr().err
    monkeypatch.setattr(running, "LARGE", 0)  # a page without sentences
    assert main([*command, f"html={tmp_path / 'large.html'}"]) == 1
    assert "<blockquote" not in (tmp_path / "large.html").read_text("utf-8")


def test_a_judged_piece_lets_go_of_its_rows(real_package_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    class Counting(pieces.Worker):
        def do(self, job: pieces.Job) -> pieces.Result:
            done = super().do(job)
            held.append(sum(isinstance(one, Row) for one in gc.get_objects()))
            return done

    monkeypatch.setattr(pieces, "Worker", Counting)
    gc.collect()
    gc.disable()
    try:
        judged(real_package_copy, large_from=LARGE)
    finally:
        gc.enable()
    # Registers are read once, and each round makes a table of its own of some; no piece adds a row.
    assert len(set(held)) <= 5 < 50 < len(held)


def test_a_sound_package_passes_in_pieces_and_a_register_too_large_is_named(real_package_copy: Path) -> None:
    pkg = open_package(real_package_copy)
    pkg.large_from = 14_200  # indicators are larger
    report = run(pkg, ["X304", "X401", "X605"])
    assert not report.failures and not report.passed
    left = {r.info.code: r.reason or "" for r in report.results if r.outcome is Outcome.NOT_EVALUATED}
    assert left.keys() == {"X304", "X605"}
    assert all("indicators.csv is too large for a rule that looks at all of it" in reason for reason in left.values())
    pkg = open_package(real_package_copy)
    pkg.large_from = LARGE
    report = run(pkg)
    assert report.passed
    facts = {k: v for k, v in run(open_package(real_package_copy)).facts.items() if isinstance(v, int)}
    assert facts.items() >= report.facts.items()
    assert report.facts["figures found"] == facts["figures found"]


def test_sources_that_refer_to_too_many_others_are_not_judged(
    real_package_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_size, "MAX_JOINED", 3)
    report = judged(real_package_copy, large_from=LARGE)
    reasons = {r.info.code: r.reason for r in report.results if r.outcome is Outcome.NOT_EVALUATED}
    assert set(reasons.values()) == {"rows of too many sources refer to rows of other sources"}
    assert "V203" in reasons
    assert not report.failures


def test_planted_errors_are_found_and_nothing_else(tmp_path: Path) -> None:
    planted = generate(tmp_path / "made", open_package(ROOT), sources=60, every=6)
    assert {one.code for one in planted} == set(PLANTED)
    for large_from in (1 << 40, 100_000):
        pkg = open_package(tmp_path / "made")
        pkg.large_from = large_from
        report = run(pkg, ["B", "S", "V", "X1", "X3", "X5", "P"])
        found = sorted((f.code, f.file, f.key or "") for f in report.findings)
        assert found == sorted((one.code, one.file, one.key) for one in planted)


def test_a_store_is_one_entry_however_many_shards_it_has(tmp_path: Path) -> None:
    def record(number: int) -> pieces.Record:
        return number, number + 1, (f"s{number % 40}", str(number))

    rows = [record(number) for number in range(200)]
    for shards in (1, 7, 1_000):
        division = {"source": ("source_id", shards), "entity": ("entity_id", 3)}
        parts = {("source", n): keyed for n, keyed in pieces.divided(((r[2][0], r) for r in rows), shards).items()}
        parts["entity", 2] = {"e": rows[:5]}
        path = str(tmp_path / str(shards))
        pieces.store(path, parts, division)
        read = [pieces.stored(path, "source", shard, division) for shard in range(shards)]
        assert sorted(r for keyed in read for mine in keyed.values() for r in mine) == rows
        assert all(pieces.shard_of(key, shards) == shard for shard, keyed in enumerate(read) for key in keyed)
        assert [pieces.stored(path, "entity", shard, division) for shard in range(3)] == [{}, {}, {"e": rows[:5]}]
        assert pieces.stored(path, "other", 0, division) == {}


def test_what_is_known_of_the_stores_grows_with_the_stretches_alone(
    real_package_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[int, tuple[int, int]] = {}
    whole = pieces.Setup
    for size in (60_000, 6_000):

        def setup(*args: object, size: int = size, **named: object) -> pieces.Setup:
            made = whole(*args, **named)  # type: ignore[arg-type]
            known[size] = (made.layout.shards("source") if made.layout else 0, len(made.stores))
            return made

        monkeypatch.setattr(at_size, "SHARD", size)
        monkeypatch.setattr(pieces, "Setup", setup)
        judged(real_package_copy, large_from=LARGE)
    assert known[6_000][0] > 5 * known[60_000][0]
    assert known[6_000][1] == known[60_000][1] > 10


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_stretches_are_whole_records_and_know_their_lines(size: int, tmp_path: Path) -> None:
    header, *records = ['a,"b\nc"\n', "1,2\n", '"3\n,""",4\n', '5,"\n\n"\n', "6,7\n", '8,"9"\n']
    path = tmp_path / "x.csv"
    path.write_text(header + "".join(records), "utf-8", newline="")
    assert header_of(path) == header.encode()
    raw, line, before = path.read_bytes(), 3, ""
    cut_up = list(cut("x", "x.csv", path, len(header), size))
    assert b"".join(raw[one.start : one.end] for one in cut_up) == "".join(records).encode()
    done = 0
    for one in cut_up:
        text = raw[one.start : one.end].decode()
        assert one.line == line
        assert one.before.decode() == before.removesuffix("\n")
        assert not before or one.before_line == line - before.count("\n")
        while text:
            assert text.startswith(records[done])
            before, text = records[done], text.removeprefix(records[done])
            line += before.count("\n")
            done += 1
    assert [one.last for one in cut_up] == [False] * (len(cut_up) - 1) + [True]


def test_components() -> None:
    assert components([("a", "b"), ("c", "d"), ("b", "c"), ("x", "y")]) == [frozenset("abcd"), frozenset("xy")]


def test_every_rule_declares_a_known_scope() -> None:
    assert {info.scope for info in all_rules()} == set(SCOPES)
