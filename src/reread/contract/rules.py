"""The contract of a table as one flat list of rules. A wrong cell is reported by one: a cell of the wrong type by
`type` alone, a dangling reference by `foreign_key` alone. The header (S112) is compared by itself, before any row.
"""

from __future__ import annotations

from collections.abc import Iterator

from .codes import CODES
from .kinds.base import KINDS, Kind, RowKind
from .kinds.cells import BOUND_CODES, Bound, Enum, Length, Pattern, Required, Typed
from .kinds.rows import Refers, Unique
from .model import ContractRule, Field, TableSchema

#: The kinds that schemas write as named rules, by the word they are written with.
NAMED = {operator: kind for operator, kind in KINDS.items() if issubclass(kind, RowKind)}
#: How bounds and lengths are called in the names of rules.
_BOUNDS = {">=": "minimum", "<=": "maximum", ">": "exclusive_minimum", "<": "exclusive_maximum"}
_LENGTHS = {">=": "min_length", "<=": "max_length"}


def compile_rules(schema: TableSchema) -> list[ContractRule]:
    """The rules of one table, cells first, in the order of fields."""
    found = [one for field in schema.fields for one in _of_cells(field)]
    key = schema.primary_key
    # An empty cell of the key is reported by S102 already where it is required.
    found += [(Required(n), f"{n}_present_in_key", "S109") for n in key if not schema.field(n).required]
    found += [(Unique(key), "primary_key", "S109")] if key else []
    found += [(Unique(key), "unique_" + "_".join(key), "S110") for key in schema.unique_keys]
    found += [(Refers(key), f"{'_'.join(key.fields)}_in_{key.table}", "S111") for key in schema.foreign_keys]
    words = ((*one, CODES[one[2]]) for one in found)
    return [*(ContractRule(c, schema.name, n, said.why, said.fix, k) for k, n, c, said in words), *schema.rules]


def _of_cells(field: Field) -> Iterator[tuple[Kind, str, str]]:
    """The checks of the cells of a field, with the name and code of each."""
    name = field.name
    kinds: list[tuple[Kind, str]] = [(Typed(name, field.type), "type")] if field.type != "string" else []
    kinds += [(Required(name), "required")] if field.required else []
    kinds += [(Enum(name, field.enum), "enum")] if field.enum else []
    kinds += [(Pattern(name, field.pattern), "pattern")] if field.pattern else []
    kinds += [(Bound(name, relation, bound), _BOUNDS[relation]) for relation, bound in field.bounds]
    kinds += [(Length(name, relation, length), _LENGTHS[relation]) for relation, length in field.lengths]
    kinds += [(Unique((name,)), "unique")] if field.unique else []
    for kind, suffix in kinds:
        yield kind, f"{name}_{suffix}", BOUND_CODES[kind.relation] if isinstance(kind, Bound) else kind.code
