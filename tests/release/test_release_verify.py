"""Checking a release: a bit flipped anywhere is found and its file named, by `cnii verify` and by verify.py alone."""

from __future__ import annotations

import ast
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from hashlib import sha256
from pathlib import Path

import planting
import pytest
import released
from hypothesis import given
from hypothesis import strategies as st

from cn_industrial_internet import cli
from reread.package.opening import Package
from reread.release import bundle, verify, verifying
from reread.release.verifying import verified
from reread.run import Report, run


def whole() -> Path:
    """The bundle."""
    return released.asset(".zip")


@cache
def paths() -> list[str]:
    """The paths of all files of the bundle."""
    return sorted(verify.read_folder(released.unpacked()))


@cache
def container() -> bytes:
    """A bundle of some files, cut short: what is told of the container does not depend on what the files hold."""
    return verify.pack({f"r/{path}": (released.unpacked() / path).read_bytes()[:99] for path in paths()[::5]})


@cache
def layout() -> tuple[int, list[zipfile.ZipInfo]]:
    """Where the directory of the container begins, and its members."""
    with zipfile.ZipFile(io.BytesIO(container())) as archive:
        return archive.start_dir, archive.infolist()


def flipped(raw: bytes, place: int, bit: int = 0) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]


def alone(*arguments: object, script: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the verify.py of the bundle with nothing but the standard library."""
    place = script or released.unpacked() / "verify.py"
    command = [sys.executable, "-I", "-S", str(place), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


# --- as released ---


def test_a_release_is_what_was_released(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are run once: inside is the same package each time."""
    reports: list[Report] = []

    def once(pkg: Package) -> Report:
        reports[:] = reports or [run(pkg)]
        return reports[0]

    monkeypatch.setattr(verifying, "run", once)
    for place in (
        whole(),
        released.unpacked(),
        released.first(),
        released.asset(".xlsx"),
        released.first() / "SHA256SUMS",
    ):
        assert cli.main(["verify", str(place)]) == 0
        last = capsys.readouterr().out.splitlines()[-1]
        alone = place == released.unpacked()
        assert last.startswith("whole in itself:") if alone else last == "verified: this is what was released"


def test_a_folder_that_was_altered_and_summed_again_is_called_altered(tmp_path: Path) -> None:
    root = Path(shutil.copytree(released.unpacked(), tmp_path / "release"))
    (root / "README.md").write_text("Another text.\n", "utf-8")
    sums = root / "SHA256SUMS"
    files = {line.split("  ", 1)[1]: (root / line.split("  ", 1)[1]) for line in sums.read_text("utf-8").splitlines()}
    new = "".join(f"{sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in files.items())
    sums.write_bytes(new.encode("utf-8"))
    found = verified(str(root))
    assert [fault for fault in found.faults if "altered" in fault and fault.startswith("README.md")]
    assert found.exit_code == 1


def test_verify_runs_every_family_of_rules() -> None:
    (report,) = verified(str(whole())).reports
    assert [family.letter for family in report.families()] == ["B", "S", "V", "X", "P"]
    assert report.facts["statements read again"]


def test_verify_py_needs_nothing() -> None:
    for arguments in ([], [released.unpacked()], [whole()]):
        done = alone(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("quotations checked: all is well\n")
    verdict = verify.verify(whole())
    pkg = released.release().package
    quoted = [row for row in pkg.table("evidence").rows if row["start"]]
    assert verdict.counts == {
        "files": len(paths()) - 1,
        "tables": len(pkg.tables),
        "rows": sum(map(len, pkg.tables.values())),
        "texts": sum(bool(row["archive_path"]) for row in pkg.table("sources").rows),
        "quotations": len(quoted),
    }


def test_the_script_is_of_the_python_it_promises() -> None:
    tree = ast.parse(Path(verify.__file__).read_text("utf-8"), feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & {"removeprefix", "removesuffix", "is_relative_to", "readlink"}


def test_the_script_in_the_bundle_is_the_module() -> None:
    assert (released.unpacked() / "verify.py").read_bytes() == Path(verify.__file__).read_bytes()


def test_other_tools_read_the_bundle() -> None:
    with zipfile.ZipFile(whole()) as archive:
        assert archive.testzip() is None
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
    if shutil.which("sha256sum"):
        done = subprocess.run(["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=released.unpacked(), check=False)
        assert done.returncode == 0


# --- a flipped bit ---


def member_at(place: int) -> str | None:
    """The member of the bundle that a byte belongs to; None in the directory at its end."""
    if place >= layout()[0]:
        return None
    return max((i.header_offset, i.filename) for i in layout()[1] if i.header_offset <= place)[1]


def places_to_flip() -> list[int]:
    """Every field of every header, some data of every member, much of the directory, all of the end."""
    chosen = random.Random(8)
    end = len(container())
    places = list(range(end - 22, end)) + [chosen.randrange(layout()[0], end) for _ in range(60)]
    for info in layout()[1]:
        data = info.header_offset + 30 + len(info.filename.encode())
        places += [info.header_offset + at for at in chosen.sample(range(30 + len(info.filename)), 4)]
        places += [data, data + info.file_size - 1] if info.file_size else []
    return places


def test_a_flipped_bit_anywhere_in_the_bundle_is_found_in_its_file() -> None:
    chosen = random.Random(9)
    missed, misnamed = [], []
    for place in places_to_flip():
        broken = flipped(container(), place, chosen.randrange(8))
        _, faults = verify.unpack(broken, whole().name)
        owner = member_at(place)
        if not faults:
            missed.append(place)
        elif owner and owner not in [fault.file for fault in faults]:
            misnamed.append((place, owner, faults[:2]))
    assert (missed, misnamed) == ([], [])


@given(st.deferred(lambda: st.integers(0, len(container()) - 1)), st.integers(0, 7))
def test_no_single_bit_goes_unnoticed(place: int, bit: int) -> None:
    _, faults = verify.unpack(flipped(container(), place, bit), whole().name)
    owner = member_at(place)
    assert faults
    assert owner is None or owner in [fault.file for fault in faults]


@given(st.deferred(lambda: st.integers(1, len(container()) - 1)), st.sampled_from(["cut", "doubled", "added"]))
def test_a_bundle_that_is_cut_or_grown_is_refused(place: int, how: str) -> None:
    raw, part = container(), container()[:place]
    assert verify.unpack({"cut": part, "doubled": part + raw, "added": raw + part}[how], whole().name)[1]


def test_a_flipped_bit_in_any_unpacked_file_is_named() -> None:
    files = verify.read_folder(released.unpacked())
    chosen = random.Random(10)
    paths = [path for path, raw in files.items() if raw]
    for group in (paths[at::16] for at in range(16)):
        broken = {p: flipped(files[p], chosen.randrange(len(files[p])), chosen.randrange(8)) for p in group}
        named = "\n".join(map(str, verify.check({**files, **broken}).faults))
        assert [path for path in group if path not in named] == []


@pytest.mark.parametrize("path", ["data/observations.csv", "seeds", "schemas/units.json", "verify.py", "SHA256SUMS"])
def test_both_programs_name_the_file(tmp_path: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "release"
    shutil.copytree(released.unpacked(), root)
    place = sorted((root / path).iterdir())[0] if (root / path).is_dir() else root / path
    name = place.relative_to(root).as_posix()
    place.write_bytes(flipped(place.read_bytes(), place.stat().st_size // 2))
    script = released.unpacked() / "verify.py"
    done = alone(root, script=script)
    assert done.returncode == 1
    assert name in done.stdout
    assert cli.main(["verify", str(root)]) == 1
    said = capsys.readouterr().out
    assert name in said
    assert "not evaluated" in said
    assert said.endswith("not verified\n")

    broken = tmp_path / "broken.zip"
    at = whole().read_bytes().index(f"/{name}".encode()) + len(name) + 10
    broken.write_bytes(flipped(whole().read_bytes(), at))
    done = alone(broken)
    assert (done.returncode, name in done.stdout) == (1, True)
    assert cli.main(["verify", str(broken)]) == 1
    assert name in capsys.readouterr().out


def test_another_file_of_the_release_is_checked_by_its_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("SHA256SUMS", "dcat.jsonld"):
        shutil.copy(released.first() / name, tmp_path)
    assert cli.main(["verify", str(tmp_path)]) == 0
    assert "1 of the" in capsys.readouterr().out
    (tmp_path / "dcat.jsonld").write_bytes(b"{}")
    assert cli.main(["verify", str(tmp_path / "dcat.jsonld")]) == 1
    assert "dcat.jsonld: SHA-256" in capsys.readouterr().out


def test_other_zip_files_are_no_bundles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel = verify.pack({"package/datapackage.json": b"{}", "package/verify.py": b"SUMS = 'SHA256SUMS'"})
    files = {"package.whl": wheel, whole().name: whole().read_bytes()}
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / verify.SUMS).write_text(bundle.sums_text(files), "utf-8")
    assert cli.main(["verify", str(tmp_path)]) == 0
    assert cli.main(["verify", str(tmp_path / "package.whl")]) == 0
    assert capsys.readouterr().out.count("quotations") == 1


# --- more than hashes ---


def resealed(root: Path) -> None:
    """Make the hashes of an altered release true, as somebody would who wants to deceive."""
    planting.refresh(root)
    crate = json.loads((root / verify.CRATE).read_text("utf-8"))
    for entry in crate["@graph"]:
        if "sha256" in entry:
            entry["sha256"] = sha256((root / entry["@id"]).read_bytes()).hexdigest()
    (root / verify.CRATE).write_text(json.dumps(crate), "utf-8")
    files = {path: raw for path, raw in verify.read_folder(root).items() if path != verify.SUMS}
    (root / verify.SUMS).write_text(bundle.sums_text(files), "utf-8")


def test_a_digit_changed_under_true_hashes_is_found_by_the_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = released.unpack(tmp_path)
    planting.edit_cell(root, "observations", "thnet-2022-09-23.o03", "value", "38.3")
    resealed(root)
    assert alone(root).returncode == 0
    assert cli.main(["verify", str(root)]) == 1
    assert "data/observations.csv" in capsys.readouterr().out


def test_a_quotation_moved_under_true_hashes_is_found_by_both(tmp_path: Path) -> None:
    root = released.unpack(tmp_path)
    row = next(row for row in released.release().package.table("evidence").rows if row["start"])
    planting.edit_cell(root, "evidence", row.key, "quote", row["quote"] + "x")
    resealed(root)
    done = alone(root)
    assert done.returncode == 1
    assert f"the quotation {row.key} does not stand at" in done.stdout
    assert cli.main(["verify", str(root)]) == 1


def test_files_added_or_missing_are_named(tmp_path: Path) -> None:
    root = released.unpack(tmp_path)
    (root / "data" / "more.csv").write_text("a\n1\n")
    (root / "schemas" / "units.json").unlink()
    (root / ".DS_Store").write_bytes(b"litter is not counted")
    done = alone(root)
    assert done.returncode == 1
    assert "data/more.csv: there, and not listed" in done.stdout
    assert "schemas/units.json: listed in SHA256SUMS, and not there" in done.stdout
    assert "2 faults" in done.stdout


# --- nothing to check against, and malice ---


def test_what_is_no_release_cannot_be_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lone.xlsx").write_bytes(b"PK and then something else")
    (tmp_path / "empty").mkdir()
    for place in ("lone.xlsx", "empty", "missing"):
        assert cli.main(["verify", str(tmp_path / place)]) == 2
        error = capsys.readouterr().err
        assert "Traceback" not in error
        assert "fix" in error
        assert alone(tmp_path / place).returncode in (1, 2)
    assert alone(1, 2).returncode == 2
    assert alone("--help").returncode == 0


@pytest.mark.parametrize("name", ["../outside", "/absolute", "C:\\windows", "a/../../b", "line\nbreak"])
def test_a_member_that_leads_outside_is_no_member(tmp_path: Path, name: str) -> None:
    hostile = tmp_path / "hostile.zip"
    hostile.write_bytes(verify.pack({"r/datapackage.json": b"{}", name: b"x", "r/SHA256SUMS": b""}))
    members, faults = verify.unpack(hostile.read_bytes(), hostile.name)
    assert name not in members
    assert faults
    assert cli.main(["verify", str(hostile)]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.zip"]


def test_a_list_of_hashes_cannot_point_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"x")
    root = tmp_path / "release"
    root.mkdir()
    (root / "SHA256SUMS").write_text(f"{sha256(b'x').hexdigest()}  ../secret\n")
    assert cli.main(["verify", str(root)]) == 2


def test_a_compressed_zip_is_told_apart(tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths():
            archive.write(released.unpacked() / path, f"again/{path}")
    done = alone(again)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
