# Each command sets up what it needs. `make help` lists them; CI runs `make check` and `make test`.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ARGS :=
BIN := .venv/bin
# Programs in .venv hold its path, so a moved checkout needs a new one: the path is part of the stamp's name.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
RUN := .venv/ready-run-$(HERE)
DEV := .venv/ready-dev-$(HERE)
MESSAGES := $(patsubst %.po,%.mo,$(wildcard sukhbat/locale/*/LC_MESSAGES/*.po))
# Checks that import the settings must not reach the database a shell happens to name.
SETTINGS := DJANGO_SETTINGS_MODULE=sukhbat.settings.test DATABASE_URL='postgresql:///none?host=/nonexistent'
export PYTHON CHROMIUM

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: demo
demo: $(RUN) $(MESSAGES) ## start the whole product on this machine; Ctrl-C stops it
	@$(BIN)/sukhbat demo $(ARGS)

.PHONY: serve
serve: $(RUN) $(MESSAGES) ## serve with the settings of the environment
	@$(BIN)/sukhbat serve $(ARGS)

.PHONY: test
test: test-quick test-slow ## run all tests, browsers included; ARGS="-k word" picks some

# Those that commit come after those that do not (tests/conftest.py). 5 is pytest's word for "none was picked".
QUICK := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
.PHONY: test-quick
test-quick: $(DEV) $(MESSAGES) ## run the tests that need no browser and are not slow
	@$(QUICK) -m 'not browser and not slow and not commits' $(ARGS) || test $$? = 5
	@$(QUICK) -m 'commits and not browser and not slow' $(ARGS) || test $$? = 5

.PHONY: test-slow
test-slow: $(DEV) $(MESSAGES) ## run the slow tests and those that drive a browser, one by one
	@CHROMIUM="$$(sh ops/dev/chromium.sh)" && export CHROMIUM && $(BIN)/python -m pytest -m 'browser or slow' $(ARGS) || test $$? = 5

.PHONY: check
check: lint types contracts i18n migrations ## run all checks that read the code only

.PHONY: lint
lint: $(DEV) ## check style of Python and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet sukhbat

.PHONY: types
types: $(DEV) ## check types
	$(BIN)/mypy sukhbat

.PHONY: contracts
contracts: $(DEV) ## check that each layer imports only what it may
	$(BIN)/lint-imports

.PHONY: i18n
i18n: $(DEV) $(MESSAGES) ## compile the translations and check that none is missing
	$(BIN)/python ops/dev/extract_messages.py --check
	$(BIN)/python ops/dev/compile_messages.py

.PHONY: messages
messages: $(DEV) ## collect new strings into the catalogues
	$(BIN)/python ops/dev/extract_messages.py

.PHONY: migrations
migrations: $(DEV) ## check that models and migrations agree
	$(SETTINGS) $(BIN)/python -W ignore::RuntimeWarning -m django check
	$(SETTINGS) $(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run

.PHONY: format
format: $(DEV) ## put Python code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: load
load: $(DEV) $(MESSAGES) ## measure speed; ops/load says what and how
	$(BIN)/python -m ops.load $(ARGS)

.PHONY: model
model: $(DEV) ## train the model of meanings anew from corpus/; hours, goes on after an interruption
	@sh ops/model/setup.sh
	.venv-model/bin/python -m ops.model all $(ARGS)

.PHONY: env
env: $(DEV) $(MESSAGES) ## make or renew .venv for development

.PHONY: clean
clean: ## remove caches and builds; keeps .venv and the demo's data in var
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache $(MESSAGES)
	find sukhbat tests ops -name __pycache__ -prune -exec rm -rf {} +

$(RUN): pyproject.toml uv.lock ops/dev/environment.sh
	@sh ops/dev/environment.sh run

$(DEV): pyproject.toml uv.lock ops/dev/environment.sh
	@sh ops/dev/environment.sh dev

# Either environment can compile, so the rule asks for none when one is there.
%.mo: %.po | $(if $(wildcard $(DEV)),,$(RUN))
	@$(BIN)/python ops/dev/compile_messages.py $<
