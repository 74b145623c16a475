#!/usr/bin/env bash
# Draws docs/statement.png, the picture in the README: the upper part of the sample month's page. Needs
# chromium; without it the picture stays as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
for name in chromium chromium-browser google-chrome; do
    if program=$(command -v "$name"); then
        "$program" --headless --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb \
            --window-size=1000,1010 --screenshot="$PWD/docs/statement.png" \
            "file://$PWD/reports/2026-10/2026-10.html" >/dev/null 2>&1
        exit 0
    fi
done
echo "bursar: chromium is not installed; docs/statement.png stays as it is." >&2
