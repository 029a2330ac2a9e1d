"""The wheel, built by way of the sdist and installed without the repository: the data come with it, and prove
themselves there.

Two environments that see the libraries of this environment through a .pth file (the project itself, as it is installed
here, is not reached that way): a full one, and a bare one, from which the libraries of the extras are hidden.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from core import core
from planting import ROOT

import cn_industrial_internet as cnii
from reread import run as running
from reread.package.opening import open_package
from reread.report import json_

CARRIED = ("data", "schemas", "seeds")
LOAD_ALL = """
import json, sys
from pathlib import Path
import cn_industrial_internet as cnii
from reread.package.opening import home, open_package

assert "site-packages" in cnii.__file__, cnii.__file__
shapes = {}
for name, table in open_package().tables.items():
    for into in ("pandas", "polars"):
        frame = cnii.load(name, into)
        assert cnii.to_csv(frame).encode("utf-8") == (home() / table.path).read_bytes(), (name, into)
        shapes[f"{name} {into}"] = frame.shape
print(json.dumps(shapes))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with sdist and wheel."""
    folder = tmp_path_factory.mktemp("dist")
    isolation = ["--no-isolation"] if find_spec("hatchling") else []
    command = [sys.executable, "-m", "build", *isolation, "--outdir", str(folder), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=300, env=_environment())
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def _installed(folder: Path, wheel: Path, see: Sequence[str]) -> Path:
    """An environment at `folder` with nothing but the wheel, and the packages in the folders `see`; its programs."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    command = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", "--quiet", "--no-deps"]
    command += ["--no-index", "--disable-pip-version-check", str(wheel)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, env=_environment())
    assert run.returncode == 0, run.stderr
    (site,) = folder.rglob("site-packages")
    (site / "libraries.pth").write_text("".join(f"{path}\n" for path in dict.fromkeys(see)), "utf-8")
    return programs


#: Hides the libraries that only extras bring.
HIDE = """
import sys

class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "pyarrow", "duckdb", "pyspark", "xlsxwriter"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hide())
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    paths = sysconfig.get_paths()
    programs = _installed(tmp_path_factory.mktemp("bare") / "env", wheel, (paths["purelib"], paths["platlib"]))
    (site,) = programs.parent.rglob("site-packages")
    (site / "hide.py").write_text(HIDE, "utf-8")
    (site / "hide.pth").write_text("import hide\n", "utf-8")
    return programs


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    paths = sysconfig.get_paths()
    return _installed(tmp_path_factory.mktemp("full") / "env", wheel, (paths["purelib"], paths["platlib"]))


def _environment() -> dict[str, str]:
    """This environment without what would lead a program back to the repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
    }


def _run(programs: Path, *command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *rest = command
    return subprocess.run(
        [str(programs / program), *rest], capture_output=True, text=True, cwd=folder, timeout=120, env=_environment()
    )


def test_the_wheel_carries_the_data_unchanged(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    wanted = [ROOT / "datapackage.json", *(p for name in CARRIED for p in sorted((ROOT / name).iterdir()))]
    wanted.append(ROOT / "changes" / "aliases.csv")
    assert len(wanted) > 25
    for path in wanted:
        name = f"cn_industrial_internet/{path.relative_to(ROOT).as_posix()}"
        assert inside[name] == path.read_bytes(), name
    assert "cn_industrial_internet/py.typed" in inside
    assert not [name for name in inside if name.split("/")[0] in ("tests", "scripts") or "__pycache__" in name]


def test_the_installed_command_says_of_the_installed_data_what_the_checkout_says(full: Path, tmp_path: Path) -> None:
    program = "import cn_industrial_internet; from reread.package.home import home; print(home())"
    home = Path(_run(full, "python", "-c", program, folder=tmp_path).stdout.strip())
    before = {path: path.stat().st_mtime_ns for name in CARRIED for path in (home / name).iterdir() if path.is_file()}
    run = _run(full, "cnii", "validate", "--format", "json", folder=tmp_path)
    report = json.loads(run.stdout)
    here = json_.as_dict(running.run(open_package(ROOT)))
    assert Path(report["package"]["root"]) == home
    assert run.returncode == here["exit_code"]
    for part in ("passed", "files", "rows", "cases", "findings", "facts"):
        assert report[part] == here[part], part
    after = {path: path.stat().st_mtime_ns for path in before}
    assert after == before


def test_every_table_loads_from_the_installed_wheel(full: Path, tmp_path: Path) -> None:
    run = _run(full, "python", "-c", LOAD_ALL, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    shapes = json.loads(run.stdout)
    resources = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["resources"]
    assert set(shapes) == {f"{r['name']} {into}" for r in resources for into in ("pandas", "polars")}
    assert all(rows and columns for rows, columns in shapes.values())


def test_why_works_without_any_extra(bare: Path, tmp_path: Path) -> None:
    run = _run(bare, "cnii", "why", "thnet-2022-09-23.o05", folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "[who: the district -> Tianhe district]" in " ".join(run.stdout.split())


@pytest.mark.parametrize("library", ["pandas", "pyarrow", "duckdb"])
def test_a_bare_installation_names_the_extra_for_frames(bare: Path, tmp_path: Path, library: str) -> None:
    load = f"cnii.load('units', '{library}')"
    program = f"import cn_industrial_internet as cnii\ntry: {load}\nexcept ImportError as error: print(error)"
    run = _run(bare, "python", "-c", program, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert f"pip install 'cn-industrial-internet[{library}]'" in run.stdout


def test_a_bare_installation_validates_and_loads(bare: Path, tmp_path: Path) -> None:
    assert _run(bare, "cnii", "validate", str(core()), folder=tmp_path).returncode == 0
    program = "import cn_industrial_internet as c; print(type(c.load('facts')).__module__, c.schemas.names()[0])"
    run = _run(bare, "python", "-c", program, folder=tmp_path)
    assert run.stdout.split() == ["polars.dataframe.frame", sorted(cnii.schemas.names())[0]], run.stderr
    assert _run(bare, "reread", "--version", folder=tmp_path).stdout.startswith("reread ")
    assert _run(bare, "python", "-m", "cn_industrial_internet", "rules", "V204", folder=tmp_path).returncode == 0
