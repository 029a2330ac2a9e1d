"""Workflows, action, hook and forms: linted, pinned, with no more rights than they need, their commands run here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from planting import ROOT, replace

WORKFLOWS = {path.stem: path for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
BIN = Path(sys.executable).parent
#: The rights of every job, spelled out once more, so that nobody widens one in passing.
RIGHTS = {
    ("validate", "validate"): {"contents": "read"},
    ("test", "test"): {"contents": "read"},
    ("changes", "changes"): {"contents": "read"},
    ("changes-comment", "comment"): {"contents": "read", "actions": "read", "pull-requests": "write"},
    ("release", "build"): {"contents": "read"},
    ("release", "attest"): {"id-token": "write", "attestations": "write"},
    ("release", "pypi"): {"id-token": "write"},
    ("release", "github"): {"contents": "write"},
}


def load(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def jobs() -> dict[tuple[str, str], dict[str, Any]]:
    return {(stem, name): job for stem, path in WORKFLOWS.items() for name, job in load(path)["jobs"].items()}


def steps() -> list[tuple[str, dict[str, Any]]]:
    """Every step of every workflow and of the action, with where it stands."""
    found = [(f"{stem}.{name}", step) for (stem, name), job in jobs().items() for step in job["steps"]]
    return found + [("action", step) for step in load(ROOT / "action.yml")["runs"]["steps"]]


def script(where: str, name: str) -> str:
    """The commands of the step called `name`."""
    (found,) = [step["run"] for place, step in steps() if place == where and step.get("name") == name]
    return str(found)


# --- linted ---


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", list(WORKFLOWS.values())),
        ("github-actions", [ROOT / "action.yml"]),
        ("dependabot", [ROOT / ".github" / "dependabot.yml"]),
        ("github-issue-forms", [form for form in FORMS if form.name != "config.yml"]),
        ("github-issue-config", [ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
)
def test_files_match_the_schemas_of_github(schema: str, files: list[Path]) -> None:
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    program = shutil.which("zizmor", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    assert program, "zizmor is among the development dependencies"
    command = [program, "--offline", "--no-progress", "--color=never", str(ROOT / ".github"), str(ROOT / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("where", "step"), [(w, s) for w, s in steps() if "run" in s], ids=lambda v: str(v)[:40])
def test_commands_are_shell_and_hold_no_expressions(where: str, step: dict[str, Any]) -> None:
    assert "${{" not in step["run"], "an expression becomes part of the command: pass it in env"
    done = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- pinned ---


def test_actions_are_pinned_by_commit_with_their_version() -> None:
    versions: dict[str, set[tuple[str, str]]] = {}
    for path in [*WORKFLOWS.values(), ROOT / "action.yml"]:
        for line in path.read_text("utf-8").split("\n"):
            match = re.match(r"\s*(?:- )?uses: (\S+)(?: # (.*))?$", line)
            if match is None or match[1] == "./":
                continue
            pinned = re.fullmatch(r"([\w-]+/[\w.-]+)@([0-9a-f]{40})", match[1])
            assert pinned, f"{path.name}: {line.strip()}"
            assert re.fullmatch(r"v\d+\.\d+\.\d+", match[2] or ""), f"{path.name}: {line.strip()}"
            versions.setdefault(pinned[1], set()).add((pinned[2], match[2]))
    assert {action: len(found) for action, found in versions.items()} == dict.fromkeys(versions, 1)


# --- least rights ---


def test_every_right_is_meant() -> None:
    assert {key: job.get("permissions") for key, job in jobs().items()} == RIGHTS
    for path in WORKFLOWS.values():
        assert load(path)["permissions"] == {}, path.name
        assert "secrets." not in path.read_text("utf-8")
    assert all(job.get("timeout-minutes") for job in jobs().values())


def test_what_runs_on_a_pull_request_may_only_read() -> None:
    for (stem, name), job in jobs().items():
        triggers = load(WORKFLOWS[stem])[True]  # YAML 1.1 reads the key "on" as true
        assert "pull_request_target" not in triggers
        if "pull_request" in triggers:
            assert job["permissions"] == {"contents": "read"}, (stem, name)
    for _, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_the_commenting_job_runs_nothing_of_the_pull_request() -> None:
    job = jobs()["changes-comment", "comment"]
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert "ref" not in step["with"] and "repository" not in step["with"]
        given = step.get("env", {})
        # The token goes to GitHub's own program, never to a step that reads what came with the pull request.
        assert ("GH_TOKEN" in given) == (step.get("name") in ("Fetch the comparison", "Post the comment"))
    used = re.findall(r"\$\{\{ (.*?) \}\}", WORKFLOWS["changes-comment"].read_text("utf-8"))
    allowed = r"github\.(token|event\.workflow_run\.(id|head_branch|head_sha|head_repository\.owner\.login))"
    assert all(re.fullmatch(allowed, expression) for expression in used)


# --- run here ---


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = {name for _, step in steps() for name in re.findall(r"\bmake ([a-z]+)", step.get("run", ""))}
    assert called <= targets
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.fixture
def shell(tmp_path: Path) -> Any:
    """`shell(commands, folder, **environment)` runs commands as a step would: bash -e, `cnii` and `python` at hand."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "cnii").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cn_industrial_internet.cli "$@"\n', "utf-8")
    (tools / "python").symlink_to(sys.executable)
    (tools / "cnii").chmod(0o755)

    def run(commands: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        pythonpath = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        env = {**os.environ, "PATH": path, "PYTHONPATH": pythonpath, "RUNNER_TEMP": str(tmp_path), **environment}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", commands]
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    return run


def test_the_action_reports_in_every_form(shell: Any, tiny: Path, tmp_path: Path) -> None:
    replace(tiny, "data/things.csv", "plain", "plain ")
    summary = tmp_path / "summary.md"
    given = {"GITHUB_STEP_SUMMARY": str(summary), "REPORTS": "out/reports", "RULES": "B P", "PACKAGE": tiny.name}
    done = shell(script("action", "Validate"), tiny.parent, **given)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=")
    assert "❌ failed" in summary.read_text("utf-8")
    names = {path.name for path in (tiny.parent / "out" / "reports").iterdir()}
    assert names == {"report.html", "report.sarif", "report.junit.xml", "report.json"}
    replace(tiny, "data/things.csv", "plain ", "plain")
    assert shell(script("action", "Validate"), tiny.parent, **given).returncode == 0


def test_an_input_cannot_become_a_command(shell: Any, tiny: Path, tmp_path: Path) -> None:
    given = {"GITHUB_STEP_SUMMARY": str(tmp_path / "s"), "REPORTS": "out", "RULES": "B", "PACKAGE": "$(touch pwned)"}
    assert shell(script("action", "Validate"), tiny, **given).returncode == 2
    given |= {"PACKAGE": ".", "RULES": "; touch pwned"}
    assert shell(script("action", "Validate"), tiny, **given).returncode == 2
    assert not (tiny / "pwned").exists()


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def test_the_comparison_of_a_pull_request(shell: Any, tiny: Path, tmp_path: Path) -> None:
    git(tiny, "init", "-q")
    git(tiny, "add", "-A")
    git(tiny, "commit", "-qm", "base")
    replace(tiny, "data/things.csv", "plain", "@you <b>")
    git(tiny, "commit", "-qam", "merge")
    summary = tmp_path / "summary.md"
    done = shell(script("changes.changes", "Compare"), tiny, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    assert "`@you <b>`" in summary.read_text("utf-8")
    assert "@you &lt;b&gt;" in (tiny / "review.html").read_text("utf-8")

    (tmp_path / "cnii-diff").mkdir()
    shutil.copy(tiny / "cnii-diff.json", tmp_path / "cnii-diff")
    done = shell(script("changes-comment.comment", "Write the comment"), ROOT)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "comment.md").read_text("utf-8") == summary.read_text("utf-8")

    (tiny / "data" / "things.csv").write_bytes(b"\xff")
    git(tiny, "commit", "-qam", "broken")
    done = shell(script("changes.changes", "Compare"), tiny, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 0, done.stderr
    assert "not compared" in summary.read_text("utf-8")


FAKE_GH = """#!{python}
import json, sys
from pathlib import Path
here = Path(__file__).parent
arguments = sys.argv[1:]
body = sys.stdin.read() if "--input" in arguments else ""
with (here / "calls").open("a") as log:
    log.write(json.dumps([arguments, body]) + "\\n")
answers = json.loads((here / "answers").read_text())
if "--input" in arguments:
    print("{{}}")
elif arguments[1].endswith("/pulls"):
    print(json.dumps(answers["pulls"]))
else:
    print(json.dumps(answers["comments"]))
"""
SHA = "a" * 40
PULLS = [{"number": 6, "head": {"sha": "b" * 40}}, {"number": 7, "head": {"sha": SHA}}]
OURS = {"id": 11, "user": {"login": "github-actions[bot]"}, "body": "<!-- cnii diff -->\nold"}
OTHERS = [
    {"id": 12, "user": {"login": "github-actions[bot]"}, "body": "another robot's words"},
    {"id": 13, "user": {"login": "somebody"}, "body": "<!-- cnii diff -->\nmine"},
]


@pytest.mark.parametrize(
    ("pulls", "comments", "place", "method"),
    [
        (PULLS, [OTHERS], "issues/7/comments", "POST"),
        (PULLS, [OTHERS, [OURS]], "issues/comments/11", "PATCH"),
        (PULLS[:1], [], None, None),
    ],
)
def test_the_comment_goes_where_github_says(
    shell: Any, tmp_path: Path, pulls: Any, comments: Any, place: str | None, method: str | None
) -> None:
    gh = tmp_path / "tools" / "gh"
    gh.write_text(FAKE_GH.format(python=sys.executable), "utf-8")
    gh.chmod(0o755)
    (gh.parent / "answers").write_text(json.dumps({"pulls": pulls, "comments": comments}), "utf-8")
    (tmp_path / "comment.md").write_text("the changes", "utf-8")
    given = {"GITHUB_REPOSITORY": "o/r", "HEAD_OWNER": "fork", "HEAD_BRANCH": "--x; y", "HEAD_SHA": SHA}
    done = shell(script("changes-comment.comment", "Post the comment"), ROOT, **given)
    assert done.returncode == 0, done.stderr
    calls = [json.loads(line) for line in (gh.parent / "calls").read_text("utf-8").splitlines()]
    assert calls[0][0][:2] == ["api", "repos/o/r/pulls"]
    assert "head=fork:--x; y" in calls[0][0]
    if place is None:
        assert len(calls) == 1
        return
    arguments, body = calls[-1]
    assert arguments[1] == f"repos/o/r/{place}"
    assert arguments[arguments.index("--method") + 1] == method
    assert json.loads(body) == {"body": "<!-- cnii diff -->\nthe changes"}


def test_a_comment_that_cannot_be_posted_says_so(shell: Any, tmp_path: Path) -> None:
    gh = tmp_path / "tools" / "gh"
    gh.write_text("#!/bin/sh\necho 'no such host' >&2\nexit 1\n", "utf-8")
    gh.chmod(0o755)
    (tmp_path / "comment.md").write_text("the changes", "utf-8")
    given = {"GITHUB_REPOSITORY": "o/r", "HEAD_OWNER": "f", "HEAD_BRANCH": "b", "HEAD_SHA": SHA}
    commands = script("changes-comment.comment", "Post the comment")
    done = shell(commands, ROOT, **given)
    assert (done.returncode, done.stderr) == (1, "gh failed: no such host\n\n")
    assert shell(commands, ROOT, **{**given, "HEAD_SHA": "x"}).returncode == 1


def test_a_release_needs_the_right_tag(shell: Any, tiny: Path) -> None:
    commands = script("release.build", "The tag names the version")
    assert shell(commands, tiny, GITHUB_REF_NAME="v1.2.3").returncode == 0
    done = shell(commands, tiny, GITHUB_REF_NAME="v1.2.4")
    assert (done.returncode, done.stderr) == (1, "the tag is v1.2.4, the version 1.2.3\n")


def test_only_wheel_and_sdist_go_to_pypi(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    for name in ("a.whl", "a.tar.gz", "a.zip", "SHA256SUMS"):
        (tmp_path / "dist" / name).touch()
    assert shell(script("release.pypi", "Take wheel and sdist"), tmp_path).returncode == 0
    assert {path.name for path in (tmp_path / "pypi").iterdir()} == {"a.whl", "a.tar.gz"}


@pytest.mark.parametrize("notes", [True, False])
def test_the_release_carries_everything_built(shell: Any, tmp_path: Path, notes: bool) -> None:
    gh = tmp_path / "tools" / "gh"
    gh.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
    gh.chmod(0o755)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.whl").touch()
    if notes:
        (tmp_path / "dist" / "RELEASE_NOTES.md").touch()
    given = {"GITHUB_REF_NAME": "v1.2.3", "GITHUB_REPOSITORY": "o/r"}
    done = shell(script("release.github", "Publish"), tmp_path, **given)
    said = done.stdout.split("\n")[:-1]
    assert said[:6] == ["release", "create", "v1.2.3", "--repo", "o/r", "--verify-tag"]
    assert ("--notes-file" in said) == notes != ("--generate-notes" in said)
    assert "dist/a.whl" in said


def test_the_hook_validates_the_package_of_the_repository(shell: Any, tiny: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["pass_filenames"] is False
    assert {"id", "name", "entry", "language", "files"} <= hook.keys()
    for path in ("datapackage.json", "data/a.csv", "schemas/a.json", "seeds/a.txt"):
        assert re.search(hook["files"], path)
    assert not re.search(hook["files"], "src/data/a.py")
    replace(tiny, "data/things.csv", "plain", "plain ")
    done = shell(" ".join([hook["entry"], *hook["args"]]), tiny)
    assert done.returncode == 1
    assert "B305" in done.stdout
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert "polars>=2.0" in needed and "additional_dependencies" not in hook  # nothing beyond the package itself


# --- forms and pages ---


def test_three_questions() -> None:
    template = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert len(re.findall(r"^\*\*.*\?\*\*", template, re.MULTILINE)) == 3


def test_the_forms_ask_for_what_is_needed() -> None:
    names = {load(form)["name"] for form in FORMS if form.name != "config.yml"}
    assert names == {"A figure is wrong", "A new source", "A new indicator"}
    for form in FORMS:
        for item in load(form).get("body", []):
            assert item["attributes"].get("label"), form.name
        required = [i for i in load(form).get("body", []) if i.get("validations", {}).get("required")]
        assert len(required) <= 4, "a form that asks too much is not filled in"


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).exists(), link
