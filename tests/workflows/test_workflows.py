"""The workflows keep their rules, pass a linter, and run nothing that is not run elsewhere too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflows.flow import FOLDER, ROOT, RULES, Workflow, workflows

ZIZMOR = Path(sys.executable).with_name("zizmor")
FLOWS = {flow.name: flow for flow in workflows()}

BAD = [
    ("pinned", "test.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
    ("pinned", "test.yml", "actions/checkout@", "somebody/checkout@"),
    ("pinned", "test.yml", " # v7.0.1", ""),
    ("least privilege", "preview.yml", "permissions: {}", "permissions: write-all"),
    ("least privilege", "preview.yml", "contents: read", "contents: write"),
    ("least privilege", "preview.yml", "    permissions:\n      contents: read # checkout\n", ""),
    ("no secrets", "preview.yml", "  pull_request:", "  pull_request_target:"),
    ("no secrets", "preview.yml", "BASE: $", "TOKEN: ${{ github.token }}\n          BASE: $"),
    ("no secrets", "comment.yml", "github.token", "secrets.TOKEN"),
    ("no credentials left", "comment.yml", "          persist-credentials: false\n", ""),
    ("no interpolation", "preview.yml", '"$BASE"', '"${{ github.head_ref }}"'),
    ("no code of strangers", "comment.yml", "sparse-checkout: tools", "ref: refs/pull/1/head"),
    ("no code of strangers", "comment.yml", "actions/checkout@", "actions/download-artifact@"),
    ("bounded", "release.yml", "    timeout-minutes: 60\n", ""),
    ("bounded", "release.yml", "concurrency:\n  group:", "env:\n  GROUP:"),
    ("no cache in a release", "release.yml", "actions/setup-python@", "actions/cache@"),
]

ELSEWHERE = {
    "test.yml": ".ci/run",
    "comment.yml": "tests/workflows/test_comment.py",
    "preview.yml": "tests/workflows/test_commands.py",
    "release.yml": "tests/workflows/test_commands.py",
}
"""What else runs the commands of each workflow."""


def test_there_are_the_four() -> None:
    assert set(FLOWS) == {"test.yml", "preview.yml", "comment.yml", "release.yml"}
    assert FLOWS["preview.yml"].triggers == {"pull_request"}
    assert FLOWS["comment.yml"].triggers == {"workflow_run"}


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("rule", RULES)
def test_the_workflow_keeps_the_rule(rule: str, name: str) -> None:
    assert list(RULES[rule](FLOWS[name])) == []


@pytest.mark.parametrize(("rule", "name", "old", "new"), BAD)
def test_the_rule_sees_a_bad_workflow(rule: str, name: str, old: str, new: str) -> None:
    text = FLOWS[name].text
    assert old in text
    assert list(RULES[rule](Workflow(name, text.replace(old, new))))


def test_every_rule_is_shown_to_fire() -> None:
    assert {rule for rule, _, _, _ in BAD} == set(RULES)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ZIZMOR), "--offline", "--persona=auditor", "--no-progress", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_linter_finds_nothing() -> None:
    done = lint(FOLDER)
    assert done.returncode == 0, done.stdout


def test_the_linter_would_find_something(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    text = FLOWS["preview.yml"].text.replace('"$BASE"', '"${{ github.head_ref }}"')
    (folder / "preview.yml").write_text(text)
    done = lint(folder)
    assert done.returncode != 0
    assert "template-injection" in done.stdout


@pytest.mark.parametrize("name", FLOWS)
def test_every_script_is_one_for_bash(name: str) -> None:
    for step in FLOWS[name].steps:
        if "run" in step:
            done = subprocess.run(["bash", "-n"], input=step["run"], text=True, check=False)
            assert done.returncode == 0, step["run"]


def test_the_comment_is_about_the_preview() -> None:
    """The names that the two workflows and the script agree on."""
    from tools import comment

    assert FLOWS["comment.yml"].said[True]["workflow_run"]["workflows"] == [
        FLOWS["preview.yml"].said["name"]
    ]
    uploads = {
        step["with"]["name"]: step["with"]["path"]
        for step in FLOWS["preview.yml"].steps
        if "upload-artifact" in str(step.get("uses"))
    }
    assert Path(uploads[comment.ARTEFACT]).name == comment.FILE
    assert "preview" in uploads


def in_the_gate(command: str) -> bool:
    """Whether `.ci/run` runs it."""
    return f" {command}\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_gate_runs_what_the_tests_workflow_runs() -> None:
    for command in FLOWS["test.yml"].commands:
        assert in_the_gate(command), f"{command} is not in .ci/run"
    assert not in_the_gate("make nothing")


def test_every_workflow_is_run_by_something() -> None:
    """The long test takes its commands from the files themselves."""
    assert set(ELSEWHERE) == set(FLOWS)
    for name in ("preview.yml", "release.yml"):
        assert f'"{name}"' in (ROOT / ELSEWHERE[name]).read_text(encoding="utf-8")
    (command,) = FLOWS["comment.yml"].commands
    assert command.split() == ["python3", "tools/comment.py"]
    assert f'"{command.split()[1]}"' in (ROOT / ELSEWHERE["comment.yml"]).read_text("utf-8")
