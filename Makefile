# Every target does its own set-up on a fresh machine with Python 3.11 or newer. `make help` lists them.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
DEMO ?= 1
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-long check bench setup-run setup-dev system

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run.stamp

setup-run: $(VENV)/run.stamp
setup-dev: $(VENV)/dev.stamp

system:  ## Chromium and PostgreSQL for the tests, where we may install them
	@tests/install_system.sh

run: export DEMO := $(DEMO)
run: export PORT := $(PORT)
run: export HOST := $(HOST)
run: export FORWARDED_ALLOW_IPS := $(TRUSTED_PROXIES)
run: setup-run  ## migrate, seed the demonstration on an empty database, start on PORT
	@$(BIN)/python manage.py migrate
	@if [ "$(DEMO)" = 1 ]; then $(BIN)/python manage.py seed-demo; fi
	@$(BIN)/python manage.py pack-assets
	@exec $(BIN)/streamlit run app.py --server.port=$(PORT) --server.address=$(HOST)

test: setup-dev system  ## all tests, with reduced rounds where they say so
	$(BIN)/python -m pytest

test-long: setup-dev system  ## all tests with full counts
	LONG=1 $(BIN)/python -m pytest -o addopts="" -ra

check: setup-dev  ## lint, types, layers, translations, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m i18n.extract --check
	$(BIN)/python -m pytest -q tests/test_layers.py tests/test_docs.py

bench: setup-dev system  ## the budgets, measured
	$(BIN)/python -m bench
