# Everything that is done with this repository, by name. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=

release := .build/release/bursar
bin := $(DESTDIR)$(PREFIX)/bin
share := $(DESTDIR)$(PREFIX)/share

.PHONY: help demo test build install format lint bench soak sanitize fresh reports prepare

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: prepare ## Show all of it against the built-in sandbox: no key, no money.
	swift build --product bursar
	scripts/demo.sh "$$(swift build --show-bin-path)/bursar"

test: ## Build and run every test, and say at the end which failed.
	@scripts/prepare.sh test
	@scripts/validators.sh
	swift build --build-tests
	scripts/test.sh

build: prepare ## Build one static binary, optimised and stripped: .build/release/bursar.
	scripts/build-static.sh

install: ## Install the binary, its completions and its manual under PREFIX (honours DESTDIR).
	test -x $(release) || $(MAKE) build
	install -d $(bin) $(share)/man/man1 $(share)/bash-completion/completions \
	    $(share)/zsh/site-functions $(share)/fish/vendor_completions.d
	install -m 755 $(release) $(bin)/bursar
	install -m 644 docs/bursar.1 $(share)/man/man1/bursar.1
	$(release) --generate-completion-script bash > $(share)/bash-completion/completions/bursar
	$(release) --generate-completion-script zsh > $(share)/zsh/site-functions/_bursar
	$(release) --generate-completion-script fish > $(share)/fish/vendor_completions.d/bursar.fish

format: ## Format all sources in place.
	swift format --in-place -r Sources Tests Benchmarks/Sources Package.swift Benchmarks/Package.swift

lint: ## Fail where the formatter would change something.
	swift format lint --strict -r Sources Tests Benchmarks/Sources Package.swift

bench: build ## Measure, and print ratios.
	status=0; scripts/bench.sh $(release) || status=1; \
	    python3 Benchmarks/Gateway/run.py $(release) || status=1; \
	    python3 Benchmarks/Statements/run.py $(release) || status=1; exit $$status

soak: ## The tests with 100,000 reservations, 10,000 alerts, 2,000 kills, 1,000 lost answers and 500 random ledgers in full: an hour.
	@scripts/prepare.sh test
	swift build --build-tests
	BURSAR_SOAK=1 swift test --skip-build --filter 'BursarTests\.(Crash|GatewayCrash)'
	BURSAR_SOAK=1 swift test --skip-build --filter 'LedgerStoreTests\.ContentionTests'
	BURSAR_SOAK=1 swift test --skip-build --filter 'LedgerStoreTests\.(GroupCommit|KilledWriter|Fairness)Tests'
	BURSAR_SOAK=1 swift test --skip-build --filter 'LedgerStoreTests\.(Grouping|Billing|Closing)PropertyTests'
	BURSAR_SOAK=1 swift test --skip-build --filter 'MeteringTests\.BooksEndToEndTests'
	BURSAR_SOAK=1 swift test --skip-build --filter 'AlertingTests\.DispatcherTests'

# A folder of its own: the whole program is built anew with the sanitizer's calls in it.
sanitize: ## The tests of the ledger and of the meter under Thread Sanitizer: a quarter of an hour with its first build.
	@scripts/prepare.sh test
	TSAN_OPTIONS=exitcode=66 swift test --sanitize=thread --scratch-path .build/sanitized \
	    --experimental-maximum-parallelization-width 4 --filter '(LedgerStore|Metering)Tests\.'

fresh: ## make demo and make test in new minimal Debians, as root and as a user: needs root and debootstrap, an hour.
	scripts/fresh.sh

reports: prepare ## Write the sample month in reports/ and its picture again.
	BURSAR_WRITE_REPORTS=1 swift test --filter HouseTests.SampleMonthTests.isTheStatement
	scripts/picture.sh

prepare:
	@scripts/prepare.sh
