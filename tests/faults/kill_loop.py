"""Kill builds at random moments, again and again, and look at what is published each time.

    python tests/faults/kill_loop.py [ROUNDS] [SEED]

Every round changes an input, starts a build, and ends its parent, its fork server or one of its
workers with a random signal. A published file must always be a complete older version or the
complete new one; the last run must finish by making only what is unfinished.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.toy import PAINT, Toy

NAMES = ["one", "two", "still-three"]
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
PATIENCE = 30.0
"""Seconds that a worker may take to notice that its build has ended."""

LONGEST = 1.6
"""Seconds after which a build is killed, at most: about as long as one takes."""


class Loop:
    """A toy project whose builds are killed; `problems` says what was found broken."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.toy = Toy(folder / "project", folder / "media", NAMES)
        self.problems: list[str] = []
        self._random = random.Random(seed)
        self._complete: dict[str, set[bytes]] = {}
        self._expect(0)

    def kill_once(self) -> None:
        """Change an input, build, kill, look."""
        self._expect(self._random.randrange(2))
        running = self.toy.start("build", "-j", "2")
        time.sleep(self._random.uniform(0.2, LONGEST))
        victims = [running.pid, *_descendants(running.pid)]
        with suppress(ProcessLookupError):
            signal_number = self._random.choice(SIGNALS)
            os.kill(self._random.choice(victims), signal_number)
        try:
            running.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.problems.append("a build did not end")
            running.kill()
        self._await_end(victims)
        self.look()

    def _await_end(self, processes: list[int]) -> None:
        """Workers end a moment after the build that they worked for; what they hold is theirs till
        then, and no later build may clear it away."""
        deadline = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{pid}").exists() for pid in processes):
            if time.monotonic() > deadline:
                self.problems.append("a worker outlives its build")
                return
            time.sleep(0.02)

    def look(self) -> None:
        """Every published file is one of the complete versions."""
        for path, content in self.toy.published().items():
            if path in {"manifest.json", "index.html"} or path.startswith(".corrconv-"):
                continue
            if content not in self._complete.get(path, set()):
                self.problems.append(f"{path} is broken ({len(content)} bytes)")

    def finish(self) -> None:
        """The last build makes what is unfinished and nothing else, and leaves no trace."""
        explained = self.toy.call("build", "--explain").stdout
        unfinished = set(re.findall(r"^(\S+ \S+ \S+): would be made", explained, re.MULTILINE))
        done = self.toy.call("build", "-j", "2")
        made = set(re.findall(r"^made (\S+ \S+ \S+) ", done.stdout, re.MULTILINE))
        if done.returncode:
            self.problems.append(f"the last build failed: {done.stdout}{done.stderr}")
        if made != unfinished:
            self.problems.append(f"made {sorted(made)}, unfinished were {sorted(unfinished)}")
        if self.toy.staged():
            self.problems.append(f"left in staging: {self.toy.staged()}")
        if self.toy.call("verify").returncode:
            self.problems.append("what is published cannot be verified")
        if self.toy.call("build").stdout.count("current") != 7:
            self.problems.append("a build after the last one is not a no-op")
        self.look()

    def _expect(self, version: int) -> None:
        """Have the sources of `version`, and its complete files among the expected ones."""
        text = PAINT.replace("SHADE = 90", f"SHADE = {90 + 40 * version}")
        self.toy.write("toy/paint.py", text)
        if not self._complete:
            for each in (0, 1):
                with tempfile.TemporaryDirectory() as folder:
                    self._learn(Path(folder), each)

    def _learn(self, folder: Path, version: int) -> None:
        other = Toy(folder / "project", folder / "media", NAMES)
        text = PAINT.replace("SHADE = 90", f"SHADE = {90 + 40 * version}")
        other.write("toy/paint.py", text)
        other.call("build", "-j", "2")
        for path, content in other.published().items():
            self._complete.setdefault(path, set()).add(content)


def _descendants(pid: int) -> list[int]:
    """The processes below `pid`, from the kernel's table."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
    print(f"{rounds} kills, seed {seed}")
    with tempfile.TemporaryDirectory() as folder:
        loop = Loop(Path(folder), seed)
        for number in range(1, rounds + 1):
            loop.kill_once()
            if number % 20 == 0:
                print(f"{number} kills, {len(loop.problems)} problems", flush=True)
        loop.finish()
    for problem in loop.problems:
        print(f"problem: {problem}")
    return 1 if loop.problems else 0


if __name__ == "__main__":
    sys.exit(main())
