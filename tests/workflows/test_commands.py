"""The commands of the preview and the release, as their files have them, in a clean clone.

What GitHub does between them is done by hand: artefacts are copied, `gh` only writes down what it
is asked. The environment is the tests' own, and few figures are rendered.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workflows.flow import FOLDER, ROOT, Workflow
from tools import comment

pytestmark = pytest.mark.slow

PYTHON = """\
#!/bin/sh
case "$1 $2" in
    "render.py build") exec {python} "$@" $FIGURES ;;
    "render.py lecture") exec {python} "$@" F11 ;;
    "render.py diff") exec {python} "$@" -f F4 -f F11 ;;
esac
exec {python} "$@"
"""
GH = 'printf "%s\\n" "$@" > "$HOME/gh.txt"\n'
STAMP = "import sys; sys.path.insert(0, 'tools'); import bootstrap; "
STAMP += "bootstrap.STAMP.write_text(bootstrap.fingerprint())"
VERSION = "0.1.0"


@dataclass(frozen=True)
class Clone:
    """A clean clone with a ready environment, and a home beside it."""

    root: Path
    home: Path

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
        done = subprocess.run(
            command, cwd=self.root, check=True, capture_output=True, text=True, env=self.env()
        )
        return done.stdout.strip()

    def env(self, **more: str) -> dict[str, str]:
        path = f"{self.home / 'bin'}:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1", **more}

    def job(self, name: str, flow: Workflow, **given: str) -> None:
        """Run the steps of a job; `given` stands for what GitHub puts into expressions."""
        for step in flow.jobs[name]["steps"]:
            if "run" in step:
                env = {key: _value(str(value), given) for key, value in step.get("env", {}).items()}
                done = subprocess.run(
                    ["bash", "-e", "-c", step["run"]],
                    cwd=self.root,
                    env=self.env(**_plain(given), **env),
                    capture_output=True,
                    text=True,
                    check=False,
                    stdin=subprocess.DEVNULL,
                )
                assert done.returncode == 0, f"{step['run']}\n{done.stdout}\n{done.stderr}"

    def keep(self, shard: int) -> None:
        """Upload and download a shard."""
        (self.root / "media").rename(self.root / f"shards/shard-{shard}")


def _value(expression: str, given: dict[str, str]) -> str:
    match = re.fullmatch(r"\$\{\{ ([\w.]+) \}\}", expression)
    return given[match[1].replace(".", "_")] if match else expression


def _plain(given: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in given.items() if key.isupper()}


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Of the files as they are now: what is not committed yet is there as well."""
    made = Clone(tmp_path / "clone", tmp_path / "home")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (made.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, made.root / name)
    programs = {made.root / ".venv/bin/python": PYTHON.format(python=sys.executable)}
    programs[made.home / "bin/gh"] = "#!/bin/sh\n" + GH
    for path, text in programs.items():
        path.parent.mkdir(parents=True)
        path.write_text(text)
        path.chmod(0o755)
    subprocess.run([sys.executable, "-c", STAMP], cwd=made.root, check=True)
    (made.root / "shards").mkdir()
    made.git("init", "--quiet")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "base")
    return made


def read(name: str) -> Workflow:
    return Workflow(name, (FOLDER / name).read_text(encoding="utf-8"))


def test_a_preview_says_what_a_pull_request_changed(clone: Clone) -> None:
    flow, base = read("preview.yml"), clone.git("rev-parse", "HEAD")
    scene = clone.root / "scenes/patches.py"
    scene.write_text(scene.read_text().replace("class Patches", "# Changed.\nclass Patches"))
    lesson = clone.root / "corrconv/lesson/data/post.toml"
    assert '"b", "c"]' in lesson.read_text("utf-8")
    lesson.write_text(lesson.read_text("utf-8").replace('"b", "c"]', '"b", "q"]'), "utf-8")
    clone.git("commit", "--quiet", "--all", "--message", "head")
    for shard in (1, 2):
        clone.job("render", flow, FIGURES="F4 F11", matrix_shard=str(shard))
        assert (clone.root / "media/manifest.json").is_file()
        clone.keep(shard)
    summary = clone.home / "summary.md"
    clone.job(
        "report",
        flow,
        GITHUB_STEP_SUMMARY=str(summary),
        github_event_pull_request_base_sha=base,
    )
    report = (clone.root / "report/preview.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8") == report
    assert "F4 kernel" in report
    assert "c → q" in report
    assert "F11" not in report.replace("F11 patches: unchanged", "")
    assert (clone.root / "report/preview.html").stat().st_size > 1000
    assert json.loads((clone.root / "report/preview.json").read_text(encoding="utf-8"))
    assert (clone.root / "media/post/preview/contact-light.png").is_file()
    posted = comment.sanitised(report)
    assert "c → q" in posted


def test_a_release_is_rendered_checked_and_attached(clone: Clone) -> None:
    flow = read("release.yml")
    log = clone.root / "CHANGELOG.md"
    log.write_text(log.read_text("utf-8").replace("[Unreleased]", f"[{VERSION}] - 2026-12-01"))
    tag = {"GITHUB_REF_NAME": f"v{VERSION}"}
    shards = flow.jobs["render"]["strategy"]["matrix"]["shard"]
    assert shards == [1, 2, 3, 4]
    for shard in shards:
        clone.job("render", flow, FIGURES="F4", matrix_shard=str(shard), **tag)
        clone.keep(shard)
    clone.job("publish", flow, github_token="none", **tag)
    asked = (clone.home / "gh.txt").read_text().split("\n")
    assert asked[:3] == ["release", "create", f"v{VERSION}"]
    attached = [line for line in asked if line.startswith("dist/")]
    assert attached == [
        "dist/notes.md",
        "dist/figures.zip",
        f"dist/corrconv-{VERSION}-py3-none-any.whl",
    ]
    assert all((clone.root / name).is_file() for name in attached)
    with zipfile.ZipFile(clone.root / "dist/figures.zip") as archive:
        held = set(archive.namelist())
    assert {"index.html", "manifest.json"} <= held
    for profile in ("blog", "lecture"):
        for theme in ("light", "dark"):
            assert f"post/{profile}/{theme}/kernel.png" in held


def test_a_step_that_fails_fails_its_job(clone: Clone) -> None:
    broken = {"GITHUB_REF_NAME": "v99"}
    with pytest.raises(AssertionError, match="tag v99"):
        clone.job("render", read("release.yml"), FIGURES="F4", matrix_shard="1", **broken)
