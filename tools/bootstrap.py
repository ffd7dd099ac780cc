"""Make .venv ready: everything the project needs, at the pinned versions.

Standard library only, and readable by any Python 3.8, so that a wrong Python gets a sentence
instead of a traceback. What pip would build from source is checked for before pip runs: missing
system packages are installed where that needs no question, otherwise one line says how. Outside
the checkout nothing else is changed.

Exit status: 0 ready, 1 an installation failed, 2 something is missing, 130 interrupted.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "ready"
UNFINISHED = VENV / "unfinished"
OLDEST = (3, 11)
COMPILED = ("cairo", "manimpango")  # the modules that are built here, against system libraries

CAIRO = "cairo >= 1.15.10"
PANGO = "pangocairo >= 1.30.0"

# What each missing part is called by each package manager; None: comes with Python there.
PACKAGES = {
    "apt-get": {
        "a C compiler": "build-essential",
        "pkg-config": "pkg-config",
        "cairo": "libcairo2-dev",
        "pango": "libpango1.0-dev",
        "Python's venv module": "python{version}-venv",
        "Python's C headers": "python{version}-dev",
    },
    "dnf": {
        "a C compiler": "gcc",
        "pkg-config": "pkgconf-pkg-config",
        "cairo": "cairo-devel",
        "pango": "pango-devel",
        "Python's venv module": "python{version}",
        "Python's C headers": "python{version}-devel",
    },
    "pacman": {
        "a C compiler": "gcc",
        "pkg-config": "pkgconf",
        "cairo": "cairo",
        "pango": "pango",
        "Python's venv module": "python",
        "Python's C headers": "python",
    },
    "brew": {
        "a C compiler": "gcc",
        "pkg-config": "pkgconf",
        "cairo": "cairo",
        "pango": "pango",
        "Python's venv module": "python@{version}",
        "Python's C headers": "python@{version}",
    },
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What Chromium is called as a program; the tests of the page drive it."""

CHROMIUM = {
    "apt-get": ["chromium"],
    "dnf": ["chromium"],
    "pacman": ["chromium"],
    "brew": ["--cask", "chromium"],
}
INSTALL = {
    "apt-get": ["apt-get", "install", "-y"],
    "dnf": ["dnf", "install", "-y"],
    "pacman": ["pacman", "-S", "--needed", "--noconfirm"],
    "brew": ["brew", "install"],
}


class SetupError(Exception):
    """What is wrong, in one line, and the exit status that says so."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


def say(line: str) -> None:
    print("bootstrap: " + line, flush=True)


def fingerprint() -> str:
    """Digest of all that decides what .venv holds: the pins, the project, its place, Python."""
    digest = hashlib.sha256()
    for part in (
        LOCK.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        os.fsencode(ROOT),
        os.fsencode(os.path.realpath(PYTHON)),
    ):
        digest.update(b"%d:%s" % (len(part), part))
    return digest.hexdigest()


def ready() -> bool:
    """Is .venv complete and made from the present pins?"""
    try:
        return PYTHON.exists() and STAMP.read_text() == fingerprint()
    except FileNotFoundError:
        return False


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def works(*command: str) -> bool:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return done.returncode == 0


def right_python() -> str:
    """This Python if it is new enough, else the newest one on PATH that is."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(19, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and works(found, "-c", "import sys"):
            return found
    raise SetupError(
        f"Python {dotted(OLDEST)} or newer is needed, this is {dotted(sys.version_info[:3])}: "
        "install one and name it, as in `make figures PYTHON=python3.11`"
    )


def missing(python: str) -> list[str]:
    """The parts that pip would miss, named as in PACKAGES."""
    compiler = os.environ.get("CC", "cc").split() or ["cc"]
    pkg_config = os.environ.get("PKG_CONFIG", "pkg-config")
    headers = (
        "import os, sys, sysconfig;"
        "sys.exit(not os.path.exists(sysconfig.get_path('include') + '/Python.h'))"
    )
    checks = {
        "a C compiler": [*compiler, "--version"],
        "pkg-config": [pkg_config, "--version"],
        "cairo": [pkg_config, "--exists", CAIRO],
        "pango": [pkg_config, "--exists", PANGO],
        "Python's venv module": [python, "-c", "import venv, ensurepip"],
        "Python's C headers": [python, "-c", headers],
    }
    return [part for part, command in checks.items() if not works(*command)]


def version_of(python: str) -> str:
    program = "import sysconfig; print(sysconfig.get_python_version())"
    return subprocess.check_output([python, "-c", program], text=True).strip()


def privilege(manager: str) -> list[str] | None:
    """The words to put before the manager so that it asks nothing; None if there are none."""
    root = os.geteuid() == 0
    if manager == "brew":
        return None if root else []
    if root:
        return []
    return ["sudo", "-n"] if works("sudo", "-n", "true") else None


def install_line(manager: str, command: list[str]) -> str:
    """The command as a person would type it."""
    words = command if manager == "brew" or os.geteuid() == 0 else ["sudo", *command]
    return " ".join(words)


def system_packages(python: str, may_install: bool, held: int) -> None:
    """See that every part that pip builds with is there; SetupError with one line otherwise."""
    parts = missing(python)
    if not parts:
        return
    wanted = ", ".join(parts)
    manager = next((name for name in INSTALL if shutil.which(name)), None)
    if manager is None:
        raise SetupError(
            f"missing: {wanted} (cairo and pango with their development files); "
            f"found none of {', '.join(INSTALL)} to install them with"
        )
    version = version_of(python)
    names = sorted({PACKAGES[manager][part].format(version=version) for part in parts})
    command = INSTALL[manager] + names
    line = install_line(manager, command)
    before = privilege(manager)
    if before is None or not may_install:
        raise SetupError(f"missing: {wanted}; install with: {line}")
    say(f"missing: {wanted}; running: {line}")
    if run_manager(manager, before, command, held):
        parts = missing(python)
    if parts:
        raise SetupError(f"still missing: {', '.join(parts)}; this did not help: {line}", 1)


def browser(may_install: bool) -> None:
    """See that there is a Chromium; one line where there is none, for nothing else needs it."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    manager = next((name for name in INSTALL if shutil.which(name)), None)
    if manager is None:
        say(f"no Chromium, and none of {', '.join(INSTALL)} to install it with")
        return
    command = INSTALL[manager] + CHROMIUM[manager]
    line = install_line(manager, command)
    before = privilege(manager)
    if before is None or not may_install:
        say(f"no Chromium: the tests of the page need it; install with: {line}")
        return
    say(f"no Chromium; running: {line}")
    run_manager(manager, before, command)
    if not any(shutil.which(name) for name in BROWSERS):
        say(f"still no Chromium; this did not help: {line}")


def run_manager(manager: str, before: list[str], command: list[str], *held: int) -> bool:
    """Run the package manager; a list of packages that is absent or old is fetched once. What it
    runs keeps the files `held` open."""
    if manager == "apt-get":
        before = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]

    def run(words: list[str]) -> bool:
        done = subprocess.run(
            [*before, *words], stdin=subprocess.DEVNULL, stdout=sys.stderr, pass_fds=held
        )
        return done.returncode == 0

    if run(command):
        return True
    refresh = {"apt-get": ["apt-get", "update"], "pacman": ["pacman", "-Sy"]}.get(manager)
    return refresh is not None and run(refresh) and run(command)


def clean_environment() -> dict[str, str]:
    """The environment without what would lead pip away from .venv."""
    stray = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in stray}
    kept.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    if not Path(os.path.expanduser("~")).is_absolute():  # noqa: PTH111 - expanduser() raises here
        kept["PIP_NO_CACHE_DIR"] = "1"
    return kept


def usable() -> bool:
    """Does .venv hold a Python that is new enough and has pip?"""
    program = f"import sys, pip; sys.exit(sys.version_info < {OLDEST!r})"
    return works(str(PYTHON), "-c", program)


def empty_venv() -> None:
    """Put an empty, marked folder in the place of .venv, whatever was there."""
    old = VENV.with_name(".venv.old")
    shutil.rmtree(old, ignore_errors=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        VENV.rename(old)  # at once: a .venv that is half deleted could pass for a good one
    VENV.mkdir()
    UNFINISHED.touch()
    shutil.rmtree(old, ignore_errors=True)


def make_venv(python: str, held: int) -> None:
    """Create .venv where none works, install the pins and the project, and stamp it."""
    environment = clean_environment()

    def run(what: str, *command: str) -> None:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, pass_fds=(held,)
        )
        if done.returncode != 0:
            raise SetupError(f"{what} failed, see above; run it again to go on", 1)

    if UNFINISHED.exists() or not usable():
        say(f"making .venv with {python} (a minute or two)")
        empty_venv()
        run("making .venv", python, "-m", "venv", str(VENV))
    else:
        say("bringing .venv up to the pinned versions")
        STAMP.unlink(missing_ok=True)
        UNFINISHED.touch()
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--progress-bar", "off"]
    run("installing the pinned packages", *pip, "-r", str(LOCK))
    run("importing what was built", str(PYTHON), "-c", "import " + ", ".join(COMPILED))
    UNFINISHED.unlink()
    run("installing the project", *pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(fingerprint())
    fresh.replace(STAMP)


def bootstrap(may_install: bool) -> None:
    if ready():
        return
    # The lock lives in the open file, which the children inherit: if this process is killed, the
    # next one waits until the last of its children has stopped writing to .venv.
    with LOCK.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another bootstrap of this checkout")
            fcntl.flock(file, fcntl.LOCK_EX)
        if ready():
            return
        python = right_python()
        system_packages(python, may_install, file.fileno())
        make_venv(python, file.fileno())


def main() -> int:
    parser = argparse.ArgumentParser(description="Make .venv ready, quickly when it is.")
    parser.add_argument(
        "--no-system",
        action="store_true",
        help="never install system packages, only print the line that would",
    )
    parser.add_argument(
        "--browser",
        action="store_true",
        help="also see that there is a Chromium for the tests of the page",
    )
    options = parser.parse_args()
    try:
        bootstrap(may_install=not options.no_system)
        if options.browser:
            browser(may_install=not options.no_system)
    except SetupError as error:
        print(f"bootstrap: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
