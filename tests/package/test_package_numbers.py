"""Bytes, hash and rows: kept true where a descriptor records them, and written by a release."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from reread.package.numbers import recorded, with_numbers

TABLE = b"id,v\na,1\nb,2\n"
TRUE = {"bytes": len(TABLE), "hash": f"sha256:{sha256(TABLE).hexdigest()}", "cnii:rows": 2}
HAND = """{
  "keywords": ["a", "b"],
  "resources": [
    {
      "name": "t",
      "path": "t.csv"%s
    }
  ]
}
"""


def test_numbers_are_added_and_nothing_else_is_touched() -> None:
    before = HAND % ""
    after = with_numbers(before, {"t": TABLE}, add=True)
    assert after is not None
    assert '"keywords": ["a", "b"]' in after
    assert json.loads(after)["resources"] == [{"name": "t", "path": "t.csv", **TRUE}]
    assert with_numbers(after, {"t": TABLE}, add=True) == after
    assert with_numbers(before, {"t": TABLE}) == before


def test_only_recorded_numbers_are_corrected() -> None:
    stale = HAND % ',\n      "bytes": 7'
    assert not recorded(stale, "t", TABLE)
    after = with_numbers(stale, {"t": TABLE})
    assert after is not None
    assert after == stale.replace("7", str(len(TABLE)))
    assert recorded(after, "t", TABLE)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"resources": 1}', '{"resources": [1]}'])
def test_other_texts_are_left(text: str) -> None:
    assert with_numbers(text, {"t": TABLE}) in (None, text)
