# Better Way: `make run` serves the site, `make test` runs every check.

PYTHON ?= python3
PORT ?= 8000
VENV_PYTHON := .venv/bin/python

.PHONY: help run stop test lint screenshots install install-dev

help:
	@echo "make run      serve the site on http://127.0.0.1:$(PORT)/ (PORT=, DATABASE_URL=)"
	@echo "make stop     stop an embedded database that was left behind"
	@echo "make test     every check: lint, types, import contracts, tests in a real browser"
	@echo "make lint     the checks that run nothing"
	@echo "make screenshots   the pictures in docs/pictures, from the sample"

run: install
	@$(VENV_PYTHON) -m betterway.assets
	@$(VENV_PYTHON) manage.py prepare
	@echo "Better Way is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@exec $(VENV_PYTHON) manage.py runserver 127.0.0.1:$(PORT)

stop:
	@test ! -x $(VENV_PYTHON) || $(VENV_PYTHON) -m betterway.embedded

test: lint
	$(VENV_PYTHON) -m betterway.assets
	$(VENV_PYTHON) -m tests.browser
	$(VENV_PYTHON) -m pytest -n 2

lint: install-dev
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m djlint --lint --quiet templates
	$(VENV_PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo

screenshots: install-dev
	@$(VENV_PYTHON) -m betterway.assets
	@$(VENV_PYTHON) -m tests.browser
	@$(VENV_PYTHON) manage.py prepare
	@$(VENV_PYTHON) -m tests.screenshots

install:
	@$(PYTHON) requirements/install.py base

install-dev:
	@$(PYTHON) requirements/install.py dev
