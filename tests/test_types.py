"""What an editor and a type checker see: examples pass, a misspelt table or column does not."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import planting

import cn_industrial_internet as cnii
from reread.package.opening import open_package
from reread.tables import loading
from reread.tables.columns import known_names

PROGRAM = """\
from collections.abc import Sequence
from decimal import Decimal
from typing import assert_type

import duckdb
import pandas as pd
import polars as pl

import cn_industrial_internet as cnii
from cn_industrial_internet import Fact, Observation, ObservationColumn

# what works
assert_type(cnii.load("observations"), pl.DataFrame)
assert_type(cnii.load("observations", "pandas"), pd.DataFrame)
assert_type(cnii.load("facts", "polars"), pl.DataFrame)
assert_type(cnii.load("units", into="duckdb", decimals="float"), duckdb.DuckDBPyRelation)
assert_type(cnii.load("anything", "polars", package="elsewhere"), pl.DataFrame)
assert_type(cnii.load("facts", "records")[0], Fact)
assert_type(cnii.observations[0], Observation)
assert_type(cnii.observations[0].value, Decimal | None)
assert_type(cnii.observations.get("x"), Observation | None)
assert_type(cnii.observations.to_polars("entity_id", "value"), pl.DataFrame)
assert_type([row.rank for row in cnii.ranking("ccid-top-districts-2022")], list[int | None])
assert_type(cnii.query("SELECT 1"), duckdb.DuckDBPyRelation)
assert_type(cnii.query("SELECT 1", "pandas"), pd.DataFrame)
assert_type(cnii.convert(Decimal(5), "m2", from_unit="m2"), Decimal)
assert_type(cnii.convert(cnii.load("facts", "polars"), "m2"), pl.DataFrame)
assert_type([point.value for point in cnii.series("tianhe", "high_tech_enterprises")], list[Decimal | None])
assert_type(cnii.cite(style="bibtex"), str)
columns: Sequence[ObservationColumn] = ["entity_id", "value"]
names: list[str] = [match.entity_id for match in cnii.resolve("Tianhe")]
if cnii.entities[0].type == "city":
    print(cnii.why("x").summary, cnii.schemas.names(), cnii.__version__)

# what does not
cnii.load("observatons")
cnii.observatons
cnii.observations[0].valeu
cnii.observations.to_polars("entity_id", "valeu")
cnii.load("facts", "records")[0].entity_name
cnii.load("facts", "parquet")
cnii.load("units", decimals="exact")
wrong: ObservationColumn = "valeu"
cnii.entities[0].type == "citty"
cnii.ranking("ccid-top-districts-2022").entries.to_pandas("rnk")
cnii.units[0].name = "other"
cnii.cite(style="apa")
cnii.query("SELECT 1", "spark")
"""


def _documented() -> dict[str, str]:
    """The examples in Python of the documentation as programs: the blocks of the tutorial are one."""
    names = ("README.md", "docs/access.md", "docs/tutorial.md")
    pages = {name: (planting.ROOT / name).read_text("utf-8") for name in names}
    found = {name: re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL) for name, page in pages.items()}
    programs = {"tutorial": "\n".join(found.pop("docs/tutorial.md"))}
    for name, blocks in found.items():
        programs |= {f"{Path(name).stem}_{number}": code for number, code in enumerate(blocks, 1)}
    assert set(programs) >= {"tutorial", "README_1", "access_1"}
    return programs


def _mypy(*paths: Path) -> str:
    """What mypy says of programs."""
    options = ["--strict", "--no-error-summary", "--hide-error-context"]
    return subprocess.run(
        [sys.executable, "-m", "mypy", *options, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        cwd=planting.ROOT,
        env={**os.environ, "MYPYPATH": str(planting.ROOT / "src")},
        timeout=600,
    ).stdout


def test_examples_pass_and_every_slip_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, "utf-8")
    examples = _documented()
    for name, code in examples.items():
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
    # Together, since reading the libraries' types takes longest: one example of the tutorial is misspelt.
    slip = tmp_path / "slip.py"
    slip.write_text(
        examples["tutorial"].replace("cnii.derived", "cnii.derivd").replace("best.entity_id", "best.entity_ids")
    )
    output = _mypy(path, slip, *(tmp_path / f"{name}.py" for name in examples))
    # By the name of the file alone: mypy may answer from its cache, where the folder is that of an earlier run.
    said = [line.split(":", 3) for line in output.splitlines() if ": error: " in line]
    errors = {name: [] for name in (path.name, slip.name)} | {Path(place).name: [] for place, *_ in said}
    for place, number, _, words in said:
        errors[Path(place).name].append((int(number), words))
    assert set(errors) == {path.name, slip.name}, output
    assert ["has no attribute" in words for _, words in errors[slip.name]] == [True, True], output
    lines = PROGRAM.splitlines()
    first = lines.index("# what does not") + 2
    assert sorted({number for number, _ in errors[path.name]}) == list(range(first, len(lines) + 1)), output


def test_a_changed_generated_file_is_noticed(tmp_path: Path) -> None:
    copy = planting.ROOT / "src" / "cn_industrial_internet" / "__init__.pyi"
    text = copy.read_text("utf-8")
    assert "Written by scripts/build_stubs.py; do not edit." in text
    spec = importlib.util.spec_from_file_location("build_stubs", planting.ROOT / "scripts" / "build_stubs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pkg = open_package()
    assert module.files(pkg)[copy] == text
    pkg.tables["more"] = pkg.tables["units"]
    assert module.files(pkg)[copy] != text


def test_the_stub_says_what_the_package_has() -> None:
    tree = ast.parse((planting.ROOT / "src" / "cn_industrial_internet" / "__init__.pyi").read_text("utf-8"))
    offered: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            offered |= {name.asname for name in node.names if name.asname}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            offered.add(node.target.id)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            offered |= {node.targets[0].id} & set(cnii.__all__)
        elif isinstance(node, ast.FunctionDef):
            offered.add(node.name)
            parameters = [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
            assert parameters == list(inspect.signature(loading.load).parameters)
    assert offered == {*cnii.__all__, "__all__", *known_names(open_package())}
    for name in offered:
        assert getattr(cnii, name) is not None
