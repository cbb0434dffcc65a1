# make run · test · slow · browser · patterns · fuzz · check · bench · docs · site · release · clean

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The versions in constraints.txt were tried on 3.11, so that one is preferred.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet -c constraints.txt
SCENARIO ?= scenarios/rural-town.yaml
SITE ?= outputs/site

.PHONY: help run test slow browser patterns fuzz check lint types bench docs site release clean

help:
	@echo "make run     install into $(VENV) once, run $(SCENARIO), say where the report is"
	@echo "make test    run the tests, but for the slow ones"
	@echo "make slow    run the slow tests: whole pages typed, killed and endless work, memory over many runs"
	@echo "make browser  get a browser for the tests of the page, once more"
	@echo "make patterns  run the tests of the model as a whole"
	@echo "make fuzz    damaged files, random scenarios and killed commands, for SECONDS (600) from SEED (0) on"
	@echo "make check   ruff and mypy"
	@echo "make bench   what a month costs at three sizes, and beside a plain Mesa twin and Starsim"
	@echo "make docs    write docs/parameters.md, docs/outcomes.md and docs/api.md from the code"
	@echo "make site    build the documentation as a site in $(SITE), for reading without a network"
	@echo "make release  wheel and sdist in dist, checked, and the wheel tried in an empty environment"
	@echo "make clean   remove $(VENV) and what tools leave behind"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; name one: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: its module ensurepip is missing"; \
		echo "(on Debian and Ubuntu: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp remembers what is installed: a second run needs neither pip nor a network.
$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[test]'
	@touch $@ $(VENV)/.run

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[test,dev]'
	@touch $@ $(VENV)/.test $(VENV)/.run

$(VENV)/.release: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[release]'
	@touch $@

$(VENV)/.docs: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) -e '.[docs]'
	@touch $@

run: $(VENV)/.run
	@$(BIN)/bygd run $(SCENARIO) --force

# Tried once for each environment: without a browser the tests of the page are skipped and say so.
$(VENV)/.browser: $(VENV)/.test
	@$(BIN)/python tests/web/get_browser.py
	@touch $@

browser: $(VENV)/.test
	@$(BIN)/python tests/web/get_browser.py

# Each processor gets a stretch of the files, in order, and what they share is made once; whoever is done
# early takes over from the others.
test: $(VENV)/.test $(VENV)/.browser
	@$(BIN)/python -m pytest -n logical --dist worksteal

slow: $(VENV)/.test $(VENV)/.browser
	@$(BIN)/python -m pytest -m 'slow and not pattern' -n logical

patterns: $(VENV)/.test
	@$(BIN)/python -m pytest -m pattern -n logical

# Says at the end from which seed to go on: make fuzz SEED=…
SECONDS ?= 600
SEED ?= 0

fuzz: $(VENV)/.test
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

check: lint types

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

types: $(VENV)/.dev
	@$(BIN)/mypy

# The second prints bygd's months beside those of others, each in an environment of its own (benchmarks/README.md).
bench: $(VENV)/.test
	@$(BIN)/python -m experiments.bench
	@$(BIN)/python -m benchmarks

docs: $(VENV)/.run
	@$(BIN)/bygd schema --markdown > docs/.parameters.md.new
	@mv docs/.parameters.md.new docs/parameters.md
	@$(BIN)/python -m bygd.documents.outcomes > docs/.outcomes.md.new
	@mv docs/.outcomes.md.new docs/outcomes.md
	@$(BIN)/python -m bygd.documents.api > docs/.api.md.new
	@mv docs/.api.md.new docs/api.md
	@$(BIN)/python -m bygd.documents.practices > docs/.practices.md.new
	@mv docs/.practices.md.new docs/practices.md

# Strict: a warning, a broken link or a file of another machine, and the site before it stays.
site: $(VENV)/.docs
	@$(BIN)/python -m bygd.documents.site $(SITE)

# The wheel is built from the sdist, so that both are tried. Nothing is sent anywhere.
release: $(VENV)/.release
	rm -rf dist
	@$(BIN)/python -m build --no-isolation --outdir dist .
	@$(BIN)/python -m twine check --strict dist/*
	@$(PYTHON) -m venv dist/.tried
	@dist/.tried/bin/python -m pip install --quiet -c constraints.txt dist/*.whl
	@cd dist/.tried && bin/bygd version && bin/bygd run rural-town --replicates 1 --months 2 --quiet --out result
	@rm -rf dist/.tried && ls dist

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
