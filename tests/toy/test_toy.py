"""A package of another field and country goes through the engine whole: the lamps of the lights of a made-up coast.

Nothing here is Chinese or industrial, and nothing of the dataset is used but the form of its tables.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import planting
import pytest

from reread import cli
from reread.findings import CannotRun
from reread.package.opening import open_package
from reread.package.starting import start
from reread.run import run
from reread.why import why

HERE = Path(__file__).parent
KEY = "gazette-2024-05-06.o01"
COUNT = "count,number of things,,,count,UCUM,1,,,What is counted stands in the definition of the indicator."


def lights(folder: Path) -> Path:
    """From an empty folder to a package that passes: a worksheet of quoted words."""
    like = open_package(planting.ROOT)
    said = {"title": "Lamps of the Amber Coast", "description": "How many lamps the lights of a made-up coast burn."}
    root = start(folder / "lights", name="lights", **said, created="2026-01-01T00:00:00Z", like=like)
    _choose(root / "schemas" / "indicators.json", "topic", enum=["light"])
    _choose(root / "schemas" / "units.json", "name_zh", required=False)
    with (root / "data" / "units.csv").open("a", encoding="utf-8") as units:
        units.write(COUNT + "\n")
    assert cli.PROGRAM.main(["import", str(HERE / "lamps.csv"), "--package", str(root), "--write"]) == 0
    assert cli.PROGRAM.main(["fix", str(root), "--write"]) == 0
    return root


def _choose(schema: Path, column: str, **constraints: object) -> None:
    """Set constraints of a column: the schemas of a new field are its own."""
    whole = json.loads(schema.read_text("utf-8"))
    next(field for field in whole["fields"] if field["name"] == column)["constraints"].update(constraints)
    schema.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, which no test writes to."""
    return lights(tmp_path_factory.mktemp("toy"))


def test_from_an_empty_folder_to_a_green_run(built: Path) -> None:
    report = run(open_package(built))
    assert [(finding.code, finding.place, finding.found) for finding in report.findings] == []
    assert report.passed
    assert report.facts["values read again"] == 3
    assert {family.letter for family in report.families() if family.cases} >= set("BSVXP")


def test_a_wrong_figure_is_found_and_explained(built: Path, tmp_path: Path) -> None:
    root = _copied(built, tmp_path)
    for column in ("value", "lower", "upper"):
        planting.edit_cell(root, "observations", KEY, column, "126")
    assert "V306" in {finding.code for finding in run(open_package(root)).findings if finding.key == KEY}
    assert why(KEY, built).summary == "Gull Point: lamps, 2023: 120"


def _copied(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "lights"))


def test_form_is_repaired_and_versions_are_compared(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = _copied(built, tmp_path)
    path = root / "data" / "observations.csv"
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"\n", b"\r\n"))
    assert cli.PROGRAM.main(["fix", str(root), "--write"]) == 0
    assert path.read_bytes() == raw
    assert cli.PROGRAM.main(["diff", str(built), str(root)]) == 0
    assert "NO DIFFERENCE" in capsys.readouterr().out


def test_it_is_released_and_verified(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = _copied(built, tmp_path)
    out = tmp_path / "dist"
    assert cli.PROGRAM.main(["release", str(root), "--prepare", "--reason", "First"]) == 0
    assert cli.PROGRAM.main(["release", str(root), "--output", str(out)]) == 0, capsys.readouterr().err
    assert (out / "lights-0.1.0.zip").is_file()
    assert (out / "lights-0.1.0-site.zip").is_file()
    assert cli.PROGRAM.main(["verify", str(out)]) == 0


def test_a_distribution_of_its_own_carries_it(built: Path, tmp_path: Path) -> None:
    """What CONTRIBUTING says under "Depend on reread": an import package that carries the data, with a command."""
    code = textwrap.dedent("""\
        from pathlib import Path
        from reread.cli import program
        from reread.package.home import carry

        carry(Path(__file__).parent)
        main = program("lights", "0.1.0", "The lamps of the Amber Coast.", own=["lights"]).main
        """)
    page = (planting.ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert code in page
    package = _copied(built, tmp_path)
    (package / "__init__.py").write_text(code, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import sys, lights; sys.exit(lights.main(['validate']))"],
        capture_output=True, text=True, check=False, timeout=120,
        env={"PYTHONPATH": f"{planting.ROOT / 'src'}:{tmp_path}", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lights 0.1.0  ")


def test_a_start_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", "utf-8")
    like = open_package(planting.ROOT)
    with pytest.raises(CannotRun, match="is not empty"):
        start(tmp_path, name="x", title="X", description="X.", created="2026-01-01T00:00:00Z", like=like)
    with pytest.raises(CannotRun, match="no table is called"):
        start(tmp_path / "new", name="x", title="X", description="X.", created="2026", tables=["ships"], like=like)
