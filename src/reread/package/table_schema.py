"""Table Schema as people write it, versions 1 and 2, brought into the one form that the contract reads.

Keys may be strings, a reference to the own table may leave the resource out, patterns may have anchors, bounds may be
numbers, a type may be missing. What a contract cannot judge is named, with its place, and left out: that stops what it
stands in, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from decimal import Decimal
from typing import Any, Final

from ..findings import shown
from .jsontext import in_json
from .values import FORMATS, JUDGED_AS, reader

#: What is not judged: where in the schema, and why.
Say = Callable[[str, str], None]

_TOLD: Final = {"title", "description", "example"}
_SCHEMA_WORDS: Final = {"title", "description", "fields", "fieldsMatch", "primaryKey", "uniqueKeys", "foreignKeys"}
_FIELD_WORDS: Final = _TOLD | {"name", "type", "format", "constraints"}
#: Words of a field that say how its cells are written, or name its values; they are dealt with before the contract.
_READ_HERE: Final = {
    *("decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "missingValues", "categories"),
    *("categoriesOrdered", "rdfType", "delimiter", "itemType"),
}
_ORDERED: Final = ("integer", "number", "date", "year", "yearmonth")
#: Names of types that drafts before version 1 had.
_FORMER: Final = {
    **{"float": "number", "double": "number", "int": "integer"},
    **{"text": "string", "json": "object", "bool": "boolean"},
}
_MATCHES: Final = ("exact", "equal", "subset", "superset", "partial")
#: Words of a field whose values must be of one kind to mean anything: what that is, and a test of it.
_KINDS: Final[Mapping[str, tuple[str, Callable[[Any], bool]]]] = {
    "type": ("the name of a type", lambda value: isinstance(value, str)),
    "format": ("the name of a format, or a pattern", lambda value: isinstance(value, str)),
    **dict.fromkeys(
        ("decimalChar", "groupChar"), ("one character", lambda value: isinstance(value, str) and len(value) == 1)
    ),
    "delimiter": ("text", lambda value: isinstance(value, str) and bool(value)),
    "itemType": ("the name of a type", lambda value: isinstance(value, str) and value in JUDGED_AS),
    "bareNumber": ("true or false", lambda value: isinstance(value, bool)),
    **dict.fromkeys(
        ("trueValues", "falseValues"), ("a list of texts", lambda value: bool(value) and _are_texts(value))
    ),
    "missingValues": ('a list of texts, such as ["", "NA"]', lambda value: _are_missing(value)),
    "categories": ("a list of values", lambda value: _are_values(value)),
}
#: The same of a schema as a whole.
_WHOLE: Final[Mapping[str, tuple[str, Callable[[Any], bool]]]] = {
    "fields": ("a list of at least one field", lambda value: isinstance(value, list) and bool(value)),
    "fieldsMatch": ("one of " + ", ".join(_MATCHES), lambda value: _one(value) in _MATCHES),
    "missingValues": _KINDS["missingValues"],
}
#: Shorthands of patterns, as XML Schema has them, and what stands for them outside and inside a class.
_SHORT: Final = {"d": "0-9", "s": " \t\n\r", "t": "\t", "n": "\n", "r": "\r"}
_ESCAPED: Final = frozenset("\\.?*+(){}[]|-^$/")
#: An escape, the beginning of a class or a group, or any other character of a pattern.
_SIGNS: Final = re.compile(r"\\.?|\(\?:|\[[\]^]?|.", re.DOTALL)
#: What means other things in other engines.
_FOREIGN: Final = re.compile(r"\\[A-Za-cefg-mo-qu-z0-9]|\(\?[^:]")
_BOUNDS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS: Final = ("minLength", "maxLength")


def normal(schema: Mapping[str, Any], say: Say, *, strict: bool) -> dict[str, Any]:
    """The schema in the form of the contract. With `strict`, words that Table Schema does not know are kept, so that
    the contract refuses them; else they are left out, as the standard asks."""
    found = _kept(schema, _SCHEMA_WORDS, ":", strict)
    found.pop("missingValues", None)
    if match(schema) != "exact":
        del found["fieldsMatch"]
    found = _with_fields(found, lambda field, at: _field(field, at, say, strict))
    for word in ("primaryKey", "uniqueKeys", "foreignKeys"):
        if found.get(word) in ("", [], None):
            found.pop(word, None)
    if isinstance(found.get("primaryKey"), str):
        found["primaryKey"] = [found["primaryKey"]]
    if isinstance(found.get("uniqueKeys"), list):
        found["uniqueKeys"] = [[key] if isinstance(key, str) else key for key in found["uniqueKeys"]]
    if isinstance(found.get("foreignKeys"), list):
        keys = [_foreign_key(key, f"/foreignKeys/{n}", say) for n, key in enumerate(found["foreignKeys"])]
        found["foreignKeys"] = [key for key in keys if key is not None]
    return found


def _kept(holder: Mapping[str, Any], words: Set[str], own: str, strict: bool) -> dict[str, Any]:
    """The `words` of a schema or field, but what tells nothing, and those of somebody's own; with `strict`, all."""

    def tells(word: str, value: Any) -> bool:
        return word not in _TOLD or (isinstance(value, str) and bool(value.strip()))

    return {w: value for w, value in holder.items() if strict or ((w in words or own in w) and tells(w, value))}


def match(schema: Mapping[str, Any]) -> str:
    """The kind of match that a schema asks for between its fields and the columns: exact where it names none."""
    return str(_one(schema.get("fieldsMatch", "exact")))


def current(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with the words of drafts before version 1 in today's: `id` of a field, types such as float."""

    def renamed(field: dict[str, Any], at: str) -> dict[str, Any]:
        if "name" not in field and isinstance(field.get("id"), str):
            field = {"name": field["id"], **field}
        return {**field, "type": _FORMER.get(str(field["type"]), field["type"])} if "type" in field else field

    return _with_fields(schema, renamed)


def _with_fields(schema: Mapping[str, Any], made: Callable[[dict[str, Any], str], dict[str, Any]]) -> dict[str, Any]:
    """The schema with what `made` makes of each field that is an object, and of its place."""
    fields = schema.get("fields")
    if not isinstance(fields, list):
        return dict(schema)
    changed = [made(f, f"/fields/{n}") if isinstance(f, dict) else f for n, f in enumerate(fields)]
    return {**schema, "fields": changed}


def understandable(schema: Mapping[str, Any], misstated: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The schema without words whose value is of another kind than they need; these go to `misstated`: where in the
    schema, what was found, what was expected. Missing values are taken as they were meant."""

    def kept(holder: Mapping[str, Any], at: str) -> dict[str, Any]:
        found = dict(holder)
        for word, (expected, fits) in (_KINDS if at else _WHOLE).items():
            if word in holder and not fits(holder[word]):
                misstated.append((f"{at}/{word}", in_json(holder[word]), expected))
                del found[word]
                if word == "missingValues":
                    listed = holder[word] if isinstance(holder[word], list) else [holder[word]]
                    found[word] = ["", *(str(one) for one in _bare(listed) if isinstance(one, (str, int, float)))]
        return found

    found = kept(schema, "")
    if isinstance(schema.get("fields"), list):
        found["fields"] = schema["fields"]
    return _with_fields(found, kept)


def _one(value: Any) -> Any:
    """The item of a list of one; anything else as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _bare(listed: Any) -> list[Any]:
    """The values of a list, each of which may stand in an object with a label."""
    return [one.get("value") if isinstance(one, dict) else one for one in listed] if isinstance(listed, list) else []


def _are_values(value: Any) -> bool:
    """Whether these are texts, numbers or truths, each by itself or with a label."""
    return bool(_bare(value)) and all(isinstance(one, (str, int, float)) for one in _bare(value))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_missing(value: Any) -> bool:
    """Whether these are texts, all by themselves or all with a label."""
    labelled = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return _are_texts(_bare(value) if labelled else value)


def missing_values(schema: Mapping[str, Any], field: Mapping[str, Any] | None = None) -> frozenset[str]:
    """The cells that stand for no value, in the table or in one field."""
    for holder in (field or {}, schema):
        stated = holder.get("missingValues")
        if isinstance(stated, list):
            return frozenset(_bare(stated))
    return frozenset({""})


def _field(field: Mapping[str, Any], at: str, say: Say, strict: bool) -> dict[str, Any]:
    found = {word: v for word, v in _kept(field, _FIELD_WORDS, "cnii:", strict).items() if word not in _READ_HERE}
    kind, form = field.get("type", "any"), field.get("format") or "default"
    if kind not in JUDGED_AS:
        if not strict:
            say(f"{at}/type", f"the type {shown(kind)}, which Table Schema does not know")
            found = {"name": field.get("name"), "type": "string"}
        return found
    patterned_form = kind in ("date", "time", "datetime") and "%" in form
    found.pop("format", None)
    if not (form in FORMATS.get(kind, ("default",)) or patterned_form or (form.startswith("fmt:") and kind == "date")):
        say(f"{at}/format", f"the format {shown(form)} of a {kind}")
        kind = "string"
    found["type"] = JUDGED_AS[kind]
    constraints = field.get("constraints")
    if isinstance(constraints, dict):
        found["constraints"] = _constraints(constraints, kind, f"{at}/constraints", say, field, strict)
    if isinstance(field.get("categories"), list) and isinstance(found.setdefault("constraints", {}), dict):
        found["constraints"].setdefault("enum", [_text(value) for value in _bare(field["categories"])])
    return found


def _constraints(
    stated: Mapping[str, Any], kind: str, at: str, say: Say, field: Mapping[str, Any], strict: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    read = reader(field, strict) or str
    for word, value in stated.items():
        place = f"{at}/{word}"
        if word in ("required", "unique"):
            if value is not False:
                found[word] = value
        elif word == "pattern" and isinstance(value, str):
            if JUDGED_AS[kind] != "string":
                say(place, f"a pattern on a {kind}")
            elif not strict and _FOREIGN.search(value):
                say(place, f"the pattern {shown(value)}, parts of which mean different things to different programs")
            else:
                found[word] = patterned(value)
        elif word in ("enum", "pattern"):
            if strict or word == "pattern" or not _are_values(value):
                found[word] = value  # of another kind: the contract says so
            else:
                found[word] = list(dict.fromkeys(read(_text(v)) or _text(v) for v in value))
        elif word in _BOUNDS and kind in _ORDERED:
            text = _text(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
            found[word] = value if text is None or strict else read(text) or text
        elif word in _BOUNDS:
            say(place, f"{word} of a {kind}")
        elif word in _LENGTHS:
            if kind not in ("string", "any"):
                say(place, f"{word} of a {kind}")
            elif value != 0 or word == "maxLength":
                found[word] = value
        elif word == "jsonSchema":
            say(place, "a JSON Schema for cells")
        elif strict:
            found[word] = value
        else:
            say(place, f"the constraint {shown(word)}, which Table Schema does not know")
    return found


def _text(value: Any) -> str:
    """A value of a schema as it would stand in a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return str(value)


def patterned(pattern: str) -> str:
    r"""`pattern` without the anchors that say no more than a Table Schema pattern says anyway: the whole cell; and with
    shorthands, groups and escapes written as the contract knows them.

    >>> patterned("^[A-Z]{2}$"), patterned("^a$|^b$"), patterned("a$b"), patterned("(^a)$")
    ('[A-Z]{2}', 'a|b', 'a$b', '(^a)')
    >>> patterned(r"(?:\d|[\d_])\_")
    '([0-9]|[0-9_])_'
    """
    parts, depth, inside = [""], 0, False
    for sign in _SIGNS.findall(pattern):
        if sign[0] == "\\":
            sign = _escaped(sign[1:], inside)
        elif inside:
            inside = sign[-1] != "]"
        elif sign[0] == "[":
            inside = True
        elif sign[0] in "()":
            depth += 1 if sign[0] == "(" else -1
            sign = sign[0]
        elif sign == "|" and depth == 0:
            parts.append("")
            continue
        parts[-1] += sign
    return "|".join(re.sub(r"(?<!\\)((?:\\\\)*)\$$", r"\1", part.removeprefix("^")) for part in parts)


def _escaped(sign: str, inside: bool) -> str:
    """What an escaped sign stands for, in a class or outside."""
    if sign in _SHORT:
        return _SHORT[sign] if inside else f"[{_SHORT[sign]}]"
    return sign if sign and not sign.isalnum() and sign not in _ESCAPED else f"\\{sign}"


def _foreign_key(key: Any, at: str, say: Say) -> Any:
    if not isinstance(key, dict) or not isinstance(key.get("reference"), dict):
        return key
    reference = key["reference"]
    if "package" in reference:
        say(at, f"a reference into another package, {shown(str(reference['package']))}")
        return None
    fields, columns = ([v] if isinstance(v, str) else v for v in (key.get("fields"), reference.get("fields")))
    target = {**reference, "resource": reference.get("resource") or "", "fields": columns}
    return {**key, "fields": fields, "reference": target}
