#!/usr/bin/env bash
# Submits from several processes at once while answers get lost, videos fail and submitters are
# killed at random. Then every account must be right:
#
#   - the journal replays, and every table follows from it;
#   - no submission was sent twice, and none that the ledger does not know;
#   - what is settled was charged that much; what was charged and is not settled still holds money;
#   - no budget holds more than its limit.
#
#   scripts/soak.sh BINARY [SECONDS]
set -euo pipefail

binary=$(realpath "$1")
seconds=${2:-60}
workers=4

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

unset "${!AIML@}" "${!BURSAR_@}" "${!XDG_@}"
export HOME=$work TERM=dumb NO_COLOR=1
cd "$work"

"$binary" sandbox --port 0 --seed "$RANDOM" --usage mixed --ids mixed --running-time 0.3 \
    --charge-lag 0 --failure-rate 10 --lost-rate 5 --backwards >sandbox.out 2>sandbox.err &
sandbox=$!
for _ in {1..200}; do
    if grep -q listening sandbox.out; then break; fi
    sleep 0.05
done
AIMLAPI_BASE_URL=$(sed -n 's/^sandbox listening on //p' sandbox.out)
[[ -n "$AIMLAPI_BASE_URL" ]]
export AIMLAPI_BASE_URL AIMLAPI_API_KEY=sandbox

# The limits are low enough to be reached.
"$binary" budget set pro --limit "$seconds" --per month --mode pro >/dev/null
"$binary" budget set all --limit $((seconds * 3)) --per month >/dev/null

# Submits until the time is up. Every third process is killed within half a second.
submit_until() {
    local end=$1 mode process
    while ((SECONDS < end)); do
        mode=std
        if ((RANDOM % 2)); then mode=pro; fi
        "$binary" submit --image https://example.com/hero.png --mode "$mode" --duration 3 \
            --video https://example.com/dance.mp4 --prompt '[sandbox seconds=3]' \
            --allow-duplicate --poll-interval 0.1 --timeout 5 >/dev/null 2>>errors.txt &
        process=$!
        if ((RANDOM % 3 == 0)); then
            sleep "0.$((RANDOM % 5))$((RANDOM % 10))"
            kill -KILL "$process" 2>/dev/null || true
        fi
        wait "$process" 2>/dev/null || true
    done
}

end=$((SECONDS + seconds))
pids=()
for _ in $(seq "$workers"); do
    submit_until "$end" &
    pids+=($!)
done
while ((SECONDS < end)); do
    "$binary" sync >/dev/null 2>>errors.txt || true
    sleep 1
done
wait "${pids[@]}"
sleep 1
"$binary" sync >/dev/null

fail() {
    echo "soak: $*" >&2
    exit 1
}

"$binary" verify || fail "the ledger is not in order"

# Id and charge of every POST that arrived, and id, state and amount of every submission.
address=${AIMLAPI_BASE_URL#http://}
exec 3<>"/dev/tcp/${address%:*}/${address##*:}"
printf 'GET /sandbox/submissions HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n' >&3
sed 's/{"number"/\n&/g' <&3 >answer.txt
exec 3>&-
sed -n 's/.*"client_request_id":"\([^"]*\)".*"charged_usd":"\([^"]*\)".*/\1 \2/p' answer.txt >posts.txt
count=$(sed -n 's/.*"count":\([0-9]*\).*/\1/p' answer.txt)
[[ "$count" == "$(grep -c . posts.txt)" ]] || fail "the sandbox's list of $count POSTs cannot be read"
"$binary" export | sed -n \
    's/.*"state":"\([^"]*\)","usd":"\([^"]*\)".*"id":"\([^"]*\)".*/\3 \1 \2/p' >known.txt

[[ -s posts.txt && -s known.txt ]] || fail "nothing was submitted"
twice=$(cut -d ' ' -f 1 posts.txt | sort | uniq -d | head -n 1)
[[ -z "$twice" ]] || fail "submission $twice was sent more than once"

awk '
    NR == FNR { state[$1] = $2; amount[$1] = $3; next }
    !($1 in state) { print "soak: submission " $1 " was sent, and the ledger does not know it"; bad = 1; next }
    state[$1] == "settled" && (amount[$1] + 0) != ($2 + 0) {
        print "soak: submission " $1 " cost " $2 ", and the ledger says " amount[$1]; bad = 1
    }
    ($2 + 0) > 0 && (state[$1] == "voided" || state[$1] == "refused" || state[$1] == "reserved") {
        print "soak: submission " $1 " cost " $2 ", and the ledger has it as " state[$1]; bad = 1
    }
    END { exit bad }
' known.txt posts.txt >&2 || fail "the ledger and the sandbox disagree"

"$binary" budget status --json | tr -d ' \n' | sed 's/"limit_usd"/\n&/g' | sed -n \
    's/^"limit_usd":"\([^"]*\)".*"spent_usd":"\([^"]*\)","reserved_usd":"\([^"]*\)".*/\1 \2 \3/p' \
    >windows.txt
[[ $(grep -c . windows.txt) == 2 ]] || fail "the budgets cannot be read"
awk '$2 + $3 > $1 + 1e-9 { exit 1 }' windows.txt || fail "a budget holds more than its limit"

echo "In $seconds s: $count sent, of which the ledger has:"
cut -d ' ' -f 2 known.txt | sort | uniq -c
awk '{ print "A budget of $" $1 " has $" $2 " spent and $" $3 " reserved." }' windows.txt
