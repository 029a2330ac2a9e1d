"""What databases write differently, of the little SQL that the rules need."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database writes what they all have. `{0}` and `{1}` stand for the arguments.

    `matches` is a match of `whole`: of a pattern from `patterns`' portable subset, from end to end, in which only a
    line feed is no `.`;
    `words` gives a row per word between single blanks; `many` is a list of values, `each` a row per value of one,
    `pairs` a row per place in two lists, with a name for each. `record` is the column that numbers the rows of a table
    from 0, `line` the one with their physical lines.
    """

    name: str
    matches: str
    whole: str
    ends_in_digits: str
    words: str
    many: str
    each: str
    pairs: str
    starts_with: str
    text_type: str
    quote: str
    number: str = "DECIMAL(38, 18)"
    integer: str = "BIGINT"
    backslash_escapes: bool = False
    record: str = "record#"
    line: str = "line#"

    def column(self, name: str, table: str = "t") -> str:
        """A column of a table."""
        return f"{table}.{self.name_of(name)}"

    def name_of(self, name: str) -> str:
        """A name between quotes."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def text(self, text: str) -> str:
        """A literal text."""
        if self.backslash_escapes:
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + text.replace("'", "''") + "'"


DUCKDB = Dialect(
    "duckdb",
    matches="regexp_full_match({0}, {1})",
    whole="{0}",
    ends_in_digits="nullif(regexp_extract({0}, '([0-9]{{1,18}})$', 1), '')",
    words="unnest(string_split({0}, ' '))",
    many="[{0}]",
    each="unnest([{0}])",
    pairs="unnest({0}) AS {2}, unnest({1}) AS {3}",
    starts_with="starts_with",
    text_type="VARCHAR",
    quote='"',
)

#: Spark searches where others match, and Java takes `$` for the place before a last line feed and `.` for anything but
#: five kinds of line end: hence the anchors and (?d). The session keeps ANSI mode, backslash escapes and cases of names
#: apart (`spark_engine.SETTINGS`).
SPARK = Dialect(
    "spark",
    matches="rlike({0}, {1})",
    whole="\\A(?d:{0})\\z",
    ends_in_digits="nullif(regexp_extract({0}, '([0-9]{{1,18}})\\\\z', 1), '')",
    words="explode(split({0}, ' '))",
    many="array({0})",
    each="explode(array({0}))",
    pairs="inline(arrays_zip({0}, {1})) AS ({2}, {3})",
    starts_with="startswith",
    text_type="STRING",
    quote="`",
    backslash_escapes=True,
)
