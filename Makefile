# Every target needs only Python 3.11+, make and the package index.
# `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
UV := UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=$(CURDIR)/$(VENV) $(BIN)/uv
ARGS ?=

.PHONY: help setup setup-dev run test faults nightly check fmt schemas migration bench

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

setup: $(BIN)/uv ## install what running needs, from the lock
	@$(UV) sync --quiet --frozen --inexact --system-certs --no-default-groups

setup-dev: $(BIN)/uv ## install what developing and testing need, from the lock
	@$(UV) sync --quiet --frozen --inexact --system-certs

run: setup ## start the city at http://127.0.0.1:8000 (ARGS="--port 9000", ARGS="--fresh")
	@$(BIN)/zf up $(ARGS)

test: setup-dev ## everything CI runs: checks, then the tests (ARGS="-k transfer")
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(ARGS)

faults: setup-dev ## killed processes, dying database, every failpoint, poison, axe on every page: about half an hour
	@$(BIN)/python -m pytest -m nightly $(ARGS)

nightly: setup-dev ## the long doses: faults, forgeries, all agencies as processes, axe on every page; hours (ARGS="-k kills")
	@$(BIN)/python -m pytest -m "faults or nightly" --dose nightly $(ARGS)

check: setup-dev ## style, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

fmt: setup-dev ## format the code and mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

schemas: setup-dev ## write golden schemas, AsyncAPI, OpenAPI and the settings table anew
	@$(BIN)/zf schemas write

migration: setup-dev ## new migration: make migration SERVICE=casemgmt MESSAGE="add x"
	@$(BIN)/zf db revision "$(SERVICE)" "$(MESSAGE)"

bench: $(BIN)/uv ## measure against peers and the raw limit, one interleaved run (ARGS="--seconds 20")
	@$(UV) sync --quiet --frozen --inexact --system-certs --group bench
	@$(BIN)/python -m benchmarks.run $(ARGS)
