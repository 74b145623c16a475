#!/usr/bin/env bash
# Builds one binary that needs no Swift and no SQLite where it runs: .build/release/bursar.
set -euo pipefail
cd "$(dirname "$0")/.."

# A command that answers in milliseconds must start in fewer. Nothing is looked up in it by name, so
# it exports no symbols; no library lies beside it, so it searches none there; and at a fixed
# address it has no 140,000 pointers to correct at every start (a fifth of the time of
# `bursar budget status`). For a binary at a random address: PIE=1 make build.
flags=(-c release --product bursar --static-swift-stdlib --disable-local-rpath)
flags+=(-Xlinker -s -Xlinker --no-export-dynamic)
if [[ "${PIE:-}" != 1 ]]; then flags+=(-Xlinker --no-pie); fi

# The linker takes the first folder that has a library in any form, and a folder with nothing but
# archives leaves it no choice.
archives=.build/archives
mkdir -p "$archives"
for name in libsqlite3.a libstdc++.a libz.a; do
    file=$(find /usr/lib /usr/lib64 /usr/local/lib -maxdepth 4 -name "$name" 2>/dev/null | sort -V | tail -n 1)
    if [[ -n "$file" ]]; then
        ln -sf "$file" "$archives/$name"
    else
        echo "There is no $name here: the binary will load the shared library where it runs." >&2
    fi
done
flags+=(-Xlinker "-L$PWD/$archives" -Xlinker -lm)

swift build "${flags[@]}"
