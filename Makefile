# make demo   sets everything up in .venv and runs guanxi on the sample corpus
# make test   sets everything up in .venv and runs every check
# Needs Python 3.11 or later; uses uv where it is installed, else venv and pip.

.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV := $(shell command -v uv 2>/dev/null)
CANDIDATES := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python

# The models' arithmetic is too small to gain from threads, and threads that wait for one
# another on busy cores made it five times slower.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: help setup demo test lint bench explorer lock wheel clean

help:
	@echo "make setup   create $(VENV) with exact versions; the command is $(BIN)/guanxi"
	@echo "make demo    read the sample corpus into a fresh store, ask it, and open the explorer"
	@echo "make test    run the linters, the type checker and all tests"
	@echo "make bench   measure characters a second and memory, step by step, and the first fact;"
	@echo "             searches: $(BIN)/python tests/bench/paths.py --help"
	@echo "make explorer  build the page anew into api/explorer/dist/ (needs node 20.19 or later)"
	@echo "make lock    resolve the dependencies anew into requirements.lock"
	@echo "make wheel   build the wheel into dist/"
	@echo "make clean   remove $(VENV) and everything built"

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@set -eu; python=""; \
	for candidate in $(CANDIDATES); do \
	  if "$$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "guanxi needs Python 3.11 or later with its venv module, and none of these is one:" \
	    "$(CANDIDATES); install it, or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if [ -n "$(UV)" ]; then \
	  [ -x $(BIN)/python ] || "$(UV)" venv --quiet --python "$$python" $(VENV); \
	  "$(UV)" pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock; \
	  "$(UV)" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  [ -x $(BIN)/python ] || "$$python" -m venv $(VENV); \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	  echo "installing into $(VENV); the first time this takes a few minutes"; \
	  $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock; \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .; \
	fi
	@touch $@

demo: setup
	$(BIN)/guanxi demo

test: lint
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python tests/bench/ingest.py
	$(BIN)/python tests/bench/first_fact.py

explorer:
	cd api/explorer && npm ci && npm run build

# No index address goes into the lock: each user's own settings name the registry.
lock:
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url \
	  --no-header --universal --python-version 3.11 --quiet -o requirements.lock

wheel: setup
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) api/explorer/node_modules build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
