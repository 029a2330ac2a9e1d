"""Fixtures for all tests."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import core
import planting
import pytest
from hypothesis import HealthCheck, settings
from judging_once import judging_once

import cn_industrial_internet
from cn_industrial_internet import schemas
from reread.package.home import carry, home

# A slow machine is no defect: properties are judged by what they find, never by how long it took.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


#: What an example of the documentation is run by, where it happens to be installed. CI has none of them.
PROGRAMS = ("node", "Rscript", "sqlite3")


def pytest_report_header() -> str:
    """Say which examples are left out here."""
    gone = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"examples not run here, for want of their programs: {', '.join(gone) or 'none'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Collect what needs a program only where it is found."""
    needs = {item: mark.args[0] for item in items for mark in item.iter_markers("needs")}
    assert set(needs.values()) <= set(PROGRAMS)
    gone = [item for item, program in needs.items() if shutil.which(program) is None]
    config.hook.pytest_deselected(items=gone)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(autouse=True, scope="module")
def contract_judged_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where the contract is not the subject, tables that nobody has changed are not judged again."""
    with nullcontext() if request.path.parent.name == "contract" else judging_once():
        yield


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Path]:
    """`make_package(tables=..., sources_texts=...)` writes a small valid package and returns its folder."""

    def make(**parts: object) -> Path:
        return planting.tiny_package(tmp_path, **parts)  # type: ignore[arg-type]

    return make


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of a small package without findings of the B and P rules."""
    return planting.tiny_package(tmp_path)


@pytest.fixture
def real_package_copy(tmp_path: Path) -> Path:
    """The folder of a copy of this project's own data package."""
    return planting.copy_real_package(tmp_path)


def _forget_tables() -> None:
    """Let the records and schemas that the library keeps of its own package be loaded anew."""
    names = cn_industrial_internet._names()
    for name in vars(cn_industrial_internet).keys() & {*names, *names.values()}:
        delattr(cn_industrial_internet, name)
    schemas._own.cache_clear()


@pytest.fixture(scope="module")
def carried_core() -> Iterator[Path]:
    """The core is the package that the library came with: for what is true of any package, and slow with the whole."""
    whole = home()
    carry(core.core())
    _forget_tables()
    yield core.core()
    carry(whole)
    _forget_tables()


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A Spark of one core on this machine, started once for all tests. Queries here are small and each is another: what
    a compiler would make faster for the next million rows only costs time.
    """
    from pyspark.sql import SparkSession

    assert shutil.which("java"), "Spark needs a Java runtime"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["JDK_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .getOrCreate()
    )
    yield session
    session.stop()
