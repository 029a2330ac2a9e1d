"""`rules_of` gives another repository a test a rule."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import planting
import pytest

from reread.package.opening import open_package
from reread.package.transaction import JOURNAL
from reread.testing import rules_of


def test_two_lines_give_a_test_a_rule(real_package_copy: Path) -> None:
    rows = open_package(real_package_copy).table("observations").rows
    row = next(row for row in rows if row["proof"] == "archived" and row["value"])
    planting.edit_cell(real_package_copy, "observations", row.key, "value", "26.26")
    check = rules_of(real_package_copy, ["V3"])
    [mark] = check.pytestmark  # type: ignore[attr-defined]
    ids = [parameter.id for parameter in mark.args[1]]
    assert "V306 How much reads as that value" in ids
    assert {name[:2] for name in ids} == {"V3"}
    check("V305")
    with pytest.raises(pytest.fail.Exception, match=r"data/observations\.csv:\d+:value (?s:.)*found 26\.26") as caught:
        check("V306")
    assert "fix" in str(caught.value)


@pytest.mark.parametrize("path", ["wrong/path", "datapackage.json"])
def test_a_path_without_a_package_is_one_error_of_collecting(path: str, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_bytes(b"")
    (tmp_path / JOURNAL).touch()
    module = f"from reread.testing import rules_of\ntest_rule = rules_of({path!r})\n"
    (tmp_path / "test_rules.py").write_text(module, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_rules.py"],
        cwd=tmp_path, env={**os.environ, "COLUMNS": "400"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == pytest.ExitCode.INTERRUPTED
    assert "1 error" in done.stdout
    assert "another exception" not in done.stdout
    assert "src/reread" not in done.stdout
    assert f"from the working directory {tmp_path}. " in done.stdout


def test_what_follows_from_another_finding_is_counted(tiny: Path) -> None:
    rows = "".join(f"k{n},N/A,x\n" for n in range(9))
    (tiny / "data/things.csv").write_text(f"thing_id,number,note\n{rows}", "utf-8")
    planting.refresh(tiny)
    with pytest.raises(pytest.fail.Exception) as caught:
        rules_of(tiny, ["S101"])("S101")
    assert str(caught.value).startswith("1 finding and 8 that follow\ndata/things.csv:2")
    assert "more" not in str(caught.value)


def test_what_was_not_evaluated_does_not_pass(real_package_copy: Path) -> None:
    path = real_package_copy / "data" / "observations.csv"
    path.write_bytes(path.read_bytes() + b"\xff\n")
    with pytest.raises(pytest.fail.Exception, match="V306 was not evaluated"):
        rules_of(real_package_copy, ["V306"])("V306")


def test_an_unknown_rule_is_refused(real_package_copy: Path) -> None:
    with pytest.raises(ValueError, match="Q9"):
        rules_of(real_package_copy, ["Q9"])
