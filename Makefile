# `make` alone prints what there is. Everything is installed into .venv from files that name every hash.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# Two workers: half of the tests wait for a browser or for a process.
WORKERS ?= 2

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test lint bench soak docs lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

demo: .venv/installed ## a simulated account, collected and shown; PORT=8501
	@$(BIN)/python run.py demo

run: .venv/installed ## the account described by the environment, .env or .env.aws; PORT=8501
	@$(BIN)/python run.py run

test: .venv/developing ## every test; installs what it needs
	@CHROMIUM="$$($(BIN)/python tests/browser/find_chromium.py)" && export CHROMIUM && \
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not soak" \
		--cov --cov-report=term

lint: .venv/developing ## ruff, mypy --strict, the import arrows
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

bench: .venv/developing ## the benchmark table: ratios to a ceiling measured in the same run
	@$(BIN)/python -m bench

soak: .venv/developing ## the long chaos, fuzz and injection runs
	@$(BIN)/python -m pytest -m soak -s --timeout 3600

docs: .venv/installed ## rewrite .env.example and the tables that are made from the code
	@$(BIN)/python docs/generate.py

lock: .venv/developing ## compile requirements.txt and requirements-dev.txt anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header \
		pyproject.toml --output-file requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header \
		--constraints requirements.txt --group dev --output-file requirements-dev.txt

.venv/installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed. On Debian: apt install python3-venv. Or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Installing into .venv, once; this takes a minute or two."
	@$(BIN)/python -c 'import ssl, pip' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/developing: .venv/installed requirements-dev.txt
	@$(PIP) -r requirements-dev.txt
	@touch $@
