"""The codes of the schema rules and what each means, written once for findings, documentation and every compiler."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One code's documentation.

    `optional`: a sound contract may have no rule of this kind; `blocking`: such cells cannot be read on.
    """

    code: str
    title: str
    what: str
    why: str
    bad: str
    good: str
    fix: str
    optional: bool = True
    blocking: bool = False


CODES = {
    entry.code: entry
    for entry in (
        Code(
            "S100",
            "The contract is understood",
            (
                "Every keyword, type, constraint and rule kind in schemas/*.json is one that the compilers know, and "
                "every reference leads somewhere."
            ),
            "A reader that passes over what it does not know lets through what the contract forbids.",
            '"constraints": {"minimun": 1}',
            '"constraints": {"minimum": "1"}',
            "Correct the keyword; a new kind of rule needs support in contract/ first.",
            optional=False,
            blocking=True,
        ),
        Code(
            "S101",
            "Cells are of their type",
            "A cell of a typed column is written as that type is written: plain digits, ISO days, true or false.",
            "Programs read 1,035, 61 billion, 1e3 or 2022-7-27 each in another way, or not at all.",
            "value: 61 billion",
            "value: 61000000000",
            "Write the value plainly, with its magnitude and unit in their own columns.",
            blocking=True,
        ),
        Code(
            "S102",
            "Required cells are filled",
            "A required column has no empty cell.",
            "Without it the row does not say what it is there to say.",
            "entity_id: (empty)",
            "entity_id: tianhe",
            "Fill the cell.",
            optional=False,
        ),
        Code(
            "S103",
            "Cells hold a listed value",
            "A column with a list of values holds no other.",
            "A value outside the list is a slip, or a meaning that nobody has written down.",
            "qualifier: about",
            "qualifier: approximately",
            "Use a value of the list; if none fits, add one to the schema together with its meaning.",
        ),
        Code(
            "S104",
            "Cells match their pattern",
            "A whole cell matches its column's pattern.",
            "Ids, codes and periods that differ by a character join with nothing.",
            "period: 2021-13",
            "period: 2021-12",
            "Write the cell in the form that the column's description gives.",
        ),
        Code(
            "S105",
            "Values reach their minimum",
            "No value lies below its column's minimum.",
            "Below it the value cannot be what the column means.",
            "rank: 0",
            "rank: 1",
            "Correct the value.",
        ),
        Code(
            "S106",
            "Values keep below their maximum",
            "No value lies above its column's maximum.",
            "Above it the value cannot be what the column means.",
            "level: 12",
            "level: 2",
            "Correct the value.",
        ),
        Code(
            "S107",
            "Values lie strictly inside their bounds",
            "Every value lies above an exclusive minimum and below an exclusive maximum.",
            "The bound itself is not a possible value.",
            "factor: 0",
            "factor: 10000",
            "Correct the value.",
        ),
        Code(
            "S108",
            "Texts have a possible length",
            "A text is no shorter and no longer than its column allows, counted in characters.",
            "A definition of two words defines nothing.",
            "definition: revenue",
            "definition: Revenue from the sale of ...",
            "Write the text out, or shorten it.",
        ),
        Code(
            "S109",
            "Primary keys are present and unique",
            "The columns of the primary key are filled and, together, never repeated.",
            "Two rows with one key cannot be told apart, cited or corrected.",
            "evidence_id: rednet-2022-07-27:10-13 in two rows",
            "evidence_id: rednet-2022-07-27:10-13 in one row",
            "Remove the repetition, or give the row the key it should have.",
        ),
        Code(
            "S110",
            "Unique values are not repeated",
            (
                "Columns that are unique, alone or together, never repeat. A row with an empty cell among them is not "
                "compared, as in SQL."
            ),
            "A repetition means that one thing was entered twice, or that two were given one name.",
            "iso_3166_2: CN-GD in two rows",
            "iso_3166_2: CN-GD in one row",
            "Remove the row entered twice, or correct the value.",
        ),
        Code(
            "S111",
            "References lead to a row",
            "A cell that refers to another table holds the key of a row there.",
            "A reference that leads nowhere has no name, unit, source or place.",
            "entity_id: tianhee",
            "entity_id: tianhe",
            "Correct the reference, or add the row it refers to.",
        ),
        Code(
            "S112",
            "Columns are as in the schema",
            "The header holds the names of the schema's fields: all, no others, in that order.",
            "Programs take columns by name or by place; both must hold.",
            "observation_id,value,entity_id",
            "observation_id,entity_id,value",
            "Name and order the columns as in the schema, or change the schema with them.",
            optional=False,
            blocking=True,
        ),
        Code(
            "S301",
            "Two columns agree",
            "Two columns of a row stand in the order that the contract states.",
            "The columns bound each other; out of order, at least one is wrong.",
            "start 120, end 110",
            "start 110, end 120",
            "Correct the column that is wrong.",
        ),
        Code(
            "S302",
            "What a row needs is there",
            "A column is filled in every row where the contract needs it.",
            "The row is incomplete without it.",
            "preference deprecated, preference_reason (empty)",
            "preference deprecated, preference_reason Printed without its year.",
            "Fill the cell, or correct the column that calls for it.",
        ),
        Code(
            "S303",
            "What a row cannot have is absent",
            "A column is empty in every row where the contract has no use for it.",
            "A value that means nothing there will be read as if it did.",
            "a count of enterprises with a whole_entity_id",
            "a share with a whole_entity_id",
            "Empty the cell, or correct the column that forbids it.",
        ),
        Code(
            "S304",
            "Referenced rows fit",
            "The row that a cell refers to has what the contract demands of it: the same source, the right kind.",
            "A reference to an existing row of the wrong kind is as wrong as one to none.",
            "value_evidence_id of a name",
            "value_evidence_id of a figure",
            "Refer to the right row, or correct the row referred to.",
        ),
        Code(
            "S305",
            "Ids say what they are made of",
            "An id is composed of the row's other columns as the contract says.",
            "An id that contradicts its row misleads whoever reads it alone.",
            "evidence_id rednet-2022-07-27:10-13 with start 11",
            "evidence_id rednet-2022-07-27:10-13 with start 10, end 13",
            "Write the id anew from the columns, or correct the column.",
        ),
        Code(
            "S306",
            "Numbers run without a gap",
            "Ids numbered within a source run from 1, without gap or repetition.",
            "Statements are deprecated, never deleted: a gap means a lost row.",
            "o01, o03",
            "o01, o02, o03",
            "Restore the missing row, or number the rows anew.",
        ),
        Code(
            "S307",
            "Listed ids exist",
            "Every id in a cell that lists several is the key of a row.",
            "Support that cannot be found supports nothing.",
            "support: rednet-2022-07-27:10-13 (no such evidence)",
            "support: rednet-2022-07-27:10-14",
            "Correct the id, or add the row.",
        ),
    )
}
