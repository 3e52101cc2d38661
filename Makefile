# make run: set up once, read seeds/, open the desk. make test: all that CI runs.
PYTHON ?= $(firstword $(foreach python,python3 python3.13 python3.12 python3.11,\
	$(shell command -v $(python) >/dev/null 2>&1 && \
	$(python) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(python))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: run test quick bench eval lock clean

run: .venv/.runtime
	@$(BIN)/dateline run

test: .venv/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

quick: .venv/.development
	$(BIN)/pytest -n 2 -m "not slow"

bench: .venv/.development
	$(BIN)/python -m tests.bench

# Some scorers that come with the data need rouge-score; nothing else here does.
eval: .venv/.development
	@$(PIP) rouge-score==0.1.2 >&2
	$(BIN)/python -m tests.eval report $(DATA)

# The locks hold versions only, no addresses: pip takes packages from wherever it is set up to.
COMPILE := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: .venv/.runtime
	$(COMPILE) --output-file requirements.lock pyproject.toml
	sed -i 's/+cpu$$//' requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	sed -i 's/+cpu$$//' requirements-dev.lock

clean:
	rm -rf .venv .dateline build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# Nothing is printed to standard output while installing: `make run` may stand in a pipe.
.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11 or newer on the PATH." >&2; exit 1; }
	@echo "Making .venv with $(PYTHON)" >&2
	@$(PYTHON) -m venv .venv >&2

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing, once: a few minutes" >&2
	@$(PIP) -r requirements.lock >&2
	@$(PIP) --no-deps -e . >&2
	@touch $@

.venv/.development: requirements-dev.lock .venv/.runtime
	@$(PIP) -r requirements-dev.lock >&2
	@touch $@
