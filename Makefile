# Tocsin: one word for each thing that one does.  `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
GAZETTEER := worker/data/gazetteer/stamp.json

SECRETS_FOLDER ?= secrets
export SECRETS_FOLDER

.PHONY: help install demo up down logs secrets test check format lock docs bench fuzz chaos chaos-quick clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# The environment: only what the lock files name, by checksum.  The stamp tells which lock it holds.
.venv/runtime: requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tocsin needs Python 3.11 or later; $(PYTHON) is `$(PYTHON) -V`. Say: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the locked dependencies into .venv"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/runtime requirements/dev.txt
	@echo "installing what tests and checks need"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(GAZETTEER): .venv/runtime $(wildcard worker/lexicons/gazetteer/*.py) $(wildcard worker/data/places/*)
	@$(BIN)/tocsin gazetteer build

install: .venv/dev $(GAZETTEER) ## the environment alone: .venv with everything, and the gazetteer

demo: .venv/runtime $(GAZETTEER) ## the whole system on this machine: broker, worker, table, incidents
	@$(BIN)/tocsin demo

up: secrets ## the worker on Kafka and PostgreSQL, in containers; needs Docker with Compose
	@REVISION="$$(git rev-parse HEAD 2>/dev/null)" CREATED="$$(git log -1 --format=%cI 2>/dev/null)" docker compose build worker
	@docker compose up -d --wait
	@echo 'Running. README.md, "Run it for real", says what to do with it; the shortest:'
	@echo '  docker compose run --rm replay     feed the sample articles, and wait for their rows'
	@echo '  docker compose exec postgres psql -U tocsin_reader tocsin -c "SELECT happened, title FROM incidents"'
	@echo '  make down                          remove it, with all its data'

down: secrets ## remove the containers, networks, volumes (all data) and passwords of make up
	@docker compose --profile '*' down --volumes --remove-orphans
	@cd $(SECRETS_FOLDER) && rm -f .env database_owner database_worker database_reader
	@rmdir $(SECRETS_FOLDER)

logs: ## what the containers say
	@docker compose logs --follow --tail 100

# Random passwords of the database's roles, made once.  Containers read the files under ids of their own: it is the folder
# that keeps others out.
secrets: $(SECRETS_FOLDER)/.env ## the passwords of the database's roles, made once
$(SECRETS_FOLDER)/.env:
	@umask 077; mkdir -p $(SECRETS_FOLDER); cd $(SECRETS_FOLDER); for role in owner worker reader; do \
	  test -s database_$$role || head -c 24 /dev/urandom | base64 | tr '+/' '-_' > database_$$role; chmod 444 database_$$role; \
	done; echo PASSWORDS=. > .env

test: install ## the whole suite; parts that need Docker say so where there is none
	@$(BIN)/pytest

check: install ## format, lint, types, import rules, dependencies, layout of data, drift of generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@$(BIN)/yamllint --strict worker/data tests deploy docker-compose.yml
	@$(BIN)/python -m worker.cli.docs --check

format: install ## format code and data
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: install ## articles a second on one core, beside a baseline; what a character costs in long texts
	@$(BIN)/python -m tests.bench

SECONDS ?= 60
SEED ?= 0
fuzz: install ## articles that nobody wrote against what holds for any; SECONDS=600 SEED=1
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

chaos: install ## kill, stop and freeze everything on real Kafka and PostgreSQL (needs Docker; half an hour)
	@$(BIN)/python -m tests.chaos --write docs/reliability.md

chaos-quick: install ## the same, smaller (under ten minutes)
	@$(BIN)/python -m tests.chaos --quick

docs: install ## regenerate the generated files
	@$(BIN)/python -m worker.cli.docs

lock: ## resolve the dependencies anew (needs uv)
	@for set in runtime: build:--extra=build "dev:--extra=build --extra=dev"; do \
	  uv pip compile pyproject.toml $${set#*:} --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q -o requirements/$${set%%:*}.txt || exit 1; \
	done

clean: ## remove what was made: .venv, gazetteer, caches, the demo's files
	rm -rf .venv worker/data/gazetteer demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
