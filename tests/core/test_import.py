"""Importing corrconv is light: numpy and the standard library, and never manim."""

import subprocess
import sys
from pathlib import Path

import corrconv

ROOT = Path(corrconv.__file__).parents[1]
REPORT = "import sys; {}; print(*sorted(sys.modules))"


def test_importing_corrconv_loads_numpy_and_the_standard_library_alone():
    assert _strangers("import corrconv") == set()


def test_another_package_would_be_noticed():
    assert "scipy" in _strangers("import corrconv, scipy")


def test_importing_corrconv_loads_few_modules():
    added = _modules("import corrconv") - _modules("import numpy")
    assert len([name for name in added if name.startswith("corrconv")]) <= 8
    assert len(added) <= 20


def test_the_public_names_are_those_of_the_contract():
    assert {"Index", "Support", "Operation", "Term", "terms", "patch", "apply"} <= set(
        corrconv.__all__
    )
    assert all(hasattr(corrconv, name) for name in corrconv.__all__)


def _modules(statement):
    command = [sys.executable, "-c", REPORT.format(statement)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def _strangers(statement):
    """The packages loaded beyond those of a bare interpreter and the standard library."""
    known = {name.partition(".")[0] for name in _modules("pass")}
    loaded = {name.partition(".")[0] for name in _modules(statement)}
    return loaded - known - set(sys.stdlib_module_names) - {"corrconv", "numpy"}
