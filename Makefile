# Needs Python 3.11 or newer, make and git. Everything else is installed into .venv from the locks.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin

# A stamp carries its lock's hash, so set-up runs again when the lock changed and only then.
# The developer's lock holds all of the operator's, so its stamp serves both.
DEV := .venv/dev-$(shell git hash-object requirements-dev.lock)
RUN := $(or $(wildcard $(DEV)),.venv/run-$(shell git hash-object requirements.lock))

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml
CODE := bot handlers storage tests

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(RUN) ## Start the bot with two phones in the browser, no token or network; TEMPLATE=puno, PORT=0 (any)
	@$(BIN)/python -m bot demo $(if $(TEMPLATE),--template $(TEMPLATE)) $(if $(PORT),--port $(PORT))

.PHONY: test
test: $(DEV) ## Run all tests; those in a browser too where Chromium is installed
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: lint
lint: $(DEV) ## Check style and formatting
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

.PHONY: types
types: $(DEV) ## Check types
	@$(BIN)/mypy

.PHONY: format
format: $(DEV) ## Put the code in form
	@$(BIN)/ruff check --fix --quiet $(CODE) || true
	@$(BIN)/ruff format $(CODE)

.PHONY: catalogs
catalogs: $(DEV) ## Bring locales/ up to date with the code, and list what is untranslated
	@$(BIN)/python -m tests.quality.catalogs

.PHONY: docs
docs: $(DEV) ## Write again what docs/ draws from the code
	@$(BIN)/python -m tests.quality.documents

.PHONY: bench
bench: $(DEV) ## Measure speed and memory beside other bots, in an environment of their own
	@$(BIN)/python -m tests.bench

.PHONY: lock
lock: $(DEV) ## Lock what pyproject.toml asks for; ARGS=--upgrade takes the newest of it all
	@$(LOCK) $(ARGS) --output-file requirements.lock
	@$(LOCK) $(ARGS) --group dev --constraint requirements.lock --output-file requirements-dev.lock

.PHONY: clean
clean: ## Remove what the tools made, the environment too
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .bench build dist
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Ayni needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv

.venv/run-%: | .venv/bin/python
	@echo "Installing what Ayni needs to run (once)..."
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@rm -f .venv/run-* && touch $@

.venv/dev-%: | .venv/bin/python
	@echo "Installing what Ayni and its tests need (once)..."
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@rm -f .venv/dev-* && touch $@
