# Every target works as the first command on a fresh clone: it makes .venv and installs by itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
# nbgrader and nbclient start tools by name
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help demo test browser audit lab labs lint bundle doctor bench pictures walkthrough clean

help:
	@echo "make demo    grade a sample class on lab 01 and check every grade"
	@echo "make test    run all tests"
	@echo "make audit   say how good the tests of all labs are"
	@echo "make lab     open the labs in JupyterLab"
	@echo "make labs    build the notebooks from their sources"
	@echo "make bundle  pack what students get into dist/labs.zip"
	@echo "make walkthrough  make a site of all solved labs, to read without a network"
	@echo "make pictures  take the README's pictures anew"
	@echo "make bench   measure speed, as ratios in one run"
	@echo "make doctor  say whether this machine can run the labs"
	@echo "make lint    check the style of the code"

demo: $(READY)
	@echo "Grading a sample class on lab 01 (a minute or two)"
	@$(BIN)/labkit demo

test: $(READY) $(if $(CI),browser)
	@echo "Checking style, then running all tests (a quarter of an hour or two)"
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@$(BIN)/python -m pytest -q -n logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder \
		tests/test_notebooks.py tests labkit  # what takes longest first

# With CI set, tests that find no browser fail. Elsewhere they are skipped, and nothing is installed.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null \
		|| (apt-get update -qq && apt-get install -yqq chromium)

audit: $(READY)
	@echo "Auditing the tests of every lab (about a minute a lab)"
	@$(BIN)/labkit audit

lab: $(READY)
	@echo "Opening JupyterLab on labs/"
	@$(BIN)/jupyter lab labs

labs: $(READY)
	@$(BIN)/labkit labs

bundle: $(READY)
	@$(BIN)/labkit bundle

doctor: $(READY)
	@$(BIN)/labkit doctor

pictures: $(READY)
	@echo "Taking the README's pictures in a real browser (a minute or two)"
	@LABKIT_SCREENSHOTS=dist/screenshots $(BIN)/python -m pytest -q tests/test_browser.py -k student
	@cp dist/screenshots/explorer.png dist/screenshots/mistake.png docs/pictures/

walkthrough: $(READY)
	@echo "Running all labs and rendering them into site/ (a minute a lab the first time)"
	@$(BIN)/labkit walkthrough

bench: $(READY)
	@echo "Measuring speed on one core (a few minutes; keep the machine quiet)"
	@for file in benchmarks/*.py; do $(BIN)/python $$file; done

lint: $(READY)
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) demo dist site

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 10) or sys.exit("Python 3.10 or newer is needed, but $(PYTHON) is " + sys.version.split()[0] + ": make PYTHON=/path/to/python")'
	@echo "Installing into $(VENV), the first time only (a minute or two, more for a download of torch)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --editable ".[all]"
	@touch $@
