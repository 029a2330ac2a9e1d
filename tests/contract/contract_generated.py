"""A generated package with planted errors, and what an engine finds in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from contract_generating import generate
from core import core

from reread.findings import Finding
from reread.package.opening import open_package
from reread.rules.package_check import check_package, pass_over

Found = dict[str, tuple[int, int, list[Finding]]]


def made(factory: pytest.TempPathFactory) -> Path:
    """The folder of a package in which every rule is broken."""
    folder = factory.mktemp("generated") / "package"
    generate(folder, 1_000, seed=6, like=core())
    return folder


def findings_of(folder: Path, large_from: int | None) -> Found:
    """By code: cases, violations, findings."""
    pkg = open_package(folder)
    pkg.large_from, pkg.pass_over = large_from, pass_over
    return {code: (one.cases, one.violations, one.findings) for code, one in check_package(pkg).items()}
