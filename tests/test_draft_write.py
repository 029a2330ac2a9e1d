"""`cnii draft --write`: which rows it writes, what it asks for, and that nothing else changes."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from draft_edits import add, change, read
from planting import ROOT, copy_real_package, findings

from cn_industrial_internet import cli
from reread.findings import CannotRun
from reread.package.opening import open_package

TEXT = ROOT / "tests/texts/zh_tianhe.txt"
SOURCE = "test-2024-02-06"
FACTS = ["--source-id", SOURCE, "--publisher", "tianhe-government", "--grade", "A"]


def draft(root: Path, *more: str, file: Path = TEXT, facts: list[str] = FACTS) -> int:
    """Run the command in this process."""
    return cli.main(["draft", str(file), "--package", str(root), "--write", *facts, *more])


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a package."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def true_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real package whose recorded numbers are true, for all tests; none writes to it."""
    copy = copy_real_package(tmp_path_factory.mktemp("true"))
    cli.main(["fix", str(copy), "--write"])
    return copy


@pytest.fixture
def root(true_copy: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    return Path(shutil.copytree(true_copy, tmp_path / "package"))


def test_rows_are_sorted_in_and_every_other_byte_stays(root: Path) -> None:
    before = contents(root)
    assert draft(root) == 0
    after = contents(root)
    for path, data in before.items():
        old, new = data.decode("utf-8").split("\n"), after[path].decode("utf-8").split("\n")
        if path == "datapackage.json":
            assert old == new
        elif data != after[path]:
            left = iter(new)
            assert all(line in left for line in old), path  # the old lines, in their order, with new ones between
    text = TEXT.read_bytes()
    (path,) = set(after) - set(before)
    assert path == f"seeds/{len(list(ROOT.glob('seeds/*'))):03}_{sha256(text).hexdigest()[:16]}.txt"
    assert after[path] == text
    assert findings(root, "B") == findings(root, "S") == findings(root, "P") == []


def test_the_source_is_described_by_what_is_given_and_printed(root: Path) -> None:
    url = "https://example.org/2024/02/06/a.html"
    more = ["--title", "天河区高新技术企业总数突破三千家", "--url", url, "--note", "For a test."]
    assert draft(root, *more) == 0
    (row,) = (row for row in read(root, "sources") if row["source_id"] == SOURCE)
    digest = sha256(TEXT.read_bytes()).hexdigest()
    assert {k: v for k, v in row.items() if v} == {
        "source_id": SOURCE, "title": "天河区高新技术企业总数突破三千家", "publisher_id": "tianhe-government",
        "published_on": "2024-02-06", "published_on_basis": "printed", "published_evidence_id": f"{SOURCE}:42-51",
        "url": url, "language": "zh-Hans", "translation": "original", "archive_path": row["archive_path"],
        "sha256": digest, "grade": "A", "note": "For a test.",
        "rights": "The text belongs to its publisher; archived here for verification only.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("published", "url", "expected"),
    [
        ("2024-03-05", "https://example.org/20240305/1.html", ("2024-03-05", "url")),
        ("2024-03-05", "https://example.org/1.html", ("2024-03-05", "inferred")),
        ("2024", "", ("2024", "inferred")),
        ("unknown", "", ("", "unknown")),
    ],
)
def test_a_day_that_is_not_printed(
    root: Path, tmp_path: Path, published: str, url: str, expected: tuple[str, str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("A headline\n\nIn 2021, Tianhe District had 57 key laboratories.\n", "utf-8")
    assert draft(root, "--published", published, *(["--url", url] if url else []), file=file) == 0
    (row,) = (row for row in read(root, "sources") if row["source_id"] == SOURCE)
    assert (row["published_on"], row["published_on_basis"]) == expected


def test_drafting_the_same_text_again_adds_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(root) == 0
    once = contents(root)
    assert draft(root) == 0
    assert contents(root) == once
    assert "nothing: all rows are there already" in capsys.readouterr().err


def test_numbers_go_on_from_those_that_are_there(root: Path) -> None:
    assert draft(root, "--least", "0.9") == 0
    first = [r["observation_id"] for r in read(root, "observations") if r["source_id"] == SOURCE]
    assert draft(root) == 0
    rows = [r for r in read(root, "observations") if r["source_id"] == SOURCE]
    assert len(rows) > len(first) > 0
    assert [r["observation_id"] for r in rows] == [f"{SOURCE}.o{n:02}" for n in range(1, len(rows) + 1)]
    assert len({r["value_evidence_id"] for r in rows}) == len(rows)
    assert findings(root, "S") == []


def test_missing_facts_are_asked_for_all_at_once(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = contents(root)
    file = tmp_path / "a.txt"
    file.write_text("Tianhe had 57 key laboratories.\n", "utf-8")
    assert draft(root, file=file, facts=[]) == 2
    message = capsys.readouterr().err
    for option in ("--source-id", "--title", "--publisher", "--grade", "--published"):
        assert option in message
    assert contents(root) == before


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--publisher", "Nobody"], 'no entity is called "Nobody"'),
        (["--title", "Not in the text"], "does not stand in the text"),
        (["--author", "Nobody At All"], "does not stand in the text"),
        (["--url", "ftp://example.org"], "is no address"),
        (["--published", "2024-02-30"], "is no day"),
        (["--published", "yesterday"], "is no day"),
        (["--source-id", "Not An Id"], "--source-id"),
        (["--source-id", "thnet-2022-09-23"], "there is a source thnet-2022-09-23 already"),
        (["--encoding", "ascii"], "is not text in ascii"),
    ],
)
def test_wrong_facts_are_refused(root: Path, capsys: pytest.CaptureFixture[str], more: list[str], message: str) -> None:
    before = contents(root)
    assert draft(root, *more) == 2
    assert message in capsys.readouterr().err
    assert contents(root) == before


def test_a_text_is_archived_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(root) == 0
    facts = ["--source-id", "other-2024-02-06", *FACTS[2:]]
    assert draft(root, facts=facts) == 2
    assert f"archived already, as {SOURCE}" in capsys.readouterr().err


def test_nothing_is_written_without_being_told_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draft", str(TEXT), "--write"]) == 2
    assert "Add --package PATH" in capsys.readouterr().err


def test_nothing_is_written_without_being_told_to(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(root)
    assert cli.main(["draft", str(TEXT), "--package", str(root)]) == 0
    assert contents(root) == before
    printed = capsys.readouterr()
    assert "tianhe  new_science_technology_enterprises  2023  31500 count (rounded, 31450 to 31550)" in printed.out
    assert printed.err == ""


def test_the_draft_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draft", str(TEXT), "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    first = value["observations"][1]
    assert (first["entity_id"], first["value"], first["lower"], first["upper"]) == ("tianhe", "31500", "31450", "31550")
    assert set(first["parts"]) == {"who", "what", "when", "value"}
    assert {
        "table": "indicator_terms",
        "row": {"indicator_id": "key_laboratories", "term": "重点实验室", "language": "zh-Hans"},
    } in (value["registrations"])


def test_a_question_that_has_an_answer_is_pointed_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root.parent / "again.txt"
    file.write_text("Tianhe again\n\nMay 2, 2023\n\nIn 2021, Tianhe District added 34,000 new science and technology"
                    " enterprises.\n", "utf-8")  # fmt: skip
    facts = ["--source-id", "again-2023-05-02", *FACTS[2:]]
    assert draft(root, file=file, facts=facts) == 0
    note = "again-2023-05-02.o01 answers the same question as thnet-2022-09-23.o02"
    assert note in capsys.readouterr().err


def test_rows_in_disorder_are_not_sorted_in_passing(root: Path) -> None:
    rows = (root / "data/phrases.csv").read_text("utf-8").split("\n")
    rows[1], rows[2] = rows[2], rows[1]
    (root / "data/phrases.csv").write_text("\n".join(rows), "utf-8")
    assert draft(root) == 0
    after = iter((root / "data/phrases.csv").read_text("utf-8").split("\n"))
    assert all(line in after for line in rows)


@pytest.mark.parametrize("damage", ["\r\n", '"', "\ufeff"])
def test_damaged_tables_are_not_added_to(root: Path, capsys: pytest.CaptureFixture[str], damage: str) -> None:
    path = root / "data/evidence.csv"
    text = path.read_text("utf-8")
    path.write_bytes((damage + text if damage == "\ufeff" else text.replace("\n", damage + "\n", 1)).encode("utf-8"))
    before = contents(root)
    assert draft(root) == 2
    assert "fix" in capsys.readouterr().err
    assert contents(root) == before


def test_a_full_disk_changes_nothing(root: Path) -> None:
    """The system itself refuses to write a file longer than the limit: the evidence table does not fit any more."""
    before = contents(root)
    limit = len(before["data/evidence.csv"]) + 100

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [
        sys.executable,
        "-m",
        "cn_industrial_internet.cli",
        "draft",
        str(TEXT),
        "--package",
        str(root),
        "--write",
    ]
    done = subprocess.run([*command, *FACTS], capture_output=True, text=True, check=False, preexec_fn=small)
    assert done.returncode == 2, done.stderr
    assert "nothing has been changed" in done.stderr
    assert contents(root) == before
    assert draft(root) == 0


@pytest.mark.parametrize("at", [1, 4, 8])
def test_a_killed_write_is_undone_by_the_next(root: Path, at: int) -> None:
    before = contents(root)
    code = f"""
import os, sys
from cn_industrial_internet import cli
calls, real = 0, os.replace
def killed(one, other):
    global calls
    calls += 1
    if calls == {at}:
        os._exit(9)
    real(one, other)
os.replace = killed
cli.main({["draft", str(TEXT), "--package", str(root), "--write", *FACTS]!r})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    cli.main(["fix", str(root), "--write"])
    assert contents(root) == before
    assert draft(root) == 0
    assert findings(root, "B") == findings(root, "S") == findings(root, "P") == []


def test_two_people_drafting_at_once_do_not_lose_a_row(root: Path) -> None:
    texts = sorted(ROOT.glob("tests/texts/*.txt"))[:4]
    running = []
    for number, text in enumerate(texts):
        facts = ["--source-id", f"many-{number}", "--publisher", "rednet", "--grade", "B", "--title"]
        title = [line for line in text.read_text("utf-8").split("\n") if line][1]
        command = [
            sys.executable,
            "-m",
            "cn_industrial_internet.cli",
            "draft",
            str(text),
            "--package",
            str(root),
            "--write",
        ]
        running.append(subprocess.Popen([*command, *facts, title], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
    errors = [process.communicate()[1].decode() for process in running]
    codes = [process.returncode for process in running]
    assert set(codes) <= {0, 2}
    assert all("another command is writing" in error for error, code in zip(errors, codes, strict=True) if code)
    written = {row["source_id"] for row in read(root, "sources")}
    assert {f"many-{n}" for n, code in enumerate(codes) if code == 0} == {s for s in written if s.startswith("many-")}
    assert findings(root, "B") == findings(root, "S") == findings(root, "P") == []


def test_saved_pages_are_archived_as_plain_text(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>x</title></head><body><h1>Tianhe grows</h1><p>May 2, 2023</p>"
        "<p>In 2022, Tianhe District had <b>57</b> key laboratories.</p><script>1</script></body></html>",
        "utf-8",
    )
    assert draft(root, file=page) == 0
    (row,) = (row for row in read(root, "sources") if row["source_id"] == SOURCE)
    text = "Tianhe grows\nMay 2, 2023\nIn 2022, Tianhe District had 57 key laboratories.\n"
    assert (root / row["archive_path"]).read_text("utf-8") == text
    assert (row["title"], row["published_on"]) == ("Tianhe grows", "2023-05-02")
    (one,) = (r for r in read(root, "observations") if r["source_id"] == SOURCE)
    assert (one["entity_id"], one["indicator_id"], one["period"], one["value"]) == (
        "tianhe", "key_laboratories", "2022", "57",
    )  # fmt: skip


def test_text_that_is_no_formula_for_a_spreadsheet(root: Path, tmp_path: Path) -> None:
    """Names and quotes of a hostile text reach the tables as text only; what begins like a formula is reported."""
    file = tmp_path / "a.txt"
    file.write_text('Title\n\nMay 2, 2023\n\n=HYPERLINK("http://x")+57 key laboratories in Tianhe District.\n', "utf-8")
    assert draft(root, file=file) == 0
    assert not [f for f in findings(root, "B") if f.code != "B306"]
    open_package(root)


def test_package_options_that_lead_nowhere(tmp_path: Path) -> None:
    assert cli.main(["draft", str(TEXT), "--package", str(tmp_path / "absent")]) == 2
    assert cli.main(["draft", str(tmp_path / "absent.txt")]) == 2
    with pytest.raises(CannotRun):
        open_package(tmp_path / "absent")


def test_a_phrase_is_registered_in_the_sense_it_has(root: Path) -> None:
    add(root, "phrases", part="who", phrase="全区", language="zh-Hans", denotes="zone")
    assert change(root, "phrases", lambda r: r["phrase"] == "全区", note="") == 1
    cli.main(["fix", str(root), "--write"])
    assert draft(root) == 0
    assert {r["denotes"] for r in read(root, "phrases") if r["phrase"] == "全区"} == {"zone", "district"}
