# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What all parts of ./dev share: where things lie, progress with elapsed time, errors with a remedy, cached stages.

CACHE=${PEDELL_CACHE:-/var/cache/pedell-dev}
REPO=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
DEV=$REPO/tools/dev
TREE=$CACHE/tree # the build root sees it as /pedell: src/ (the copy of this work tree) and the .deb beside it
export CACHE REPO DEV TREE

# Elapsed time counts from the start of ./dev, in the scripts that it calls too.
export PEDELL_STARTED=${PEDELL_STARTED:-$(date +%s)}
SECONDS=$(($(date +%s) - PEDELL_STARTED))

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

# remove_tree DIR: never through a mount, never outside the cache.
remove_tree() {
    [ -e "$1" ] || return 0
    [[ $1 == "$CACHE"/* ]] || die "will not remove $1" "it is not in $CACHE"
    if cut -d' ' -f5 /proc/self/mountinfo | grep -q "^$1\(/\|$\)"; then
        die "will not remove $1: something is mounted there" "./dev down, then try again"
    fi
    rm -rf --one-file-system "$1"
}

# shellcheck source=tools/dev/stage.sh
. "$DEV/stage.sh"
