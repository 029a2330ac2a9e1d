#!/usr/bin/env python3
"""Try wheel and sdist on newer Pythons than the one at hand: those that a Debian suite holds, in a folder of their own.

Needs root, `debootstrap`, `unshare`, and the registries of Debian and PyPI. A suite (default: sid) is unpacked into
`--root` once, with every Python named; nothing of this system is changed. For each Python: the wheel with its extras in
a new environment, every table into every library and back, `cnii validate`; the same from the sdist; then the tests of
everything that has to do with importing, run from the unpacked sdist. Prints a table; exit code 1 when anything failed.

Takes some minutes, so it is no part of `make test`: `make pythons` runs it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = "validate,pandas,pyarrow,duckdb,schemas"
#: What has to do with importing, and needs neither another language's runtime nor a type checker.
TESTS = (
    "cite cli_look convert import_cost loading missing_libraries query ranking records renamed resolve roundtrip "
    "series user_frames views why"
)
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
EXAMPLES = """
import cn_industrial_internet as cnii
from reread.package.opening import home, open_package

assert "site-packages" in cnii.__file__, cnii.__file__
for name, table in open_package().tables.items():
    for into in ("pandas", "polars", "pyarrow", "duckdb", "records"):
        assert cnii.to_csv(cnii.load(name, into)).encode("utf-8") == (home() / table.path).read_bytes(), (name, into)
assert cnii.query("SELECT count(*) AS n FROM facts", "rows")[0]["n"] == len(cnii.observations)
assert [point.period for point in cnii.series("tianhe", "high_tech_enterprises")] == ["2021-12-31"]
assert cnii.resolve("天河区")[0].entity_id == "tianhe"
assert cnii.schemas.units.findings(cnii.load("units", "polars"), {"units": cnii.load("units", "polars")}) == []
assert cnii.schemas.units.findings(cnii.load("units", "pandas")) == []
cnii.schemas.units.pandera("pandas").validate(cnii.schemas.units.typed(cnii.load("units", "pandas")))
"""
#: Run inside: $1 the version of Python, $2 the wheel, $3 the sdist, $4 the extras, the rest are files of tests.
STEPS = """
python=python$1 wheel=$2 sdist=$3 extras=$4; shift 4
export LC_ALL=C.UTF-8 HOME=/root PIP_DISABLE_PIP_VERSION_CHECK=1
mountpoint -q /proc || mount -t proc proc /proc
mountpoint -q /dev/pts || mount -t devpts -o ptmxmode=666 devpts /dev/pts
env=/try/$python; bin=$env/bin; cd /try
said() { echo "$1 $2" >> /try/result; }
step() { name=$1; shift; echo "--- $python: $name"; if "$@"; then said "$name" passed; else said "$name" FAILED; fi; }
rm -rf $env /try/result
$python -m venv $env && said version "$($bin/python -c 'import platform; print(platform.python_version())')"
step install $bin/pip install --quiet --prefer-binary "/try/$wheel[$extras]" pytest hypothesis
step wheel $bin/python examples.py
step validate $bin/cnii validate
step sdist-install $bin/pip install --quiet --no-deps --force-reinstall "/try/$sdist"
step sdist $bin/python examples.py
cd /try/source
PATH=$bin:$PATH PYTHONPATH=src step tests $bin/python -m pytest -q -p no:cacheprovider "$@"
$bin/pip list 2>/dev/null | grep -E '^(polars|pandas|pyarrow|duckdb|pandera|numpy) '
"""


def prepare(folder: Path, suite: str, versions: list[str]) -> None:
    """Unpack the suite with its Pythons into `folder`, unless that was done before."""
    if not all((folder / f"usr/bin/python{version}").exists() for version in versions):
        wanted = ",".join(["ca-certificates", *(f"python{version}-venv" for version in versions)])
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={wanted}", suite, str(folder)], check=True)
    for path in ("etc/resolv.conf", CERTIFICATES):  # as this system reaches the registries
        if Path("/", path).is_file():
            shutil.copyfile(Path("/", path), folder / path)


def build(folder: Path) -> tuple[str, str]:
    """Build sdist and wheel into `folder`, unpack the sdist beside them; the names of wheel and sdist."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], check=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (folder / sdist.name.removesuffix(".tar.gz")).rename(folder / "source")
    (folder / "examples.py").write_text(EXAMPLES, "utf-8")
    (folder / "steps.sh").write_text(STEPS, "utf-8")
    return wheel.name, sdist.name


def attempt(root: Path, version: str, wheel: str, sdist: str) -> dict[str, str]:
    """What became of each step with one Python."""
    tests = [f"tests/test_{name}.py" for name in TESTS.split()]
    inside = ["chroot", str(root), "sh", "/try/steps.sh", version, wheel, sdist, EXTRAS, *tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(["unshare", "--mount", *inside], check=False, env=environment)
    lines = (root / "try" / "result").read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def main() -> int:
    """Run the command; the exit code."""
    parser = argparse.ArgumentParser(description="Try wheel and sdist on the Pythons of a Debian suite.")
    parser.add_argument("--root", type=Path, required=True, metavar="FOLDER", help="where the suite is unpacked")
    parser.add_argument("--suite", default="sid", help="a suite of Debian (default: sid)")
    parser.add_argument("versions", nargs="*", default=["3.13", "3.14", "3.15"], help="(default: 3.13 3.14 3.15)")
    args = parser.parse_args()
    needed = [name for name in ("debootstrap", "unshare", "chroot") if shutil.which(name) is None]
    if needed or os.geteuid() != 0:
        print(f"try_pythons.py needs root{''.join(f' and {name}' for name in needed)}", file=sys.stderr)
        return 2
    root = args.root.resolve() / args.suite
    root.mkdir(parents=True, exist_ok=True)
    prepare(root, args.suite, args.versions)
    wheel, sdist = build(root / "try")
    results = {version: attempt(root, version, wheel, sdist) for version in args.versions}
    for result in results.values():
        print("  ".join(f"{step}: {outcome}" for step, outcome in result.items()))
    return 0 if all("FAILED" not in result.values() and "tests" in result for result in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
