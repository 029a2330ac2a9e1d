"""Builds a release into one folder: bundle, formats, descriptions, wheel and sdist, notes, SHA256SUMS.

It builds only from a package in which no rule finds an error, under a version that the difference to the last release
allows, with the reasons of its changes written down. Nothing is left behind where something fails on the way. What a
release needs in the project's folder and a program writes is prepared first: changes, changelog, citation.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from cyclopts import Parameter

from ..files import writing
from ..findings import CannotRun
from ..package import csvtext, renamed
from ..package.jsontext import json_text
from ..package.renamed import FOLDER
from ..run import run
from . import bundle, changelog, explorer, verify
from .changes import VERSIONS, Change, Step, Version, known, must_be_new, previous, read, step
from .formats import databases, xlsx
from .metadata import written
from .model import Release, asset, open_release

NOTES = "RELEASE_NOTES.md"
#: What follows the name of the release, and the function that makes the bytes of the file.
FORMATS: dict[str, Callable[[Release], bytes]] = {
    "-parquet.zip": databases.parquet,
    ".sqlite": databases.sqlite,
    ".duckdb": databases.duckdb,
    ".xlsx": xlsx.build,
    "-site.zip": explorer.build,
}


def build(root: Path | str, out: Path, spec: str | None = None) -> list[Path]:
    """Build the release of the package at `root` into the folder `out`; the files, SHA256SUMS last.

    `spec` names the last release (a bundle, a folder, git:REVISION); without it, the newest tag below this version.
    Files of an earlier build in `out` are replaced, any others refused. Raises `CannotRun` where the release may not
    be, or cannot be, built.
    """
    _must_be_ours(out)
    release, taken = _taken(root, spec)
    if taken.refusals:
        more = "".join(f"\n  also      {refusal}" for refusal in taken.refusals[1:])
        raise CannotRun(f"{taken.refusals[0]}{more}", "Correct that; docs/stability.md says what a version promises.")
    outdated = _stale(release, described(release, taken))
    if outdated:
        fix = "Run cnii release --prepare, and look at what it writes."
        raise CannotRun(f"{', '.join(outdated)} {'is' if len(outdated) == 1 else 'are'} not up to date", fix)
    _must_pass(release)
    return _place(assemble(release, taken), out)


def prepare(
    root: Path | str, spec: str | None = None, fill: tuple[str, str] = ("", "")
) -> tuple[Release, Step, list[str]]:
    """Write changes, changelog and citation where they differ; the release, the step and what was written.

    `fill` is the reason and the reference for changes that need one and have none yet.
    """
    release, taken = _taken(root, spec, fill)
    texts = described(release, taken)
    names = _stale(release, texts)
    for name in names:
        place = release.package.root / name
        with writing(place, "Give write permission."):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(texts[name].encode("utf-8"))
    return release, taken, names


def _taken(root: Path | str, spec: str | None, fill: tuple[str, str] = ("", "")) -> tuple[Release, Step]:
    release = open_release(root)
    must_be_new(release)
    with previous(release, spec) as old:
        return release, step(release, old, fill)


def described(release: Release, taken: Step | None = None) -> dict[str, str]:
    """The files of the project's folder that a program writes, by path: changelog and citation with the changes that
    are written; or those of the step `taken`, and then the files of changes too.
    """
    root, found = release.package.root, dict[str, str]()
    versions = taken.versions if taken else known(root)
    changes = {line.version: read(root / FOLDER / f"{line.version}.csv") for line in versions}
    if taken:
        changes[release.version] = taken.changes
        found[VERSIONS] = csvtext.write([Version._fields, *taken.versions])
        found[f"{FOLDER}/{release.version}.csv"] = csvtext.write([Change._fields, *taken.changes])
        found[renamed.PATH] = renamed.write(taken.aliases)
    if versions:
        found["CHANGELOG.md"] = changelog.page(versions, changes)
    return found | {"CITATION.cff": written.cff(release), ".zenodo.json": json_text(written.zenodo(release))}


def _stale(release: Release, texts: dict[str, str]) -> list[str]:
    """Which of the files are not what they would be written as."""
    places = {name: release.package.root / name for name in texts}
    return [n for n, place in places.items() if not place.is_file() or place.read_bytes() != texts[n].encode("utf-8")]


def assemble(release: Release, taken: Step) -> dict[str, bytes]:
    """Every file of the release by name."""
    inside = {f"{release.stem}/{path}": raw for path, raw in bundle.contents(release).items()}
    files = {f"{release.stem}.zip": verify.pack(inside)}
    files |= {f"{release.stem}{end}": make(release) for end, make in FORMATS.items()}
    files |= _distributions(release)
    changes = release.package.root / FOLDER / f"{release.version}.csv"
    files["changes.csv"] = changes.read_bytes()
    files |= written.beside(release, [asset(name, raw) for name, raw in files.items()])
    listed = [asset(name, raw) for name, raw in files.items()]
    files[NOTES] = changelog.notes(release, taken.versions[-1], taken.changes, listed).encode()
    files[verify.SUMS] = bundle.sums_text(files).encode()
    return files


def _must_pass(release: Release) -> None:
    report = run(release.package)
    if report.exit_code:
        raise CannotRun("the package does not pass its rules", "Run cnii validate, and mend what it finds.")


def _distributions(release: Release) -> dict[str, bytes]:
    """Wheel and sdist, where the package comes with a program. Raises `CannotRun` where that states another version."""
    root = release.package.root
    project = root / "pyproject.toml"
    if not project.is_file():
        return {}
    version = tomllib.loads(project.read_text("utf-8")).get("project", {}).get("version", release.version)
    if version != release.version:
        raise CannotRun(
            f"pyproject.toml says version {version}, datapackage.json {release.version}", "Give both the same version."
        )
    with TemporaryDirectory() as folder:
        isolation = ["--no-isolation"] if find_spec("hatchling") else []
        command = [sys.executable, "-m", "build", *isolation, "--outdir", folder, str(root)]
        dated = {**os.environ, "SOURCE_DATE_EPOCH": str(int(release.created.timestamp()))}
        done = subprocess.run(command, env=dated, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stdout + done.stderr).strip().splitlines() or ["no message"]
            raise CannotRun(f"wheel and sdist cannot be built: {said[-1]}", "Install the extra dev, and try again.")
        return {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}


def _must_be_ours(out: Path) -> None:
    """Raises `CannotRun` where `out` holds anything that an earlier build did not leave there."""
    there = next(place for place in (out, *out.parents) if place.exists())
    if not there.is_dir():
        raise CannotRun(f"{there} is a file", "Name a folder.")
    earlier = set()
    if (out / verify.SUMS).is_file():
        earlier = {verify.SUMS, *verify.sums((out / verify.SUMS).read_bytes())[0]}
    foreign = sorted(entry.name for entry in out.iterdir() if entry.name not in earlier) if out.is_dir() else []
    if foreign:
        raise CannotRun(f"{out} holds {foreign[0]}, which no release left there", "Name an empty folder, or clear it.")


def _place(files: dict[str, bytes], out: Path) -> list[Path]:
    _must_be_ours(out)
    with writing(out, "Name a folder you own."):
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
            made = Path(folder, "release")
            made.mkdir()
            for name, raw in files.items():
                (made / name).write_bytes(raw)
            if out.is_dir():
                shutil.rmtree(out)
            made.rename(out)
    return [out / name for name in files]


def release(
    path: Annotated[str, Parameter(help="folder of the package")] = ".",
    /,
    *,
    output: Annotated[Path, Parameter(help="where to put the files")] = Path("dist"),
    previous: Annotated[
        str | None,
        Parameter(
            help="the last release: a bundle, a folder or git:REVISION (default: the newest tag vVERSION below it)"
        ),
    ] = None,
    only_prepare: Annotated[
        bool, Parameter(name="--prepare", help="write changes, changelog and citation; build nothing")
    ] = False,
    check: Annotated[bool, Parameter(help="see that changelog and citation are what would be written")] = False,
    reason: Annotated[str, Parameter(help="with --prepare: for changes that have none yet")] = "",
    reference: Annotated[str, Parameter(help="with --prepare: where it can be read up")] = "",
) -> int:
    """Builds every file of a release from a package that passes its rules: a bundle (zip), Parquet, SQLite, DuckDB,
    xlsx and the explorer (zip), descriptions for catalogues and citation, wheel and sdist, notes, SHA256SUMS. Refuses a
    version lower than the changes since the last release demand, and changes without a reason. With --prepare writes
    what a person then completes: changes/VERSION.csv, CHANGELOG.md, CITATION.cff, .zenodo.json. Equal packages make
    equal bytes. Exit codes: 0 done, 1 with --check when a generated file is out of date, 2 refused or cannot run.

    examples:
      PROGRAM release . --prepare                         write what a person then completes
      PROGRAM release . --check
      PROGRAM release . --output dist
    """
    if only_prepare and check:
        raise CannotRun("--prepare and --check exclude each other", "Leave out one of them.")
    if (reason or reference) and not only_prepare:
        raise CannotRun("--reason and --reference belong to --prepare", "Add --prepare, or leave them out.")
    if check:
        texts = described(found := open_release(path))
        outdated = _stale(found, texts)
        sys.stderr.writelines(f"{name} is out of date; run release with --prepare\n" for name in outdated)
        sys.stdout.write("" if outdated else f"{', '.join(texts)}: up to date\n")
        return 1 if outdated else 0
    if not only_prepare:
        for place in build(path, output, previous):
            sys.stdout.write(f"{place.stat().st_size:>12,}  {place}\n")
        return 0
    found, taken, done = prepare(path, previous, (reason, reference))
    line, count = taken.versions[-1], len(taken.changes)
    since = f"{count:,} changes since {line.previous}, {line.bump}" if line.previous else "the first release"
    sys.stdout.write(f"{found.name} {line.version}, {since}. Who must act: {changelog.who_must_act(taken.changes)}\n")
    sys.stdout.writelines(f"written: {name}\n" for name in done)
    sys.stdout.writelines(f"to do: {refusal}\n" for refusal in taken.refusals)
    return 0
