#!/usr/bin/env bash
# Installs the validators of FOCUS files, which tests run, from PyPI into a folder, once. Where that
# cannot be done it says so, and those tests are skipped.
#
#   scripts/validators.sh [FOLDER]      (default: .build/validators)
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.build/validators}
packages=(focus-validator==2.2.1 focus-data-toolkit==0.14.1)
if [[ -f "$folder/installed" && "$(<"$folder/installed")" == "${packages[*]}" ]]; then exit 0; fi

stop() {
    echo "bursar: $*. The tests that need FOCUS validators are skipped." >&2
    exit 0
}

python=
for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
[[ -n "$python" ]] || stop "FOCUS validators need Python 3.11 or newer with venv (Debian's package python3-venv)"

echo "Installing ${packages[*]} into $folder." >&2
rm -rf "$folder"
mkdir -p "$folder"
log=$folder/log
install() {
    "$folder/bin/pip" --disable-pip-version-check install --quiet --no-compile "$@" >>"$log" 2>&1
}

# The validator states 3.12, for one line: a backslash within an f-string. Without the flag pip takes
# an old version that knows an old specification. Arrow's releases since 22 want another NumPy than it.
"$python" -m venv "$folder" >"$log" 2>&1 &&
    install --no-deps --ignore-requires-python "${packages[@]}" &&
    "$folder/bin/python" - >"$folder/requirements" 2>>"$log" <<'PYTHON' &&
from importlib.metadata import requires
for line in requires("focus-validator"):
    print(line + "<22" if line == "pyarrow" else line.replace("(", "").replace(")", ""))
PYTHON
    install -r "$folder/requirements" &&
    "$folder/bin/python" - >>"$log" 2>&1 <<'PYTHON' ||
import importlib.util
from pathlib import Path
package = Path(importlib.util.find_spec("focus_validator").origin).parent
source = package / "config_objects" / "focus_to_duckdb_converter.py"
text = source.read_text()
old = """f"'{k.replace('\\"', '\\"\\"')}'" for k in"""
new = """"'" + k.replace('"', '""') + "'" for k in"""
assert text.count(old) == 1, f"{source} is another than expected"
source.write_text(text.replace(old, new))
PYTHON
    stop "pip could not install FOCUS validators, see $log"
printf '%s' "${packages[*]}" >"$folder/installed"
