"""The page docs/mutation.md: what a sweep of small changes found, by kind and by subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Protocol

from mutation_peers import PEERS
from mutations import KINDS

_HEAD = """\
# Mutation score

Would validation notice? `make mutate` changes the real tables in memory, one small wrong at a time, and asks. It is
the measure of the rules themselves: a change that passes is either explained or becomes a rule.

Counted is a finding that was not there before, of the families B, S, V and X. The recorded hashes, sizes and counts
(P) are left out for everybody: they notice any change whatever, and can be written anew by whoever makes it.
"placed" means that a finding is on a changed line, or at the other end of the reference, or names the changed row.

Every change is made to the whole package. The rules about sources are asked of the changed sources and of what hangs
together with them, since they say the same of a source whatever stands beside it; what they do not place is put to the
contract, and then to all other rules over everything.

Beside it stand [frictionless](https://framework.frictionlessdata.io) (`frictionless validate`) and
[pandera](https://pandera.readthedocs.io) with what one of its schemas can say of these tables: types, required,
patterns, lists, bounds, unique columns, primary keys. Both get the same schemas and a part of the same changes, drawn
with the same seed. Neither claims to read the sources again; the difference is what that is worth. Then both once more
with what this project gives them: the check `reread` in a checklist of frictionless, and the pandera schemas of
`cn_industrial_internet.schemas`, which get the changed tables and look up the others in the package; what a changed
table breaks in another one fails its schema, too.

"""
_EXCEPTED = """
## What cannot be caught

Words that explain, judgements of editors and labels of ours can be changed without contradiction. The columns, each
with its reason, stand in [tests/sweep_exceptions.csv](../tests/sweep_exceptions.csv); a test holds that list to the
columns there are. Of most quoted statements some part rests on the page and not on words that are kept of it: who, when
or the list. Nothing can be read again for such a cell, and what catches a change to it is another rule or none. These
cells are counted by themselves above, and among the exceptions. Two statements of one source that exchange nothing but
their numbers, to which no row refers, are the same statements; such changes are not made.
"""


class Counts(Protocol):
    """What the page needs of a tally."""

    changes: int
    caught: int
    placed: int
    asked: int
    peers: list[int]


def page(counted: Sequence[tuple[str, str, Counts]], how: str, asked: int, data: str) -> str:
    """The whole page. `counted`: label, what it counts and the counts, as `sweep.groups` orders them."""
    return "".join(line + "\n" for line in _lines(counted, how, asked, data))


def _lines(counted: Sequence[tuple[str, str, Counts]], how: str, asked: int, data: str) -> Iterator[str]:
    yield _HEAD + f"Measured on {datetime.now(UTC).date()} with version {data} of the data: {how}."
    yield (
        f"Of these, {asked:,} were put to frictionless {version('frictionless')} and pandera {version('pandera')}"
        " as well; their columns are of those."
    )
    yield ""
    totals = ("statements", "all tables")
    yield from _table("", [(f"{label}, {name}", c) for label, name, c in counted if label in totals])
    yield ""
    yield (
        "Statements are `observations`, `ranking_entries`, `entity_links` and the `evidence` they rest on. Excepted"
        " columns are free text and judgements; some kinds of change to other columns are excepted as well, which the"
        " last line of each leaves out and the tables below do not."
    )
    yield ""
    yield "## By kind of change"
    yield ""
    yield "Changes to statements, but for excepted columns."
    yield ""
    yield from _table("kind", [(f"{name}: {KINDS[name]}", c) for label, name, c in counted if label == "kind"])
    yield ""
    yield "## By subject"
    yield ""
    yield "Changes to statements, but for excepted columns."
    yield ""
    yield from _table("what was changed", [(name, c) for label, name, c in counted if label == "subject"])
    yield _EXCEPTED.rstrip("\n")


def _table(first: str, rows: Sequence[tuple[str, Counts]]) -> Iterator[str]:
    yield f"| {first} | changes | caught % | placed % | asked of all | {' | '.join(f'{name} %' for name in PEERS)} |"
    yield f"|---{'|---:' * (4 + len(PEERS))}|"
    for name, c in rows:
        if c.changes:
            yield (
                f"| {name} | {c.changes:,} | {_share(c.caught, c.changes)} | {_share(c.placed, c.changes)}"
                f" | {c.asked:,} | {' | '.join(_share(number, c.asked) for number in c.peers)} |"
            )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"
