#!/usr/bin/env bash
# Builds one binary that needs no Swift and no SQLite where it runs: .build/release/bursar.
set -euo pipefail
cd "$(dirname "$0")/.."

flags=(-c release --product bursar --static-swift-stdlib -Xlinker -s)

# The linker takes the first folder that has the library in any form, and a folder with nothing
# but the archive leaves it no choice.
archive=$(find /usr/lib /usr/lib64 /usr/local/lib -maxdepth 2 -name libsqlite3.a 2>/dev/null | head -n 1)
if [[ -n "$archive" ]]; then
    mkdir -p .build/sqlite-archive
    ln -sf "$archive" .build/sqlite-archive/libsqlite3.a
    flags+=(-Xlinker "-L$PWD/.build/sqlite-archive" -Xlinker -lm)
else
    echo "There is no libsqlite3.a here: the binary will load libsqlite3.so where it runs." >&2
fi

swift build "${flags[@]}"
