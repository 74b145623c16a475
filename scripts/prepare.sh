#!/usr/bin/env bash
# Makes sure that what the build needs is there: a Swift toolchain, and SQLite's header.
set -euo pipefail

if ! command -v swift >/dev/null; then
    echo "bursar needs Swift 6.2 or newer, and 'swift' is not in PATH." \
        "Install it from https://www.swift.org/install, then run make again." >&2
    exit 1
fi

has_header() {
    local folder
    for folder in /usr/include /usr/local/include ${CPATH//:/ } ${C_INCLUDE_PATH//:/ }; do
        if [[ -e "$folder/sqlite3.h" ]]; then return 0; fi
    done
    return 1
}

CPATH=${CPATH:-} C_INCLUDE_PATH=${C_INCLUDE_PATH:-}
if has_header; then exit 0; fi

if ! command -v apt-get >/dev/null; then
    echo "bursar needs SQLite's header sqlite3.h (the package is called libsqlite3-dev," \
        "sqlite-devel or sqlite). Install it, then run make again." >&2
    exit 1
fi

as_root=()
if [[ $(id -u) != 0 ]]; then as_root=(sudo); fi
echo "Installing libsqlite3-dev, which the build needs." >&2
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get install -y --no-install-recommends libsqlite3-dev)
# A fresh machine has no lists of packages yet.
"${install[@]}" >&2 || { "${as_root[@]}" apt-get update >&2 && "${install[@]}" >&2; }
