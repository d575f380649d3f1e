#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh [TARGET] [SECONDS]: libFuzzer under ASan and UBSan; kept inputs grow in the cache, faults end the run.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

TARGET=${1:-}
DURATION=${2:-60}
[[ $TARGET =~ ^[0-9]+$ ]] && DURATION=$TARGET TARGET=''

build() {
    "$DEV/in-root.sh" "cmake --preset fuzz >/dev/null && cmake --build --preset fuzz --target fuzzers"
}

# Seeds: tests/corpus/**/NAME (milter_identity: tests/corpus/mail/identity); dictionary: NAME_fuzz.dict beside the code.
run() {
    local name=$1 program=$2 corpus=$CACHE/fuzz/$1 seeds dictionary
    mkdir -p "$corpus"
    seeds=$(cd "$TREE/src" && find tests/corpus -type d -name "${name##*_}" | head -n 1)
    dictionary=$(cd "$TREE/src" && find . -path ./build -prune -o -name "*${name##*_}_fuzz.dict" -print | head -n 1)
    say "fuzz $name for $DURATION s"
    "$DEV/in-root.sh" "$program -max_total_time=$DURATION -print_final_stats=1 -artifact_prefix=$corpus- \
        ${dictionary:+-dict=$dictionary} $corpus $seeds" >"$CACHE/log/fuzz-$name.log" 2>&1 || {
        tail -n 40 "$CACHE/log/fuzz-$name.log" >&2
        die "fuzz $name found a fault" "the input is $corpus-*, the output $CACHE/log/fuzz-$name.log"
    }
    say "fuzz $name: $(sed -n 's/stat::number_of_executed_units: *//p' "$CACHE/log/fuzz-$name.log") inputs, no fault"
}

main() {
    local program name found=0
    "$DEV/host.sh"
    "$DEV/root.sh" build >/dev/null
    lock tree
    "$DEV/tree.sh"
    stage fuzz-build "$(tree_key .)" build
    while read -r program; do
        name=$(basename "$program" _fuzz)
        [ -z "$TARGET" ] || [ "$TARGET" = "$name" ] || continue
        found=1
        run "$name" "$program" </dev/null
    done < <(cd "$TREE/src" && find build/fuzz -type f -name '*_fuzz' -perm -u+x | sort)
    [ "$found" = 1 ] || die "no fuzz target ${TARGET:-at all}" "targets are made by pedell_fuzz() in the rooms' CMakeLists.txt"
}

main
