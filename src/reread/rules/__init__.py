"""The rules and their registry.

A rule is a function `(pkg, check) -> None`, registered by `@rule`: it calls `check.case()` for everything it tests and
`check.fail(...)` for everything that is wrong. One about the rows of a table, each by itself, says what is wrong in a
row (`@row_rule`). Every module in this package is loaded by `all_rules()`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from importlib.resources import files
from itertools import chain
from pkgutil import iter_modules
from typing import Final, TypeVar

from ..findings import Finding
from ..findings import shown as shown
from ..package.opening import Package as Package
from ..package.table import Row as Row
from ..package.table import Table as Table
from ..words import Words, words, words_of

#: The families in the order in which they run, with what each is about.
FAMILIES = {"B": "bytes", "S": "schema", "V": "provenance", "X": "consistency", "P": "package", "R": "run"}

#: Words and numbers that rules compare with: see the file.
VOCABULARY: Final = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))

#: What a rule looks at together, that is: into which pieces a package may be cut without changing its verdict.
SCOPES: Final[dict[str, str]] = VOCABULARY["scopes"]

#: Findings kept per rule. More are counted, so that a file of a million faults cannot use up memory.
MAX_KEPT = 10_000


class NotEvaluated(Exception):
    """Raised inside a rule when what it needs cannot be read: it is reported as not evaluated, with the reason."""


T = TypeVar("T")

#: What the rows of a package, or of a part of it, say of registers. That of a whole is that of its parts together.
Gather = Callable[[Package], frozenset[tuple[str, ...]]]


def gathered(pkg: Package, gather: Gather) -> frozenset[tuple[str, ...]]:
    """What `gather` finds in `pkg`. Where `pkg` is judged in pieces, what it found in all of them."""
    found: frozenset[tuple[str, ...]] | None = pkg.cache.get(gather)
    return gather(pkg) if found is None else found


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule with its words. `tables` are those it reads (empty: the package as a whole).

    `blocking`: with a finding of this rule in a file, later rules cannot read that file and are not evaluated.
    `optional`: the rule may have nothing to test in a sound package. `house`: the rule is about the form of this
    project, and for packages alone that say they expect it (see `Package.expects`). `scope`: one of `SCOPES`. `gather`
    is that of a rule about registers: what it must know of the rows of some sources, to be asked for with `gathered`.
    """

    code: str
    words: Words
    tables: tuple[str, ...]
    optional: bool
    blocking: bool
    scope: str
    house: bool
    function: Callable[[Package, Check], None]
    gather: Gather | None = None

    @property
    def family(self) -> str:
        """The family's letter."""
        return self.code[0]


#: What is wrong in a row: the column, what was found, what was expected, and how to mend it, if not as the rule says.
Wrong = tuple[str | None, str, str] | tuple[str | None, str, str, str | None]


@dataclass(slots=True)
class Check:
    """What a rule reports while it runs."""

    info: RuleInfo
    cases: int = 0
    failures: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, int | str] = field(default_factory=dict)

    def case(self, number: int = 1) -> None:
        """Count `number` cases as tested."""
        self.cases += number

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """`items`, one after the other, each a case."""
        for item in items:
            self.case()
            yield item

    def judge(self, row: Row, wrong: Iterable[Wrong] | None) -> None:
        """Count one row as tested and report all that is wrong in it; None where it is no case."""
        self.case(wrong is not None)
        for one in wrong or ():
            self.fail(row, *one)

    def note(self, name: str, value: int | str) -> None:
        """Add a fact to the closing summary, e.g. `check.note("figures read again", 412)`. Numbers under one name are
        added up."""
        before = self.notes.get(name)
        self.notes[name] = before + value if isinstance(before, int) and isinstance(value, int) else value

    def fail(self, row: Row, column: str | None, found: str, expected: str, fix: str | None = None) -> None:
        """Report one row. `fix` defaults to the rule's own."""
        file, line, record = row.table.path_of(row.record), row.line or None, row.record
        self.fail_file(file, found, expected, line=line, column=column, key=row.key, record=record, fix=fix)

    def fail_file(
        self,
        path: str,
        found: str,
        expected: str,
        *,
        line: int | None = None,
        column: str | None = None,
        key: str | None = None,
        record: int | None = None,
        why: str | None = None,
        fix: str | None = None,
    ) -> None:
        """Report a place that is not a `Row`: a file, a line of it, or a record known only by its numbers. `why` and
        `fix` default to the rule's own."""
        self.failures += 1
        if len(self.findings) < MAX_KEPT:
            words = self.info.words
            why, fix = why or words.why, fix or words.fix
            one = Finding(self.info.code, words.severity, path, line, column, key, found, expected, why, fix, record)
            self.findings.append(one)


RuleFunction = Callable[[Package, Check], None]

_registry: dict[str, RuleInfo] = {}


def rule(
    code: str,
    *,
    tables: tuple[str, ...] = (),
    optional: bool = False,
    blocking: bool = False,
    house: bool = False,
    scope: str = "package",
    gather: Gather | None = None,
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule; its words are those of its code in `rules.toml`.

    Raises ValueError for a code that is taken, malformed or without words.
    """
    if len(code) != 4 or code[0] not in FAMILIES or not code[1:].isdigit():
        raise ValueError(f"{code}: a rule code is a family's letter and three digits")
    if code in _registry:
        raise ValueError(f"{code} is registered twice")
    if scope not in SCOPES:
        raise ValueError(f"{code}: scope is one of {', '.join(SCOPES)}")
    if (scope == "register") != (gather is not None):
        raise ValueError(f"{code}: a rule about registers, and no other, says what it gathers")
    if code not in words():
        raise ValueError(f"{code} has no words in rules.toml")

    def register(function: RuleFunction) -> RuleFunction:
        _registry[code] = RuleInfo(code, words_of(code), tables, optional, blocking, scope, house, function, gather)
        return function

    return register


#: Says all that is wrong in one row; None where the row is no case of the rule.
RowRule = Callable[[Row, Package], Iterable[Wrong] | None]


def row_rule(
    code: str, *names: str, tables: tuple[str, ...] = (), optional: bool = False, scope: str = "source"
) -> Callable[[RowRule], RowRule]:
    """Register a rule that judges the rows of the tables `names` one by one, and looks into `tables` for it."""

    def register(function: RowRule) -> RowRule:
        @wraps(function)
        def judge(pkg: Package, check: Check) -> None:
            for row in chain.from_iterable(pkg.table(name).rows for name in names):
                check.judge(row, function(row, pkg))

        rule(code, tables=(*names, *tables), optional=optional, scope=scope)(judge)
        return function

    return register


def all_rules() -> tuple[RuleInfo, ...]:
    """Every rule, in the order in which they run: by family, then by code."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    order = list(FAMILIES)
    return tuple(sorted(_registry.values(), key=lambda info: (order.index(info.family), info.code)))


def select(rules: Iterable[RuleInfo], wanted: Iterable[str]) -> tuple[RuleInfo, ...]:
    """The rules whose code begins with one of `wanted` (any case); all where `wanted` is empty.

    ValueError names one that fits none.
    """
    known, prefixes = tuple(rules), tuple(text.strip().upper() for text in wanted)
    for prefix in prefixes:
        if not prefix or not any(info.code.startswith(prefix) for info in known):
            raise ValueError(prefix)
    return tuple(info for info in known if not prefixes or info.code.startswith(prefixes))
