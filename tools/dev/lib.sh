# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What all parts of ./dev share: where things lie, progress with elapsed time, errors with a remedy, cached stages.

CACHE=${PEDELL_CACHE:-/var/cache/pedell-dev}
REPO=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
DEV=$REPO/tools/dev
TREE=$CACHE/tree # the build root sees it as /pedell: src/ (the copy of this work tree) and the .deb beside it
export CACHE REPO DEV TREE

say() {
    printf '[%4d s] %s\n' "$SECONDS" "$*" >&2
}

# die WHAT REMEDY: says what is missing and what to do.
die() {
    printf 'dev: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf '     %s\n' "$2" >&2
    exit 1
}

# hash_of: of standard input, short enough for a file name.
hash_of() {
    sha256sum | cut -c1-16
}

# lock NAME: until this shell and its children end nobody else holds NAME; a child of the holder holds it already.
lock() {
    local fd
    [[ " ${PEDELL_LOCKS:-} " != *" $1 "* ]] || return 0
    mkdir -p "$CACHE/locks"
    exec {fd}>"$CACHE/locks/$1"
    if ! flock -n "$fd"; then
        say "waiting for another ./dev ($1)"
        flock "$fd"
    fi
    export PEDELL_LOCKS="${PEDELL_LOCKS:-} $1"
}

# stage NAME KEY COMMAND...: does the command unless it was done for this key; its output goes to log/NAME.log.
# Not to be called behind if, && or ||: bash would then go on after an error inside the command.
stage() {
    local name=$1 key=$2 started=$SECONDS log=$CACHE/log/$1.log beat status
    shift 2
    mkdir -p "$CACHE/stamps" "$CACHE/log"
    if [ "$(cat "$CACHE/stamps/$name" 2>/dev/null)" = "$key" ]; then
        say "$name: unchanged"
        return
    fi
    say "$name: ..."
    rm -f "$CACHE/stamps/$name"
    heartbeat "$name" </dev/null >/dev/null &
    beat=$!
    set +e
    (set -e && "$@") >"$log" 2>&1 </dev/null
    status=$?
    set -e
    kill "$beat"
    wait "$beat" || true
    if [ "$status" != 0 ]; then
        tail -n 40 "$log" >&2
        die "$name failed" "the whole output is in $log"
    fi
    echo "$key" >"$CACHE/stamps/$name"
    say "$name: done in $((SECONDS - started)) s"
}

# heartbeat NAME: a line a minute, so that nobody takes a long stage for a dead one; until SIGTERM.
heartbeat() {
    trap 'kill $!; exit 0' TERM
    while sleep 60 & wait $!; do
        say "$1: still at it"
    done
}

# remove_tree DIR: never through a mount, never outside the cache.
remove_tree() {
    [ -e "$1" ] || return 0
    [[ $1 == "$CACHE"/* ]] || die "will not remove $1" "it is not in $CACHE"
    if cut -d' ' -f5 /proc/self/mountinfo | grep -q "^$1\(/\|$\)"; then
        die "will not remove $1: something is mounted there" "./dev down, then try again"
    fi
    rm -rf --one-file-system "$1"
}

# tree_files [PATH...]: the files of the work tree, zero-terminated: tracked or new, not ignored, not deleted.
tree_files() {
    local file
    git -c safe.directory='*' -C "$REPO" ls-files -z --cached --others --exclude-standard -- "$@" | sort -zu |
        while IFS= read -r -d '' file; do
            [ ! -e "$REPO/$file" ] || printf '%s\0' "$file"
        done
}

# tree_key [PATH...]: changes when any of these files does.
tree_key() {
    tree_files "$@" | (cd "$REPO" && xargs -0 sha256sum) | hash_of
}
