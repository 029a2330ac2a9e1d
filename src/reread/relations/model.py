"""Relations and their terms as the tables state them, and what makes one well-formed; the kinds are in `kinds.toml`."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final

from msgspec import convert

from ..package.opening import Package
from ..package.table import Row


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of relation, as `kinds.toml` says."""

    roles: dict[str, list[int]]
    shown: list[str]
    product: bool = False
    alike: list[list[str]] = field(default_factory=list)
    measured: dict[str, str] = field(default_factory=dict)
    solved: dict[str, str] = field(default_factory=dict)


KINDS: Final = convert(
    tomllib.loads(files(__package__ or "").joinpath("kinds.toml").read_text("utf-8")), dict[str, Kind]
)

#: Verdicts of relations that can be met by the printed figures: what they bound may be relied on.
MET: Final = frozenset({"holds", "untestable"})
#: Verdicts of relations that can be met under some convention, each of which bounds what nobody printed.
LOOSELY_MET: Final = MET | {"holds_wide", "holds_cut"}
#: Purpose of a relation that states a wrong reading in order to refute it: it bounds nothing and blames nobody.
REFUTED: Final = "refuted_reading"

#: Columns that can name an operand, and the table each points into. A constant is a number of its own.
OPERANDS: Final[dict[str, str]] = {
    "observation_id": "observations",
    "entry_id": "ranking_entries",
    "ranking_id": "rankings",
    "link_id": "entity_links",
    "source_id": "sources",
    "derived_id": "derived",
    "constant": "",
}

_DAYS: Final = ("period_start", "period_end", "published")

#: What can be meant of each operand; the first is meant where `aspect` is empty.
ASPECTS: Final[dict[str, tuple[str, ...]]] = {
    "observation_id": ("value", *_DAYS),
    "entry_id": ("rank", *_DAYS),
    "ranking_id": ("size", *_DAYS),
    "link_id": _DAYS,
    "source_id": ("published",),
    "derived_id": ("value", "period_start", "period_end"),
    "constant": ("value",),
}

#: Aspects that are days. Days can be put in order; nothing else is done with them.
DATED: Final = frozenset(_DAYS)


@dataclass(frozen=True, slots=True)
class Term:
    """One quantity in its role. `operand` is the column that names it, `target` what stands there, `aspect` what of it
    is meant; `counted`: its value does not matter."""

    role: str
    position: int
    operand: str
    target: str
    aspect: str
    row: Row
    counted: bool = False

    def named(self, pkg: Package) -> Row | None:
        """The row that it names, if its table has it."""
        return pkg.table(OPERANDS[self.operand]).get(self.target)

    @property
    def derived(self) -> str | None:
        """The id of the derived quantity whose value is meant, or None."""
        meant = self.operand == "derived_id" and self.aspect == "value" and not self.counted
        return self.target if meant else None


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with its terms in the order of `KINDS` (all of the first role, then of the second, ...) and of their
    positions."""

    id: str
    kind: str
    expected: str
    terms: tuple[Term, ...]
    row: Row

    @property
    def statement(self) -> str:
        """What must hold, in words."""
        return self.row.get("statement")

    @property
    def explanation(self) -> str:
        """Why it does not simply hold."""
        return self.row.get("explanation")

    @property
    def refuted(self) -> bool:
        """Whether it is a wrong reading, tested on purpose."""
        return self.row.get("purpose") == REFUTED

    @property
    def blames(self) -> tuple[str, ...]:
        """The statements that are likely wrong where it fails; empty where nobody knows."""
        return tuple(self.row.get("blames").split())

    @property
    def unknowns(self) -> list[str]:
        """The derived quantities among the terms whose value is meant."""
        return [name for term in self.terms if (name := term.derived)]


def load(pkg: Package) -> dict[str, Relation]:
    """All relations by id, well-formed or not, with as much of their terms as can be read. Of doubles, the first."""
    terms = pkg.table("relation_terms").index("relation_id")
    found: dict[str, Relation] = {}
    for row in pkg.table("relations").rows:
        key, kind = row["relation_id"], row["kind"]
        order = list(KINDS[kind].roles) if kind in KINDS else []
        mine = [_term(each, kind) for each in terms.get(key, ())]
        mine.sort(key=lambda term: (order.index(term.role) if term.role in order else len(order), term.position))
        found.setdefault(key, Relation(key, kind, row["expected"], tuple(mine), row))
    return found


def _term(row: Row, kind: str) -> Term:
    filled = [(column, cell) for column in OPERANDS if (cell := row.get(column))]
    operand, target = filled[0] if len(filled) == 1 else ("", "")
    aspect = row.get("aspect") or (ASPECTS[operand][0] if operand else "")
    role, position = row["role"], row.get("position")
    counted = kind == "count" and role == "part"
    return Term(role, int(position) if position.isdecimal() else 0, operand, target, aspect, row, counted)


Slip = tuple[Row, str | None, str, str]


def slips(relation: Relation) -> list[Slip]:
    """What is wrong with the form of a relation: row, column, what was found, what was expected. Empty when it is
    well-formed.

    Whether the operands have values that can be compared is another question, see `quantities.misfits`.
    """
    if relation.kind not in KINDS:
        return [(relation.row, "kind", f'the kind "{relation.kind}"', f"one of {', '.join(KINDS)}")]
    found: list[Slip] = []
    by_role: dict[str, list[Term]] = {role: [] for role in KINDS[relation.kind].roles}
    for term in relation.terms:
        if term.role not in by_role:
            expected = f"a role of a {relation.kind}: {', '.join(by_role)}"
            found.append((term.row, "role", f'the role "{term.role}"', expected))
        else:
            by_role[term.role].append(term)
        found += _operand_slips(term)
    for role, (fewest, *most) in KINDS[relation.kind].roles.items():
        number, positions = len(by_role[role]), [term.position for term in by_role[role]]
        if number < fewest or number > max(most, default=number):
            wanted = "exactly" if most == [fewest] else "at most" if most else "at least"
            expected = f"{wanted} {max(most, default=fewest)}"
            found.append((relation.row, None, f"{number} terms in the role {role}", expected))
        if positions != list(range(1, number + 1)):
            wrong = f"the positions {', '.join(map(str, positions))} of the role {role}"
            found.append((by_role[role][0].row, "position", wrong, f"1 to {number}"))
    if relation.kind == "conversion" and len(by_role["left"]) != len(by_role["right"]):
        wrong = f"{len(by_role['left'])} terms on the left and {len(by_role['right'])} on the right"
        found.append((relation.row, None, wrong, "as many left as right, in pairs"))
    used = Counter((term.target, term.aspect, term.operand) for term in relation.terms)
    for term in relation.terms:
        if term.operand not in ("", "constant") and used[term.target, term.aspect, term.operand] > 1:
            wrong = f"{term.target} in more than one term"
            found.append((term.row, term.operand, wrong, "every quantity in one term only"))
    return found


def _operand_slips(term: Term) -> list[Slip]:
    if not term.operand:
        filled = [column for column in OPERANDS if term.row.get(column)]
        what = f"{len(filled)} operands: {', '.join(filled)}" if filled else "no operand"
        return [(term.row, None, what, f"exactly one of {', '.join(OPERANDS)}")]
    found: list[Slip] = []
    if term.aspect not in ASPECTS[term.operand]:
        expected = f"of {term.operand}: {', '.join(ASPECTS[term.operand])}"
        found.append((term.row, "aspect", f'the aspect "{term.aspect}"', expected))
    if term.operand == "constant" and not (term.row.get("evidence_id") or term.row.get("note")):
        origin = "evidence_id or a note that says where it comes from"
        found.append((term.row, "constant", f"{term.target} without origin", origin))
    return found
