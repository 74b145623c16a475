#!/usr/bin/env bash
# Measures a release binary and the modules that it is made of, and prints ratios.
#
#   scripts/bench.sh BINARY [SUBMISSIONS]
set -euo pipefail

binary=$(realpath "$1")
shift
cd "$(dirname "$0")/../Benchmarks"
swift build -c release --product bench
exec "$(swift build -c release --show-bin-path)/bench" "$binary" "$@"
