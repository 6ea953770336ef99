# Everything a newcomer needs: `make demo`, `make test`. PYTHON may name another interpreter (3.11 or later).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PAGES := README.md CONTRIBUTING.md $(wildcard docs/*.md)

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench torture schemas samples docs clean
.DELETE_ON_ERROR:

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

demo: $(VENV)/.runtime  ## install what kttt needs into .venv and show the plan's progress on the sample
	@$(BIN)/kttt compute data/samples/bac-giang

test: $(VENV)/.dev  ## run the tests on all cores
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev  ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.dev  ## write every Python file in the one style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.bench  ## measure speed against other tools
	@$(BIN)/python benchmarks/run.py

torture: $(VENV)/.torture  ## read the torture file with other tools and print what each made of it
	@$(BIN)/python tests/torture/rivals.py

schemas: $(VENV)/.runtime  ## write schemas/*.json from the models
	@$(BIN)/python scripts/make_schemas.py

samples: $(VENV)/.dev  ## write data/samples again, the same bytes every time
	@$(BIN)/python scripts/make_samples.py

docs: $(VENV)/.dev  ## run the transcripts in the pages again and write the generated pages
	@$(BIN)/python scripts/make_docs.py
	@$(BIN)/cog -r --verbosity=1 -I docs $(PAGES)

clean:  ## remove .venv, caches and what was built
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("kttt needs Python 3.11 or later, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

# A stamp is written when its installation is complete; it is out of date when pyproject.toml has changed.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev $(VENV)/.bench $(VENV)/.torture: $(VENV)/.%: pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --editable '.[$*]'
	@touch $@
