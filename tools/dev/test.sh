#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test.sh [unit|appliance|long|image-smoke|image|image-long] [FILTER]: runs the rings, prints "N passed, N failed" at the end, fails when one did.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

RING=${1:-all}
export FILTER=${2:-}
export RESULTS=$CACHE/results

prepare() {
    "$DEV/host.sh"
    mkdir -p "$RESULTS"
    rm -f "$RESULTS"/*
    "$DEV/root.sh" build >/dev/null
    lock tree
    "$DEV/tree.sh"
}

# Each ring leaves its counts in RESULTS; that one has failed tests is no reason to skip the next.
ring() {
    local started=$SECONDS
    say "ring $1"
    case $1 in
        image*) "$REPO/tools/image/ring.sh" "$1" ;;
        *) "$DEV/ring-$1.sh" ;;
    esac || echo "0 1 0" >"$RESULTS/$1-broken"
    say "ring $1: $((SECONDS - started)) s"
}

finish() {
    local passed failed skipped
    read -r passed failed skipped < <(cat "$RESULTS"/* | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')
    say "the whole run: $SECONDS s"
    [ "$skipped" = 0 ] || echo "$skipped skipped, see above"
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

case $RING in
    all)
        prepare
        ring checks
        ring unit
        ring appliance
        ring image-smoke
        ;;
    unit)
        prepare
        ring checks
        ring unit
        ;;
    appliance | long | image-smoke | image | image-long)
        prepare
        ring "$RING"
        ;;
    *)
        die "no ring $RING" "see ./dev help"
        ;;
esac
finish
