"""Post what a preview found as a comment on its pull request; run by .github/workflows/comment.yml.

The preview ran code that anybody may have written. So its artefact is data here: one file of one
name, of limited size, read from the archive without unpacking it, and reduced to Markdown that can
neither link, load, mention, nor leave its place. Which pull request it is about is asked of GitHub.

Needs `gh`, and in the environment REPOSITORY, RUN (its number) and COMMIT (what it ran on).
"""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

ARTEFACT, FILE = "comment", "preview.md"
LARGEST_ARCHIVE = 1 << 20
LARGEST_FILE = 1 << 18
"""Bytes."""

LONGEST = 60_000
LONGEST_LINE = 1_000
"""Characters; GitHub takes 65,536 in a comment."""

MARK = "<!-- corrconv preview -->"
"""Begins the comment, so that the next run finds it."""

BOT = "github-actions[bot]"
BREAK = "\u200b"
"""Has no width; what stands on its two sides is no link, no mention and no reference."""

ESCAPES = {ord(sign): f"&#{ord(sign)};" for sign in "&<>[]\\`~$"}
IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


class RefusedError(ValueError):
    """The artefact is not what a preview leaves, or the pull request cannot be told."""


def read_artefact(archive: bytes) -> str:
    """The text of the only file in the artefact's archive; RefusedError where it is another."""
    if len(archive) > LARGEST_ARCHIVE:
        raise RefusedError(f"the artefact has {len(archive)} bytes, wanted {LARGEST_ARCHIVE}")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            content = _only_file(opened)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError) as error:
        raise RefusedError(f"the artefact cannot be read ({error})") from error
    except (NotImplementedError, RuntimeError, ValueError) as error:
        raise RefusedError(f"the artefact is strange ({error})") from error
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(f"{FILE} is not UTF-8 ({error.reason})") from error


def _only_file(archive: zipfile.ZipFile) -> bytes:
    names = [each.filename for each in archive.infolist()]
    if names != [FILE]:
        raise RefusedError(f"the artefact holds {names[:3]!r}, wanted {FILE} alone")
    (info,) = archive.infolist()
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise RefusedError(f"{FILE} is not a file")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedError(f"{FILE} is compressed in a way that has no bounds here")
    with archive.open(info) as file:
        content = file.read(LARGEST_FILE + 1)  # whatever the archive says of its size
    if len(content) > LARGEST_FILE:
        raise RefusedError(f"{FILE} has more than {LARGEST_FILE} bytes")
    return content


def sanitised(text: str) -> str:
    """The text as Markdown of headings, lists, tables, emphasis and code, and nothing else."""
    shown, size = [], 0
    for line in map(_line, text.replace("\r\n", "\n").split("\n")):
        size += len(line) + 1
        if size > LONGEST:
            shown += ["", "The rest is in the artefact."]
            break
        shown.append(line)
    return "\n".join(shown).strip() + "\n"


def _line(line: str) -> str:
    line = "".join(sign for sign in line if _plain(sign))[:LONGEST_LINE]
    line = LINK.sub(r"\1", IMAGE.sub(r"\1", line))
    parts, end = [], 0
    for match in CODE.finditer(line):
        parts += [_words(line[end : match.start()]), _code(match[2])]
        end = match.end()
    return "".join([*parts, _words(line[end:])])


def _plain(sign: str) -> bool:
    """Neither a control character nor one that turns, joins or hides its neighbours."""
    return sign == " " or unicodedata.category(sign)[0] not in "CZ" or sign == "\u00a0"


def _words(text: str) -> str:
    return _inert(text).translate(ESCAPES)


def _code(text: str) -> str:
    """As code; a bar would end a table's cell in the middle of it."""
    inside = _inert(text).replace("`", "'").replace("|", "\u2223").strip()
    return f"`{inside}`" if inside.strip(BREAK) else ""


def _inert(text: str) -> str:
    """Broken where GitHub would make a link, a mention or a reference of it."""
    text = re.sub(r"([@#])(?=\w)", rf"\1{BREAK}", text)
    text = re.sub(r"(?i)\b(GH)-(?=\d)", rf"\1{BREAK}-", text)
    text = re.sub(r"(?i)\b(www)\.", rf"\1{BREAK}.", text)
    text = re.sub(r"(?i)([a-z]):(?=/)", rf"\1{BREAK}:", text)
    return re.sub(r"(?i)\b(mailto|xmpp|javascript|data):", rf"\1{BREAK}:", text)


def body(text: str, repository: str, run: str) -> str:
    """The comment: what was found, and where the pictures are."""
    where = f"https://github.com/{repository}/actions/runs/{run}"
    head = (
        f"{MARK}\nPictures, clips and the full report: artefact `preview` of [this run]({where})."
    )
    return f"{head}\n\n{sanitised(text)}"


def number(pulls: list[dict[str, Any]], commit: str) -> int | None:
    """The number of the only open pull request whose newest commit is `commit`."""
    found = [pull["number"] for pull in pulls if pull["head"]["sha"] == commit]
    if len(found) > 1:
        raise RefusedError(f"{len(found)} open pull requests have the commit {commit}")
    return int(found[0]) if found else None


def earlier(comments: list[dict[str, Any]]) -> int | None:
    """The comment of an earlier run. Anybody can write the mark; only the bot's own is changed."""
    for comment in comments:
        author = comment.get("user") or {}
        if author.get("login") == BOT and str(comment.get("body", "")).startswith(MARK):
            return int(comment["id"])
    return None


def gh(*arguments: str) -> bytes:
    """What GitHub's own client answers."""
    return subprocess.run(["gh", "api", *arguments], check=True, stdout=subprocess.PIPE).stdout


def pages(path: str) -> list[dict[str, Any]]:
    """All entries of a list that comes in pages."""
    answer = json.loads(gh("--paginate", "--slurp", path))
    return [entry for page in answer for entry in page]


def artefact(repository: str, run: str) -> bytes:
    """The archive of the run's artefact."""
    path = f"repos/{repository}/actions/runs/{run}/artifacts?name={ARTEFACT}"
    found = json.loads(gh(path))["artifacts"]
    if len(found) != 1:
        raise RefusedError(f"run {run} has {len(found)} artefacts called {ARTEFACT}, wanted 1")
    if found[0]["size_in_bytes"] > LARGEST_ARCHIVE:
        raise RefusedError(f"the artefact has {found[0]['size_in_bytes']} bytes")
    return gh(f"repos/{repository}/actions/artifacts/{int(found[0]['id'])}/zip")


def post(repository: str, run: str, commit: str) -> str:
    """Post the comment, or change the one of an earlier run; says what was done."""
    pull = number(pages(f"repos/{repository}/pulls?state=open&per_page=100"), commit)
    if pull is None:
        return f"no open pull request has the commit {commit}: nothing to post"
    text = body(read_artefact(artefact(repository, run)), repository, run)
    old = earlier(pages(f"repos/{repository}/issues/{pull}/comments?per_page=100"))
    with tempfile.TemporaryDirectory() as folder:
        message = Path(folder) / "body.json"
        message.write_text(json.dumps({"body": text}), encoding="utf-8")
        where = f"issues/comments/{old}" if old else f"issues/{pull}/comments"
        method = "PATCH" if old else "POST"
        gh("--method", method, f"repos/{repository}/{where}", "--input", str(message))
    return f"pull request {pull}: comment {'changed' if old else 'posted'}"


def main() -> int:
    try:
        repository, run, commit = (os.environ[name] for name in ("REPOSITORY", "RUN", "COMMIT"))
        if not run.isdecimal() or not re.fullmatch(r"[0-9a-f]{40}", commit):
            raise RefusedError(f"run {run!r}, commit {commit!r}: wanted a number and a commit")
        print(post(repository, run, commit))
    except RefusedError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    except KeyError as error:
        print(f"{error.args[0]} is not in the environment", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
