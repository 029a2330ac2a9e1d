"""Each rule on this package is a test of its own."""

from __future__ import annotations

from pathlib import Path

from reread.testing import rules_of

test_rule = rules_of(Path(__file__).resolve().parents[1])
