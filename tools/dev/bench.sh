#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench.sh [NAME] [--json]: tests/bench/NAME.sh in the running appliance, or (content) in a root with clamd, or (image) the built
# image in qemu; one JSON object a bench, or a table of it.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

JSON=''
NAME=''
for argument in "$@"; do
    if [ "$argument" = --json ]; then JSON=1; else NAME=$argument; fi
done

inside() {
    "$DEV/enter.sh" pedell "$@"
}

build() {
    "$DEV/in-root.sh" "ninja -C build/release $1_bench"
}

# The program, its script and the people go in; what is printed comes out.
run() {
    local name=$1 dir=/var/lib/pedell-bench-files
    stage "bench-$name" "$(tree_key . ':!*.md')" build "$name"
    tar -cf - -C "$TREE/src/tests/bench" "$name.sh" -C "$TREE/src/build/release/tests/bench" "${name}_bench" \
        -C "$CACHE/instances/pedell" people.csv | inside sh -c "mkdir -p $dir && tar -C $dir -xf -"
    inside bash "$dir/$name.sh" "$dir/${name}_bench" "$dir/people.csv" </dev/null
    inside rm -rf "$dir"
}

# Needs no appliance: its own judge and workers, and a clamd to compare with.
run_content() {
    "$DEV/root.sh" bench >/dev/null
    stage bench-content "$(tree_key . ':!*.md')" build content
    PEDELL_ROOT=bench "$DEV/in-root.sh" "bash tests/bench/content.sh build/release/tests/bench/content_bench"
}

show() {
    if [ -n "$JSON" ]; then cat; else "$DEV/in-root.sh" "python3 -m json.tool"; fi
}

main() {
    local script found=0
    # Minutes in virtual machines: by its name alone.
    if [ "$NAME" = image ]; then
        "$REPO/tools/image/bench.sh" | show
        return
    fi
    lock tree
    "$DEV/tree.sh"
    if [ "$NAME" = content ]; then
        run_content | show
        return
    fi
    inside true || exit
    for script in "$TREE"/src/tests/bench/*.sh; do
        script=$(basename "$script" .sh)
        [ "$script" != content ] || continue
        [ -z "$NAME" ] || [ "$NAME" = "$script" ] || continue
        found=1
        run "$script" | show
    done
    [ "$found" = 1 ] || die "no bench $NAME" "see tests/bench/*.sh"
}

main
