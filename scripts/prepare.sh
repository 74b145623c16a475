#!/usr/bin/env bash
# Makes sure that what the build needs is there, and with `test` also what the tests need: it asks
# the toolchain itself, installs what it may, and says in one line what somebody else has to install.
#
#   scripts/prepare.sh [test]
set -euo pipefail
# Words of other programs are read below.
export LC_ALL=C

stop() {
    echo "bursar: $*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null; }

again="then run make again"

# Also for what Swift's driver leaves behind at every run.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export TMPDIR=$folder

# --- The toolchain starts, and is new enough ---

# Debian's and Ubuntu's package of a shared library that a toolchain of swift.org is linked with.
package_of() {
    case $1 in
        libncurses.so.6 | libform.so.6 | libpanel.so.6) echo libncurses6 ;;
        libtinfo.so.6) echo libtinfo6 ;;
        libcurl.so.4) echo libcurl4 ;;
        libedit.so.2) echo libedit2 ;;
        libgcc_s.so.1) echo libgcc-s1 ;;
        libpython3.*.so.1.0) echo "${1%.so.1.0}" ;;
        libsqlite3.so.0) echo libsqlite3-0 ;;
        libstdc++.so.6) echo libstdc++6 ;;
        libxml2.so.2) echo libxml2 ;;
        libxml2.so.16) echo libxml2-16 ;;
        libz.so.1) echo zlib1g ;;
        libz3.so.4) echo libz3-4 ;;
    esac
}

swift=$(command -v swift) || stop "it is built with Swift 6.2 or newer, and 'swift' is not in PATH." \
    "Install it from https://www.swift.org/install, $again."
starts=0
words=$(swift --version 2>&1) || starts=$?

# The loader names the first library that is missing, ldd all of them; the programs of a toolchain
# do not need the same ones.
libraries=$(
    sed -n 's/.*loading shared libraries: \([^:]*\): .*/\1/p' <<<"$words"
    for tool in swift-driver swift-frontend swift-package swift-build-tool clang; do
        ldd "$(dirname "$(realpath "$swift")")/$tool" 2>/dev/null | awk '/=> not found/ {print $1}' || :
    done
)
if [[ -n "$libraries" ]]; then
    libraries=$(sort -u <<<"$libraries")
    wanted=$(for name in $libraries; do package_of "$name"; done | sort -u)
    advice="Install the packages that have them"
    if has apt-get && [[ -n "$wanted" ]]; then advice="Install them: apt-get install "${wanted//$'\n'/ }; fi
    stop "$swift does not start: shared libraries are missing: ${libraries//$'\n'/, }. $advice, $again."
fi
if [[ $starts != 0 ]]; then
    stop "$swift does not start: '${words%%$'\n'*}' (exit code $starts)." \
        "Install Swift 6.2 or newer from https://www.swift.org/install, $again."
fi
if [[ "$words" =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] &&
    ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] < 6002)); then
    stop "it is built with Swift 6.2 or newer, and $swift is ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}." \
        "Install it from https://www.swift.org/install, $again."
fi

# --- What the toolchain takes from the system ---

resources=$(swiftc -print-target-info 2>/dev/null |
    sed -n 's/.*"runtimeResourcePath": *"\(.*\)".*/\1/p') || :
clang=${resources%/lib/swift*}/bin/clang
[[ -x "$clang" ]] || clang=$(command -v clang) || stop "there is no clang beside $swift, which comes" \
    "with every toolchain of swift.org. Install it from https://www.swift.org/install, $again."

# Builds the smallest program that needs all of it.
builds() {
    "$clang"++ -x c++ - -o "$folder/probe" -lsqlite3 -lz >"$folder/words" 2>&1 <<'SOURCE'
#include <cassert>
#include <sqlite3.h>
int main() { assert(sqlite3_libversion_number() > 0); return 0; }
SOURCE
}

has_header() { "$clang" -x "$2" -E - <<<"#include <$1>" >/dev/null 2>&1; }
# The compiler prints the bare name of a file that it does not find.
has_file() { [[ $("$clang" -print-file-name="$1") != "$1" ]]; }

# The C++ headers belong to a version of GCC: the one whose folder clang takes, else the one that
# the C++ library of the system is of.
gcc_version() {
    local version
    version=$("$clang" -v 2>&1 | sed -n 's|^Selected GCC.*/\([0-9]*\)$|\1|p')
    if [[ -z "$version" ]] && has dpkg-query; then
        version=$(dpkg-query -W 'gcc-*-base' 2>/dev/null |
            sed -n 's/^gcc-\([0-9]*\)-base.*/\1/p' | sort -n | tail -n 1)
    fi
    echo "$version"
}

# What is missing: a Debian package, and what others call it.
build=() tests=() names=()
lacks() {
    build+=("$1")
    names+=("$2")
}
has git || lacks git git
if ! builds; then
    if ! has_header cassert c++; then
        version=$(gcc_version)
        lacks "${version:+libstdc++-$version-dev}" "the C++ headers (gcc-c++, libstdc++-devel)"
        [[ -n "$version" ]] || build[-1]=g++
    fi
    if ! has_header stdlib.h c || ! has_file crt1.o; then
        lacks libc6-dev "the C headers (glibc-devel)"
    fi
    if ! has_header sqlite3.h c || ! has_file libsqlite3.so; then
        lacks libsqlite3-dev "SQLite's header (sqlite-devel)"
    fi
    has_file libz.so || lacks zlib1g-dev "zlib (zlib-devel)"
    has ld || has ld.gold || lacks binutils "a linker (binutils)"
    if [[ ${#build[@]} == 0 ]]; then
        stop "$clang++ cannot build a program that uses SQLite:" "$(grep -m 1 error "$folder/words")"
    fi
fi
# Git fetches packages over HTTPS, and bursar opens no secure connection without them.
if [[ ! -e /etc/ssl/certs/ca-certificates.crt && ! -e /etc/pki/tls/certs/ca-bundle.crt ]]; then
    lacks ca-certificates "certificates (ca-certificates)"
fi
if [[ "${1:-}" == test ]]; then
    has strace || tests+=(strace)
    has curl || tests+=(curl)
    has sqlite3 || tests+=(sqlite3)
    has hledger || tests+=(hledger)
    has ledger || tests+=(ledger)
    has bean-check || tests+=(beancount)
    has ledger2beancount || tests+=(ledger2beancount)
    # What scripts/validators.sh needs.
    python3 -c 'import venv, ensurepip' 2>/dev/null || tests+=(python3-venv)
fi
all=("${build[@]}" "${tests[@]}")
if [[ ${#all[@]} == 0 ]]; then exit 0; fi

# --- Install it, or say what to ask for ---

# What is left undone ends it, but for tools of tests alone: those tests are skipped, and say so.
# A server of tests may skip none.
give_up() {
    if [[ ${#build[@]} != 0 || "${CI:-}" == true ]]; then stop "$*, $again."; fi
    echo "bursar: $*. The tests that need ${tests[*]} are skipped." >&2
    exit 0
}

if ! has apt-get; then
    printf -v list '%s, ' "${names[@]}" "${tests[@]}"
    give_up "missing: ${list%, }. Install them"
fi
as_root=()
if [[ $(id -u) != 0 ]]; then
    as_root=(sudo)
    # Asked once: for no password, and where somebody can type one, for that.
    if ! has sudo || ! { sudo -n apt-get --version >/dev/null 2>&1 ||
        { [[ -t 0 ]] && sudo apt-get --version >/dev/null; }; }; then
        give_up "packages are missing, and only an administrator can install them." \
            "Ask for: apt-get install ${all[*]}"
    fi
fi
echo "Installing ${all[*]}." >&2
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" apt-get install -y --no-install-recommends "${all[@]}")
# A fresh machine has no lists of packages yet, and an old one has lists that are out of date.
listed=1
for package in "${all[@]}"; do apt-cache show "$package" >/dev/null 2>&1 || listed=0; done
if ! { [[ $listed == 1 ]] && "${install[@]}" >&2; }; then
    { "${as_root[@]}" apt-get update >&2 && "${install[@]}" >&2; } ||
        give_up "apt-get could not install ${all[*]}, see above. Install them"
fi
if [[ ${#build[@]} != 0 ]] && ! builds; then
    stop "$clang++ cannot build a program that uses SQLite:" "$(grep -m 1 error "$folder/words")"
fi
