# Every target says what it does while it does it. CI calls `make check` and `make test`, and nothing else.
# CAICACH_MODE=example belongs to these targets: an installation for real users sets production (docs/operations).

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check -q install
export CAICACH_MODE ?= example
# Without compiled files every process of a test compiles the product anew, and pytest rewrites every test file.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run setup seed serve test test-fast check format pictures docs-check bench drill chaos spark messages openapi lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: seed ## set up, load the example province, serve on 127.0.0.1:8000
	@$(BIN)/caicach serve --port $(PORT)

setup: $(VENV)/.base ## the environment only: leaves .venv/bin/caicach
	@$(BIN)/python tools/translations.py

seed: setup ## prepare the embedded database and load the example province
	@$(BIN)/caicach example load

serve: setup ## serve what is there already
	@$(BIN)/caicach serve --port $(PORT)

$(BIN)/python:
	@echo "== Environment in $(VENV), with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.base: requirements/base.lock pyproject.toml | $(BIN)/python
	@echo "== Packages of the product, from requirements/base.lock (the first time takes a minute)"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/base.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.base
	@echo "== Packages of tests and checks, from requirements/dev.lock"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/dev.lock
	@touch $@

test: $(VENV)/.dev ## install what the tests need, run them on SQLite and on PostgreSQL
	@tools/test.sh

test-fast: $(VENV)/.dev ## the tests without a database, a browser or another program
	@$(BIN)/pytest -q --pure --halves -p no:xdist -p no:schemathesis -p no:anyio -p no:logging

check: $(VENV)/.dev docs-check ## lint, types, import contracts, migrations, API description
	@echo "== ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== templates" && $(BIN)/djangofmt --check src/caicach/web/templates
	@echo "== mypy" && $(BIN)/mypy
	@echo "== import contracts" && $(BIN)/lint-imports
	@echo "== migrations" && $(BIN)/python -m django makemigrations --check --dry-run --settings config.test_settings
	@echo "== API description" && $(BIN)/caicach openapi --check

docs-check: $(VENV)/.dev ## settings, commands, permissions, metrics, routes and terms each on their page
	@echo "== documentation" && $(BIN)/pytest -q -p no:randomly tests/docs

format: $(VENV)/.dev ## rewrite the code in the house's form
	@$(BIN)/ruff check --fix-only . ; $(BIN)/ruff format . ; $(BIN)/djangofmt src/caicach/web/templates

bench: $(VENV)/.dev ## benchmarks: figures and ratios of one run
	@$(BIN)/python -m benchmarks

drill: $(VENV)/.dev ## install, back up under writing, kill, restore, upgrade, move; report in docs/evidence
	@cd tests && PYTHONPATH=../src:. DATABASE_URL="$${CAICACH_TEST_POSTGRES:-}" ../$(BIN)/python -m operations.drill

chaos: $(VENV)/.dev ## kill web, worker and connections at seeded moments under work; report in docs/evidence
	@cd tests && PYTHONPATH=../src:. DATABASE_URL="$${CAICACH_TEST_POSTGRES:-}" ../$(BIN)/python -m operations.chaos

spark: $(VENV)/.dev ## install Apache Spark (half a gigabyte), ask it of dossiers beside DuckDB; report in docs/evidence
	@echo "== Apache Spark, from requirements/spark.lock" && $(PIP) --require-hashes --no-build-isolation -r requirements/spark.lock
	@$(BIN)/pytest -q tests/dossiers/test_on_spark.py
	@$(BIN)/python -m benchmarks.spark --report docs/evidence/spark.md

pictures: $(VENV)/.dev ## draw the pictures of the guide anew, by the stories in the browser
	@CAICACH_WRITE_PICTURES=1 $(BIN)/pytest -q -p no:randomly tests/stories

messages: $(VENV)/.dev ## gather the strings people see, one catalogue a module, and compile them
	@$(BIN)/python tools/messages.py

openapi: $(VENV)/.dev ## write the description of the API
	@$(BIN)/caicach openapi --write

lock: $(VENV)/.dev ## compile requirements/*.in into hashed locks (needs uv)
	@for kind in base dev spark; do uv pip compile requirements/$$kind.in -c requirements/base.lock --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/$$kind.lock; done

clean: ## remove the example installation's data (var/), keep the environment
	@rm -rf var
