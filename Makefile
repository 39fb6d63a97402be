# `make site` builds the website, `make test` proves the program.
# Needs GNU make, a POSIX shell and Python 3.11 or newer; everything else it sets up in .venv.

PYTHON ?= python3
ARGS ?=

RUN := .venv/bin/python
SELFEVAL := .venv/bin/selfeval
MAKEFLAGS += --no-print-directory

.PHONY: site test check serve golden schema reference screenshots bench trials clean environment

site: .venv/.site
	$(SELFEVAL) build $(ARGS)

# The linters come first, so that pytest has the last word.
test: .venv/.test
	@sh tests/machine/packages.sh chromium fonts-noto-cjk || true
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pytest -n auto --maxprocesses 4 -m 'not trial' $(ARGS)

check: .venv/.site
	$(SELFEVAL) check $(ARGS)

serve: .venv/.site
	$(SELFEVAL) serve $(ARGS)

# Golden files are what the site looked like when somebody last looked. Each one that is written
# fails its test, so that nobody takes writing for testing; read the difference like code.
golden: .venv/.test
	SELFEVAL_GOLDEN=write $(RUN) -m pytest tests/site -k golden $(ARGS) || [ $$? = 1 ]

schema: .venv/.site
	$(SELFEVAL) schema --output docs/schema

# The page of all rules, from the rules themselves.
reference: .venv/.site
	$(RUN) -c 'from generator.explain import rules_page; from generator.theme import read_catalogue, theme_root; print(rules_page(read_catalogue([theme_root()], "en")), end="")' >docs/reference/rules.md

# What the README shows, as the site looks now.
screenshots: .venv/.test
	@sh tests/machine/packages.sh chromium fonts-noto-cjk || true
	$(RUN) tests/machine/screenshots.py

# How long builds take, and Hugo's where it is installed (--hugo PATH); a few minutes. ARGS may name
# other numbers of projects.
bench: .venv/.site
	$(RUN) -m tests.benchmarks.builds $(ARGS)

# Slow trials: kills, full disks, long rows of edits, a cluster of processes, a web server; some only
# as root, who may mount disks.
trials: .venv/.trials
	@sh tests/machine/packages.sh nginx chromium fonts-noto-cjk || true
	$(RUN) -m pytest -m trial tests/trials $(ARGS)

clean:
	rm -rf build draft dist .build.* .draft.* .preview .preview.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up. A stamp holds the folder it was made for, so that a checkout that moved is set up again.

INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable

.venv/.site: pyproject.toml constraints.txt
	@echo 'Installing selfeval into .venv'
	@$(INSTALL) .
	@pwd > $@

.venv/.test: pyproject.toml constraints.txt
	@echo 'Installing selfeval and its test tools into .venv'
	@$(INSTALL) '.[test]'
	@pwd | tee .venv/.site > $@

.venv/.trials: pyproject.toml constraints.txt
	@echo 'Installing selfeval, its test tools and its extras into .venv'
	@$(INSTALL) '.[test,cluster]'
	@pwd | tee .venv/.site .venv/.test > $@

# A .venv that cannot run, lacks pip or is older than Python 3.11 is made anew.
HERE := $(shell pwd)
USABLE := $(shell $(RUN) -c 'import sys, pip; print(sys.version_info >= (3, 11))' 2>/dev/null)

ifneq ($(USABLE),True)
.venv/.site .venv/.test .venv/.trials: environment
else
ifneq ($(shell cat .venv/.site 2>/dev/null),$(HERE))
.PHONY: .venv/.site
endif
ifneq ($(shell cat .venv/.test 2>/dev/null),$(HERE))
.PHONY: .venv/.test
endif
ifneq ($(shell cat .venv/.trials 2>/dev/null),$(HERE))
.PHONY: .venv/.trials
endif
endif

environment:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'selfeval needs Python 3.11 or newer; name one, for example: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		sh tests/machine/packages.sh "$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
	@$(PYTHON) -m venv --clear .venv
