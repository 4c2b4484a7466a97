# What this project does, one target each; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

TOOLS := .tools
TOOL_NAMES := cfn stack proxy aws guard browser cli
# mvn runs `cfn generate`, and finds the pinned one.
export PATH := $(CURDIR)/$(TOOLS)/cfn/bin:$(PATH)
export PYTHONPATH := $(CURDIR)/cli/src:$(CURDIR)/src/local/python:$(CURDIR)/src/contract/python:$(CURDIR)/src/benchmark/python
# Compiled Python goes here, and not between the sources.
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(TOOLS)/bytecode

PYTHON := python3
MVN := mvn -q -B
LOCAL := $(TOOLS)/stack/bin/python -m connect_local.commands
RUFF := $(TOOLS)/stack/bin/ruff --config src/local/ruff.toml
MYPY := $(TOOLS)/stack/bin/mypy --config-file src/local/mypy.ini
PYTHON_SOURCES := cli src/contract src/local src/benchmark/python src/test/python src/test/browser
PYTHON_TYPED := cli/src src/contract/python src/local src/benchmark/python $(addprefix src/test/python/,cli_account.py clients.py cloud.py conftest.py connect.py differential.py drawn_requests.py templates.py terraform.py)
JAR := target/example-connect-phonenumber-handler-1.0-SNAPSHOT.jar
# What the build leaves besides the jar.
PARTS := target/connect-simulator.jar target/local.classpath
SOURCES := pom.xml example-connect-phonenumber.json .rpdk-config $(shell find src -name '*.java' -o -name '*.pro' -o -name '*.mf') $(wildcard src/simulator/resources/com/example/connect/simulator/page/*)

# NAME=value on make's command line: the local stack's knobs, handed on as they are.
KNOBS = $(filter-out MVN=% PYTHON=%,$(MAKEOVERRIDES))

.PHONY: help
help: ## this list
	@echo 'make TARGET, where TARGET is one of'
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-19s %s\n", $$1, $$2 }'
	@echo
	@echo 'Knobs of the simulator, for make local and make demo: make local QUOTA=100 RATE=off CLAIM_SECONDS=1'
	@echo 'Ports, free ones unless set: SIMULATOR_PORT, CLOUDFORMATION_PORT'
	@echo 'The local CloudFormation: CLOCK=real|moved, IDENTIFIER_DEADLINE=60|off, HOLD_SECONDS=20|off,'
	@echo '  TYPE_CONFIGURATION={"ReleaseProtection":true}, CONTRACT_TESTS=on|off (of registrations)'
	@echo 'Some benchmarks only: make bench ONLY=simulator,local-stack'
	@echo 'One test only: make test ONLY=CreateTest#name, make test ONLY=src/test/python/test_import.py::name'
	@echo 'What commands say when they fail, and what to do: docs/troubleshooting.md'

.PHONY: doctor
doctor: ## says what this machine lacks
	@command -v $(PYTHON) > /dev/null || { echo 'doctor: $(PYTHON) is missing: install Python 3.11 or later' >&2; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info[:2] < (3, 11) and 'doctor: $(PYTHON) is Python %d.%d: install 3.11 or later, or name one: make PYTHON=python3.11' % sys.version_info[:2] or 0)"
	@$(PYTHON) src/local/doctor.py $(if $(filter doctor,$(MAKECMDGOALS)),wishes)

.PHONY: tools
tools: doctor ## installs the pinned Python tools into .tools/
	@$(PYTHON) src/local/environments.py make $(TOOL_NAMES)

.PHONY: upgrade
upgrade: doctor ## locks the newest versions of all Python tools, with hashes; make tools installs them
	@$(PYTHON) src/local/environments.py upgrade

$(TOOLS)/%/.installed: src/local/requirements/%.txt | doctor
	@$(PYTHON) src/local/environments.py make $*

# Only tests use it, and they say so where Node is missing.
$(TOOLS)/javascript/.installed: src/test/javascript/package.json src/test/javascript/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)/
	@npm ci --prefix $(@D) --silent --no-audit --no-fund
	@touch $@

.PHONY: javascript
javascript: ## installs the pinned npm packages of the tests, where Node is there
	@if command -v npm > /dev/null; then $(MAKE) -s --no-print-directory $(TOOLS)/javascript/.installed; \
	    else echo 'javascript: npm is missing, which some tests are skipped for: install Node.js with npm' >&2; fi

.PHONY: package
package: $(JAR) ## builds the jar, and nothing else

# A part that is missing makes the build run again.
$(JAR): $(SOURCES) $(filter-out $(wildcard $(PARTS)),$(PARTS)) | $(TOOLS)/cfn/.installed
	@$(PYTHON) src/local/python/connect_local/steps.py package $(MVN) package -DskipTests
	@touch $@

$(PARTS):

.PHONY: check
check: tools format-check ## the fast inner loop: formatters, static analysis, unit tests without the fault matrix
	$(MVN) test -DexcludedGroups=soak,matrix
	$(TOOLS)/stack/bin/python -m pytest -q -m 'not slow' src/test/python/test_cli_aws.py src/test/python/test_commands.py src/test/python/test_environments.py src/test/python/test_policies.py src/test/python/test_python_sources.py src/test/python/test_performance_page.py

.PHONY: format
format: tools ## formats Java and Python
	$(MVN) spotless:apply
	$(RUFF) format $(PYTHON_SOURCES)
	$(RUFF) check --fix $(PYTHON_SOURCES)

.PHONY: format-check
format-check: $(TOOLS)/stack/.installed ## complains about Python that is not formatted, linted or typed (Java: the build does)
	$(RUFF) format -q --check $(PYTHON_SOURCES)
	$(RUFF) check -q $(PYTHON_SOURCES)
	$(MYPY) $(PYTHON_TYPED)

.PHONY: format-check-java
format-check-java: ## complains about Java that is not formatted, for the commit hook
	$(MVN) spotless:check

.PHONY: validate
validate: $(TOOLS)/cfn/.installed ## cfn validate: the schema against CloudFormation's rules
	cfn validate

.PHONY: test
test: tools javascript $(if $(ONLY),package) ## everything that proves the project; ends on one count. ONLY=TEST runs one test
	@$(LOCAL).suite $${ONLY:+"$$ONLY"}

SOAK_SECONDS := 3600
SOAK_SEED := $(shell date +%s)

.PHONY: soak
soak: tools ## the long part of the tests: the fault matrix with pairs and drawn settings, 100,000 hostile models, an hour of random stacks' lives (SOAK_SECONDS, SOAK_SEED)
	$(MVN) test -Dtest='*FaultsTest' -DexcludedGroups=none -Dgenerate.docs=true
	$(MVN) test -Dtest='*FaultsTest#oneFaultAtAnyCallUnderDrawnSettings' -DexcludedGroups=none -Dmatrix.seed=$(SOAK_SEED)
	$(MVN) test -Dtest=HostileInputTest -Djqwik.tries.default=20500 -Dhostile.least=100000
	$(MVN) test -Dtest=SoakTest -Dsoak.seconds=$(SOAK_SECONDS) -Dsoak.seed=$(SOAK_SEED)

.PHONY: failing-cells
failing-cells: $(TOOLS)/cfn/.installed ## writes the list of the fault matrix's failing cells anew, and its tables
	$(MVN) test -Dtest='*FaultsTest' -Dgenerate.docs=true

.PHONY: docs
docs: tools package ## regenerates the generated pages
	$(MVN) test -Dtest=KnobsPageTest,RefusalsPageTest,EvidencePageTest -Dgenerate.docs=true
	$(TOOLS)/stack/bin/python -m pytest -q src/test/python/test_policies.py src/test/python/test_edits.py src/test/python/test_stand_ins.py::test_the_schemas_are_those_that_cfn_lint_carries --generate-docs

.PHONY: contract
contract: contract-v1 contract-v2 ## CloudFormation's contract tests, v1 and v2, against the handlers

.PHONY: contract-v1
contract-v1: tools package ## the contract tests v1: cfn test, unmodified; ONLY=NAME runs one of them
	@$(LOCAL).contract $${ONLY:+"$$ONLY"}

.PHONY: contract-v2
contract-v2: tools package ## the contract tests v2, by the documented rules: cfn test --v2 without Docker or an account
	@$(TOOLS)/stack/bin/python -m contract_v2 $(KNOBS)

.PHONY: contract-inputs
contract-inputs: $(TOOLS)/stack/.installed ## writes inputs/ for your account: INSTANCE_ID=… FLOW_ID=… [SET=searched]
	@$(LOCAL).inputs $(KNOBS)

.PHONY: acceptance
acceptance: tools javascript package ## the AWS CLI against the local stack, other clients against the simulator
	$(TOOLS)/stack/bin/python -m pytest -q src/test/python

.PHONY: browser
browser: tools javascript package ## the simulator's page in Chromium, where it is there
	$(TOOLS)/browser/bin/python -m pytest -q src/test/browser

.PHONY: screenshots
screenshots: tools package ## makes the pictures of the simulator's page, docs/images/
	$(TOOLS)/browser/bin/python src/test/browser/screenshots.py

.PHONY: bench
bench: tools package $(TOOLS)/bench/.installed ## runs the benchmarks, prints their figures, renders docs/performance.md
	@$(TOOLS)/bench/bin/python -m connect_bench $(ONLY)

.PHONY: demo
demo: tools package ## deploys examples/ to a local CloudFormation and shows what happens; OPEN=1 waits at the end
	@$(LOCAL).demo $(KNOBS)

.PHONY: recording
recording: tools package $(TOOLS)/recording/.installed ## records make demo for the README: docs/images/demo.svg
	@$(LOCAL).recording

.PHONY: local
local: tools package ## keeps a local CloudFormation and Amazon Connect running for your templates
	@$(LOCAL).local start $(KNOBS)

.PHONY: local-stop
local-stop: ## ends what make local started, and nothing else
	@if [ -e .local/running.json ]; then $(LOCAL).local stop; fi

.PHONY: adopt
adopt: $(TOOLS)/cli/.installed ## writes the import of numbers that exist already: make adopt [TARGET=arn] [NUMBER=+1...] [OUT=folder] [STACK=name]
	@$(TOOLS)/cli/bin/numbers adopt \
	    $${TARGET:+--target "$$TARGET"} $${NUMBER:+--number "$$NUMBER"} $${OUT:+--out "$$OUT"} $${STACK:+--stack "$$STACK"}

.PHONY: clean
clean: local-stop ## removes what was built; the tools stay
	rm -rf target .local
