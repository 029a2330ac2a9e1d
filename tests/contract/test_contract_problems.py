"""A schema is refused where it says anything that the compilers do not know, with the place and what is known."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from contract_corpus import SCHEMAS
from contract_engines import real_schemas, source_of
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry as References
from referencing.jsonschema import DRAFT202012

from reread.contract.cells import Registry
from reread.contract.judge import judge
from reread.contract.patterns import PatternError, check_pattern, whole
from reread.contract.problems import package_problems, problems
from reread.contract.schema import UnknownContract, load

PROPERTY = json.loads(
    (Path(load.__code__.co_filename).with_name("contract.schema.json")).read_text("utf-8"),
)
REGISTRY: References[Any] = References().with_resource("contract", DRAFT202012.create_resource(PROPERTY))
VALIDATORS = {
    part: Draft202012Validator({"$ref": f"contract#/$defs/{part}"}, registry=REGISTRY) for part in ("table", "field")
}


def schema(**changes: Any) -> dict[str, Any]:
    """The schema of `things` with other members."""
    return {**copy.deepcopy(SCHEMAS["things"]), **changes}


def with_field(**members: Any) -> dict[str, Any]:
    return schema(fields=[*SCHEMAS["things"]["fields"], {"name": "more", "type": "string", **members}])


def with_rule(**members: Any) -> dict[str, Any]:
    return schema(**{"cnii:contract": {"rules": [{"name": "r", "why": "Why.", "fix": "Fix.", **members}]}})


def with_key(fields: list[str], columns: list[str]) -> dict[str, Any]:
    return schema(foreignKeys=[{"fields": fields, "reference": {"resource": "", "fields": columns}}])


def in_rule(pointer: str) -> str:
    return "/cnii:contract/rules/0" + pointer


FIELD = f"/fields/{len(SCHEMAS['things']['fields'])}"

#: (schema, the pointer that must be named)
REFUSED: list[tuple[dict[str, Any], str]] = [
    (schema(fieldMatch=["exact"]), "/fieldMatch"),
    (schema(fieldsMatch=["subset"]), "/fieldsMatch"),
    (schema(missingValues=["", "NA"]), "/missingValues"),
    (schema(**{"$schema": "https://datapackage.org/profiles/1.0/tableschema.json"}), "/$schema"),
    (schema(title=""), "/title"),
    (schema(fields=[]), "/fields"),
    (schema(fields={"name": "a"}), "/fields"),
    (schema(fields=["a"]), "/fields/0"),
    (schema(fields=[{"name": "a", "type": "string"}, {"name": "a", "type": "string"}]), "/fields/1/name"),
    (schema(**{"a/b~c": 1}), "/a~1b~0c"),
    (with_field(name="no {braces}"), f"{FIELD}/name"),
    (with_field(name="blank "), f"{FIELD}/name"),
    (with_field(name=3), f"{FIELD}/name"),
    (with_field(type="year"), f"{FIELD}/type"),
    (with_field(type="any"), f"{FIELD}/type"),
    (with_field(format="email"), f"{FIELD}/format"),
    (with_field(categories=["a"]), f"{FIELD}/categories"),
    (with_field(type="number", groupChar=","), f"{FIELD}/groupChar"),
    (with_field(constraints=[]), f"{FIELD}/constraints"),
    (with_field(constraints={"minimun": 1}), f"{FIELD}/constraints/minimun"),
    (with_field(constraints={"jsonSchema": {}}), f"{FIELD}/constraints/jsonSchema"),
    (with_field(constraints={"required": "yes"}), f"{FIELD}/constraints/required"),
    (with_field(constraints={"enum": []}), f"{FIELD}/constraints/enum"),
    (with_field(constraints={"enum": ["a", "a"]}), f"{FIELD}/constraints/enum"),
    (with_field(constraints={"enum": [["a"]]}), f"{FIELD}/constraints/enum/0"),
    (with_field(constraints={"minLength": 0}), f"{FIELD}/constraints/minLength"),
    (with_field(constraints={"maxLength": "3"}), f"{FIELD}/constraints/maxLength"),
    (with_field(constraints={"minimum": "1"}), f"{FIELD}/constraints/minimum"),
    (with_field(type="number", constraints={"minimum": 0.1}), f"{FIELD}/constraints/minimum"),
    (with_field(type="number", constraints={"minimum": "1e3"}), f"{FIELD}/constraints/minimum"),
    (with_field(type="number", constraints={"exclusiveMaximum": True}), f"{FIELD}/constraints/exclusiveMaximum"),
    (with_field(type="integer", constraints={"maximum": "1.5"}), f"{FIELD}/constraints/maximum"),
    (with_field(type="date", constraints={"minimum": "1949-02-30"}), f"{FIELD}/constraints/minimum"),
    (with_field(type="integer", constraints={"enum": [1]}), f"{FIELD}/constraints/enum/0"),
    (with_field(type="integer", constraints={"pattern": "1"}), f"{FIELD}/constraints/pattern"),
    (with_field(constraints={"pattern": "^a$"}), f"{FIELD}/constraints/pattern"),
    (with_field(constraints={"pattern": ["a"]}), f"{FIELD}/constraints/pattern"),
    (with_field(**{"cnii:contract": {"unit": ""}}), f"{FIELD}/cnii:contract/unit"),
    (with_field(**{"cnii:contract": {"good": "a"}}), f"{FIELD}/cnii:contract/good"),
    (with_field(**{"cnii:contract": {"ugly": ["a"]}}), f"{FIELD}/cnii:contract/ugly"),
    (schema(primaryKey="thing_id"), "/primaryKey"),
    (schema(primaryKey=["nothing"]), "/primaryKey"),
    (schema(uniqueKeys=["x"]), "/uniqueKeys/0"),
    (schema(uniqueKeys={"x": 1}), "/uniqueKeys"),
    (schema(foreignKeys=3), "/foreignKeys"),
    (schema(foreignKeys=[{"fields": ["x"]}]), "/foreignKeys/0"),
    (with_key(["nothing"], ["x"]), "/foreignKeys/0/fields"),
    (with_key(["low"], ["low"]), "/foreignKeys/0/fields"),
    (schema(foreignKeys=[{"fields": 3, "reference": {"resource": "", "fields": ["x"]}}]), "/foreignKeys/0/fields"),
    (
        schema(foreignKeys=[{"fields": ["x"], "reference": {"resource": 1, "fields": ["x"]}}]),
        "/foreignKeys/0/reference/resource",
    ),
    (
        schema(foreignKeys=[{"fields": ["x"], "reference": {"resource": "", "fields": ["x", "y"]}}]),
        "/foreignKeys/0/reference/fields",
    ),
    (
        schema(foreignKeys=[{"fields": ["x"], "reference": {"resource": "", "fields": ["x"]}, "onDelete": 1}]),
        "/foreignKeys/0/onDelete",
    ),
    (schema(**{"cnii:contract": []}), "/cnii:contract"),
    (schema(**{"cnii:contract": {"rules": {}}}), "/cnii:contract/rules"),
    (schema(**{"cnii:contract": {"rules": ["x"]}}), in_rule("")),
    (schema(**{"cnii:contract": {"grains": "One."}}), "/cnii:contract/grains"),
    (with_rule(kind="sums_to"), in_rule("/kind")),
    (with_rule(kind=["compare"]), in_rule("/kind")),
    (with_rule(kind="numbered", field="thing_id"), in_rule("")),
    (with_rule(kind="numbered", field="thing_id", within="source", step=2), in_rule("/step")),
    (with_rule(kind="numbered", field="thing_id", within="nothing"), in_rule("/within")),
    (with_rule(kind="numbered", field="rank", within="source"), in_rule("/field")),
    (with_rule(kind="numbered", field="thing_id", within="source", name="Not a name"), in_rule("/name")),
    (with_rule(kind="numbered", field="thing_id", within="source", why=" "), in_rule("/why")),
    (with_rule(kind="compare", left="low", operator="==", right="high"), in_rule("/operator")),
    (with_rule(kind="compare", left="low", operator="<", right="valid_to"), in_rule("")),
    (with_rule(kind="compare", left="flag", operator="=", right="flag"), in_rule("")),
    (with_rule(kind="compare", left=["low"], operator="<", right="high"), in_rule("/left")),
    (with_rule(kind="required_if", field="x", when={"column": "y"}), in_rule("/when")),
    (with_rule(kind="required_if", field="x", when={"column": "y", "present": False}), in_rule("/when/present")),
    (with_rule(kind="required_if", field="x", when={"column": "y", "in": "a"}), in_rule("/when/in")),
    (with_rule(kind="required_if", field="x", when={"column": "low", "in": ["0.1"]}), in_rule("/when/column")),
    (with_rule(kind="required_if", field="x", when={"column": "z", "present": True}), in_rule("/when/column")),
    (with_rule(kind="required_if", field="x", when={"column": "y", "present": True, "not": 1}), in_rule("/when/not")),
    (
        with_rule(kind="required_if", field="x", when={"through": "y", "column": "z", "present": True}),
        in_rule("/when/through"),
    ),
    (with_rule(kind="required_if", field="x", when=[]), in_rule("/when")),
    (with_rule(kind="lookup", through="x", column="source", equals="source"), in_rule("/through")),
    (with_rule(kind="lookup", through="parent_id", column="source"), in_rule("")),
    (with_rule(kind="lookup", through="parent_id", column="low", equals="low"), in_rule("/equals")),
    (with_rule(kind="lookup", through="parent_id", column="source", equals="source", **{"in": ["a"]}), in_rule("")),
    (with_rule(kind="starts_with", field="thing_id", template="ab"), in_rule("/template")),
    (with_rule(kind="starts_with", field="thing_id", template="{nothing}"), in_rule("/template")),
    (with_rule(kind="starts_with", field="thing_id", template="{source}}"), in_rule("/template")),
    (with_rule(kind="compose", field="span", template="{low}"), in_rule("/template")),
    (with_rule(kind="references", field="refs", tables=["kinds"]), in_rule("/tables")),
    (with_rule(kind="references", field="refs", tables={}), in_rule("/tables")),
]  # fmt: skip


def numbered() -> Iterator[Any]:
    for number, (changed, pointer) in enumerate(REFUSED):
        yield pytest.param(changed, pointer, id=f"{number}-{pointer}")


@pytest.mark.parametrize(("changed", "pointer"), list(numbered()))
def test_refused_with_its_place(changed: dict[str, Any], pointer: str) -> None:
    found = problems(changed)
    assert pointer in [problem.pointer for problem in found]
    assert all(problem.found and problem.expected for problem in found)
    with pytest.raises(UnknownContract, match=re.escape(pointer or "/")):
        load(changed)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_corpus_schemas_are_sound(name: str) -> None:
    assert problems(SCHEMAS[name]) == []


def test_the_package_schemas_are_sound_together() -> None:
    schemas = real_schemas()
    assert package_problems(schemas) == {name: [] for name in schemas}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda s: s["foreignKeys"][0]["reference"].update(resource="kind"), "/foreignKeys/0/reference/resource"),
        (lambda s: s["foreignKeys"][0]["reference"].update(fields=["id"]), "/foreignKeys/0/reference/fields"),
        (lambda s: s["foreignKeys"][1].update(fields=["count"]), "/foreignKeys/1/reference/fields"),
        (lambda s: s.update(name="thing"), "/name"),
    ],
)
def test_references_between_tables_are_followed(change: Callable[[dict[str, Any]], None], pointer: str) -> None:
    schemas = copy.deepcopy(SCHEMAS)
    schemas["things"]["cnii:contract"]["rules"] = []
    change(schemas["things"])
    assert pointer in [problem.pointer for problem in package_problems(schemas)["things"]]


@pytest.mark.parametrize(
    ("kind", "member", "pointer"),
    [
        ("lookup", {"column": "nothing"}, "/column"),
        ("lookup", {"column": "rank"}, "/equals"),
        ("references", {"tables": {"things": "kind"}}, "/tables"),
        ("references", {"tables": {"nothing": "kind_id"}}, "/tables"),
    ],
)
def test_rules_between_tables_are_followed(kind: str, member: dict[str, Any], pointer: str) -> None:
    schemas = copy.deepcopy(SCHEMAS)
    rules = schemas["things"]["cnii:contract"]["rules"]
    number, rule = next((n, r) for n, r in enumerate(rules) if r["kind"] == kind)
    rule.update(member)
    found = package_problems(schemas)["things"]
    assert [problem.pointer for problem in found] == [f"/cnii:contract/rules/{number}{pointer}"]


# --- the JSON Schema of the property ---


def test_the_json_schema_takes_every_contract_there_is() -> None:
    Draft202012Validator.check_schema(PROPERTY)
    for one in [*real_schemas().values(), *SCHEMAS.values()]:
        VALIDATORS["table"].validate(one.get("cnii:contract", {}))
        for field in one["fields"]:
            VALIDATORS["field"].validate(field.get("cnii:contract", {}))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 12)
    | st.sampled_from(["", "x", "thing_id", "parent_id", "in", "rank", "{x}"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["column", "in", "fields", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


PLACES = list(places(SCHEMAS["things"]))


@given(st.sampled_from(PLACES[1:]), JSON)
@settings(max_examples=150)
def test_any_json_anywhere_is_judged_without_an_error(path: tuple[Any, ...], value: Any) -> None:
    changed = copy.deepcopy(SCHEMAS["things"])
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    found = problems(changed)
    extra = changed.get("cnii:contract", {})
    if not VALIDATORS["table"].is_valid(extra):  # what the JSON Schema refuses, the compilers refuse
        assert found
    if not found:
        load(changed)
        package_problems({**SCHEMAS, "things": changed})


# --- patterns ---


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:a)", "(?=a)b", "(?!a)b", "(?<=a)b", "(?P<n>a)", "(?i)a", r"(a)\1", r"\d+", r"\w", r"\s", r"\bA", r"\p{Han}",
        "^a", "a$", "a+?", "a*+", "a??", "a{2}{3}", "a**", "*a", "+", "a|*", "(", ")", "a)", "(a", "[", "[]", "[^]",
        "[a", "[z-a]", "[a&&b]", "[a--b]", "[[:alpha:]]", "[a-b-c]", "]", "}", "a{", "a{,3}", "a{x}", "a{3,2}",
        "a{1001}", "a{２}", "a{99999}", "(a{100}){100}",
        "((a{30}b){30}){30}", "\\", "[\\", "a" * 1001, "(" * 30 + "a" + ")" * 30, r"\x41", r"\n", r"\u4e00",
    ],
)  # fmt: skip
def test_patterns_that_engines_read_differently_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        check_pattern(pattern)
    assert 0 <= refused.value.place <= 1_000
    assert str(refused.value)


@pytest.mark.parametrize(
    "pattern",
    [
        "", "a", "a|b", "(a|b)c", "[a-z]+(-[0-9]{2,4})?", "[^,;]*", r"\.\?\+", r"[\]\[\-]", "[-a]", "[a-]", "a{2}",
        "a{2,}", "天河|[一-龥]+", "a.b", "()", "(|a)", "https?://[!-~]+", "(.{4}){400}",
    ],
)  # fmt: skip
def test_portable_patterns_are_taken(pattern: str) -> None:
    check_pattern(pattern)
    re.compile(pattern)
    assert pl.Series([""]).str.contains(whole(pattern)).to_list() == [re.fullmatch(pattern, "") is not None]


ATOMS = st.sampled_from(
    ["a", "b", "-", "[ab]", "[^a]", "[a-c]", r"\.", ".", "(a|b)", "(ab)?", "b*", "a+", "a{2}", "a{1,2}", "|"]
)


@given(st.lists(ATOMS, max_size=6).map("".join), st.lists(st.text(alphabet="abc-.\n", max_size=5), max_size=8))
def test_a_portable_pattern_means_the_same_in_python_and_in_rust(pattern: str, texts: list[str]) -> None:
    try:
        check_pattern(pattern)
    except PatternError:
        return
    rust = pl.Series(texts, dtype=pl.String).str.contains(whole(pattern)).to_list()
    assert rust == [re.fullmatch(pattern, text) is not None for text in texts]


# --- examples in the schemas ---


def examples() -> Iterator[Any]:
    for table, one in real_schemas().items():
        for field in load(one).fields:
            yield pytest.param(table, field.name, id=f"{table}.{field.name}")


@pytest.mark.parametrize(("table", "name"), list(examples()))
def test_good_examples_pass_and_bad_ones_fail(table: str, name: str) -> None:
    one = load(real_schemas()[table])
    field = one.field(name)
    cells = replace(one, primary_key=(), unique_keys=(), foreign_keys=(), rules=(), fields=(field,))
    texts = [*field.good, *([field.example] if field.example else []), *field.bad]
    assert field.good, "a field has at least one good example"
    for text in texts:
        found = [o for o in judge(cells, source_of({name: [text]}), Registry({}, {})) if o.violations]
        assert bool(found) == (text in field.bad), f"{text!r}: {[o.rule.name for o in found]}"
