"""Mistakes of people and spreadsheets: the cause named once, in few findings, mended where that is mechanical.

The tables of mistakes are in mistakes.py and mistakes_more.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import core
import judging
import mistakes
import mistakes_more
import planting
import pytest

from reread.fix import repairing
from reread.fix.repairing import Repaired, plan
from reread.package.opening import open_package

ALL = mistakes.every(mistakes_more.MORE)
MISTAKES = {mistake.name: mistake for mistake in ALL}


#: Every tenth is made in the core, all others in the small package.
TENTH = list(MISTAKES)[::10]


def test_there_are_enough_of_them() -> None:
    assert len(MISTAKES) == len(ALL) >= 120


@pytest.mark.parametrize("name", MISTAKES)
def test_the_cause_is_named_once_and_mended_where_it_is_mechanical(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repairing, "run", judging.judged)
    mistake, root = MISTAKES[name], tmp_path / "package"
    true = core.core() if name in TENTH else planting.small()
    shutil.copytree(true, root)
    mistake.make(root)
    pkg = open_package(root)
    findings = judging.judged(pkg).findings
    assert 1 <= len(findings) <= 5, [(f.code, f.place) for f in findings]
    assert findings[0].code.startswith(tuple(mistake.codes.split()))
    assert mistake.file in ("*", findings[0].file)
    assert not any(f.code == "R002" for f in findings)
    made, _ = plan(pkg)
    whole = {path.relative_to(true).as_posix(): path.read_bytes() for path in true.rglob("*") if path.is_file()}
    after = {path: made.files.get(path, _bytes(root / path)) for path in whole}
    assert (after == whole) is mistake.mended
    if name in TENTH:  # of all damage: tests/fix/test_fix_properties.py
        assert plan(Repaired(pkg, made.files))[0].files == {}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
