"""Patterns of a contract: the same answers as `re` gives, in time that grows with the text alone."""

from __future__ import annotations

import json
import re
import warnings

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from planting import ROOT, THINGS_SCHEMA, findings, plants, tiny_package

from reread.contract.matching import _Automaton, matcher
from reread.contract.patterns import PatternError, check_pattern

ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\.", "-", "[a-c-]", "[.b]", "é"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "{0}", "{0,}", "{1,3}"])).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.lists(st.text("ab.c-é\n", max_size=7), min_size=1, max_size=8))
@settings(max_examples=300)
@example("(a|)b*", ["", "b", "a", "abb", "ba"])
@example("(a{0}|b){2}", ["", "b", "bb", "bbb"])
def test_answers_are_those_of_re(pattern: str, texts: list[str]) -> None:
    try:
        check_pattern(pattern)
    except PatternError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        expected = [re.fullmatch(pattern, text) is not None for text in texts]
    assert [matcher(pattern)(text) for text in texts] == expected
    assert [_Automaton(pattern).matches(text) for text in texts] == expected


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(a*)*b", "(.*)*b", "a*a*a*a*a*a*a*a*b", "(a?){100}a{100}b", "([a-z]+)*[0-9]",
     "(a|[a-b]|[a-c]){0,300}b", "(.*.*.*.*)*b"],
)  # fmt: skip
def test_patterns_that_blow_up_elsewhere(pattern: str) -> None:
    test = matcher(pattern)
    assert not test("a" * 5_000 + "!")
    assert test("a" * 100 + "b") or "{" in pattern or "[0-9]" in pattern


@pytest.mark.parametrize("pattern", ["(a{1000}){0}", "((a{1000}){1000}){0}", "(a{0}){1000}", "(" * 21 + "a" + ")" * 21])
def test_patterns_that_are_too_large_are_refused(pattern: str) -> None:
    if pattern.startswith(("(a{1000}", "(a{0}")):
        assert matcher(pattern)("")
        return
    with pytest.raises(PatternError):
        matcher(pattern)


def test_patterns_of_this_package_are_matched_by_re() -> None:
    """They leave no choice, so that the quick way is taken."""
    schemas = [json.loads(path.read_text("utf-8")) for path in (ROOT / "schemas").glob("*.json")]
    fields = [field for schema in schemas for field in schema["fields"]]
    patterns = {field["constraints"]["pattern"] for field in fields if "pattern" in field.get("constraints", {})}
    slow = {pattern for pattern in patterns if not _Automaton(pattern).leaves_no_choice()}
    assert len(patterns) > 10 and len(slow) <= len(patterns) / 4, slow


@plants("S104")
def test_a_package_with_a_hostile_pattern_is_judged(tmp_path: object) -> None:
    fields = [*THINGS_SCHEMA["fields"][:2], {"name": "note", "type": "string", "description": "w"}]
    fields[2]["constraints"] = {"pattern": "(a+)+b"}
    text = f"thing_id,number,note\na,1,{'a' * 5000}\n"
    root = tiny_package(tmp_path, {"things": ({**THINGS_SCHEMA, "fields": fields}, text)})  # type: ignore[arg-type]
    assert [(f.code, f.line, f.column) for f in findings(root, "S")] == [("S104", 2, "note")]
