"""Reports to render: of a sound package, of damaged copies of this project's own, and of cells that mean harm."""

from __future__ import annotations

from pathlib import Path

from planting import edit_cell, refresh, tiny_package

from reread.findings import Finding, Outcome
from reread.package.opening import Package, open_package
from reread.rules import all_rules
from reread.run import Report, RuleResult, run

#: What somebody could write into a cell to be taken for markup, a command, a mention or a formula.
HOSTILE = (
    "<script>alert(1)</script>",
    "</pre><img src=x onerror=alert(1)>",
    "::error file=x::pwned",
    "##[error]pwned",
    "::add-mask::a",
    "%0A::set-output name=a::b",
    "@everyone #1 [a](http://x) ![b](http://y)",
    "a|b|c `code` ```fence```",
    "]]> & \" ' <b>",
    "\u202eevil\u202c \x1b[31mred",
    "=HYPERLINK(1)",
)


def whole(root: Path) -> tuple[Report, Package]:
    """Every rule over the package at `root`, and the package."""
    pkg = open_package(root)
    return run(pkg), pkg


def damage(root: Path) -> None:
    """Plant defects of several families in a copy of this project's own package."""
    edit_cell(root, "observations", "thnet-2022-09-23.o04", "value", "2996")
    edit_cell(root, "ranking_entries", "thnet-2022-09-23.r01", "rank", "5")
    evidence = root / "data" / "evidence.csv"
    lines = evidence.read_text("utf-8").split("\n")
    aside = next(n for n, line in enumerate(lines) if line.startswith("rednet-") and ",idiom," in line)
    del lines[aside]
    evidence.write_text("\n".join(lines), "utf-8")
    refresh(root)


def hostile(folder: Path) -> tuple[Report, Package]:
    """A report whose findings hold every hostile text, in all their members."""
    root = tiny_package(folder)
    pkg = open_package(root)
    report = run(pkg, ["B"])
    info = next(rule for rule in all_rules() if rule.code == "B301")
    findings = [
        Finding("B301", "error", "data/things.csv", 2, "note", text, text, text, text, text, 1) for text in HOSTILE
    ]
    report.results = [r for r in report.results if r.info.code != "B301"]
    report.results.append(RuleResult(info, len(findings), len(findings), findings, outcome=Outcome.FAILED))
    report.facts.update({text: text for text in HOSTILE})
    return report, pkg


def many(folder: Path, number: int) -> tuple[Report, Package]:
    """A report of one rule with `number` findings."""
    root = tiny_package(folder)
    rows = "".join(f"k{n:06},1,x \n" for n in range(number))
    (root / "data" / "things.csv").write_bytes(f"thing_id,number,note\n{rows}".encode())
    refresh(root)
    pkg = open_package(root)
    return run(pkg, ["B305"], causes=False), pkg
