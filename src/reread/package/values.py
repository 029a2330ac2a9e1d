"""Cells of the types and formats of Table Schema, brought into the one form in which a contract compares them.

A contract knows strings, whole and decimal numbers, true and false, and days. Every other type is read into one of
those (`JUDGED_AS`), with its own lexical form checked here; and so are numbers, days and booleans in a form that the
schema describes (`decimalChar`, `trueValues`, a format). https://datapackage.org/standard/table-schema/
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

#: The cell in its one form, or None where it is not of its type.
Reader = Callable[[str], str | None]

#: What a contract takes each type for. Where a type has an order, so has that.
JUDGED_AS: Final = {
    **dict.fromkeys(("string", "any", "object", "array", "list", "geopoint", "geojson", "duration", "time"), "string"),
    **{"integer": "integer", "number": "number", "boolean": "boolean", "date": "date"},
    **{"year": "integer", "yearmonth": "date", "datetime": "string"},
}
_EXPECTED: Final = {
    "integer": "a whole number",
    "number": "a number",
    "year": "a year of four digits",
    "yearmonth": "a month written YYYY-MM",
    "time": "a time of day written hh:mm:ss",
    "datetime": "a day and a time written YYYY-MM-DDThh:mm:ss, with or without a time zone",
    "duration": "a duration of ISO 8601, such as P1Y2M or PT30M",
    "geopoint": "a point written {0}, within 180 and 90 degrees",
    "geojson": "an object of GeoJSON",
    "object": "an object in JSON",
    "array": "a list in JSON",
    "list": '{0} divided by "{1}"',
}
#: Type to the formats it may have; a date, time or datetime may have a pattern as well.
FORMATS: Final = {
    "string": ("default", "email", "uri", "uuid", "binary"),
    "geopoint": ("default", "array", "object"),
    "geojson": ("default", "topojson"),
    **dict.fromkeys(("date", "time", "datetime"), ("default", "any")),
}
_TRUE: Final = ["true", "True", "TRUE", "1"]
_FALSE: Final = ["false", "False", "FALSE", "0"]
_DURATION: Final = re.compile(
    r"-?P(?=[0-9T])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=[0-9])(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII
)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_LOOSE_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?|[-+]?\.\d+", re.ASCII)


def _is_base64(cell: str) -> bool:
    try:
        base64.b64decode(cell, validate=True)
    except ValueError:
        return False
    return True


_STRING: Final[Mapping[str, Callable[[str], object]]] = {
    "binary": _is_base64,
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+").fullmatch,
    "uri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+").fullmatch,
    "uuid": re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch,
}
_GEOJSON: Final = {"Point", "LineString", "Polygon", "GeometryCollection", "Feature", "FeatureCollection"} | {
    *("MultiPoint", "MultiLineString", "MultiPolygon"),
}


def reader(field: Mapping[str, Any], strict: bool) -> Reader | None:
    """How the cells of `field` are read; None where the contract itself reads them. With `strict`, numbers and booleans
    are in the one form of this project; else in any that Table Schema allows."""
    kind, form = field.get("type", "any"), field.get("format", "default")
    if kind in ("integer", "number"):
        plain = strict and not {"decimalChar", "groupChar", "bareNumber"} & field.keys()
        return None if plain else _number_reader(field, kind)
    if kind == "boolean":
        plain = strict and not {"trueValues", "falseValues"} & field.keys()
        true, false = field.get("trueValues", _TRUE), field.get("falseValues", _FALSE)
        words = dict.fromkeys(false, "false") | dict.fromkeys(true, "true")
        return None if plain else words.get
    if kind in ("date", "time", "datetime"):
        return None if kind == "date" and form == "default" else _moment_reader(kind, form)
    if kind == "string":
        fits = _STRING.get(form)
        return (lambda cell: cell if fits(cell) else None) if fits else None
    if kind == "list":
        return _list_reader(field)
    return {
        "year": lambda cell: str(int(cell)) if re.fullmatch(r"-?\d{4,9}", cell, re.ASCII) else None,
        "yearmonth": lambda cell: f"{cell}-01" if re.fullmatch(r"[1-9]\d{3}-(0[1-9]|1[0-2])", cell) else None,
        "duration": lambda cell: cell if _DURATION.fullmatch(cell) else None,
        "geopoint": lambda cell: cell if _is_point(cell, form) else None,
        "geojson": lambda cell: cell if _type_in(cell) in ({"Topology"} if form == "topojson" else _GEOJSON) else None,
        "object": lambda cell: cell if isinstance(_json(cell), dict) else None,
        "array": lambda cell: cell if isinstance(_json(cell), list) else None,
    }.get(kind)


def expected(field: Mapping[str, Any]) -> str:
    """What a cell of `field` should be, in the words of its schema.

    >>> expected({"type": "date", "format": "%d/%m/%Y"}), expected({"type": "number", "decimalChar": ","})
    ('a date written %d/%m/%Y, such as 31/01/2020', 'a number, with "," before its decimals')
    """
    kind, form = field.get("type", "any"), field.get("format", "default").removeprefix("fmt:")
    if kind in ("date", "time", "datetime") and "%" in form:
        return f"a {kind} written {form}, such as {datetime(2020, 1, 31, 23, 59, tzinfo=UTC).strftime(form)}"
    if kind == "boolean":
        words = (*field.get("trueValues", _TRUE), *field.get("falseValues", _FALSE))
        return "one of " + ", ".join(words)
    if kind == "string" and form != "default":
        return f"a text of the format {form}"
    if kind in ("geopoint", "list"):
        how = {"array": "[longitude, latitude]", "object": '{"lon": longitude, "lat": latitude}'}
        between = {"geopoint": how.get(form, "longitude, latitude"), "list": f"{field.get('itemType', 'string')} items"}
        return _EXPECTED[kind].format(between[kind], field.get("delimiter", ","))
    said = _EXPECTED.get(kind, f"a value of the type {kind}")
    if kind == "number" and field.get("decimalChar", ".") != ".":
        said += f', with "{field["decimalChar"]}" before its decimals'
    if kind in ("integer", "number") and field.get("groupChar"):
        said += f', with nothing but "{field["groupChar"]}" between groups of digits'
    return said


def _number_reader(field: Mapping[str, Any], kind: str) -> Reader:
    point, group = field.get("decimalChar", "."), field.get("groupChar")
    bare = field.get("bareNumber", True)

    def read(cell: str) -> str | None:
        if not bare:
            cell = re.sub(r"^[^0-9+.-]*|[^0-9.]*$", "", cell) if re.search(r"[0-9]", cell) else cell
        if group:
            cell = cell.replace(group, "")
        if point != ".":
            cell = "" if "." in cell else cell.replace(point, ".")
        if _NUMBER.fullmatch(cell):
            return cell if kind == "number" or "." not in cell else None
        # A plus, leading zeros or an exponent, as XML Schema allows them.
        if not _LOOSE_NUMBER.fullmatch(cell) or (kind == "integer" and not re.fullmatch(r"[-+]?\d+", cell)):
            return None
        plain = format(Decimal(cell), "f")
        return "0" if plain == "-0" else plain

    return read


def _moment_reader(kind: str, form: str) -> Reader:
    def read(cell: str) -> str | None:
        try:
            if form not in ("default", "any"):
                moment = datetime.strptime(cell, form.removeprefix("fmt:"))
            elif kind == "time":
                return cell if time.fromisoformat(cell) and re.match(r"\d\d:\d\d:\d\d", cell) else None
            elif kind == "date":
                moment = datetime.combine(date.fromisoformat(cell), time())
            else:
                moment = datetime.fromisoformat(cell) if "T" in cell or form == "any" else datetime.strptime(cell, "T")
        except ValueError:
            return None
        return moment.date().isoformat() if kind == "date" else cell

    return read


def _list_reader(field: Mapping[str, Any]) -> Reader:
    delimiter, kind = field.get("delimiter", ","), field.get("itemType", "string")
    item = reader({"type": kind}, strict=False) or (lambda cell: cell)
    if kind == "date":
        item = _moment_reader("date", "default")
    return lambda cell: cell if all(item(part) is not None for part in cell.split(delimiter)) else None


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def _is_point(cell: str, form: str) -> bool:
    value = _json(cell) if form != "default" else [part.strip() for part in cell.split(",")]
    if form == "object":
        value = [value.get("lon"), value.get("lat")] if isinstance(value, dict) and len(value) == 2 else None
    if not isinstance(value, list) or len(value) != 2:
        return False
    texts = [str(part) for part in value if not isinstance(part, bool)]
    if len(texts) != 2 or not all(_LOOSE_NUMBER.fullmatch(text) for text in texts):
        return False
    return abs(float(texts[0])) <= 180 and abs(float(texts[1])) <= 90


def _type_in(cell: str) -> str:
    """The type that an object names in a cell."""
    value = _json(cell)
    return str(value.get("type")) if isinstance(value, dict) else ""
