#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ring-unit.sh: the unit tests under ASan and UBSan; what runs many threads under TSan too.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# Rooms that start threads: their test binaries are called ROOM_test, their cases ROOM.*.
THREADED=(pedelld_daemon milter milter_daemon)

build_threaded() {
    local targets
    targets=$(printf '%s_test\n' "${THREADED[@]}")
    "$DEV/in-root.sh" "cmake --preset tsan >/dev/null && ninja -C build/tsan -t targets all | cut -d: -f1 |
        grep -xF '$targets' | xargs cmake --build --preset tsan --target"
}

# ctest NAME OPTIONS: counts go to RESULTS; the output is shown as far as it tells of failures.
run_ctest() {
    local name=$1 xml=$TREE/src/build/$1.xml
    shift
    rm -f "$xml"
    # shellcheck disable=SC2016 # the quotes are for the shell inside
    "$DEV/in-root.sh" "$* --output-junit /pedell/src/build/$name.xml ${FILTER:+-R '$FILTER'}" >"$CACHE/log/unit-$name.log" 2>&1 ||
        grep -E 'Failed|\*\*\*|Failure|ERROR|WARNING: T|\.cc:[0-9]+' "$CACHE/log/unit-$name.log" | head -n 80 >&2 || true
    "$DEV/counts.sh" "$xml" >"$RESULTS/unit-$name"
    say "unit tests, $name: $(cut -d' ' -f1,2 "$RESULTS/unit-$name" | sed 's/ / passed, /') failed"
}

# setarch: TSan of gcc 14 does not know the address layout of newer kernels.
main() {
    local jobs threaded key
    jobs=$(nproc)
    threaded=$(IFS='|' && echo "${THREADED[*]}")
    "$DEV/asan.sh"
    run_ctest asan "ctest --preset unit-asan -j$jobs"
    key=$(tree_key . ':!tests' ':!docs' ':!tools/dev' ':!debian' ':!systemd' ':!etc' ':!*.md')
    "$DEV/tree.sh"
    stage tsan-build "$key" build_threaded
    [ -n "$FILTER" ] || run_ctest tsan "setarch --addr-no-randomize ctest --preset unit-tsan -j$jobs -R '^($threaded)\.'"
}

main
