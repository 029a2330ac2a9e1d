"""The forms of a report: GitHub annotations, JSON, JUnit, SARIF, Markdown, and how the command line asks for them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest
import statement_package
import xmlschema
from called import cnii
from planting import replace
from reported import HOSTILE, damage, hostile, many, whole

from reread.console import cell_len
from reread.escaping import cell_code, code, one_line, prose, visible, xml
from reread.findings import CannotRun
from reread.package.opening import open_package
from reread.report import github, json_, junit, markdown, sarif, text
from reread.report.formats import FORMATS, Wanted, wanted, write
from reread.rules.package_check import pass_over
from reread.run import run

STANDARDS = Path(__file__).resolve().parents[1] / "standards"
TABLE = "data/things.csv"


# --- escaping ---


def test_nothing_invisible_is_left() -> None:
    assert visible("a\u200bb\u202ec\x1bd\ue000") == "a<U+200B>b<U+202E>c<U+001B>d<U+E000>"
    assert visible("天河区\u3000two\nlines") == "天河区\u3000two\nlines"
    assert one_line("a\nb\tc") == "a b c"
    assert xml("a\x0bb\uffff") == "a<U+000B>b<U+FFFF>"


@pytest.mark.parametrize("text", [*HOSTILE, "`", "``a", "a``", " a", "a "])
def test_a_code_span_cannot_be_left(text: str) -> None:
    span = code(text)
    fence = re.match("`+", span)
    assert fence is not None
    inner = span[len(fence[0]) : -len(fence[0])]
    assert fence[0] not in re.findall("`+", inner)
    assert "\n" not in span
    assert not re.search(r"(?<!\\)\|", cell_code(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_is_prose(text: str) -> None:
    found = prose(text)
    assert not set("<>@") & set(re.sub(r"&\w+;|&#64;", "", found).replace("<U+", ""))
    assert not re.search(r"(?<!\\)[\[\]`*_|]", found)
    assert not re.search(r"(?<![\\&])#", found)


# --- GitHub ---


def test_an_annotation_stands_on_the_cell(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    replace(tiny, TABLE, "plain", "plain ")
    done = cnii("validate", tiny, "--rule", "B", "--format", "github")
    assert done.returncode == 1
    first = done.stdout.split("\n")[0]
    head = f"::error file={TABLE},line=2,endLine=2,col=5,endColumn=11,title=B305 a note::found "
    assert first.startswith(head)
    assert "%0Aexpected " in first and "%0Awhy " in first and "%0Afix " in first


def test_findings_stand_in_a_narrow_window(real_package_copy: Path) -> None:
    damage(real_package_copy)
    report = run(open_package(real_package_copy))
    narrow, usual = (text.render(report, width=width).partition("\n  files ")[0] for width in (40, 110))
    said = [line for line in narrow.splitlines() if re.match(r"  (found|expected|why|fix) |    ", line)]
    assert len(said) > 20 and max(map(cell_len, said)) <= 40
    assert "".join(narrow.split()) == "".join(usual.split())


def test_what_github_would_not_show_is_counted(tmp_path: Path) -> None:
    report, pkg = many(tmp_path, 25)
    lines = github.render(report, pkg).split("\n")
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == github.SHOWN
    assert errors[-1].startswith("::error title=16 more errors::25 findings in all: B305 25.")


def test_first_one_finding_of_every_rule(real_package_copy: Path) -> None:
    damage(real_package_copy)
    report, pkg = whole(real_package_copy)
    codes = [re.search("title=([A-Z][0-9]+)", line) for line in github.render(report, pkg).split("\n")]
    shown = [match[1] for match in codes if match]
    expected = [result.info.code for result in report.results if result.findings]
    assert shown[: len(expected)] == expected[: github.SHOWN]


def test_no_cell_can_run_a_workflow_command(tmp_path: Path) -> None:
    report, pkg = hostile(tmp_path)
    lines = github.render(report, pkg).split("\n")
    stops = [n for n, line in enumerate(lines) if line.startswith("::stop-commands::")]
    assert len(stops) == 1
    token = lines[stops[0]].removeprefix("::stop-commands::")
    resumed = lines.index(f"::{token}::")
    assert resumed == len(lines) - 3
    for line in [*lines[: stops[0]], *lines[resumed:]]:
        assert line == "" or re.match(r"::(error|warning|group|endgroup|stop-commands|cnii-[0-9a-f]{64})\b", line)
    assert token not in "\n".join(lines[stops[0] + 1 : resumed])


# --- JSON ---


def test_the_numbers_of_all_forms_agree(real_package_copy: Path) -> None:
    damage(real_package_copy)
    report, pkg = whole(real_package_copy)
    data, log = json_.as_dict(report), sarif.as_dict(report, pkg)["runs"][0]
    assert data["failures"] == len(data["findings"]) == len(log["results"]) > 1
    assert data["consequences"] == sum(f["consequences"] for f in data["findings"]) > 0
    of_rules = [rule["properties"] for rule in log["tool"]["driver"]["rules"]]
    for name in ("failures", "consequences"):
        for parts in (data["families"], data["rules"], of_rules):
            assert sum(part[name] for part in parts) == data[name] == log["properties"][name]
    assert [rule["failures"] for rule in data["rules"]] == [rule["listed"] for rule in data["rules"]]
    alone = {rule["code"] for rule in data["rules"] if rule["consequences"] and not rule["failures"]}
    assert alone and all(rule["outcome"] == "failed" for rule in data["rules"] if rule["code"] in alone)


# --- JUnit ---


@pytest.fixture(scope="module")
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(STANDARDS / "junit-10.xsd"))


def test_junit_is_valid_and_counts(real_package_copy: Path, junit_schema: xmlschema.XMLSchema) -> None:
    damage(real_package_copy)
    report, pkg = whole(real_package_copy)
    text = junit.render(report, pkg)
    junit_schema.validate(text)
    root = ElementTree.fromstring(text)
    suites = root.findall("testsuite")
    assert [suite.get("name", "")[0] for suite in suites] == ["B", "S", "V", "X", "P"]
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
    failed = {case.get("name", "")[:4] for case in root.iter("testcase") if case.find("failure") is not None}
    assert failed == {result.info.code for result in report.results if result.failures or result.consequences}
    assert {"V306", "S301"} <= failed
    bodies = {case.get("name", "")[:4]: case.findtext("failure") or "" for case in root.iter("testcase")}
    assert "2996" in bodies["S301"] and "data/observations.csv:" in bodies["S301"]
    assert bodies["V306"] == "1 that follow from other findings"


def test_junit_counts_what_could_not_run_as_errors(real_package_copy: Path, junit_schema: xmlschema.XMLSchema) -> None:
    (real_package_copy / "data" / "observations.csv").write_bytes(b"")
    report, pkg = whole(real_package_copy)
    text = junit.render(report, pkg)
    junit_schema.validate(text)
    root = ElementTree.fromstring(text)
    waiting = [r.info.code for r in report.results if r.outcome.value == "not evaluated"]
    assert waiting
    assert [case.get("name", "")[:4] for case in root.iter("testcase") if case.find("error") is not None] == waiting


def test_junit_holds_hostile_text_and_counts_the_rest(tmp_path: Path, junit_schema: xmlschema.XMLSchema) -> None:
    report, pkg = hostile(tmp_path)
    text = junit.render(report, pkg, cap=5)
    junit_schema.validate(text)
    assert f"{len(HOSTILE) - 5} more findings of this rule" in text


# --- SARIF ---


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((STANDARDS / "sarif-2.1.0.json").read_text("utf-8")))


def test_sarif_is_valid_and_places_are_exact(real_package_copy: Path, sarif_schema: jsonschema.Draft7Validator) -> None:
    damage(real_package_copy)
    report, pkg = whole(real_package_copy)
    log = json.loads(sarif.render(report, pkg))
    sarif_schema.validate(log)
    (found,) = log["runs"]
    assert len(found["results"]) == report.failures
    rules = found["tool"]["driver"]["rules"]
    result = next(r for r in found["results"] if r["ruleId"] == "S301")
    assert rules[result["ruleIndex"]]["id"] == "S301"
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    line = (real_package_copy / "data" / "observations.csv").read_text("utf-8").split("\n")[region["startLine"] - 1]
    assert place["artifactLocation"]["uri"].endswith("data/observations.csv")
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "2996"


def test_the_same_fault_on_another_line_keeps_its_fingerprint(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "plain ")
    before = sarif.as_dict(*whole(tiny))["runs"][0]["results"]
    replace(tiny, TABLE, "a,1,plain", "A0,9,first\na,1,plain")
    after = sarif.as_dict(*whole(tiny))["runs"][0]["results"]
    one, other = (next(r for r in side if r["ruleId"] == "B305") for side in (before, after))
    assert one["locations"] != other["locations"]
    assert one["partialFingerprints"] == other["partialFingerprints"]


def test_sarif_counts_what_it_does_not_list(
    tmp_path: Path, sarif_schema: jsonschema.Draft7Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 10)
    report, pkg = many(tmp_path, 25)
    log = sarif.as_dict(report, pkg)
    sarif_schema.validate(log)
    run = log["runs"][0]
    assert len(run["results"]) == 10
    notes = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    assert "15 more findings of B305, counted and not listed" in notes


def test_sarif_holds_hostile_text(tmp_path: Path, sarif_schema: jsonschema.Draft7Validator) -> None:
    sarif_schema.validate(sarif.as_dict(*hostile(tmp_path)))


# --- Markdown ---


def test_the_job_summary_says_it_at_a_glance(real_package_copy: Path) -> None:
    damage(real_package_copy)
    report, pkg = whole(real_package_copy)
    text = markdown.render(report, pkg)
    assert text.startswith("## ❌ failed: `cn-industrial-internet ")
    for result in report.results:
        assert (f"### {result.info.code} " in text) == bool(result.findings)
    row = next(line for line in text.split("\n") if "2996" in line)
    assert re.match(r"\| `data/observations\.csv:\d+:\d+` `value` \| `thnet-2022-09-23\.o04` \|", row)


def test_a_sound_package_gets_a_green_summary(tiny: Path) -> None:
    report, pkg = whole(tiny)
    report.results = [r for r in report.results if not r.failures]
    text = markdown.render(report, pkg)
    assert text.startswith("## ✅ passed: `tiny 1.2.3`")
    assert "**no findings**" in text


def test_the_summary_stays_small_and_counts(tmp_path: Path) -> None:
    report, pkg = many(tmp_path, 300)
    assert "280 more findings of B305, counted and not listed here." in markdown.render(report, pkg)
    small = markdown.render(report, pkg, limit=1_500)
    assert len(small.encode()) < 4_000
    assert "**300 more findings, counted and not listed here:** B305 300" in small


def test_hostile_cells_mark_nothing_up(tmp_path: Path) -> None:
    text = markdown.render(*hostile(tmp_path))
    without_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    for sign in ("<script", "<img", "@everyone", "](http"):
        assert sign not in without_code


# --- the command line ---


def test_reading_the_option() -> None:
    assert wanted("text,html=a,b.html,sarif=out") == [
        Wanted("text", None),
        Wanted("html", "a,b.html"),
        Wanted("sarif", "out"),
    ]


def test_every_form_at_once(tiny: Path, tmp_path: Path) -> None:
    replace(tiny, TABLE, "plain", "plain ")
    files = {form: tmp_path / f"report.{form}" for form in FORMATS}
    done = cnii("validate", tiny, "--format", ",".join(f"{form}={file}" for form, file in files.items()))
    assert done.returncode == 1
    assert done.stdout == files["text"].read_text("utf-8")
    for form, file in files.items():
        assert "B305" in file.read_text("utf-8"), form


def test_one_form_to_one_file(tiny: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = cnii("validate", tiny, "--rule", "B", "--format", "json", "--output", out)
    assert json.loads(out.read_text("utf-8"))["format"] == "cnii-report/1"
    assert done.stdout.split("\n")[-2].startswith("PASSED")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "yaml"], '"yaml" is no format'),
        (["--format", "html="], 'no file after "html="'),
        (["--format", "json,sarif"], "two formats without a file cannot share one output"),
        (["--format", "json=a,sarif=a"], "two formats would write the same file"),
        (["--format", "json=/nonexistent/a.json"], "cannot be written: No such file or directory"),
        (["--format", "json=a\0b"], "cannot be written"),
    ],
)
def test_what_cannot_be_written(tiny: Path, arguments: list[str], message: str) -> None:
    if "\0" in arguments[-1]:
        from cn_industrial_internet.cli import main

        assert main(["validate", str(tiny), *arguments]) == 2
        return
    done = cnii("validate", tiny, *arguments)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize("name", ["datapackage.json", TABLE, "schemas/things.json"])
def test_a_report_never_overwrites_the_package(tiny: Path, name: str) -> None:
    before = (tiny / name).read_bytes()
    done = cnii("validate", tiny, "--format", "json", "--output", tiny / name)
    assert done.returncode == 2
    assert "belongs to the package" in done.stderr
    assert (tiny / name).read_bytes() == before


@pytest.mark.parametrize("state", ["held", "passed over", "unreadable"])
def test_a_report_never_overwrites_an_archived_text(tmp_path: Path, state: str) -> None:
    root = statement_package.build(tmp_path).root
    archived, sources = root / statement_package.PATH, root / "data" / "sources.csv"
    if state == "unreadable":
        sources.write_bytes(sources.read_bytes() + b'"never closed')
    pkg = open_package(root)
    report = run(pkg, ("B101",))
    pkg = open_package(root)
    if state == "passed over":
        pkg.large_from, pkg.pass_over = 1, pass_over
        assert pkg.table("sources").large
    assert pkg.table("sources").readable == (state != "unreadable")
    with pytest.raises(CannotRun, match="belongs to the package"):
        write([Wanted("json", str(archived))], report, pkg)
    assert archived.read_text("utf-8") == statement_package.TEXT
    write([Wanted("json", str(root / "report.json"))], report, pkg)
    write([Wanted("json", str(root / "report.json"))], report, pkg)
    assert json.loads((root / "report.json").read_text("utf-8"))["format"] == "cnii-report/1"
