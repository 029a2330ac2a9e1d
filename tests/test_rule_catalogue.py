"""Every rule is documented, and has a test that plants a defect for it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from reread.rules import RuleInfo, all_rules

TESTS = Path(__file__).resolve().parent
RULES = all_rules()


def planted() -> set[str]:
    """The codes in every `plants("...")` of the tests, read from their source so that it holds for any selection."""
    codes = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "plants":
                codes |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return codes


@pytest.mark.parametrize("info", RULES, ids=lambda info: info.code)
def test_every_rule_is_documented(info: RuleInfo) -> None:
    for text in (info.words.what, info.words.why, info.words.fix):
        assert text.endswith(".")
    assert info.words.bad != info.words.good
    assert not info.words.title.endswith(".")
    assert info.function.__doc__ or info.function.__name__ == "report"


def test_every_rule_has_a_planted_defect() -> None:
    codes = {info.code for info in RULES}
    assert planted() - codes == set(), "tests plant defects for rules that do not exist"
    assert codes - planted() == set(), "rules without a planted defect"
