# make validate   check the data package            make test    everything CI checks
# make bench      measure beside the peers          make lint    ruff and mypy alone
# make docs       write the generated pages         make lock    pin the newest allowed libraries
# make mutate     share of planted changes that validation notices
# make fuzz       look for bytes that break a reader (SECONDS=60 for each)
# make release    build the release into dist/      make site     write the explorer into build/site
# make clean      remove what the others made
# make pythons    try wheel and sdist on the Pythons of Debian sid; needs root and debootstrap
SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: validate test lint docs site bench mutate fuzz pythons lock release clean

VENV ?= .venv
BIN := $(VENV)/bin
# The first interpreter that is 3.11 or newer.
FIND_PYTHON = for p in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3.15 python3 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; exit 0; }; done; \
	echo "make: no Python 3.11 or newer with venv found; install one, or name it: make $@ PYTHON=/path/to/python" >&2; exit 1
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# What others have made is installed by version and hash; then this project itself, without looking for anything more.
SELF := $(PIP) --no-deps --no-build-isolation --editable .
COMPILE := $(BIN)/uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.11 --upgrade --quiet \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate

validate: $(VENV)/.validate
	@$(BIN)/cnii validate .

# Bytecode is kept: each worker reads all tests, and many tests start programs.
test: export PYTHONDONTWRITEBYTECODE :=
test: lint
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(VENV)/.dev
	$(BIN)/python scripts/build_derived.py
	$(BIN)/python scripts/build_views.py
	$(BIN)/python scripts/build_stubs.py
	$(BIN)/python scripts/build_docs.py

site: $(VENV)/.dev
	$(BIN)/cnii site . --output build/site

release: $(VENV)/.dev
	$(BIN)/cnii release . --output dist

bench: $(VENV)/.dev
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[bench]'
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_loading.py
	$(BIN)/python scripts/bench_relations.py
	$(BIN)/python scripts/bench_statements.py

mutate: $(VENV)/.dev
	$(BIN)/python scripts/sweep.py --most 2000 --peers 100 --misses --page docs/mutation.md

pythons: $(VENV)/.dev
	$(BIN)/python scripts/try_pythons.py --root build/pythons

SECONDS ?= 60
fuzz: $(VENV)/.dev
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --editable '.[fuzz]'
	$(BIN)/python tests/fuzz/run.py all $(SECONDS)

lock: $(VENV)/.dev
	$(PIP) uv
	$(COMPILE) --extra dev --output-file requirements/lock.txt
	$(COMPILE) --constraint requirements/lock.txt --output-file requirements/run.txt

# Stamps: made anew when the dependencies change.
$(VENV)/pyvenv.cfg:
	python=$$($(FIND_PYTHON)) && "$$python" -m venv $(VENV)

$(VENV)/.validate: pyproject.toml requirements/run.txt | $(VENV)/pyvenv.cfg
	@echo "Installing what validation needs into $(VENV) ..."
	@$(PIP) --require-hashes --requirement requirements/run.txt
	@$(SELF)
	@touch $@

$(VENV)/.dev: pyproject.toml requirements/lock.txt | $(VENV)/pyvenv.cfg
	@echo "Installing what development needs into $(VENV) ..."
	@$(PIP) --require-hashes --requirement requirements/lock.txt
	@$(SELF)
	@touch $@ $(VENV)/.validate

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
