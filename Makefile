# `make` lists what there is to do. Everything runs in .venv, which is made on first use.
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: help demo bench test test-slow test-browser images check lint types layers docs-check examples bench-rules clean
help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(STAMP)  ## read and check the example reports, publish under data/out
	$(VENV)/bin/gouji run examples --out data/out

test: $(STAMP)  ## the default test suite
	$(PY) -m pytest -n auto -m "not slow and not browser"

test-slow: $(STAMP)  ## the slow tests, those of the extras too
	$(PY) -m pip install --quiet -c constraints.txt -e '.[ocr,dask,s3server]'
	$(PY) -m pytest -m "slow"

test-browser: $(STAMP)  ## the tests that drive a browser (needs Chromium)
	$(PY) -m pip install --quiet -c constraints.txt -e '.[browser]'
	$(PY) -m pytest -m browser tests/browser

check: lint types layers test docs-check  ## everything a change must pass

lint: $(STAMP)  ## ruff
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .

types: $(STAMP)  ## mypy --strict
	$(VENV)/bin/mypy

layers: $(STAMP)  ## import contracts
	$(VENV)/bin/lint-imports

docs-check: $(STAMP)  ## generated documents are current
	$(PY) -m pytest -m "not slow" tests/docs

bench-rules: $(STAMP)  ## measure the rules with seeded mistakes, put the tables into README.md and docs/
	$(PY) -m benchmarks.mutations --readme README.md --rules docs/rules-benchmark.md

BENCH := benchmarks/.venv
BENCH_STAMP := $(BENCH)/.installed

$(BENCH_STAMP): benchmarks/requirements.txt pyproject.toml
	python3 -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade pip
	$(BENCH)/bin/python -m pip install --quiet -r benchmarks/requirements.txt -e .
	@touch $@

bench: $(BENCH_STAMP)  ## measure beside peers, growth and engines (QUICK=1: five minutes), write docs/benchmarks.md
	$(BENCH)/bin/python -m benchmarks.suite $(if $(QUICK),--quick --results build/benchmarks/results.json)

examples: $(STAMP)  ## rebuild examples/ (needs LibreOffice for the PDFs)
	$(PY) -m tools.build_examples

images: $(STAMP)  ## take the README's pictures again (needs Chromium and LibreOffice)
	$(PY) -m pip install --quiet -c constraints.txt -e '.[browser]'
	$(PY) docs/screenshots.py

clean:  ## remove the environment and caches, keep data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
