# What this project does, one target each; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

TOOLS := .tools
TOOL_NAMES := cfn stack proxy aws
# mvn runs `cfn generate`, and finds the pinned one.
export PATH := $(CURDIR)/$(TOOLS)/cfn/bin:$(PATH)
export PYTHONPATH := $(CURDIR)/src/local/python:$(CURDIR)/src/benchmark/python
export PYTHONDONTWRITEBYTECODE := 1

PYTHON := python3
MVN := mvn -q -B
LOCAL := $(TOOLS)/stack/bin/python -m connect_local
RUFF := $(TOOLS)/stack/bin/ruff --config src/local/ruff.toml
PYTHON_SOURCES := src/adopt src/contract src/local src/benchmark/python src/test/python
JAR := target/example-connect-phonenumber-handler-1.0-SNAPSHOT.jar
SOURCES := pom.xml example-connect-phonenumber.json .rpdk-config $(shell find src -name '*.java' -o -name '*.pro')

# NAME=value on make's command line: the local stack's knobs, handed on as they are.
KNOBS = $(filter-out MVN=% PYTHON=%,$(MAKEOVERRIDES))

.PHONY: help
help: ## this list
	@echo 'make TARGET, where TARGET is one of'
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo
	@echo 'Knobs of the simulator, for make local and make demo: make local QUOTA=100 RATE=off CLAIM_SECONDS=1'
	@echo 'Ports, free ones unless set: SIMULATOR_PORT, HANDLERS_PORT, CLOUDFORMATION_PORT'
	@echo 'The local CloudFormation: CLOCK=real|moved, IDENTIFIER_DEADLINE=60|off,'
	@echo '  TYPE_CONFIGURATION={"ReleaseProtection":true}'
	@echo 'Some benchmarks only: make bench ONLY=simulator,local-stack'

.PHONY: doctor
doctor: ## says what this machine lacks
	@$(PYTHON) src/local/doctor.py

.PHONY: tools
tools: $(TOOL_NAMES:%=$(TOOLS)/%/.installed) ## installs the pinned Python tools into .tools/

$(TOOLS)/%/.installed: src/local/requirements/%.txt | doctor
	$(PYTHON) -m venv --clear $(TOOLS)/$*
	$(TOOLS)/$*/bin/pip install -q --disable-pip-version-check --no-deps -r $<
	$(TOOLS)/$*/bin/pip check -q --disable-pip-version-check
	@touch $@

.PHONY: package
package: $(JAR) ## builds the jar, and nothing else

$(JAR): $(SOURCES) | $(TOOLS)/cfn/.installed
	$(MVN) package -DskipTests
	@touch $@

.PHONY: check
check: tools format-check ## the fast inner loop: formatters, static analysis, unit tests without the fault matrix
	$(MVN) test -DexcludedGroups=soak,matrix
	$(TOOLS)/stack/bin/python -m pytest -q src/test/python/test_commands.py src/test/python/test_performance_page.py

.PHONY: format
format: tools ## formats Java and Python
	$(MVN) spotless:apply
	$(RUFF) format $(PYTHON_SOURCES)
	$(RUFF) check --fix $(PYTHON_SOURCES)

.PHONY: format-check
format-check: $(TOOLS)/stack/.installed ## complains about Python that is not formatted or linted (Java: the build does)
	$(RUFF) format -q --check $(PYTHON_SOURCES)
	$(RUFF) check -q $(PYTHON_SOURCES)

.PHONY: format-check-java
format-check-java:
	$(MVN) spotless:check

.PHONY: validate
validate: $(TOOLS)/cfn/.installed ## cfn validate: the schema against CloudFormation's rules
	cfn validate

.PHONY: test
test: tools ## everything that proves the project; ends on one count
	@$(LOCAL).suite

SOAK_SECONDS := 3600
SOAK_SEED := $(shell date +%s)

.PHONY: soak
soak: tools ## the long part of the tests: the fault matrix with pairs, 100,000 hostile models, an hour of random stacks' lives (SOAK_SECONDS, SOAK_SEED)
	$(MVN) test -Dtest='*FaultsTest' -DexcludedGroups=none -Dgenerate.docs=true
	$(MVN) test -Dtest=HostileInputTest -Djqwik.tries.default=20500 -Dhostile.least=100000
	$(MVN) test -Dtest=SoakTest -Dsoak.seconds=$(SOAK_SECONDS) -Dsoak.seed=$(SOAK_SEED)

.PHONY: docs
docs: tools package ## regenerates the generated pages
	$(MVN) test -Dtest=KnobsPageTest,RefusalsPageTest -Dgenerate.docs=true
	$(TOOLS)/stack/bin/python -m pytest -q src/test/python/test_edits.py --generate-docs

.PHONY: contract
contract: tools package ## the contract suite of CloudFormation (cfn test) against the handlers
	@$(LOCAL).contract

# Its own environment, and no pip check: the linter's package asks for an engine that no longer builds.
$(TOOLS)/guard/.installed: src/contract/requirements/guard.txt | doctor
	$(PYTHON) -m venv --clear $(TOOLS)/guard
	$(TOOLS)/guard/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

CONTRACT_V2 := PYTHONPATH=src/contract/python:src/local/python

.PHONY: contract-v2
contract-v2: tools package $(TOOLS)/guard/.installed ## the contract tests v2, by the documented rules: cfn test --v2 without Docker or an account
	$(CONTRACT_V2) $(TOOLS)/guard/bin/python -m unittest -q src/contract/test/python/test_linter.py
	$(CONTRACT_V2) $(TOOLS)/stack/bin/python -m unittest -q src/contract/test/python/test_docker.py
	@$(CONTRACT_V2) $(TOOLS)/stack/bin/python -m contract_v2 $(KNOBS)

.PHONY: acceptance
acceptance: tools package ## the AWS CLI against the local stack
	$(TOOLS)/stack/bin/python -m pytest -q src/test/python

.PHONY: bench
bench: tools package $(TOOLS)/bench/.installed ## runs the benchmarks, prints their figures, renders docs/performance.md
	@$(TOOLS)/bench/bin/python -m connect_bench $(ONLY)

.PHONY: demo
demo: tools package ## deploys examples/ to a local CloudFormation and shows what happens
	@$(LOCAL).demo $(KNOBS)

.PHONY: local
local: tools package ## keeps a local CloudFormation and Amazon Connect running for your templates
	@$(LOCAL).local start $(KNOBS)

.PHONY: local-stop
local-stop: ## ends what make local started, and nothing else
	@if [ -e .local/running.json ]; then $(LOCAL).local stop; fi

.PHONY: adopt
adopt: $(TOOLS)/aws/.installed ## writes the import of numbers that exist already: make adopt [TARGET=arn] [NUMBER=+1...] [OUT=folder] [STACK=name]
	@$(PYTHON) src/adopt/adopt.py \
	    $${TARGET:+--target "$$TARGET"} $${NUMBER:+--number "$$NUMBER"} $${OUT:+--out "$$OUT"} $${STACK:+--stack "$$STACK"}

.PHONY: clean
clean: local-stop ## removes what was built; the tools stay
	rm -rf target .local
