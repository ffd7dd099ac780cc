"""The comment on a pull request is made of data that anybody may have written."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import time
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tools import comment
from tools.comment import BOT, BREAK, MARK, RefusedError, earlier, number, read_artefact, sanitised

ROOT = Path(__file__).resolve().parents[2]
COMMIT = "0123456789" * 4
FAKE_GH = """\
#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
arguments = sys.argv[1:]
assert arguments[0] == "api"
if "--method" in arguments:
    place = arguments.index("--method")
    sent = json.loads(pathlib.Path(arguments[arguments.index("--input") + 1]).read_text())
    (here / "sent.json").write_text(json.dumps([arguments[place + 1], arguments[place + 2], sent]))
else:
    answers = json.loads((here / "answers.json").read_text())
    answer = answers[arguments[-1]]
    if isinstance(answer, str):
        sys.stdout.buffer.write((here / answer).read_bytes())
    else:
        print(json.dumps([answer] if "--slurp" in arguments else answer))
"""


def archive(*files: tuple[str, bytes], kind: int = stat.S_IFREG, **options: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as opened:
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = opened.compression
            info.external_attr = (kind | 0o644) << 16
            opened.writestr(info, content)
    return out.getvalue()


def test_a_good_artefact_is_read() -> None:
    for way in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert read_artefact(archive(("preview.md", b"# F9"), compression=way)) == "# F9"


BOMB = archive(("preview.md", bytes(300 << 10)), compression=zipfile.ZIP_DEFLATED)
HOSTILE = {
    "no archive": b"# F9",
    "an empty one": archive(),
    "cut": archive(("preview.md", b"# F9"))[:-30],
    "another name": archive(("report.md", b"x")),
    "outside": archive(("../preview.md", b"x")),
    "absolute": archive(("/preview.md", b"x")),
    "one more": archive(("preview.md", b"x"), ("number", b"7")),
    "a folder": archive(("preview.md/", b"")),
    "a link": archive(("preview.md", b"/etc/passwd"), kind=stat.S_IFLNK),
    "a device": archive(("preview.md", b""), kind=stat.S_IFCHR),
    "a bomb": BOMB,
    "another compression": archive(("preview.md", b"x" * 99), compression=zipfile.ZIP_LZMA),
    "not text": archive(("preview.md", b"\xff\xfe")),
    "too large": bytes(comment.LARGEST_ARCHIVE + 1),
    "a wrong sum": archive(("preview.md", b"# F9 changed")).replace(b"# F9 c", b"# F8 c"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_artefact_is_refused(name: str) -> None:
    with pytest.raises(RefusedError):
        read_artefact(HOSTILE[name])


def test_a_size_that_the_archive_lies_about_is_refused() -> None:
    """The bomb says that it is small."""
    assert len(BOMB) < comment.LARGEST_FILE
    lying = BOMB.replace((300 << 10).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != BOMB
    with pytest.raises(RefusedError):
        read_artefact(lying)


def test_what_a_report_says_is_kept() -> None:
    said = "## Figures changed\n\n- `F9 cell [2,0]: g → a`\n- **1 of 20**\n\n| a | b |\n|---|---|\n"
    assert sanitised(said) == said
    assert sanitised("x[0..2] < y & z") == "x&#91;0..2&#93; &#60; y &#38; z\n"


@pytest.mark.parametrize(
    "text",
    [
        "[click](https://attacker.example)",
        "![x](https://attacker.example/pixel.png)",
        "[![x](a)](https://attacker.example)",
        "[x][y]\n\n[y]: https://attacker.example",
        "<https://attacker.example>",
        "https://attacker.example",
        "HTTP://attacker.example/a",
        "www.attacker.example",
        "<img src=x onerror=alert(1)>",
        "<!-- corrconv preview -->",
        "@maintainers look",
        "`@maintainers`",
        "fixes #1 and GH-2 and other/repository#3",
        "someone@attacker.example",
        "a `b | c @maintainers` https://attacker.example | d",
        "`` a ` [x](https://attacker.example) ``",
        "`open [x](https://attacker.example)",
        "\\`a` [x](https://attacker.example) `",
        "```\n[x](https://attacker.example)\n```",
        "~~~\neverything after this",
        "$\\href{https://attacker.example}{x}$",
        "[x](javascript:alert(1))",
        "\u202etxet desrever\u2066 a\u200bb \x1b[31m \x00 \ue000",
        "a\rb\u2028c",
    ],
)
def test_nothing_can_link_load_mention_or_hide(text: str) -> None:
    made = sanitised(text)
    outside = re.sub(r"`[^`\n]+`", "", made)
    assert not re.search(r"[<>\[\]\\$~`]", outside), "signs that begin links, tags and code"
    assert not re.search(
        r"(?i)https?://|www\.|\w@\w|@\w|#\w|GH-\d|javascript:", made.replace("&#", "")
    )
    for line in made.splitlines():
        assert line.count("`") % 2 == 0
        assert not any("|" in code for code in re.findall(r"`([^`]*)`", line))
    rest = made.replace(BREAK, "").replace("\n", "")
    assert all(unicodedata.category(sign)[0] != "C" for sign in rest)


def test_the_check_above_would_see_it() -> None:
    assert re.search(r"(?i)https?://", "https://attacker.example")
    assert sanitised("plain") == "plain\n"


def test_a_long_report_is_cut_and_says_so() -> None:
    made = sanitised("- `F9 cell [2,0]: g → a`\n" * 9_000)
    assert len(made) < 65_536
    assert made.endswith("The rest is in the artefact.\n")
    assert len(sanitised("x" * 10**6)) < 2_000


def test_a_hostile_line_takes_no_time() -> None:
    began = time.process_time()
    for unit in ("`", "[", "![", "`a``a```a", "](", "&"):
        sanitised((unit * 2_000 + "\n") * 200)
    assert time.process_time() - began < 5


def test_the_pull_request_is_the_one_of_the_commit() -> None:
    pulls = [{"number": 7, "head": {"sha": COMMIT}}, {"number": 8, "head": {"sha": "f" * 40}}]
    assert number(pulls, COMMIT) == 7
    assert number(pulls, "e" * 40) is None
    with pytest.raises(RefusedError):
        number([pulls[0], {"number": 9, "head": {"sha": COMMIT}}], COMMIT)


def test_only_the_bots_own_comment_is_changed() -> None:
    forged = {"id": 1, "user": {"login": "somebody"}, "body": f"{MARK} mine"}
    other = {"id": 2, "user": {"login": BOT}, "body": f"about another thing {MARK}"}
    own = {"id": 3, "user": {"login": BOT}, "body": f"{MARK}\nolder"}
    gone = {"id": 4, "user": None, "body": MARK}
    assert earlier([forged, other, gone, own]) == 3
    assert earlier([forged, other, gone]) is None


@dataclass(frozen=True)
class GitHub:
    """What GitHub answers, through a `gh` of our own."""

    folder: Path

    def run(self, report: bytes, **changes: Any) -> subprocess.CompletedProcess[str]:
        pulls = [{"number": 7, "head": {"sha": COMMIT}}]
        runs = "repos/o/r/actions/runs/5/artifacts?name=comment"
        answers = {
            "repos/o/r/pulls?state=open&per_page=100": changes.get("pulls", pulls),
            runs: {"artifacts": [{"id": 11, "size_in_bytes": len(report)}]},
            "repos/o/r/actions/artifacts/11/zip": "comment.zip",
            "repos/o/r/issues/7/comments?per_page=100": changes.get("comments", []),
        }
        (self.folder / "answers.json").write_text(json.dumps(answers))
        (self.folder / "comment.zip").write_bytes(report)
        gh = self.folder / "gh"
        gh.write_text(FAKE_GH.format(python=sys.executable))
        gh.chmod(0o755)
        environment = {
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "REPOSITORY": "o/r",
            "RUN": changes.get("run", "5"),
            "COMMIT": COMMIT,
        }
        return subprocess.run(
            [sys.executable, "tools/comment.py"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def sent(self) -> Any:
        path = self.folder / "sent.json"
        return json.loads(path.read_text()) if path.exists() else None


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


def test_the_comment_is_posted(github: GitHub) -> None:
    done = github.run(archive(("preview.md", b"## One figure changed\n\n[x](http://evil)\n")))
    assert (done.returncode, done.stdout) == (0, "pull request 7: comment posted\n")
    method, where, message = github.sent
    assert (method, where) == ("POST", "repos/o/r/issues/7/comments")
    assert message["body"].startswith(f"{MARK}\nPictures, clips")
    assert "(https://github.com/o/r/actions/runs/5)" in message["body"]
    assert message["body"].endswith("## One figure changed\n\nx\n")


def test_the_next_run_changes_it(github: GitHub) -> None:
    own = {"id": 3, "user": {"login": BOT}, "body": MARK}
    done = github.run(archive(("preview.md", b"again")), comments=[own])
    assert done.returncode == 0
    assert github.sent[:2] == ["PATCH", "repos/o/r/issues/comments/3"]


def test_a_refused_artefact_posts_nothing(github: GitHub) -> None:
    done = github.run(HOSTILE["outside"])
    assert done.returncode == 1
    assert done.stderr.startswith("refused: ")
    assert github.sent is None


def test_a_closed_pull_request_gets_no_comment(github: GitHub) -> None:
    done = github.run(archive(("preview.md", b"x")), pulls=[])
    assert done.returncode == 0
    assert "nothing to post" in done.stdout
    assert github.sent is None


def test_a_strange_run_is_refused(github: GitHub) -> None:
    assert github.run(archive(("preview.md", b"x")), run="5/../6").returncode == 1
    assert github.sent is None
