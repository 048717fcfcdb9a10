# Two commands: `make run` and `make test`. Everything else is for working on the code.
.PHONY: run setup setup-test compiled test test-postgres check rules docs bench bench-intake bench-notices bench-tone bench-promises bench-silence bench-drill bench-odds bench-same bench-engines bench-imports bench-processes day-one chaos-intake chaos-notices lock clean
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
DEMO ?= var/demo
PORT ?= 8000
ASSETS := src/nattoku/web/static/nattoku/app.css

run: setup
	$(BIN)/nattoku serve --demo --data $(DEMO) --port $(PORT)

setup: .venv/run.done $(ASSETS)

setup-test: .venv/test.done $(ASSETS) compiled

# The tests start hundreds of processes; where Python is told to write no bytecode, each would compile everything again.
compiled: .venv/run.done
	@$(BIN)/python -m compileall -q src tests stories

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/run.done: requirements/run.txt requirements/build.txt pyproject.toml | .venv/bin/uv
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/test.done: requirements/dev.txt .venv/run.done | .venv/bin/uv
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m compileall -q -j 2 .venv/lib >/dev/null || true  # a package may carry files for other Pythons
	tools/system-packages
	touch $@

# A gigabyte, and an older pandas: apart from what everyone works with.
ENGINES := var/engines-env
$(ENGINES)/done: requirements/engines.txt requirements/build.txt pyproject.toml | .venv/bin/uv
	$(PYTHON) -m venv $(ENGINES)
	$(BIN)/uv pip install --quiet --python $(ENGINES)/bin/python --require-hashes -r requirements/engines.txt -r requirements/build.txt
	$(BIN)/uv pip install --quiet --python $(ENGINES)/bin/python --no-deps --no-build-isolation -e .
	touch $@

.venv/docs.done: requirements/docs.txt .venv/test.done | .venv/bin/uv
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/docs.txt
	touch $@

$(ASSETS): package-lock.json $(shell find src/nattoku/web/assets -type f) | .venv/run.done
	tools/build-assets
	touch $@

# Both databases at once: the browser waits a lot. PostgreSQL's half is told when the other has ended.
test: setup-test check
	@log=$$(mktemp); \
	NATTOKU_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 1 -m "not browser" tests stories >$$log 2>&1 & other=$$!; \
	trap 'kill $$other 2>/dev/null; rm -f $$log' EXIT; \
	$(BIN)/python -m pytest -n 3 --dist worksteal stories tests; first=$$?; \
	echo "PostgreSQL:"; wait $$other; second=$$?; cat $$log; exit $$((first + second))

# All of it on PostgreSQL, pages too.
test-postgres: setup-test
	NATTOKU_TEST_ALL=1 NATTOKU_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser" tests stories

# The drill's engines that are heavy: ClickHouse (chdb) and Spark (Java 17), a gigabyte of packages.
test-engines: setup-test $(ENGINES)/done
	$(ENGINES)/bin/python -m pytest tests/drill/engines_here.py

check: setup-test
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --verbose 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/python tools/check.py

rules: setup-test
	$(BIN)/python tools/rules.py

docs: setup-test .venv/docs.done
	$(BIN)/python tools/guide.py

bench: bench-intake bench-notices bench-tone bench-promises bench-silence bench-drill

bench-intake: setup-test
	$(BIN)/python -m bench.intake

bench-notices: setup-test
	$(BIN)/python -m bench.notices

bench-tone: setup-test
	$(BIN)/python -m bench.tone

bench-promises: setup-test
	$(BIN)/python -m bench.promises

bench-drill: setup-test
	$(BIN)/python -m bench.drill --events $(or $(EVENTS),1000000)

bench-odds: setup-test
	$(BIN)/python -m bench.odds

bench-same: setup-test
	$(BIN)/python -m bench.drill_same

bench-engines: setup-test $(ENGINES)/done
	$(ENGINES)/bin/python -m bench.engines --events $(or $(EVENTS),1000000)

bench-silence: setup-test
	$(BIN)/python -m bench.silence

bench-imports: setup-test
	$(BIN)/python -m bench.imports

bench-processes: setup-test
	$(BIN)/python -m bench.processes

day-one: setup-test
	$(BIN)/python -m stories.day_one

chaos-intake: setup-test
	$(BIN)/python -m bench.chaos --kills 200

chaos-notices: setup-test
	$(BIN)/python -m bench.chaos_notices --complaints 1000 --kills 200

PIN := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11
LOCK := $(PIN) --constraint requirements/agree.in pyproject.toml

lock: | .venv/bin/uv
	$(LOCK) -o requirements/run.txt
	$(LOCK) --extra build -o requirements/build.txt
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) --extra docs -o requirements/docs.txt
	$(LOCK) --extra dev --extra engines-local -o requirements/engines.txt
	$(PIN) requirements/bench.in -o requirements/bench.txt

clean:
	rm -rf .venv node_modules src/nattoku/web/static src/nattoku/lib/typeset/fonts var
