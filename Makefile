# PYTHON makes .venv and must be 3.11 or newer; ARGS is passed on, as in
#   make figures ARGS="-q h F9"      make test ARGS="tests/core -x"
PYTHON ?= python3
ARGS ?=
VENV_PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help bootstrap figures test test-cluster test-long check format kill-loop bench docs wheel lock clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | \
	while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

bootstrap: ## make .venv ready: system libraries, pinned packages
	@$(PYTHON) tools/bootstrap.py

figures: bootstrap ## render every figure into media/
	@$(VENV_PYTHON) render.py build $(ARGS)

test: bootstrap ## run all tests but the long ones
	@$(VENV_PYTHON) -m pytest -n auto --dist loadfile $(ARGS)

test-cluster: bootstrap ## run the tests with a real scheduler and its workers
	@$(VENV_PYTHON) -m pytest -m cluster $(ARGS)

test-long: bootstrap ## run the tests that render whole lessons, lectures or pages
	@$(PYTHON) tools/bootstrap.py --browser
	@$(VENV_PYTHON) -m pytest -n auto --dist loadfile -m "slow or browser" $(ARGS)

check: bootstrap ## format, lint, types, imports, and the house rules
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m mypy
	.venv/bin/lint-imports
	$(VENV_PYTHON) -m pytest -q tests/test_house.py

format: bootstrap ## rewrite the sources in the project's format
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

kill-loop: bootstrap ## kill builds at every stage, see that nothing broken is published
	@$(VENV_PYTHON) tests/faults/kill_loop.py $(ARGS)

bench: bootstrap ## measure against stock manim and the encoder alone
	@$(VENV_PYTHON) benchmarks/bench.py $(ARGS)

docs: bootstrap ## write the generated part of docs/architecture.md anew from the sources
	@$(VENV_PYTHON) tools/architecture.py

wheel: bootstrap ## build dist/corrconv-*.whl
	@$(VENV_PYTHON) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: bootstrap ## resolve pyproject.toml anew into requirements.lock
	@$(VENV_PYTHON) tools/lock.py

clean: ## remove rendered files and tool caches; .venv stays
	find media -mindepth 1 ! -name .gitkeep -delete
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find benchmarks corrconv scenes tests tools -type d -name __pycache__ -prune -exec rm -rf {} +
