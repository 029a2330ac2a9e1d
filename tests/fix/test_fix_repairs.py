"""`cnii fix`: every kind of damage it repairs, planted in a copy of a small package, and what it must leave alone."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import judging
import planting
import pytest
from draft_edits import add, change, read, write
from hypothesis import given
from hypothesis import strategies as st

from cn_industrial_internet import cli
from reread.fix import repairing
from reread.fix.cells import cleaner
from reread.fix.evidence import clean_evidence
from reread.fix.form import Records, clean_text, read_records

EVIDENCE = "data/evidence.csv"
SOURCE = "thnet-2022-09-23"


@pytest.fixture(scope="module")
def true(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small package with recorded numbers that are true: a run of `fix` judges everything, so it is run once."""
    folder = shutil.copytree(planting.small(SOURCE), tmp_path_factory.mktemp("true") / "real")
    cli.main(["fix", str(folder), "--write"])
    return folder


@pytest.fixture
def root(true: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that, to be damaged."""
    monkeypatch.setattr(repairing, "run", judging.judged)
    return shutil.copytree(true, tmp_path / "real")


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a package."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def edited(root: Path, path: str, edit: Callable[[bytes], bytes]) -> None:
    """Change the bytes of a file; the change must change something."""
    before = (root / path).read_bytes()
    after = edit(before)
    assert after != before
    (root / path).write_bytes(after)


def shuffled(raw: bytes) -> bytes:
    """The records of a table without quoted newlines in another order."""
    head, *rows = raw.decode("utf-8").removesuffix("\n").split("\n")
    random.Random(7).shuffle(rows)
    return ("\n".join([head, *rows]) + "\n").encode("utf-8")


def quoted(raw: bytes) -> bytes:
    """Every plain cell of the first records in quotes."""
    head, first, *rest = raw.decode("utf-8").split("\n")
    return "\n".join([",".join(f'"{c}"' for c in head.split(",")), first, *rest]).encode("utf-8")


def wide(raw: bytes) -> bytes:
    """The digits of one value, day and code in full width."""
    text = raw.decode("utf-8")
    return re.sub(
        r"(?<=,)(2995|2021-12-31)(?=,)", lambda m: m[0].translate({48 + n: 0xFF10 + n for n in range(10)}), text
    ).encode()


DAMAGE: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "byte order mark": ("data/units.csv", lambda raw: b"\xef\xbb\xbf" + raw),
    "byte order mark of the descriptor": ("datapackage.json", lambda raw: b"\xef\xbb\xbf" + raw),
    "CR LF": (EVIDENCE, lambda raw: raw.replace(b"\n", b"\r\n")),
    "CR LF in a schema": ("schemas/units.json", lambda raw: raw.replace(b"\n", b"\r\n")),
    "CR": ("data/units.csv", lambda raw: raw.replace(b"\n", b"\r")),
    "no final newline": ("data/phrases.csv", lambda raw: raw.rstrip(b"\n")),
    "blank lines at the end": ("data/phrases.csv", lambda raw: raw + b"\n\n"),
    "blank lines inside": ("data/units.csv", lambda raw: raw.replace(b"\n", b"\n\n", 2)),
    "order of rows": (EVIDENCE, shuffled),
    "order of rows with a compound key": ("data/indicator_terms.csv", shuffled),
    "needless quotes": ("data/observations.csv", quoted),
    "blanks at the ends": ("data/observations.csv", lambda raw: raw.replace(b",tianhe,", b", tianhe\xe3\x80\x80,")),
    "full-width digits": ("data/observations.csv", wide),
    "everything at once": (EVIDENCE, lambda raw: b"\xef\xbb\xbf" + shuffled(raw).replace(b"\n", b"\r\n").rstrip()),
}


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_damage_is_shown_then_repaired_byte_for_byte(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = contents(root)
    path, damage = DAMAGE[name]
    edited(root, path, damage)
    damaged = contents(root)
    capsys.readouterr()
    assert cli.main(["fix", str(root)]) == 1
    shown = capsys.readouterr().out
    assert f"--- {path}\n+++ {path}\n" in shown
    assert "to be repaired (add --write to do it)" in shown
    assert contents(root) == damaged
    cli.main(["fix", str(root), "--write"])
    assert contents(root) == whole


@pytest.mark.parametrize("arguments", [[], ["--write"]])
def test_nothing_to_repair(root: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """So what was repaired stays as it is: every damage above leads back to this very package."""
    whole = contents(root)
    assert cli.main(["fix", str(root), *arguments]) == 0
    assert capsys.readouterr().out.endswith("0 repairs in 0 files, 0 findings left\n")
    assert contents(root) == whole


def test_no_package(tmp_path: Path) -> None:
    assert cli.main(["fix", str(tmp_path)]) == 2


# --- evidence ---

FIRST = f"{SOURCE}:1432-1438"  # "34,000"


def test_ids_are_spelled_from_offsets_with_everything_that_names_them(root: Path) -> None:
    whole = contents(root)
    for table in ("evidence", "observations", "ranking_entries", "rankings", "corrections", "entity_links"):
        edited_rows = read(root, table)
        for row in edited_rows:
            for column, cell in row.items():
                if column != "quote" and cell:
                    row[column] = re.sub(rf"{SOURCE}:(\d+)-(\d+)\b", rf"{SOURCE}:9\1-9\2", cell)
        write(root, table, edited_rows)
    rows = read(root, "evidence")
    assert sum(row["evidence_id"].startswith(f"{SOURCE}:9") for row in rows) > 20
    cli.main(["fix", str(root), "--write"])
    repaired = contents(root)
    for path, data in whole.items():
        if path not in ("data/sources.csv", "datapackage.json", "data/relation_terms.csv"):
            assert repaired[path] == data, path


def test_offsets_are_found_again_where_the_quote_stands_once(root: Path) -> None:
    whole = contents(root)
    assert change(root, "evidence", lambda r: r["evidence_id"] == FIRST, start="10", end="16") == 1
    assert cli.main(["fix", str(root), "--write"]) == 0
    assert contents(root) == whole


def test_offsets_are_taken_from_the_id_where_the_quote_stands_there(root: Path) -> None:
    whole = contents(root)
    rows = read(root, "evidence")
    key = next(r["evidence_id"] for r in rows if r["source_id"] == SOURCE and r["quote"] == "2021")
    assert change(root, "evidence", lambda r: r["evidence_id"] == key, start="1", end="5") == 1
    assert cli.main(["fix", str(root), "--write"]) == 0
    assert contents(root) == whole


def test_quotes_are_cut_again_where_only_blanks_and_quotes_differ(root: Path) -> None:
    whole = contents(root)
    rows = read(root, "evidence")
    curly = next(r for r in rows if r["start"] and "’" in r["quote"] and " " in r["quote"])
    other = curly["quote"].replace("’", "'").replace(" ", "  ")
    change(root, "evidence", lambda r: r["evidence_id"] == curly["evidence_id"], quote=other)
    assert cli.main(["fix", str(root), "--write"]) == 0
    assert contents(root) == whole


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"quote": "34,001"}, "V201"),  # another number: nowhere in the text
        ({"quote": "2021", "start": "3", "end": "7"}, "S305"),  # several places, and not that of the id
        ({"start": "99999999", "end": "99999999", "quote": "in 2021"}, "S301"),
    ],
)
def test_what_could_be_read_in_two_ways_is_left(
    root: Path, cells: dict[str, str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "evidence", lambda r: r["evidence_id"] == FIRST, **cells)
    damaged = (root / EVIDENCE).read_bytes()
    capsys.readouterr()
    assert cli.main(["fix", str(root), "--write"]) == 1
    assert (root / EVIDENCE).read_bytes() == damaged
    printed = capsys.readouterr().out
    assert "not repairable: for a person to mend" in printed
    assert code in printed


def test_two_rows_never_share_an_id_afterwards(root: Path) -> None:
    row = next(r for r in read(root, "evidence") if r["evidence_id"] == FIRST)
    add(root, "evidence", **{**row, "evidence_id": f"{SOURCE}:1-2"})
    cli.main(["fix", str(root), "--write"])
    keys = [r["evidence_id"] for r in read(root, "evidence")]
    assert len(keys) == len(set(keys))
    assert f"{SOURCE}:1-2" in keys


def test_ids_that_change_places_keep_their_users(root: Path) -> None:
    one, other = FIRST, f"{SOURCE}:1494-1506"
    swap = {one: other, other: one}
    whole = contents(root)
    for table in ("evidence", "observations"):
        rows = read(root, table)
        for row in rows:
            for column in ("evidence_id", "value_evidence_id"):
                if column in row:
                    row[column] = swap.get(row[column], row[column])
        write(root, table, rows)
    assert cli.main(["fix", str(root), "--write"]) == 0
    assert contents(root) == whole


def test_a_row_without_id_is_given_its_own_and_nothing_else_changes(root: Path) -> None:
    whole = contents(root)
    assert change(root, "evidence", lambda r: r["evidence_id"] == FIRST, evidence_id="") == 1
    assert cli.main(["fix", str(root), "--write"]) == 0
    assert contents(root) == whole


def test_several_rows_without_id(root: Path) -> None:
    whole = contents(root)
    number = change(root, "evidence", lambda r: r["source_id"] == SOURCE, evidence_id="")
    assert number > 20
    assert cli.main(["fix", str(root), "--write"]) == 0
    assert contents(root) == whole


def test_evidence_of_a_text_that_differs_from_its_hash_is_left_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next(r["archive_path"] for r in read(root, "sources") if r["source_id"] == SOURCE)
    edited(root, path, lambda raw: b"One line more.\n" + raw)
    damaged = contents(root)
    capsys.readouterr()
    assert cli.main(["fix", str(root), "--write"]) == 1
    assert contents(root) == damaged
    assert f"left alone: {path} differs from its hash in sources" in capsys.readouterr().out


# --- what is left alone ---


def test_words_keep_their_full_width_characters(root: Path) -> None:
    change(root, "entities", lambda r: r["entity_id"] == "tianhe", note="ＧＤＰ２０２１")
    cli.main(["fix", str(root), "--write"])
    assert next(r for r in read(root, "entities") if r["entity_id"] == "tianhe")["note"] == "ＧＤＰ２０２１"


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw.replace(b"count,", b'"count,', 1),  # an unclosed quote
        lambda raw: raw + b"a,b\n",  # a record with too few cells
        lambda raw: raw.replace(b"number", b"\xff\xfe", 1),  # not UTF-8
        lambda raw: b"",
        lambda raw: raw.split(b"\n")[0] + b"\n",
    ],
)
def test_tables_that_cannot_be_read_are_not_touched(root: Path, damage: Callable[[bytes], bytes]) -> None:
    edited(root, "data/units.csv", damage)
    damaged = (root / "data/units.csv").read_bytes()
    assert cli.main(["fix", str(root), "--write"]) == 1
    assert (root / "data/units.csv").read_bytes() == damaged


def test_archived_texts_are_never_touched(root: Path) -> None:
    path = next((root / "seeds").iterdir())
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    damaged = path.read_bytes()
    assert cli.main(["fix", str(root), "--write"]) == 1
    assert path.read_bytes() == damaged


# --- properties ---

TEXTS = st.text(st.sampled_from('a1,"\n\r\ufeff\u3000 \t２Ａ天'), max_size=40)


@given(TEXTS)
def test_cleaning_bytes_is_idempotent_and_changes_only_form(text: str) -> None:
    raw = text.encode("utf-8")
    once = clean_text(raw, "x", lambda _: None)
    assert once is not None
    assert clean_text(once, "x", lambda _: None) == once
    form = str.maketrans("", "", "\r\n\ufeff")
    assert once.decode("utf-8").translate(form) == text.translate(form) or text.startswith("\ufeff")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_an_error(raw: bytes) -> None:
    clean = clean_text(raw, "x", lambda _: None)
    if clean is not None:
        read_records(clean, "x", {}, lambda _: None)


CODES = {"fields": [{"name": "code", "type": "integer"}, {"name": "words", "type": "string"}]}


@given(TEXTS)
def test_cleaning_cells_keeps_words(cell: str) -> None:
    words, _ = cleaner(CODES, "words")(cell)
    assert words == cell.strip() or not cell.strip("\u200b\ufeff \t\r\n\u3000")
    code, _ = cleaner(CODES, "code")(cell)
    assert not set(code) & set("２Ａ")
    assert cleaner(CODES, "code")(code)[0] == code


@given(st.text("ab ’'1", max_size=30), st.integers(0, 30), st.integers(0, 30), st.text("ab ’'1", max_size=6))
def test_repaired_evidence_stands_in_its_text_or_is_as_it_was(text: str, start: int, end: int, quote: str) -> None:
    header = ("evidence_id", "source_id", "start", "end", "quote")
    cells = [f"s:{start}-{end}", "s", str(start), str(end), quote]
    records = Records(header, [(2, list(cells))])
    clean_evidence(records, {"s": text}.get, "x", lambda _: None)
    after = records.records[0][1]
    if after != cells:
        place = slice(int(after[2]), int(after[3]))
        assert text[place] == after[4] != ""
        assert after[0] == f"s:{after[2]}-{after[3]}"
        assert re.sub(r"[\s’']", "", after[4]) == re.sub(r"[\s’']", "", quote)


@pytest.mark.parametrize("constraints", [{"pattern": "[a"}, {"pattern": 5, "enum": 1.5}, {"pattern": "a{99999999999}"}])
def test_constraints_that_nobody_understands_keep_no_cell_from_repair(constraints: dict[str, object]) -> None:
    clean = cleaner({"fields": [{"name": "v", "type": "string", "constraints": constraints}]}, "v")
    assert clean(" a ")[0] == "a"
