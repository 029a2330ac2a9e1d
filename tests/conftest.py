"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import planting
import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no defect: properties are judged by what they find, never by how long it took.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


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
