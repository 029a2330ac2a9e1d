"""`cnii diff`: what it prints, its exit codes, and the comparison as data that anybody may have written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from called import cnii
from hypothesis import given
from hypothesis import strategies as st
from planting import THINGS_CSV, THINGS_SCHEMA, edit_descriptor, tiny_package
from reported import HOSTILE

from reread.diff import diff, forms
from reread.findings import CannotRun
from reread.package import csvtext


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two versions: a cell and a row differ."""
    roots = []
    for name, table in (("old", THINGS_CSV), ("new", THINGS_CSV.replace("plain", "plainer") + "e,5,new\n")):
        (tmp_path / name).mkdir()
        roots.append(tiny_package(tmp_path / name, {"things": (THINGS_SCHEMA, table)}))
    return roots[0], roots[1]


def test_as_text(pair: tuple[Path, Path]) -> None:
    done = cnii("diff", *pair)
    assert (done.returncode, done.stderr) == (0, "")
    assert "things  data/things.csv  1 added, 1 cell in 1 row changed, 4 -> 5 rows" in done.stdout
    assert '      note: "plain" -> "plainer"' in done.stdout
    assert "MINOR  at least 1.3.0, but it is called 1.2.3" in done.stdout
    assert "  minor  1 row added, e.g. things e:" in done.stdout


def test_exit_codes(pair: tuple[Path, Path]) -> None:
    assert cnii("diff", *pair, "--check-version").returncode == 1
    edit_descriptor(pair[1], version="1.3.0")
    assert cnii("diff", *pair, "--check-version").returncode == 0
    (pair[1] / "data" / "things.csv").write_bytes(b"")
    done = cnii("diff", *pair)
    assert done.returncode == 2
    assert "not compared" in done.stdout
    for wrong in ([], [pair[0]], [*pair, "--limit", "0"], [*pair, "--read", "x"], [*pair, "--format", "pdf"]):
        assert cnii("diff", *wrong).returncode == 2


def test_no_difference(pair: tuple[Path, Path]) -> None:
    done = cnii("diff", pair[0], pair[0])
    assert done.stdout.endswith("NO DIFFERENCE  the version need not change\n")
    assert "nothing" in cnii("diff", pair[0], pair[0], "--format", "markdown").stdout


def test_data_and_back(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "diff.json"
    assert cnii("diff", *pair, "--format", "json", "--output", out).stdout == ""
    whole = json.loads(out.read_text("utf-8"))
    assert (whole["format"], whole["bump"], whole["same"]) == ("cnii-diff/1", "minor", False)
    found = diff(*map(str, pair))
    assert forms.read(str(out)) == found
    for form, renderer in (("markdown", forms.markdown), ("text", forms.text), ("html", forms.html)):
        assert cnii("diff", "--read", out, "--format", form).stdout == renderer(found)  # type: ignore[operator]


def test_an_unwritable_file(pair: tuple[Path, Path]) -> None:
    done = cnii("diff", *pair, "--output", "/nonexistent/diff.txt")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("name", ["datapackage.json", "data/things.csv", "schemas/things.json"])
def test_a_file_of_the_package_is_not_written_over(name: str, pair: tuple[Path, Path]) -> None:
    for folder in pair:
        before = (folder / name).read_bytes()
        done = cnii("diff", *pair, "--output", folder / name)
        assert done.returncode == 2 and "belongs to the package" in done.stderr and "Name another file" in done.stderr
        assert (folder / name).read_bytes() == before
    beside = pair[1] / "changes.txt"
    for _ in range(2):
        assert cnii("diff", *pair, "--output", beside).returncode == 0


def test_a_version_is_not_written_over(pair: tuple[Path, Path], tmp_path: Path) -> None:
    bundle = Path(shutil.make_archive(str(tmp_path / "old"), "zip", pair[0]))
    before = bundle.read_bytes()
    done = cnii("diff", bundle, pair[1], "--output", bundle)
    assert done.returncode == 2 and "is what is compared" in done.stderr and bundle.read_bytes() == before


def many(tmp_path: Path, number: int, long: int = 1) -> tuple[str, str]:
    head = "thing_id,number,note\n"
    texts = [head + "".join(f"k{n:06},1,{side * long}\n" for n in range(number)) for side in "ab"]
    roots = []
    for name, table in zip("ab", texts, strict=True):
        (tmp_path / name).mkdir()
        roots.append(str(tiny_package(tmp_path / name, {"things": (THINGS_SCHEMA, table)})))
    return roots[0], roots[1]


def test_what_is_not_listed_is_counted(tmp_path: Path) -> None:
    found = diff(*many(tmp_path, 20_000, 50))
    assert (found.tables[0].changed_cells, len(found.tables[0].cells)) == (20_000, 10_000)
    assert "... and 19,980 more cells changed, counted and not listed" in forms.text(found)
    assert "by column: note 20,000" in forms.text(found)
    page = forms.markdown(found)
    assert "Counted and not listed: 19,970 more cells changed." in page
    page = forms.markdown(found, cap=10_000)
    assert len(page) <= forms.LIMIT
    assert "1 more sections did not fit" in page


def test_long_cells_are_cut_in_the_comment(tmp_path: Path) -> None:
    page = forms.markdown(diff(*many(tmp_path, 3, 5_000)))
    assert "(5,000 characters)" in page
    assert len(page) < 4_000


@pytest.mark.parametrize("renderer", [forms.text, forms.markdown])
def test_hostile_cells(tmp_path: Path, renderer: Any) -> None:
    rows = [(f"k{n:02}", "1", cell) for n, cell in enumerate(HOSTILE)]
    roots = []
    for name, table in (("a", rows[:1]), ("b", rows)):
        (tmp_path / name).mkdir()
        csv = csvtext.write([("thing_id", "number", "note"), *table])
        roots.append(str(tiny_package(tmp_path / name, {"things": (THINGS_SCHEMA, csv)})))
    edit_descriptor(Path(roots[1]), title=HOSTILE[0], version=HOSTILE[6], name=HOSTILE[7])
    page = renderer(diff(*roots))
    assert "\u202e" not in page and "\x1b" not in page
    if renderer is forms.markdown:
        without_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", page)
        for sign in ("<script", "<img", "@everyone", "](http"):
            assert sign not in without_code


# --- read from a file that came with a stranger's pull request ---


def damaged(pair: tuple[Path, Path], edit: Any) -> dict[str, Any]:
    whole = forms.as_dict(diff(*map(str, pair)))
    edit(whole)
    return whole


@pytest.mark.parametrize(
    "edit",
    [
        lambda w: w.update(format="cnii-diff/2"),
        lambda w: w.update(tables={}),
        lambda w: w.update(old=None),
        lambda w: w["structure"].append({"kind": "pwned", "where": "", "old": "", "new": ""}),
        lambda w: w["tables"][0].update(added=-1),
        lambda w: w["tables"][0].update(added=True),
        lambda w: w["tables"][0].update(added=1e308),
        lambda w: w["tables"][0].update(name=["x"]),
        lambda w: w["tables"][0]["cells"].append("x"),
        lambda w: w["tables"][0]["words"].update(a=1),
        lambda w: w.pop("unread"),
    ],
)
def test_anything_else_is_refused(pair: tuple[Path, Path], tmp_path: Path, edit: Any) -> None:
    file = tmp_path / "d.json"
    file.write_text(json.dumps(damaged(pair, edit)), "utf-8")
    with pytest.raises(CannotRun):
        forms.read(str(file))


@pytest.mark.parametrize("raw", [b"", b"[]", b"1", b"\xff", b"[" * 100_000, b'{"format": "cnii-diff/1"}', b"nul"])
def test_what_is_no_comparison_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "d.json"
    file.write_bytes(raw)
    done = cnii("diff", "--read", file, "--format", "markdown")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_too_large_a_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "d.json"
    file.write_bytes(b" " * 100)
    monkeypatch.setattr(forms, "MAX_BYTES", 99)
    with pytest.raises(CannotRun, match="larger than"):
        forms.read(str(file))


def test_the_version_is_judged_anew(pair: tuple[Path, Path], tmp_path: Path) -> None:
    def lie(whole: dict[str, Any]) -> None:
        whole.update(bump="none", demands=[], expected_version="9.9.9", version_ok=True, same=True)

    file = tmp_path / "d.json"
    file.write_text(json.dumps(damaged(pair, lie)), "utf-8")
    assert forms.read(str(file)) == diff(*map(str, pair))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["format", "old", "tables", "x"]), inner)
        ),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    import tempfile

    if isinstance(value, dict):
        value["format"] = "cnii-diff/1"
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        with pytest.raises(CannotRun):
            forms.read(file.name)
