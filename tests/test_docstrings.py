"""The examples in docstrings say what really comes out, and the page made from them leaves nothing out."""

from __future__ import annotations

import doctest
import re
from importlib import import_module

import planting
import pytest

import cn_industrial_internet as cnii

SOURCES = planting.ROOT / "src"
MODULES = sorted(
    ".".join(path.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCES.rglob("*.py")
    if re.search(r"^ *>>> ", path.read_text("utf-8"), re.MULTILINE)
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_come_out_as_printed(name: str) -> None:
    found = doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0
    assert found.attempted > 0


def test_no_example_is_left_out() -> None:
    assert not [path for path in SOURCES.rglob("*.py") if "doctest: +SKIP" in path.read_text("utf-8")]


def test_every_name_has_its_anchor_and_says_what_it_is() -> None:
    page = (planting.ROOT / "docs" / "api.md").read_text("utf-8")
    anchors = re.findall(r'<a id="([^"]+)"', page)
    assert {*cnii.__all__, "schemas.names", "schemas.table"} <= set(anchors)
    assert len({anchor.casefold() for anchor in anchors}) == len(anchors)
    rows = re.findall(r"^\| \[[\w.]+\]\(#[\w.-]+\) \| (.*) \|$", page, re.MULTILINE)
    assert len(rows) == page.count("\n### ")
    assert all(rows)
