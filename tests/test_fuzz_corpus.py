"""Seeds of the fuzz targets, and every input that once broke one, tried again. `make fuzz` looks for more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "fuzz"))

from targets import HERE, TARGETS

INPUTS = sorted(path.relative_to(HERE / "corpus").as_posix() for path in HERE.glob("corpus/*/*"))


@pytest.mark.parametrize("name", INPUTS)
def test_what_broke_a_target_once_breaks_none_now(name: str) -> None:
    TARGETS[name.partition("/")[0]]((HERE / "corpus" / name).read_bytes())


def test_every_target_has_seeds() -> None:
    assert {name.partition("/")[0] for name in INPUTS} == set(TARGETS)
