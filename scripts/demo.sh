#!/usr/bin/env bash
# Shows Bursar at work against its own sandbox: no key, no money, nothing left behind but reports.
#
#   scripts/demo.sh BINARY [FOLDER FOR REPORTS]
set -euo pipefail

binary=$(realpath "$1")
mkdir -p "${2:-reports/demo}"
reports=$(realpath "${2:-reports/demo}")

work=$(mktemp -d)
sandbox=
finish() {
    if [[ -n "$sandbox" ]]; then
        kill "$sandbox" 2>/dev/null || true
        wait "$sandbox" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Nothing of the person's own settings takes part.
unset "${!AIML@}" "${!BURSAR_@}" "${!XDG_@}"
export HOME=$work TERM=dumb NO_COLOR=1 COLUMNS=90
mkdir "$work/bin"
ln -s "$binary" "$work/bin/bursar"
export PATH=$work/bin:$PATH
cd "$work"

say() { printf '\n# %s\n' "$*"; }

# Prints a command as one would type it.
show() {
    local argument text=
    for argument in "$@"; do
        [[ "$argument" =~ ^[A-Za-z0-9_./:=,-]+$ ]] || argument="'$argument'"
        text+=" $argument"
    done
    printf '$%s\n' "$text"
}

# Runs a command in sight. What it prints goes to one stream, in order.
run() {
    show "$@"
    "$@" 2>&1
}

# Submits in sight, without the details that come at the end.
submit() {
    show bursar submit --image hero.png "$@"
    bursar submit --image hero.png "$@" --poll-interval 0.2 2>&1 >/dev/null
}

# An MP4 of less than 256 seconds with nothing in it but its length.
movie() {
    printf '\0\0\0\x10ftypisom\0\0\2\0\0\0\0\x74moov\0\0\0\x6cmvhd'
    head -c 12 /dev/zero
    printf '\0\0\0\1\0\0\0%b' "\\x$(printf '%02x' "$1")"
    head -c 80 /dev/zero
}

printf '\x89PNG\r\n\x1a\n' >hero.png
movie 8 >dance.mp4
movie 20 >long.mp4

bursar sandbox --port 0 --seed 7 --running-time 0.4 --charge-lag 0.1 \
    >sandbox.out 2>sandbox.err &
sandbox=$!
for _ in {1..200}; do
    if grep -q listening sandbox.out; then break; fi
    if ! kill -0 "$sandbox" 2>/dev/null; then cat sandbox.err >&2; exit 1; fi
    sleep 0.05
done
AIMLAPI_BASE_URL=$(sed -n 's/^sandbox listening on //p' sandbox.out)
if [[ -z "$AIMLAPI_BASE_URL" ]]; then
    echo "demo: the sandbox did not start within 10 s" >&2
    exit 1
fi
export AIMLAPI_BASE_URL AIMLAPI_API_KEY=sandbox

say "Two budgets: one for pro videos, one for everything."
run bursar init
run bursar budget set pro-month --limit 5 --per month --mode pro
run bursar budget set all-month --limit 20 --per month

say "What would it cost? Nothing is sent."
run bursar submit --image hero.png --video dance.mp4 --mode pro --dry-run

say "Its cost is reserved before it is sent. It is followed, and what it cost is posted."
submit --video dance.mp4 --mode pro --project spring

say "This one could cost more than is left: it is refused, and nothing is sent."
status=0
submit --video long.mp4 --mode pro --project spring || status=$?
printf '(exit code %s)\n' "$status"
[[ $status == 3 ]]

say "In std it fits."
submit --video long.mp4 --project spring

say "The provider may not say what a video cost. Unknown is not zero: the money stays reserved."
submit --video dance.mp4 --prompt 'Rain. [sandbox usage=none]' --project loop

say "Where the budgets stand."
run bursar budget status

say "Where the money went."
month=$(date -u +%Y-%m)
run bursar report
for pair in text:txt markdown:md csv:csv json:json; do
    bursar report --month "$month" --format "${pair%%:*}" --output "$reports/$month.${pair##*:}"
done

say "The journal, replayed: does everything follow from it?"
run bursar verify

printf '\nThe reports are in %s: %s\n' "$reports" "$(cd "$reports" && echo "$month".*)"
