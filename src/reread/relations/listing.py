"""Relations as text for a terminal: all of them with their verdicts, one with its terms and numbers, or suggestions to
paste."""

from __future__ import annotations

from collections import Counter

from ..findings import CannotRun
from ..package.opening import Package
from ..package.renamed import followed
from .derive import computed
from .engine import Engine, engine
from .suggest import as_csv, suggest
from .words import VERDICTS, explain, interval_text, label

#: Tables whose ids `one` takes.
_NAMED = ("relations", "observations", "ranking_entries", "entity_links", "derived")


def listing(pkg: Package) -> str:
    """Every relation with its verdict, those that do not come out as registered marked, and a count of each verdict.

    Raises `CannotRun` where a table cannot be read.
    """
    found = engine(pkg)
    verdicts = found.outcomes()
    lines = []
    for key, relation in found.all.items():
        verdict = verdicts.get(key, "malformed")
        mark = "" if verdict == relation.expected else f"   registered as {relation.expected}"
        aside = "   a wrong reading, refuted" if relation.refuted else ""
        lines.append(f"{verdict:<12} {key}{mark}{aside}")
    counts = Counter(verdicts.values())
    summary = ", ".join(f"{counts[name]:,} {name}" for name in VERDICTS if counts[name])
    malformed = f", {len(found.faults):,} malformed" if found.faults else ""
    return "\n".join([*lines, f"{len(found.all):,} relations: {summary or 'none'}{malformed}"]) + "\n"


def one(pkg: Package, name: str) -> str:
    """One relation with its terms and numbers; for the id of a statement or a derived quantity, every relation it
    stands in. An id of an earlier version is answered by what it is called now, and the first line says so.

    Raises `CannotRun` for an id that no relation has or names, and where a table cannot be read.
    """
    found = engine(pkg)
    if name in found.all:
        return _relation(found, name)
    about = found.about(name)
    if not about:
        former = followed(pkg.root, _NAMED, name)
        if former is not None:
            return f"{former}\n{one(pkg, former.new_key)}"
        fix = "cnii relations lists the relations; cnii why explains a statement."
        raise CannotRun(f"no relation is called {name} or names it", fix)
    told = [f"{name} stands in {len(about)} relation{'s' if len(about) > 1 else ''}.\n"]
    bounds = {bound.relation_id: interval_text(bound.interval, bound.unit) for bound in found.bounds_on(name)}
    for relation in about:
        told.append(_relation(found, relation.id))
        if relation.id in bounds:
            told.append(f"The other terms of {relation.id} leave {bounds[relation.id]} for {name}.\n")
    return "\n".join(told)


def _relation(found: Engine, name: str) -> str:
    relation = found.all[name]
    lines = [f"{name}: {relation.statement}"]
    if name in found.faults:
        lines += [f"  malformed: {wrong} (expected {expected})" for _, _, wrong, expected in found.faults[name]]
        return "\n".join(lines) + "\n"
    verdict = found.verdict(name)
    domains = found.system.domains(relation, "printed", found.known(relation))
    for term, domain in zip(relation.terms, domains, strict=True):
        unit = found.quantities.of(term).unit
        value = "counted" if term.counted else interval_text(domain, unit)
        if term.derived and (interval := computed(term.derived, found).interval):
            value += f"; with this relation {interval_text(interval, unit)}"
        lines.append(f"  {term.role:<9} {term.target:<28} {value}  ({label(term, found)})")
    registered = "" if verdict.as_expected else f" (registered as {verdict.expected})"
    lines.append(f"  {verdict.verdict}: it {VERDICTS[verdict.verdict]}{registered}. {explain(verdict, found)}")
    lines += [f"  {relation.explanation}"] if relation.explanation else []
    lines += [f"  Likely wrong: {', '.join(relation.blames)}."] if relation.blames else []
    return "\n".join(lines) + "\n"


def suggestions(pkg: Package) -> str:
    """Relations that the structure of the data calls for and nobody registered: a verdict each, then rows to paste
    into the tables.

    Raises `CannotRun` where a table cannot be read.
    """
    found = engine(pkg)
    fresh, known = suggest(pkg)
    lines = [f"{len(fresh):,} relations to register, {known:,} that structure calls for are registered."]
    for suggestion in fresh:
        lines.append(f"{suggestion.verdict.verdict:<12} {suggestion.relation.id}")
        if suggestion.verdict.verdict != "holds":
            lines.append(f"             {explain(suggestion.verdict, found, suggestion.relation)}")
            if not suggestion.demanded:
                lines.append("             It need not hold: some parts may be missing.")
    for table, text in as_csv(fresh).items():
        lines += ["", f"rows for {pkg.table(table).path}:", text.split("\n", 1)[1].rstrip("\n")]
    return "\n".join(lines) + "\n"
