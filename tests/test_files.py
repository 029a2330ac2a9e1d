"""Files that a user names: nothing of theirs is written over or lost, no device is read without end, and what is in the
way is said.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from called import Done, cnii
from core import core

from reread.draft.worksheet import read
from reread.files import read as read_file
from reread.findings import CannotRun
from reread.release import building
from reread.site.building import _STATIC

TEXT = "A title\n\nIn 2021, Foshan had 380 high-tech enterprises. It had 12 kites.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(TEXT, "utf-8")
    return path


def draft(file: Path | str, *given: object) -> Done:
    return cnii("draft", file, "--package", core(), *given)


def told(done: Done) -> str:
    """What stood in the way; a fix was given, and nothing was taken for an error of the program."""
    assert done.returncode == 2 and "  fix  " in done.stderr
    assert "an error of the program" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("sheet", ["s.csv", "s.xlsx"])
def test_a_text_of_another_is_not_drafted_over(news: Path, sheet: str) -> None:
    other = news.parent / "out"
    other.mkdir()
    (other / "news.txt").write_text("precious", "utf-8")
    assert "news.txt" in told(draft(news, "--output", other / sheet))
    assert [path.name for path in other.iterdir()] == ["news.txt"]
    assert (other / "news.txt").read_text("utf-8") == "precious"
    for _ in range(2):  # drafting again, over the same text
        assert draft(news, "--output", other / sheet, "--source-id", "toy-1").returncode == 0
    assert (other / "toy-1.txt").read_text("utf-8") == TEXT


def test_an_article_in_another_encoding_is_not_drafted_over(news: Path) -> None:
    raw = "标题\n\n2021年佛山有高新技术企业380家。\n".encode("gb18030")
    news.write_bytes(raw)
    assert "news.txt" in told(draft(news, "--encoding", "gb18030", "--output", news.with_name("s.csv")))
    assert news.read_bytes() == raw


def test_sheets_beside_one_that_is_gone_are_kept(news: Path) -> None:
    sheet, sources = news.with_name("s.csv"), news.with_name("s.sources.csv")
    sources.write_text("source_id,title\nmine-1,Mine\n", "utf-8")
    assert draft(news, "--output", sheet).returncode == 0
    assert [line["source_id"] for line in read(sheet).sheets["sources"]] == ["mine-1"]
    sheet.unlink()
    sources.write_text("to buy\ntea\n", "utf-8")
    told(draft(news, "--output", sheet))
    assert sources.read_text("utf-8") == "to buy\ntea\n" and not sheet.exists()


def test_columns_and_sheets_that_no_draft_writes_are_not_lost(news: Path) -> None:
    sheet = news.with_name("s.csv")
    assert draft(news, "--output", sheet).returncode == 0
    raw = "".join(f"{line},mine\n" for line in sheet.read_text("utf-8").splitlines())
    sheet.write_text(raw, "utf-8")
    assert "mine is not read" in told(draft(news, "--output", sheet))
    assert sheet.read_text("utf-8") == raw
    import openpyxl

    book_at = news.with_name("s.xlsx")
    assert draft(news, "--output", book_at).returncode == 0
    book = openpyxl.load_workbook(book_at)
    book.create_sheet("letters")["A1"] = "dear"
    book.save(book_at)
    assert "sheet letters is not read" in told(draft(news, "--output", book_at))


def test_devices_and_pipes_are_no_worksheets(news: Path, tmp_path: Path) -> None:
    assert "/dev/full" in told(draft(news, "--output", "/dev/full"))
    (tmp_path / "full.csv").symlink_to("/dev/full")
    assert "is no file" in told(draft(news, "--output", tmp_path / "full.csv"))
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is no file" in told(draft(news, "--output", tmp_path / "pipe.csv"))


def test_a_file_without_an_end_is_read_no_further_than_allowed() -> None:
    with pytest.raises(CannotRun, match="larger than 1,000 bytes"):
        read_file(Path("/dev/zero"), 1000, "")
    assert "larger than" in told(draft("/dev/zero"))
    assert "larger than" in told(cnii("diff", "--read", "/dev/zero"))


#: Commands that write, but for where to.
WRITING: dict[str, Sequence[object]] = {
    "draft": ["draft", "news.txt", "--package", core(), "--output"],
    "diff": ["diff", core(), core(), "--output"],
    "validate": ["validate", core(), "--rule", "B101", "--output"],
    "site": ["site", core(), "--output"],
    "release": ["release", core(), "--output"],
}
#: Below a file, in a folder that cannot be made, a folder where a file is wanted, and the other way round.
WHERE = [
    *((command, "a.csv/b/c.csv") for command in WRITING),
    *((command, "/proc/none/b.csv") for command in WRITING if command != "release"),
    *((command, name) for command in ("draft", "diff", "validate") for name in ("folder.csv", ".")),
    *((command, "a.csv") for command in ("site", "release")),
]


@pytest.mark.parametrize(("command", "name"), WHERE)
def test_what_cannot_be_written_to_is_said(
    news: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(news.parent)
    Path("a.csv").write_text("precious", "utf-8")
    Path("folder.csv").mkdir()
    error = told(cnii(*WRITING[command], name))
    assert ("a.csv" if command == "release" else f'"{name}"') in error
    assert Path("a.csv").read_text("utf-8") == "precious"
    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", "folder.csv", "news.txt"]


def test_a_release_that_cannot_be_placed_is_said() -> None:
    with pytest.raises(CannotRun, match="cannot be written: No such file"):
        building._place({"a.zip": b"1"}, Path("/proc/none/dist"))


@pytest.mark.parametrize("others", [("site.css",), (*_STATIC, ".git")], ids=["a style", "a site that is kept"])
def test_a_folder_with_files_of_its_own_is_no_earlier_site(tmp_path: Path, others: tuple[str, ...]) -> None:
    for name in (*others, "letter.txt"):
        (tmp_path / name).write_text("dear", "utf-8")
    assert "holds other files" in told(cnii("site", core(), "--output", tmp_path))
    assert (tmp_path / "letter.txt").read_text("utf-8") == "dear"


def test_the_explorer_is_told_where_to_go_and_says_that_it_is_written(tmp_path: Path) -> None:
    assert "--output" in told(cnii("site", core()))
    folder = tmp_path / "new"
    done = cnii("site", core(), "--output", folder)
    assert (done.returncode, done.stderr) == (0, f"Writing the explorer to {folder} ...\n")
    assert f"files in {folder}. Open {folder / 'index.html'}." in done.stdout and (folder / "index.html").exists()
