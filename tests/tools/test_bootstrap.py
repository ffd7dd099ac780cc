"""The bootstrap, run as a program in small checkouts with a PATH made for the test. No network."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BOOTSTRAP = Path(__file__).resolve().parents[2] / "tools" / "bootstrap.py"
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
READY, FAILED, MISSING = 0, 1, 2

PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "thing"
version = "0"
"""
# Builds a wheel with nothing in it; waits as long as there is a file called `hold`.
BACKEND = """\
import pathlib, time, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    pathlib.Path("building").touch()
    while pathlib.Path("hold").exists():
        time.sleep(0.02)
    name = "thing-0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        info = "thing-0.dist-info/"
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: thing\\nVersion: 0\\n")
        wheel.writestr(
            info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        )
        wheel.writestr(info + "RECORD", "")
    return name

build_editable = build_wheel
"""
PKG_CONFIG = """\
case "$*" in
    *pangocairo*) [ -e "$STATE/pango" ] ;;
    *cairo*) [ -e "$STATE/cairo" ] ;;
esac
"""
MANAGER = """\
echo "$(basename "$0") $*" >> "$STATE/log"
[ ! -e "$STATE/useless" ] || exit 0
[ "$1" != update ] || { : > "$STATE/updated"; exit 0; }
[ ! -e "$STATE/stale" ] || [ -e "$STATE/updated" ] || exit 100
: > "$STATE/cairo"
: > "$STATE/pango"
case "$*" in *chromium*) : > "${0%/*}/chromium"; chmod +x "${0%/*}/chromium" ;; esac
"""
# Makes a .venv whose Python says yes to everything, at once.
QUICK_PYTHON = """\
[ "$1 $2" = "-m venv" ] || exec "$PYTHON" "$@"
mkdir -p "$3/bin"
echo '#!/bin/sh' > "$3/bin/python"
chmod +x "$3/bin/python"
"""
SUDO_WITHOUT_PASSWORD = '[ "$1" = -n ] && shift\necho "sudo $*" >> "$STATE/log"\nexec "$@"\n'
SUDO_WITH_PASSWORD = "exit 1\n"


@dataclass
class Checkout:
    """A checkout with a bootstrap, and the world that it sees."""

    root: Path
    bin: Path
    state: Path
    user: int = 1000
    version: tuple[int, ...] = field(default_factory=lambda: sys.version_info[:3])

    def program(self, name: str, script: str = "") -> None:
        path = self.bin / name
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)

    def command(self, *arguments: str) -> list[str]:
        script = self.root / "tools" / "bootstrap.py"
        program = (
            "import os, runpy, sys\n"
            f"os.geteuid = lambda: {self.user}\n"
            f"sys.version_info = {self.version}\n"
            f"sys.argv = {[str(script), *arguments]}\n"
            f"runpy.run_path({str(script)!r}, run_name='__main__')\n"
        )
        return [sys.executable, "-c", program]

    def environment(self) -> dict[str, str]:
        return {
            "PATH": str(self.bin),
            "STATE": str(self.state),
            "PYTHON": sys.executable,
            "HOME": str(self.state),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.environment(), capture_output=True, text=True
        )

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(), env=self.environment(), stdout=subprocess.PIPE, text=True
        )

    def log(self) -> list[str]:
        """What the package manager and sudo were asked to do."""
        path = self.state / "log"
        return path.read_text().splitlines() if path.exists() else []

    def pretend_venv(self) -> None:
        """A .venv whose Python says yes to everything, so that only the rest is looked at."""
        python = self.root / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text("#!/bin/sh\n")
        python.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Everything is there, and the path has a space and a letter beyond ASCII."""
    made = Checkout(tmp_path / "a chéckout", tmp_path / "bin", tmp_path / "state")
    for folder in (made.root / "tools", made.bin, made.state):
        folder.mkdir(parents=True)
    shutil.copy(BOOTSTRAP, made.root / "tools")
    (made.root / "pyproject.toml").write_text(PROJECT)
    (made.root / "backend.py").write_text(BACKEND)
    (made.root / "requirements.lock").write_text("# nothing\n")
    for module in ("cairo", "manimpango"):
        (made.root / f"{module}.py").touch()
        (made.state / {"manimpango": "pango"}.get(module, module)).touch()
    made.program("cc")
    made.program("pkg-config", PKG_CONFIG)
    for program in ("basename", "chmod", "env", "mkdir"):
        (made.bin / program).symlink_to(shutil.which(program) or program)
    return made


@pytest.fixture
def bare(checkout: Checkout) -> Checkout:
    """As `checkout`, without cairo and pango, and with a .venv that costs no time."""
    (checkout.state / "cairo").unlink()
    (checkout.state / "pango").unlink()
    checkout.pretend_venv()
    return checkout


def quick_python(checkout: Checkout) -> str:
    """Make this Python too old, and put a new one on PATH that makes a .venv in no time."""
    checkout.version = (3, 9, 2)
    newer = f"python{PYTHON_VERSION}"
    checkout.program(newer, QUICK_PYTHON)
    return str(checkout.bin / newer)


def wait_for(path: Path) -> None:
    limit = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < limit, f"{path} did not appear"
        time.sleep(0.02)


def test_a_python_of_2019_can_read_it() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_first_run_makes_a_venv_and_a_second_run_asks_nothing(checkout: Checkout) -> None:
    first = checkout.run()
    assert first.returncode == READY, first.stderr
    assert first.stdout.startswith("bootstrap: making .venv with ")
    python = checkout.root / ".venv" / "bin" / "python"
    listed = subprocess.run([python, "-m", "pip", "list"], capture_output=True, text=True)
    assert "thing" in listed.stdout

    for program in checkout.bin.iterdir():
        program.unlink()  # a second run that looked at the system would find everything missing
    second = checkout.run()
    assert (second.returncode, second.stdout, second.stderr) == (READY, "", "")


def test_changed_pins_are_installed_into_the_same_venv(checkout: Checkout) -> None:
    checkout.pretend_venv()
    assert checkout.run().returncode == READY
    kept = checkout.root / ".venv" / "kept"
    kept.touch()
    (checkout.root / "requirements.lock").write_text("# something else\n")
    again = checkout.run()
    assert again.returncode == READY, again.stderr
    assert again.stdout == "bootstrap: bringing .venv up to the pinned versions\n"
    assert kept.exists()


def test_a_moved_checkout_is_installed_again(checkout: Checkout) -> None:
    checkout.pretend_venv()
    assert checkout.run().returncode == READY
    assert checkout.run().stdout == ""
    checkout.root = checkout.root.rename(checkout.root.with_name("moved"))
    assert "bringing .venv" in checkout.run().stdout


@pytest.mark.parametrize("damage", ["killed while installing", "no Python", "no pip", "a file"])
def test_a_half_made_venv_is_made_anew(checkout: Checkout, damage: str) -> None:
    quick_python(checkout)
    venv = checkout.root / ".venv"
    if damage == "a file":
        venv.touch()
    else:
        checkout.pretend_venv()
        (venv / "rest").touch()
    if damage == "killed while installing":
        (venv / "unfinished").touch()
    if damage == "no Python":
        (venv / "bin" / "python").unlink()
        (venv / "bin" / "python").symlink_to("nowhere")
    if damage == "no pip":
        (venv / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    done = checkout.run()
    assert done.returncode == READY, done.stderr
    assert "making .venv" in done.stdout
    assert not (venv / "rest").exists()
    assert not (checkout.root / ".venv.old").exists()
    assert checkout.run().stdout == ""


def test_kill_9_while_pip_installs(checkout: Checkout) -> None:
    part = checkout.root / "part"
    part.mkdir()
    shutil.copy(checkout.root / "backend.py", part)
    (part / "pyproject.toml").write_text(PROJECT)
    (part / "hold").touch()
    (checkout.root / "requirements.lock").write_text("./part\n")

    with checkout.start() as first:
        wait_for(part / "building")
        first.send_signal(signal.SIGKILL)
    with checkout.start() as second:
        assert second.stdout is not None
        # pip has outlived its parent: nothing may be removed from under it
        waiting = second.stdout.readline()
        (part / "hold").unlink()
        rest = second.stdout.read()
    assert waiting == "bootstrap: waiting for another bootstrap of this checkout\n"
    assert second.returncode == READY
    assert "making .venv" in rest


def test_a_failed_installation_is_reported_and_tried_again(checkout: Checkout) -> None:
    (checkout.root / "requirements.lock").write_text("no-such-package==1\n")
    failed = checkout.run()
    assert failed.returncode == FAILED
    assert "no-such-package" in failed.stderr
    last = failed.stderr.splitlines()[-1]
    assert last.startswith("bootstrap: installing the pinned packages failed")
    (checkout.root / "requirements.lock").write_text("")
    assert checkout.run().returncode == READY


def test_pip_is_kept_within_the_venv(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = checkout.state / "outside"
    misled = {"PIP_TARGET": str(outside), "PIP_USER": "1", "PYTHONPATH": str(outside)}
    plain = checkout.environment()
    monkeypatch.setattr(checkout, "environment", lambda: plain | misled)
    done = checkout.run()
    assert done.returncode == READY, done.stderr
    assert not outside.exists()


EXPECTED_LINES = [
    ("apt-get", 1000, "sudo apt-get install -y libcairo2-dev libpango1.0-dev"),
    ("dnf", 1000, "sudo dnf install -y cairo-devel pango-devel"),
    ("pacman", 1000, "sudo pacman -S --needed --noconfirm cairo pango"),
    ("brew", 0, "brew install cairo pango"),  # brew refuses to run as root
]


@pytest.mark.parametrize(("manager", "user", "line"), EXPECTED_LINES)
def test_the_one_line_for_each_package_manager(
    bare: Checkout, manager: str, user: int, line: str
) -> None:
    bare.user = user
    bare.program(manager, MANAGER)
    bare.program("sudo", SUDO_WITH_PASSWORD)
    done = bare.run()
    assert done.returncode == MISSING
    assert done.stdout == ""
    assert done.stderr == f"bootstrap: missing: cairo, pango; install with: {line}\n"
    assert bare.log() == []


def test_the_line_names_everything_that_is_missing(bare: Checkout) -> None:
    (bare.bin / "cc").unlink()
    (bare.bin / "pkg-config").unlink()
    bare.program("apt-get", MANAGER)
    done = bare.run()
    assert done.returncode == MISSING
    assert done.stderr.splitlines() == [
        "bootstrap: missing: a C compiler, pkg-config, cairo, pango; install with: "
        "sudo apt-get install -y build-essential libcairo2-dev libpango1.0-dev pkg-config"
    ]


@pytest.mark.parametrize(
    ("manager", "package"),
    [("apt-get", f"python{PYTHON_VERSION}-venv"), ("dnf", f"python{PYTHON_VERSION}")],
)
def test_a_python_without_venv(checkout: Checkout, manager: str, package: str) -> None:
    """Debian ships the venv module apart from Python."""
    checkout.program(manager)
    checkout.version = (3, 9, 2)
    checkout.program(
        f"python{PYTHON_VERSION}",
        'case "$2" in *ensurepip*) exit 1;; esac\nexec "$PYTHON" "$@"',
    )
    done = checkout.run()
    assert done.returncode == MISSING
    assert "missing: Python's venv module; " in done.stderr
    assert done.stderr.endswith(f"install -y {package}\n")


def test_without_a_package_manager_one_line_names_what_is_missing(checkout: Checkout) -> None:
    (checkout.bin / "pkg-config").unlink()
    done = checkout.run()
    assert done.returncode == MISSING
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "pkg-config, cairo, pango" in line
    assert "none of apt-get, dnf, pacman, brew" in line
    assert not (checkout.root / ".venv").exists()


@pytest.mark.parametrize(
    ("manager", "user", "asked"),
    [
        ("apt-get", 0, ["apt-get install -y libcairo2-dev libpango1.0-dev"]),
        ("dnf", 0, ["dnf install -y cairo-devel pango-devel"]),
        ("pacman", 0, ["pacman -S --needed --noconfirm cairo pango"]),
        ("brew", 1000, ["brew install cairo pango"]),
        (
            "dnf",
            1000,
            [
                "sudo true",
                "sudo dnf install -y cairo-devel pango-devel",
                "dnf install -y cairo-devel pango-devel",
            ],
        ),
    ],
)
def test_what_is_missing_is_installed_where_that_asks_nothing(
    bare: Checkout, manager: str, user: int, asked: list[str]
) -> None:
    bare.user = user
    bare.program("true")
    bare.program(manager, MANAGER)
    bare.program("sudo", SUDO_WITHOUT_PASSWORD)
    done = bare.run()
    assert done.returncode == READY, done.stderr
    assert done.stdout.startswith("bootstrap: missing: cairo, pango; running: ")
    assert bare.log() == asked


def test_an_old_list_of_packages_is_fetched_once(bare: Checkout) -> None:
    bare.user = 0
    (bare.state / "stale").touch()
    bare.program("apt-get", MANAGER)
    assert bare.run().returncode == READY
    install = "apt-get install -y libcairo2-dev libpango1.0-dev"
    assert bare.log() == [install, "apt-get update", install]


def test_an_installation_that_does_not_help(bare: Checkout) -> None:
    bare.user = 0
    (bare.state / "useless").touch()
    bare.program("dnf", MANAGER)
    done = bare.run()
    assert done.returncode == FAILED
    assert done.stderr.startswith("bootstrap: still missing: cairo, pango; ")


def test_the_system_is_left_alone_when_told_so(bare: Checkout) -> None:
    bare.user = 0
    bare.program("dnf", MANAGER)
    done = bare.run("--no-system")
    assert done.returncode == MISSING
    assert done.stderr.endswith("install with: dnf install -y cairo-devel pango-devel\n")
    assert bare.log() == []


def test_an_old_python_says_which_one_is_wanted(checkout: Checkout) -> None:
    checkout.version = (3, 9, 2)
    done = checkout.run()
    assert done.returncode == MISSING
    (line,) = done.stderr.splitlines()
    assert "Python 3.11 or newer is needed, this is 3.9.2" in line


def test_an_old_python_hands_over_to_a_newer_one(checkout: Checkout) -> None:
    newer = quick_python(checkout)
    done = checkout.run()
    assert done.returncode == READY, done.stderr
    assert f"making .venv with {newer}" in done.stdout


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    """A checkout that lacks nothing but a browser."""
    checkout.pretend_venv()
    assert checkout.run().returncode == READY
    return checkout


MANAGERS = {
    "apt-get": "install -y chromium",
    "dnf": "install -y chromium",
    "pacman": "-S --needed --noconfirm chromium",
    "brew": "install --cask chromium",
}


@pytest.mark.parametrize("manager", MANAGERS)
def test_a_browser_is_installed_where_it_is_asked_for(ready: Checkout, manager: str) -> None:
    ready.user = 1000 if manager == "brew" else 0
    ready.program(manager, MANAGER)
    assert ready.run().stdout == ""
    assert ready.log() == []
    done = ready.run("--browser")
    assert (done.returncode, done.stderr) == (READY, "")
    line = f"{manager} {MANAGERS[manager]}"
    assert done.stdout == f"bootstrap: no Chromium; running: {line}\n"
    assert ready.log() == [line]
    assert ready.run("--browser").stdout == ""


def test_a_browser_of_another_name_is_enough(ready: Checkout) -> None:
    ready.program("google-chrome")
    assert (ready.run("--browser").stdout, ready.log()) == ("", [])


@pytest.mark.parametrize("why", ["no root", "asked not to", "no manager", "useless", "stale"])
def test_without_a_browser_one_line_says_so(ready: Checkout, why: str) -> None:
    """And the rest is ready all the same."""
    ready.user = 1000 if why == "no root" else 0
    if why != "no manager":
        ready.program("apt-get", MANAGER)
    if why in {"useless", "stale"}:
        (ready.state / why).touch()
    done = ready.run("--browser", *(["--no-system"] if why == "asked not to" else []))
    assert done.returncode == READY
    last = done.stdout.splitlines()[-1]
    assert {
        "no root": "install with: sudo apt-get install -y chromium",
        "asked not to": "install with: apt-get install -y chromium",
        "no manager": "and none of apt-get, dnf, pacman, brew to install it with",
        "useless": "this did not help: apt-get install -y chromium",
        "stale": "running: apt-get install -y chromium",
    }[why] in last
    assert (ready.bin / "chromium").exists() == (why == "stale")
