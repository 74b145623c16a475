#!/bin/bash
# Runs every test that was built, eight at a time, and says at the end which failed.
set -uo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# All would begin at once otherwise, each with its programs and time limits.
swift test --skip-build --experimental-maximum-parallelization-width 8 "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$status" != 0 ]; then
    echo
    echo "test.sh: what failed, out of the lines above:"
    # With its values, which stand in the lines below each.
    grep -A 3 -E '^✘|error:|Fatal error|signal code' "$log" | grep -v -E '^(◇|✔|➜|--)' | tail -n 60
fi
exit "$status"
