"""Input made to exhaust time or memory, or to change while it is read: refused within bounds, nothing lost."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import called
import pytest
from core import core
from draft_edits import read
from planting import ROOT, findings

from cn_industrial_internet import cli
from reread.draft.document import plain_text
from reread.package import csvtext, jsontext
from reread.package.opening import Package, open_package
from reread.run import run

sys.path.insert(0, str(ROOT / "scripts"))

from mutation_judge import Judge
from mutations import Cell, Change

TABLE = "data/things.csv"


@contextmanager
def bounded(seconds: float, megabytes: float) -> Iterator[None]:
    """Fail where the block takes longer, or more memory at its peak. Generous: what is looked for takes hours."""
    tracemalloc.start()
    begun = time.monotonic()
    try:
        yield
        took, (_, peak) = time.monotonic() - begun, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took < seconds
    assert peak < megabytes * 1_000_000


@pytest.mark.parametrize("number", ["1e999999999", "9" * 4000, "NaN"])
def test_enormous_numbers_in_every_cell_of_numbers(number: str) -> None:
    """All rules are run, those too that would not be where the contract has refused the number."""
    pkg = open_package(core())
    cells = [
        Cell(table.name, 0, field["name"], table.rows[0][field["name"]], number)
        for table in pkg.tables.values()
        for field in table.schema["fields"]
        if field["type"] in ("integer", "number") or field["name"] in ("factor", "constant", "value", "period")
    ]
    altered = Judge(pkg).altered(Change(cells[0].table, cells[0].column, "replace", tuple(cells)))
    with bounded(60, 200):
        report = run(altered, ("B", "S", "V", "X"), prerequisites=False)
        refused = {(f.file, f.column) for f in run(altered, ("S",), causes=False).findings}
    assert all(len(finding.found) < 2000 for finding in report.findings)
    for cell in cells:
        if cell.column != "period":
            assert (pkg.tables[cell.table].path, cell.column) in refused


@pytest.mark.parametrize(
    "body",
    [b"," * 1_000_000, b"\n" * 1_000_000, b'"a",1,b\n' + b"," * 1_000_000, b"x\n" * 500_000, b'"' * 100_001],
    ids=["columns", "blank lines", "columns behind a quote", "ragged", "quotes"],
)
@pytest.mark.parametrize("large", [False, True])
def test_millions_of_columns_or_rows(tiny: Path, body: bytes, large: bool) -> None:
    (tiny / TABLE).write_bytes(b"thing_id,number,note\n" + body + b"\n")
    pkg = open_package(tiny)
    if large:
        pkg.large_from = 1 << 16
    with bounded(30, 250):
        found = [f for f in run(pkg, ("B", "S")).findings if f.file == TABLE]
    assert found and {f.code for f in found} <= {"B106", "B107", "B108", "B109"}
    assert len(found) <= csvtext.MAX_RAGGED


def test_a_file_that_claims_a_terabyte(tiny: Path) -> None:
    os.truncate(tiny / TABLE, 1 << 40)  # sparse: it takes no room on the disk
    with bounded(30, 50):
        raw, problem = open_package(tiny).read_bytes(TABLE)
    assert raw == b"" and problem is not None and "1,099,511,627,776 bytes" in problem.found


def test_deep_nesting() -> None:
    with bounded(60, 100):
        assert jsontext.parse_object('{"a":' * 100_000, "x.json")[1]
        assert jsontext.parse_object('{"a":' * 500 + "1" + "}" * 500, "x.json")[1]
        text, *_ = plain_text("<div>" * 5_000 + "57 laboratories" + "</div>" * 5_000)
        assert text == "57 laboratories\n"
        text, *_ = plain_text("<b>" * 5_000 + "<script>" * 10_000)
        assert text.strip() == ""


def _gone(path: Path) -> None:
    path.unlink()


def _linked_out(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _cut(path: Path) -> None:
    os.truncate(path, 30)


@pytest.mark.parametrize("happens", [_gone, _linked_out, _pipe, _cut], ids=lambda f: f.__name__)
def test_a_file_that_changes_between_a_look_and_the_reading(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Path], None]
) -> None:
    look = Package.locate

    def meanwhile(self: Package, path: object) -> object:
        found = look(self, path)
        if path == TABLE and not (tiny / TABLE).is_symlink() and (tiny / TABLE).is_file():
            happens(tiny / TABLE)
        return found

    monkeypatch.setattr(Package, "locate", meanwhile)
    with bounded(20, 50):
        found = findings(tiny, "B")
    assert TABLE in {f.file for f in found} and not any("root:" in f.found for f in found)


def test_output_that_cannot_be_written() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cn_industrial_internet.cli", "cite"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr and "space" in done.stderr


def test_a_repair_on_a_full_disk_changes_nothing(tiny: Path) -> None:
    """The limit on the size of files is that of the system, as a full disk is."""
    (tiny / TABLE).write_bytes((tiny / TABLE).read_bytes().replace(b"\n", b"\r\n") + b"e,1," + b"x" * 9000 + b"\r\n")
    before = {path: path.read_bytes() for path in tiny.rglob("*") if path.is_file()}
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from cn_industrial_internet import cli; sys.exit(cli.main(['fix', '--write', sys.argv[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tiny)], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "nothing has been changed" in done.stderr and "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in tiny.rglob("*") if path.is_file()} == before


def test_a_page_with_everything_at_once_is_text_only(real_package_copy: Path, tmp_path: Path) -> None:
    """Formulas, bidirectional controls, look-alike names and script of a page: archived as text, nothing run."""
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>T</title></head><body><h1>Tianhe grows</h1><p>May 2, 2023</p><p>=cmd|' /C calc'!A0 \u202e75"
        "\u202c and Тianhe District had 58. In 2022, Tianhe District had 57 high-tech enterprises.</p>"
        "<script>fetch('x')</script><img src=x onerror=alert(1)></body></html>",
        "utf-8",
    )
    root, sheet = str(real_package_copy), tmp_path / "sheet.csv"
    facts = ["--source-id", "test-2023-05-02", "--publisher", "tianhe-government", "--grade", "D"]
    assert cli.main(["draft", str(page), "--package", root, "--output", str(sheet), *facts]) == 0
    assert cli.main(["import", str(sheet), "--package", root, "--write"]) == 0
    rows = [r for r in read(real_package_copy, "observations") if r["source_id"] == "test-2023-05-02"]
    assert [(r["entity_id"], r["value"]) for r in rows] == [("tianhe", "57")]
    (source,) = (r for r in read(real_package_copy, "sources") if r["source_id"] == "test-2023-05-02")
    text = (real_package_copy / source["archive_path"]).read_text("utf-8")
    assert "fetch" not in text and "onerror" not in text
    assert not {f.code for f in findings(real_package_copy, "B")} - {"B301", "B303", "B306"}


@pytest.mark.parametrize(
    "words", ["relations", "relations --suggest", "series tianhe high_tech_enterprises", "why thnet-2022-09-23.o05"]
)
def test_a_column_that_is_not_there_is_said_by_what_needs_it(real_package_copy: Path, words: str) -> None:
    path = real_package_copy / "data" / "observations.csv"
    header, *rows = [list(cells) for cells in csv.reader(path.read_text("utf-8").splitlines())]
    place = header.index("upper")
    path.write_text(csvtext.write([row[:place] + row[place + 1 :] for row in (header, *rows)]), "utf-8")
    done = called.cnii(*words.split(), "--package", real_package_copy)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "cnii: data/observations.csv has no column upper"
