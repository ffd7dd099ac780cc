"""Write requirements.lock: every package of pyproject.toml and its dev group, pinned.

Plain `name==version` lines: no addresses, so that any registry or wheel folder can serve them.
A line with a marker pins a package that another system or Python needs; such lines cannot be
resolved here and are kept as they stand. Run it as `make lock`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = """\
# The pinned environment, for running and for development; written by `make lock`.
# Lines with a marker are kept by hand: packages that only another system or Python needs.
"""


def wanted() -> list[str]:
    """The requirements as pyproject.toml states them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]


def resolved(requirements: list[str]) -> list[str]:
    """What pip would install for them on an empty environment, as `name==version`."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    command += ["--quiet", "--report", "-", *requirements]
    report = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = [entry["metadata"] for entry in json.loads(report)["install"]]
    return [f"{normal(item['name'])}=={item['version']}" for item in found]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def with_marker() -> list[str]:
    """The lines of the present lock that hold only elsewhere."""
    lines = LOCK.read_text(encoding="utf-8").splitlines() if LOCK.exists() else []
    return [line for line in lines if ";" in line and not line.startswith("#")]


def main() -> None:
    pins = sorted([*resolved(wanted()), *with_marker()])
    LOCK.write_text(HEADER + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{LOCK.name}: {len(pins)} packages")


if __name__ == "__main__":
    main()
