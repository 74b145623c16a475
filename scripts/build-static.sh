#!/usr/bin/env bash
# Builds one binary that needs no Swift and no SQLite where it runs: .build/release/bursar.
set -euo pipefail
cd "$(dirname "$0")/.."

# A command that answers in milliseconds must start in fewer. Nothing is looked up in it by name, so
# it exports no symbols; no library lies beside it, so it searches none there. It lies at a random
# address, as a program that listens on sockets should: its 150,000 pointers are corrected in 410
# pages at every start, which takes 1.1 ms (`bursar budget status` 5.0 ms; at a fixed address 4.0, with
# PIE=0 make build). Packed relocations (lld, -z pack-relative-relocs) make the file 4 MB smaller and
# touch the same pages: they save no time.
flags=(-c release --product bursar --static-swift-stdlib --disable-local-rpath)
flags+=(-Xlinker -s -Xlinker --no-export-dynamic)
if [[ "${PIE:-1}" == 0 ]]; then flags+=(-Xlinker --no-pie); fi

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
