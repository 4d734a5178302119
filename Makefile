# Every target can be repeated; what is done already is not done again. `make help` lists them.
# Needs Python 3.13, git, make and the package registries. Everything else is brought into this folder.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.SUFFIXES:

REQUEST ?= events/requests/bakery-en.json
REQUESTS ?= events/requests/*.json
PAGES ?= home
ENV ?= local
NAME ?=
OPERATOR ?=
URL ?=
DIR ?=
RESOLVE ?=
BUSINESS ?=
GOAL ?=
TESTS ?= tests
VISITORS ?= 400
SEED ?= 1
KEEP ?=
FILE ?=

PYTHON := .venv/bin/python
# An activated environment or a PYTHONPATH of the shell must not lead elsewhere.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
# Nor is each of hundreds of processes to compile every library anew.
unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON := 3.13
export UV_NO_PROGRESS := 1
export SAM_CLI_TELEMETRY := 0

UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)

.PHONY: help setup browser demo optimize simulate cost up down clean status key env test vectors check format format-check lint types template statemachine \
	security bench gallery diff deploy requirements distclean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

# Setting up -------------------------------------------------------------------------------------------

setup: .venv/.installed .tools/lambda-runtime/.installed ## install everything into this folder

.tools/uv/bin/uv:
	@echo "Installing uv into .tools/uv" >&2
	@command -v python3 >/dev/null || { echo "Python is missing: install Python 3.13 (python3)." >&2; exit 1; }
	@mkdir -p .tools && rm -rf .tools/uv
	@python3 -m venv .tools/uv || { echo "python3 -m venv failed; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.installed: pyproject.toml uv.lock .python-version | $(UV)
	@'$(UV)' python find --quiet >/dev/null 2>&1 || '$(UV)' python install --quiet 3.13 || { \
		echo "Code24 needs Python 3.13, as AWS Lambda runs it. Install it (python.org, apt, brew, pyenv install 3.13)" >&2; \
		echo "so that python3.13 is on PATH." >&2; exit 1; }
	@echo "Installing the development environment into .venv" >&2
	@UV_PROJECT_ENVIRONMENT=.venv '$(UV)' sync --frozen --quiet --group dev
	@# The SAM CLI brings boto3-stubs, whose files lie where those of types-boto3 do; the latter have to win.
	@UV_PROJECT_ENVIRONMENT=.venv '$(UV)' sync --frozen --quiet --group dev --reinstall-package types-boto3
	@touch $@

# What AWS puts beside a function's own code: the SDK. Functions run with it locally, so that a package which the
# layers miss is missed here too.
.tools/lambda-runtime/.installed: pyproject.toml uv.lock .python-version .venv/.installed | $(UV)
	@UV_PROJECT_ENVIRONMENT=.tools/lambda-runtime '$(UV)' sync --frozen --quiet --only-group lambda-runtime
	@touch $@

.tools/security/.installed: pyproject.toml uv.lock .python-version .venv/.installed | $(UV)
	@echo "Installing checkov into .tools/security" >&2
	@UV_PROJECT_ENVIRONMENT=.tools/security '$(UV)' sync --frozen --quiet --only-group security
	@touch $@

# The local cloud --------------------------------------------------------------------------------------

demo: setup ## from nothing to a live website; REQUEST=events/requests/….json for another business
	@$(PYTHON) -m local demo '$(REQUEST)'

optimize: setup ## audit, fix, prove and publish a website: URL=https://… or DIR=folder; BUSINESS, GOAL, RESOLVE='HOST=127.0.0.1:PORT'
	@$(PYTHON) -m local optimize --url '$(URL)' --folder '$(DIR)' --resolve '$(RESOLVE)' --business-type "$$BUSINESS" --goal '$(GOAL)'
optimize: export BUSINESS := $(value BUSINESS)

simulate: setup ## synthetic visitors on the local cloud, every figure against the truth; VISITORS=400 SEED=1 KEEP=1
	@$(PYTHON) -m local simulate --visitors '$(VISITORS)' --seed '$(SEED)' $(if $(KEEP),--keep)

cost: setup ## count what everything asks of AWS on a fresh local cloud, bill it, write docs/cost.md anew (minutes)
	@$(PYTHON) -m local cost

up: setup ## start the local cloud and deploy into it
	@$(PYTHON) -m local up

down: ## stop the local cloud; its sites are kept
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m local down; else echo "Nothing is installed, so nothing runs."; fi

clean: ## stop the local cloud and remove its state
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m local clean; else rm -rf .aws-sam; fi

status: setup ## how the local cloud stands
	@$(PYTHON) -m local status

env: setup ## what points the AWS CLI at the local cloud: eval "$(make -s env)"
	@$(PYTHON) -m local env

key: setup ## the local API key; NAME="Somebody" makes a customer, ENV=staging makes one on AWS, OPERATOR=1 one of who runs the platform
	@$(PYTHON) -m local key --environment '$(ENV)' --name "$$NAME" $(if $(OPERATOR),--operator)
key: export NAME := $(value NAME)

# Checking ---------------------------------------------------------------------------------------------

# Debian's, where it is missing and may be installed; without it the browser tests skip, and fail in CI.
browser:
	@if ! { command -v chromium && command -v chromedriver; } >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium for the end-to-end tests" >&2; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium chromium-driver >/dev/null || echo "Chromium could not be installed; its tests skip." >&2; \
	fi

test: setup browser ## all tests; TESTS=tests/unit for some
ifeq ($(TESTS),tests)
	@# Side by side; then, one after another, those that start processes and share what they started.
	@$(PYTHON) -m pytest -q -rs -n auto --ignore tests/e2e --ignore tests/local tests
	@$(PYTHON) -m pytest -q -rs tests/e2e tests/local
else
	@$(PYTHON) -m pytest -q -rs $(TESTS)
endif

vectors: setup ## hold the statistics against reference cases: FILE=tests/vectors/abtest-open.json
	@PYTHONPATH=layers/code24 $(PYTHON) -m tests.vectors $(if $(FILE),'$(FILE)')

check: format-check lint types template statemachine security test ## the whole gate

format: setup ## format the code
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix-only --quiet .

format-check: setup
	@.venv/bin/ruff format --check --quiet . || { echo "Run make format." >&2; exit 1; }

lint: setup
	@.venv/bin/ruff check .

types: setup
	@.venv/bin/mypy

template: setup
	@AWS_DEFAULT_REGION=us-east-1 .venv/bin/sam validate --lint
	@.venv/bin/cfn-lint

statemachine: setup
	@mkdir -p .tools/statemachines
	@for machine in statemachines/*.asl.json; do \
		filled=".tools/$$machine"; \
		sed -E 's/\$$\{[A-Za-z0-9]+\}/arn:aws:lambda:us-east-1:000000000000:function:substituted/g' "$$machine" > "$$filled"; \
		said=$$(.venv/bin/statelint "$$filled" 2>&1) || { echo "$$said" >&2; exit 1; }; \
		if [ -n "$$said" ]; then echo "$$machine: $$said"; fi; \
	done

# checkov passes over a template that it cannot parse, and succeeds.
security: setup .tools/security/.installed
	@said=$$(.tools/security/bin/checkov 2>&1); code=$$?; printf '%s\n' "$$said"; [ "$$code" = 0 ] || exit "$$code"; \
	case "$$said" in \
		*'Parsing errors'* | *'Passed checks: 0,'*) echo "checkov has not checked everything." >&2; exit 1 ;; \
		*'Passed checks: '*) ;; \
		*) echo "checkov has not said what it checked." >&2; exit 1 ;; \
	esac

bench: setup ## measure, print JSON, keep it in docs/bench; FULL=1 adds what takes long, as make test in a fresh clone
	@$(PYTHON) -m tests.benchmarks $(if $(FULL),--full)

gallery: setup browser ## look at all samples: pictures and figures in .local/gallery; REQUESTS="…", PAGES=all, SERVE=1
	@$(PYTHON) -m local gallery --requests '$(REQUESTS)' --pages '$(PAGES)' $(if $(SERVE),--serve)

diff: setup ## what two releases differ in, with pictures in .local/diffs: SITE=acme FROM=r… TO=r… (else the newest two)
	@$(PYTHON) -m local diff --site '$(SITE)' --from '$(FROM)' --to '$(TO)'

# Releasing --------------------------------------------------------------------------------------------

requirements: setup ## what the layers of packages hold, from uv.lock
	@'$(UV)' export --frozen --quiet --no-dev --no-header --no-annotate --no-emit-project \
		--output-file layers/dependencies/requirements.txt
	@'$(UV)' export --frozen --quiet --only-group typesetting --no-header --no-annotate --no-emit-project \
		--output-file layers/typesetting/requirements.txt

deploy: setup ## deploy to AWS with your own credentials: ENV=staging
	@if [ '$(ENV)' = local ]; then echo "Say where to: make deploy ENV=staging. For this machine: make up" >&2; exit 1; fi
	@PATH="$$PWD/.venv/bin:$$PATH" .venv/bin/sam build --config-env '$(ENV)'
	@PATH="$$PWD/.venv/bin:$$PATH" .venv/bin/sam deploy --config-env '$(ENV)'

distclean: clean ## remove everything that was installed or built here
	@rm -rf .venv .tools .aws-sam .mypy_cache .ruff_cache .pytest_cache .hypothesis
