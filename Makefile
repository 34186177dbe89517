# The one door to every command: 'make help' lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.so138-stamp
PACKAGES := $(shell sed '/^\#/d' installers/debian-packages.txt)
PRACTICE := build/practice
MONTH := 2026-09

.PHONY: help
help: ## list these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/\1|\2/p' Makefile | while IFS='|' read -r name does; do \
	  printf 'make %-10s %s\n' "$$name" "$$does"; done

.PHONY: setup
setup: system $(STAMP) ## install what is missing: system packages, private environment in .venv

.PHONY: system
system:
	@if command -v dpkg-query > /dev/null; then \
	  missing=(); \
	  for name in $(PACKAGES); do \
	    state=$$(dpkg-query -W -f='$${db:Status-Status} ' "$$name" "$${name}t64" 2> /dev/null || true); \
	    [[ " $$state" == *" installed "* ]] || missing+=("$$name"); \
	  done; \
	  if (($${#missing[@]})); then \
	    as_root=(); [ "$$(id -u)" -eq 0 ] || as_root=(sudo); \
	    echo "Installing: $${missing[*]}"; \
	    "$${as_root[@]}" apt-get update -q; \
	    "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
	      apt-get install -q -y --no-install-recommends "$${missing[@]}"; \
	  fi; \
	else \
	  echo "Not a Debian: install what installers/debian-packages.txt names yourself."; \
	fi

$(STAMP): requirements-dev.txt pyproject.toml | system
	@if [ ! -x $(PYTHON) ]; then \
	  for name in python3.13 python3.12 python3.11 python3 /usr/bin/python3; do \
	    if "$$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	      2> /dev/null; then found="$$name"; break; fi; \
	  done; \
	  if [ -z "$${found:-}" ]; then echo "Python 3.11, 3.12 or 3.13 is needed." >&2; exit 1; fi; \
	  "$$found" -m venv $(VENV); \
	fi
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(PYTHON) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: run
run: setup ## open the window; without a screen, make a practice commune, its report and its file
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec $(VENV)/bin/so138; fi; \
	set -e; rm -rf $(PRACTICE)/commune $(PRACTICE)/usb; mkdir -p $(PRACTICE)/usb; \
	$(VENV)/bin/so138 --data $(PRACTICE)/commune sample; \
	$(VENV)/bin/so138 --data $(PRACTICE)/commune report month --period $(MONTH) \
	  --output $(PRACTICE)/bao-cao-$(MONTH).pdf; \
	$(VENV)/bin/so138 --data $(PRACTICE)/commune send --period $(MONTH) --to $(PRACTICE)/usb; \
	echo "Máy này không có màn hình, nên cửa sổ không mở được."; \
	echo "Xã thực hành:   $(CURDIR)/$(PRACTICE)/commune"; \
	echo "Báo cáo tháng:  $(CURDIR)/$(PRACTICE)/bao-cao-$(MONTH).pdf"; \
	echo "Tệp số liệu:    $(CURDIR)/$$(ls $(PRACTICE)/usb/*.s138)"; \
	echo "Xem tiếp:       $(VENV)/bin/so138 --data $(PRACTICE)/commune status --period $(MONTH)"

.PHONY: test
test: setup ## run the tests
	QT_QPA_PLATFORM=offscreen $(VENV)/bin/pytest -q -n 2 --dist worksteal

.PHONY: check
check: setup ## check style, types and the catalogue of translations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PYTHON) resources/translations/catalogue.py check
	$(PYTHON) resources/licences/sbom.py check

.PHONY: bench
bench: setup ## measure speed beside a bare equivalent
	$(PYTHON) -m tests.benchmarks

.PHONY: faults
faults: setup ## cut power, kill and damage, all rounds (hours); keep the table of results
	QT_QPA_PLATFORM=offscreen $(VENV)/bin/pytest -q -n 2 --dist worksteal -m fault
	$(PYTHON) -m tests.faults --all --write

.PHONY: messages
messages: setup ## list messages without Vietnamese, then compile the catalogue
	$(PYTHON) resources/translations/catalogue.py missing
	$(PYTHON) resources/translations/catalogue.py compile

.PHONY: sbom
sbom: setup ## write the bill of materials and the list of licences
	$(PYTHON) resources/licences/sbom.py

.PHONY: screens
screens: setup ## write a picture of every screen into build/screens
	mkdir -p build/screens
	xvfb-run -a -s "-screen 0 1366x768x24" $(PYTHON) -m tests.screens

.PHONY: lock
lock: setup ## resolve the dependencies anew, with hashes
	$(VENV)/bin/uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	$(VENV)/bin/uv pip compile $(LOCK) --group dev --output-file requirements-dev.txt pyproject.toml

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links

.PHONY: deb
deb: setup ## build the package for Debian 12 and 13 into dist
	$(PYTHON) -m installers.debian

.PHONY: test-deb
test-deb: setup ## try the package of dist in clean trees (root); SKIP_TREES=1 skips
	@if ! command -v mmdebstrap > /dev/null; then \
	  as_root=(); [ "$$(id -u)" -eq 0 ] || as_root=(sudo); \
	  "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -q -y --no-install-recommends \
	    mmdebstrap debian-archive-keyring || true; \
	fi
	$(PYTHON) -m installers.debian.trial

.PHONY: windows
windows: export SIGN_P12 := $(SIGN_P12)
windows: export SIGN_PASSWORD_FILE := $(SIGN_PASSWORD_FILE)
windows: export SIGN_STAMP := $(SIGN_STAMP)
windows: setup ## build the setup file and the portable folder for Windows into dist
	$(PYTHON) -m installers.windows

.PHONY: test-windows
test-windows: setup ## try the setup file of dist under Wine (root); SKIP_WINE=1 skips
	$(PYTHON) -m installers.windows.trial

.PHONY: test-installers
test-installers: windows deb test-windows test-deb ## build all that people install, and try it

.PHONY: clean
clean: ## remove what was built here; the private environment and all data stay
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .grimp_cache .hypothesis
	find desktop tests resources -name __pycache__ -type d -prune -exec rm -rf {} +
