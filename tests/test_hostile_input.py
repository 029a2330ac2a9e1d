"""Bad input: one clear finding, exit 1 or 2, never a traceback, and no file changed.

The command is called as its entry point calls it; some cases run in a process of their own, as a person does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from planting import edit_resource, edit_schema, findings, refresh

from cn_industrial_internet import cli
from reread.package import csvtext
from reread.package.opening import open_package

TABLE = "data/things.csv"
SCHEMA = "schemas/things.json"


@dataclass(frozen=True)
class Done:
    """What a command printed and returned."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def called(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`cnii ...` in this process. An exception that escapes it fails the test."""

    def call(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = cli.main([*map(str, arguments)])
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return call


def cnii(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `cnii` in a process of its own."""
    command = [sys.executable, "-m", "cn_industrial_internet.cli", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def tree(folder: Path) -> dict[str, str]:
    """Every entry below a folder: links with their targets, files with their hashes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_file():
            found[name] = sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "folder"
    return found


def edit(path: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """A planting that changes the bytes of one file."""

    def plant(root: Path) -> None:
        (root / path).write_bytes(change((root / path).read_bytes()))

    return plant


def missing_table(root: Path) -> None:
    (root / TABLE).unlink()


def missing_schema(root: Path) -> None:
    (root / SCHEMA).unlink()


def folder_for_table(root: Path) -> None:
    (root / TABLE).unlink()
    (root / TABLE).mkdir()


def pipe_for_table(root: Path) -> None:
    (root / TABLE).unlink()
    os.mkfifo(root / TABLE)


def link_out(root: Path) -> None:
    outside = root.parent / "outside.csv"
    (root / TABLE).rename(outside)
    (root / TABLE).symlink_to(outside)


def folder_link_out(root: Path) -> None:
    (root / "data").rename(root.parent / "elsewhere")
    (root / "data").symlink_to(root.parent / "elsewhere", target_is_directory=True)


def link_loop(root: Path) -> None:
    (root / TABLE).unlink()
    (root / TABLE).symlink_to("things.csv")


def path_out(path: str) -> Callable[[Path], None]:
    def plant(root: Path) -> None:
        (root.parent / "outside.csv").write_bytes((root / TABLE).read_bytes())
        edit_resource(root, "things", path=path)

    return plant


def extra_column(root: Path) -> None:
    table = open_package(root).table("things")
    rows = [[*table.header, "extra"], *([*row.cells, "x"] for row in table.rows)]
    (root / TABLE).write_text(csvtext.write(rows), "utf-8")
    refresh(root)


def unknown_keyword(root: Path) -> None:
    edit_schema(root, "things", surprise=True)


def unknown_constraint(root: Path) -> None:
    schema = json.loads((root / SCHEMA).read_text("utf-8"))
    schema["fields"][1]["constraints"] = {"maximun": 5}
    edit_schema(root, "things", fields=schema["fields"])


def hundred_megabytes(quoted: bool) -> Callable[[Path], None]:
    def plant(root: Path) -> None:
        with (root / TABLE).open("wb") as file:
            file.write(b"thing_id,number,note\na,1,")
            file.write(b'"' if quoted else b"")
            for _ in range(100):
                file.write(b"x" * 1_000_000)
            file.write(b'"\n' if quoted else b"\n")

    return plant


# What is planted -> how, and the file that the one finding names.
FINDINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing table": (missing_table, TABLE),
    "missing schema": (missing_schema, SCHEMA),
    "folder instead of a table": (folder_for_table, TABLE),
    "link out of the package": (link_out, TABLE),
    "folder that links out of the package": (folder_link_out, TABLE),
    "link to itself": (link_loop, TABLE),
    "path above the package": (path_out("../outside.csv"), "datapackage.json"),
    "path above the package in the middle": (path_out("data/../../outside.csv"), "datapackage.json"),
    "absolute path": (path_out("/etc/passwd"), "datapackage.json"),
    "address": (path_out("https://example.org/things.csv"), "datapackage.json"),
    "GBK": (edit(TABLE, lambda raw: raw.decode("utf-8").encode("gb18030")), TABLE),
    "UTF-16": (edit(TABLE, lambda raw: raw.decode("utf-8").encode("utf-16")), TABLE),
    "byte order mark": (edit(TABLE, lambda raw: b"\xef\xbb\xbf" + raw), TABLE),
    "byte order mark in the descriptor": (
        edit("datapackage.json", lambda raw: b"\xef\xbb\xbf" + raw),
        "datapackage.json",
    ),
    "CRLF": (edit(TABLE, lambda raw: raw.replace(b"\n", b"\r\n")), TABLE),
    "empty file": (edit(TABLE, lambda raw: b""), TABLE),
    "zero bytes": (edit(TABLE, lambda raw: b"\x00" * 1000), TABLE),
    "header only": (edit(TABLE, lambda raw: raw.split(b"\n")[0] + b"\n"), TABLE),
    "extra column": (extra_column, TABLE),
    "extra cell": (edit(TABLE, lambda raw: raw.replace(b"plain", b"plain,more")), TABLE),
    "duplicated header": (edit(TABLE, lambda raw: raw.replace(b"thing_id,number", b"thing_id,thing_id")), TABLE),
    "unclosed quote": (edit(TABLE, lambda raw: raw.replace(b'lines"', b"lines")), TABLE),
    "100 MB cell": (hundred_megabytes(quoted=False), TABLE),
    "100 MB quoted cell": (hundred_megabytes(quoted=True), TABLE),
    "descriptor that is not JSON": (edit("datapackage.json", lambda raw: raw[:-10]), "datapackage.json"),
    "descriptor that is a list": (edit("datapackage.json", lambda raw: b"[1]\n"), "datapackage.json"),
    "descriptor of brackets": (edit("datapackage.json", lambda raw: b"[" * 200_000), "datapackage.json"),
    "descriptor without resources": (edit("datapackage.json", lambda raw: b'{"name": "x"}\n'), "datapackage.json"),
    "schema that is not JSON": (edit(SCHEMA, lambda raw: b"fields: []\n"), SCHEMA),
    "schema with a number of 5,000 digits": (edit(SCHEMA, lambda raw: b'{"a": ' + b"9" * 5000 + b"}\n"), SCHEMA),
    "schema with an unknown keyword": (unknown_keyword, SCHEMA),
    "schema with an unknown constraint": (unknown_constraint, SCHEMA),
}
if hasattr(os, "mkfifo"):
    FINDINGS["pipe instead of a table"] = (pipe_for_table, TABLE)


@pytest.mark.parametrize("name", FINDINGS)
def test_one_clear_finding_and_exit_1(tiny: Path, name: str, called: Callable[..., Done]) -> None:
    plant, file = FINDINGS[name]
    plant(tiny)
    before = {} if "pipe" in name else tree(tiny.parent)
    done = called("validate", tiny, "--format", "json")
    assert "Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert [finding["file"] for finding in result["findings"]] == [file]
    finding = result["findings"][0]
    assert all(finding[part] for part in ("code", "found", "expected", "why", "fix"))
    assert len(finding["found"]) < 400
    assert not any(rule["family"] == "V" and rule["outcome"] == "passed" for rule in result["families"])
    if before:
        assert tree(tiny.parent) == before


def nothing(root: Path) -> Path:
    return root / "nowhere"


def folder_without_descriptor(root: Path) -> Path:
    return root / "data"


def a_table(root: Path) -> Path:
    return root / TABLE


def descriptor_is_a_folder(root: Path) -> Path:
    (root / "datapackage.json").unlink()
    (root / "datapackage.json").mkdir()
    return root


def descriptor_links_out(root: Path) -> Path:
    (root / "datapackage.json").rename(root.parent / "datapackage.json")
    (root / "datapackage.json").symlink_to(root.parent / "datapackage.json")
    return root


def name_with_a_null(root: Path) -> Path:
    return root / ("x" * 5000)


@pytest.mark.parametrize(
    "where",
    [
        nothing,
        folder_without_descriptor,
        a_table,
        descriptor_is_a_folder,
        descriptor_links_out,
        name_with_a_null,
    ],
    ids=lambda function: function.__name__,
)
def test_what_is_no_package_cannot_run(tiny: Path, where: Callable[[Path], Path], called: Callable[..., Done]) -> None:
    path = where(tiny)
    before = tree(tiny.parent)
    done = called("validate", path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("cnii: ")
    assert "\n  fix       " in done.stderr
    assert done.stderr.count("\n") == 2
    assert tree(tiny.parent) == before


def test_a_process_of_its_own_says_the_same(tiny: Path, called: Callable[..., Done]) -> None:
    done = cnii("validate", tiny / "nowhere")
    assert Done(done.returncode, done.stdout, done.stderr) == called("validate", tiny / "nowhere")
    FINDINGS["GBK"][0](tiny)
    apart, here = (json.loads(call("validate", tiny, "--format", "json").stdout) for call in (cnii, called))
    assert apart["findings"] == here["findings"]


def test_many_findings_are_counted_never_hidden(tiny: Path, called: Callable[..., Done]) -> None:
    rows = "".join(f"k{n:04},1,x \n" for n in range(300))
    (tiny / TABLE).write_text(f"thing_id,number,note\n{rows}", "utf-8")
    refresh(tiny)
    done = called("validate", tiny, "--rule", "B")
    assert done.returncode == 1
    assert done.stdout.count("  B305") == 1
    assert "so        299 more that follow from it" in done.stdout
    assert "1 finding and 299 that follow" in done.stdout


@pytest.mark.parametrize("resources", [[{"name": 1}], [1], [{"name": "a"}, {"name": "a"}], {"a": 1}])
def test_resources_of_the_wrong_shape(tiny: Path, resources: object, called: Callable[..., Done]) -> None:
    text = json.dumps({"name": "x", "resources": resources}) + "\n"
    (tiny / "datapackage.json").write_text(text, "utf-8")
    done = called("validate", tiny)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "datapackage.json  B105" in done.stdout or "datapackage.json  B101" in done.stdout


def test_a_table_that_may_not_be_read(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: str, flags: int, *more: int) -> int:
        if str(path).endswith("things.csv"):
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    found = findings(tiny)
    assert [(f.code, f.file, f.found) for f in found] == [
        ("B101", TABLE, "a file that cannot be read: Permission denied")
    ]
