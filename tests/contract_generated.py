"""A generated package with planted errors, and what an engine finds in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cn_industrial_internet.contract.generating import generate
from cn_industrial_internet.contract.package_check import check_package
from cn_industrial_internet.findings import Finding
from cn_industrial_internet.package import open_package

Found = dict[str, tuple[int, int, list[Finding]]]


def made(factory: pytest.TempPathFactory) -> Path:
    """The folder of a package in which every rule is broken."""
    folder = factory.mktemp("generated") / "package"
    generate(folder, 1_000, seed=6)
    return folder


def findings_of(folder: Path, engine: str, large_from: int | None) -> Found:
    """By code: cases, violations, findings."""
    pkg = open_package(folder)
    pkg.engine, pkg.large_from = engine, large_from
    return {code: (one.cases, one.violations, one.findings) for code, one in check_package(pkg).items()}
