"""The commands validate, why, relations, rules and completion."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from . import run as running
from .arguments import PackageFolder, Path_, StatementId
from .cli import Program
from .console import columns, easy, hung, wants_colour
from .contract.schema import load
from .findings import CannotRun, meant, shown
from .package.opening import Package, open_package
from .report import formats
from .rules.package_check import misunderstood, understood
from .words import words


def _codes(context: object) -> list[str]:
    return list(words())


def validate(
    path: Path_ = None,
    /,
    *,
    format: Annotated[
        tuple[str, ...],
        Parameter(
            completer=lambda context: list(formats.FORMATS),
            help=f"FORM[=FILE],...: one or more of {', '.join(formats.FORMATS)}; FORM=FILE writes a file, one without "
            "is printed (default: text)",
        ),
    ] = (),
    output: Annotated[Path | None, Parameter(help="write the format that names no file to this file")] = None,
    rule: Annotated[
        tuple[str, ...],
        Parameter(
            completer=_codes, help="run only this rule or family, e.g. V204, V2 or V; may be given more than once"
        ),
    ] = (),
    processes: Annotated[
        int,
        Parameter(
            validator=Number(gte=1),
            help="read statements again in so many processes, which pays for some tens of thousands of statements",
        ),
    ] = 1,
) -> int:
    """Runs the rules of five families over a package: B bytes, S schema, V provenance (every value is read again from
    the archived source), X consistency, P package. Prints every finding with its place, what was found and expected,
    why it matters and how to mend it, then a summary. Files are only read, never changed.

    examples:
      PROGRAM validate                                    the package that this program came with
      PROGRAM validate . --rule V                         only provenance: every value read again
      PROGRAM validate . --format text,html=report.html   a page with the sentences highlighted, too
    """
    reports = formats.plan([formats.wanted(text) for text in format], None if output is None else str(output))
    package, apart = open_package(path), None
    if processes > 1:
        from .pieces import in_processes

        apart = in_processes(processes)
    try:
        report = running.run(package, rule, apart=apart)
    except ValueError as error:
        raise CannotRun(
            f"no rule is called {error}", "The command rules lists them; a prefix such as V or V2 will do."
        ) from None
    formats.write(reports, report, package)
    return report.exit_code


def why(
    id: StatementId,
    /,
    *,
    package: PackageFolder = None,
    format: Annotated[Literal["text", "json"], Parameter(help="how to print the answer")] = "text",
) -> int:
    """Shows what a statement (observation, entry of a ranking, link), a correction or a piece of evidence rests on: the
    source, the sentence with who, what, when and how much marked, how the figure is read, corrections, and other
    statements on the same question.

    examples:
      PROGRAM why thnet-2022-09-23.o05                    a value
      PROGRAM why thnet-2022-09-23.r01 --format json      a rank, for a program
      PROGRAM why rednet-2022-07-27.c01                   a correction
    """
    from . import why
    from .why import text

    found = why.why(id, package)
    if format == "json":
        sys.stdout.write(text.render_json(found))
    else:
        sys.stdout.write(text.render(found, colour=wants_colour(sys.stdout), width=columns(sys.stdout)))
    return 0


def relations(
    id: Annotated[
        str | None, Parameter(help="a relation, or a statement or derived quantity that relations name")
    ] = None,
    /,
    *,
    suggest: Annotated[
        bool, Parameter(help="propose relations that are missing, as rows to paste into the tables")
    ] = False,
    package: PackageFolder = None,
) -> int:
    """Sums, shares, growth rates, conversions and orders between printed figures, judged within the rounding of the
    figures. Without ID: all of them with their verdicts. With ID: the terms of one, the numbers that decide, and what
    they say about quantities that nobody printed.

    examples:
      PROGRAM relations
      PROGRAM relations tianhe-high-tech-share-2021
      PROGRAM relations thnet-2022-09-23.o05              every relation a statement stands in
    """
    from .relations import listing

    pkg = open_package(package)
    if suggest and id:
        raise CannotRun("--suggest looks at the whole package", "Leave out the ID.")
    text = listing.suggestions(pkg) if suggest else listing.one(pkg, id) if id else listing.listing(pkg)
    sys.stdout.write(text)
    return 0


def rules(
    code: Annotated[str | None, Parameter(completer=_codes, help="a rule or a family, e.g. V204, V2 or V")] = None,
    /,
    *,
    sql: Annotated[
        Literal["duckdb", "spark"] | None, Parameter(help="print the contract (S rules) as SQL of this dialect")
    ] = None,
    package: PackageFolder = None,
) -> int:
    """Explains one rule: what it asks, why, what it finds wrong and right, and how to mend it. Without CODE, or with
    the beginning of one, lists the rules. With --sql prints, for a warehouse, one statement a table that gives the rule
    and the number of every record that breaks it.

    examples:
      PROGRAM rules
      PROGRAM rules V2
      PROGRAM rules V204
      PROGRAM rules --sql spark > contract.sql
    """
    if sql is not None:
        if code is not None:
            raise CannotRun("--sql prints the rules of all tables", f"Leave {shown(code)} out.")
        print(contract_sql(open_package(package), sql))
        return 0
    known = words()
    wanted = (code or "").upper()
    said = known.get(wanted)
    if said is not None:
        warning = "" if said.severity == "error" else f" ({said.severity})"
        parts = (("asks", said.what), ("why", said.why), ("wrong", said.bad), ("right", said.good), ("fix", said.fix))
        print(f"{wanted}  {said.title}{warning}")
        for label, text in parts:
            print("\n".join(hung(f"  {label:<9} ", text, easy())))
        return 0
    listed = {each: entry.title for each, entry in known.items() if each.startswith(wanted)}
    if not listed:
        begin = f"Codes begin with {', '.join(sorted({each[0] for each in known}))}."
        raise CannotRun(f"no rule is called {shown(code or '')}", meant(wanted, known, begin))
    print("\n".join(line for each, title in listed.items() for line in hung(f"{each}  ", title, easy())))
    return 0


def contract_sql(pkg: Package, dialect: str) -> str:
    """The contract of all tables of a package as SQL: one statement each, behind its name and what it needs. Raises
    `CannotRun` where a rule would be left out: of a schema not wholly understood, of a table that cannot be read."""
    from .contract import sql

    schemas, met = understood(pkg), misunderstood(pkg)
    lacking = [f"{one.file}, {one.place}: {one.what}" for one in pkg.not_looked]
    lacking += [f"{pkg.schema_place(name)[0]}, {problem}" for name, some in met.items() for problem in some]
    for name, table in pkg.tables.items():
        if name not in schemas:
            lacking.append(f"{table.path}, which cannot be read")
        elif not table.streamed:
            lacking.append(f"{table.path}, whose cells or types are written in forms of their own")
    if lacking:
        raise CannotRun(f"SQL would lack what is asked of {lacking[0]}", "Judge the package with cnii validate.")
    rows = " ".join(sql.numbered("TABLE", dialect).split())
    needs = f'-- Each table needs the column "{sql.RECORD}", which numbers its rows from 0: {rows}'
    tables = {name: load(schema, name) for name, schema in schemas.items()}
    return "\n\n".join([needs, *(f"-- {name}\n{sql.text(schema, dialect)};" for name, schema in tables.items())])


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish", "powershell"], Parameter(help="the shell the script is for")],
    /,
    *,
    program: Annotated[Program, Parameter(parse=False)],
) -> int:
    """Prints a script by which the shell completes commands, options, names of tables and columns, ids and formats.

    examples:
      PROGRAM completion bash > ~/.local/share/bash-completion/completions/PROGRAM
      PROGRAM completion zsh > ~/.zfunc/_PROGRAM             with ~/.zfunc in fpath
      PROGRAM completion fish > ~/.config/fish/completions/PROGRAM.fish
    """
    sys.stdout.write(program.app().generate_completion(shell=shell))
    return 0
