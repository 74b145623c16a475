#!/usr/bin/env bash
# Makes a minimal Debian in a temporary folder, and does there what the README tells a newcomer to do:
# as root, where no test may be skipped, and in a second system as an ordinary user, for whom an
# administrator installs what `make` asks for. Prints the times, and leaves nothing behind.
#
#   scripts/fresh.sh [COMMAND…]     (default: 'make demo' 'make test')
#
# It needs root, debootstrap, 6 GB, and a Swift toolchain in a folder of its own. Only what is
# committed is tried. Variables:
#   MIRROR        where Debian comes from (default: the one that apt uses here)
#   SUITE         its release (default: this machine's)
#   FRESH_BIND    folders of this machine that the build needs there, at the same paths, read-only
#                 (default: those that git takes packages from here, by url.….insteadOf)
#   FRESH_USERS   as whom (default: 'root newcomer')
#   TMPDIR        where the folder is made (default: /var/tmp)
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)

stop() {
    echo "fresh: $*" >&2
    exit 1
}

say() { printf '\n=== %s\n' "$*"; }

home() { if [[ $1 == root ]]; then echo /root; else echo "/home/$1"; fi; }

# --- Outside: the folder, and the end of everything in it ---

outside() {
    [[ $(id -u) == 0 ]] || stop "it makes a system in a folder, for which it needs root: sudo make fresh"
    local tool status=0
    for tool in debootstrap git setpriv unshare; do
        command -v "$tool" >/dev/null || stop "$tool is missing; install the package that has it"
    done
    command -v swiftc >/dev/null ||
        stop 'there is no swift in the PATH of root: sudo env "PATH=$PATH" make fresh'
    FRESH_FOLDER=$(mktemp -d "${TMPDIR:-/var/tmp}/bursar-fresh.XXXXXX") child=
    trap finish EXIT
    export FRESH_FOLDER
    trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM
    # Mounts and processes live in namespaces of their own, and end with the process that made them.
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child \
        "$0" --inside "$@" </dev/null &
    child=$!
    wait "$child" || status=$?
    child=
    exit "$status"
}

finish() {
    trap '' HUP INT TERM
    kill -KILL "$child" 2>/dev/null && wait "$child" 2>/dev/null || :
    # What ran in there needs a moment to be gone.
    for _ in {1..50}; do
        rm -rf --one-file-system "$FRESH_FOLDER" 2>/dev/null && return
        sleep 0.2
    done
    echo "fresh: $FRESH_FOLDER could not be removed" >&2
}

# --- Inside: a system, and what is done there ---

inside() {
    cd "$FRESH_FOLDER"
    export TMPDIR=$FRESH_FOLDER
    if (($(df --output=avail -k . | tail -n 1) < 6000000)); then
        stop "$FRESH_FOLDER has less than 6 GB free; name another place with TMPDIR"
    fi
    local resources suite mirror
    resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": *"\(.*\)".*/\1/p')
    toolchain=${resources%/usr/lib/swift*}
    [[ -n "$toolchain" ]] || stop "the toolchain is in /usr, and cannot be shared by itself"
    suite=${SUITE:-$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)}
    mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' \
        'Created-By: Packages' | awk -v suite="$suite" '$2 == suite && !found++ { print $1 }')}
    [[ -n "$mirror" ]] || stop "apt knows no mirror of $suite here; name one with MIRROR"

    say "A minimal $suite from $mirror"
    SECONDS=0
    debootstrap --variant=minbase "$suite" base "$mirror" >debootstrap.log 2>&1 ||
        { tail -n 20 debootstrap.log >&2; stop "debootstrap failed"; }
    configure "$suite" "$mirror"
    results=("$(printf '%-10s %-24s %6s s' system debootstrap "$SECONDS")")

    [[ $# != 0 ]] || set -- 'make demo' 'make test'
    local user command failed=0
    for user in ${FRESH_USERS:-root newcomer}; do
        furnish "$user"
        for command in "$@"; do try "$user" "$command" || failed=1; done
        results+=("$(printf '%-10s %-24s %6s' "$user" "size of .build" \
            "$(du -sh "$user/$(home "$user")/bursar/.build" 2>/dev/null | cut -f 1)")")
    done
    say "Result"
    printf '%s\n' "${results[@]}"
    exit "$failed"
}

# What this machine needs to reach its mirrors, the system needs too.
configure() {
    echo "deb $2 $1 main" >base/etc/apt/sources.list
    apt-config dump | grep -E '^Acquire::(https?|Retries|Check|ForceIPv)' \
        >base/etc/apt/apt.conf.d/00host || :
    cp -L /etc/resolv.conf base/etc/resolv.conf
    passed=()
    local name
    for name in {http,https,all,no}_proxy {HTTP,HTTPS,ALL,NO}_PROXY; do
        [[ -z "${!name:-}" ]] || passed+=("$name=${!name}")
    done
    for name in SSL_CERT_FILE GIT_SSL_CAINFO CURL_CA_BUNDLE; do
        if [[ -f "${!name:-}" ]]; then
            cp -L "${!name}" "base/etc/$name.crt"
            passed+=("$name=/etc/$name.crt")
        fi
    done

    # Folders that git takes packages from here belong to somebody else there.
    git config --file base/etc/gitconfig safe.directory '*'
    binds=${FRESH_BIND:-}
    local key value folder
    while read -r key value; do
        folder=${key#url.}
        folder=${folder%.insteadof}
        folder=${folder#file://}
        [[ "$folder" == /* && -d "$folder" ]] || continue
        git config --file base/etc/gitconfig --add "url.$folder.insteadOf" "$value"
        if [[ -z "${FRESH_BIND:-}" && " $binds " != *" $folder "* ]]; then binds+=" $folder"; fi
    done < <(git config --get-regexp '^url\..*\.insteadof$' || :)
}

# A system of its own for a user, with a clone.
furnish() {
    local user=$1 folder name
    cp -a --reflink=auto base "$user"
    mount -t proc proc "$user/proc"
    mount -t tmpfs -o mode=755 tmpfs "$user/dev"
    for name in null zero full random urandom tty; do
        touch "$user/dev/$name"
        mount --bind "/dev/$name" "$user/dev/$name"
    done
    mkdir "$user"/dev/{pts,shm}
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$user/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$user/dev/shm"
    ln -s pts/ptmx "$user/dev/ptmx"
    ln -s /proc/self/fd "$user/dev/fd"
    for name in 0:stdin 1:stdout 2:stderr; do
        ln -s "/proc/self/fd/${name%:*}" "$user/dev/${name#*:}"
    done
    share "$toolchain" "$user/opt/swift"
    for folder in $binds; do share "$folder" "$user/$folder"; done

    if [[ $user != root ]]; then chroot "$user" useradd --create-home --shell /bin/bash "$user"; fi
    GIT_CONFIG_GLOBAL=$PWD/base/etc/gitconfig git clone --quiet --no-hardlinks \
        "$source" "$user/$(home "$user")/bursar"
    chroot "$user" chown -R "$user:" "$(home "$user")/bursar"
    say "What the README asks for beside Swift"
    as root "$user" 'apt-get update -qq && apt-get install -qq --no-install-recommends git make' \
        >install.log 2>&1 || { tail -n 20 install.log >&2; stop "apt-get failed"; }
}

share() {
    mkdir -p "$2"
    mount --bind "$1" "$2"
    mount -o remount,bind,ro "$2"
}

# Runs a command as a user of a system, with hardly a variable, and the limits of a login.
as() {
    local user=$1 system=$2 server=()
    # Root can do and install all that tests need: it skips none.
    if [[ $user == root ]]; then server=(CI=true); fi
    chroot --userspec="$user" "$system" /usr/bin/env -i HOME="$(home "$user")" USER="$user" \
        LOGNAME="$user" TERM=dumb "${server[@]}" "${passed[@]}" DEBIAN_FRONTEND=noninteractive \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/swift/usr/bin \
        bash -c "ulimit -S -n 1024 && cd && $3"
}

# Runs a command of the README. Where it stops because something is missing, an administrator does
# what it says, and it is run again.
try() {
    local user=$1 command=$2 status=0 advice
    SECONDS=0
    for _ in 1 2 3; do
        say "$user: $command"
        status=0
        as "$user" "$user" "cd bursar && $command" 2>&1 | tee try.log || status=$?
        advice=$(sed -n 's/^bursar: .*\(apt-get install [^,]*\), then run make again\.$/\1/p' try.log)
        if [[ $status == 0 || -z "$advice" ]]; then break; fi
        say "An administrator does as told: $advice"
        as root "$user" "$advice --yes --no-install-recommends" >install.log 2>&1 ||
            { tail -n 20 install.log >&2; stop "apt-get failed"; }
    done
    results+=("$(printf '%-10s %-24s %6s s  %s, %s tests skipped' "$user" "$command" "$SECONDS" \
        "$([[ $status == 0 ]] && echo "done" || echo "FAILED ($status)")" \
        "$(grep -c ' skipped: ' try.log || :)")")
    return "$status"
}

if [[ ${1:-} == --inside ]]; then inside "${@:2}"; else outside "$@"; fi
