#!/usr/bin/env bash
# Measures a release binary and the modules that it is made of, and prints ratios.
#
#   scripts/bench.sh BINARY [SUBMISSIONS]
set -euo pipefail

binary=$(realpath "$1")
shift
cd "$(dirname "$0")/../Benchmarks"
# As the product is built.
flags=(-c release --product bench --static-swift-stdlib)
swift build "${flags[@]}"
exec "$(swift build "${flags[@]}" --show-bin-path)/bench" "$binary" "$@"
