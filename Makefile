# make verify: set everything up and judge every chapter.   make test: set everything up and test.
# make deep: test with what takes long, too.   make docs: the documentation as a site in build/site.
PYTHON ?= python3
BIN := .venv/bin

unexport PYTHONDONTWRITEBYTECODE # every interpreter would compile every module again

.PHONY: verify test deep docs lint clean

verify: .venv/.core
	$(BIN)/lemmata verify

test: .venv/.dev lint docs
	$(BIN)/python -m pytest -n 2 --dist worksteal

deep: .venv/.dev lint
	LEMMATA_DEEP=1 $(BIN)/python -m pytest -n 2 --dist worksteal

docs: .venv/.dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.core: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ .venv/.core

clean:
	rm -rf .venv dist build
