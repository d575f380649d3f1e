#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh [TARGET] [SECONDS] | --keep TARGET: libFuzzer under ASan and UBSan; inputs grow in the cache, faults end the run.
# --keep merges what was found into tests/corpus/fuzz/TARGET, which ./dev test replays.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

KEEP=''
[ "${1:-}" != --keep ] || { KEEP=1 && shift; }
TARGET=${1:-}
DURATION=${2:-60}
[[ $TARGET =~ ^[0-9]+$ ]] && DURATION=$TARGET TARGET=''
LONGEST=65536 # bytes of an input; what is longer only slows the search

build() {
    "$DEV/in-root.sh" "cmake --preset fuzz >/dev/null && cmake --build --preset fuzz --target fuzzers"
}

# number_of NAME KEY: of libFuzzer's log.
number_of() {
    case $2 in
        cov) sed -n 's/^#[0-9]*\tDONE .*cov: \([0-9]*\).*/\1/p' "$CACHE/log/fuzz-$1.log" ;;
        *) sed -n "s/^stat::$2: *//p" "$CACHE/log/fuzz-$1.log" ;;
    esac
}

# Seeds: tools/fuzz/seeds.py for content, tests/corpus/**/NAME for others (milter_identity: tests/corpus/mail/identity), and
# the kept inputs; dictionary: NAME_fuzz.dict beside the code.
run() {
    local name=$1 program=$2 corpus=$CACHE/fuzz/$1 seeds dictionary
    mkdir -p "$corpus" "$corpus.seeds"
    "$DEV/in-root.sh" "python3 tools/fuzz/seeds.py $name $corpus.seeds $LONGEST"
    seeds=$(cd "$TREE/src" && find tests/corpus -type d \( -name "${name##*_}" -o -path "*/fuzz/$name" \) | paste -sd' ')
    dictionary=$(cd "$TREE/src" && find "$(dirname "${program#build/fuzz/}")" -name "*${name##*_}_fuzz.dict" | head -n 1)
    say "fuzz $name for $DURATION s"
    "$DEV/in-root.sh" "$program -max_total_time=$DURATION -max_len=$LONGEST -timeout=20 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix=$corpus- \
        ${dictionary:+-dict=$dictionary} $corpus $corpus.seeds $seeds" >"$CACHE/log/fuzz-$name.log" 2>&1 || {
        tail -n 40 "$CACHE/log/fuzz-$name.log" >&2
        die "fuzz $name found a fault" "the input is $corpus-*, the output $CACHE/log/fuzz-$name.log"
    }
    say "fuzz $name: $(number_of "$name" number_of_executed_units) executions, $(number_of "$name" cov) edges covered, no fault"
}

# keep NAME PROGRAM: the smallest inputs that cover what all of them do, as far as they fit into 200 files and 300 kB.
keep() {
    local name=$1 program=$2 merged=$CACHE/fuzz/$1.merged kept=$REPO/tests/corpus/fuzz/$1 size sum=0 count=0 file
    remove_tree "$merged"
    mkdir -p "$merged" "$kept"
    "$DEV/in-root.sh" "$program -merge=1 -max_len=8192 $merged $CACHE/fuzz/$name $CACHE/fuzz/$name.seeds" \
        >"$CACHE/log/fuzz-$name-keep.log" 2>&1
    find "$kept" -type f ! -name 'fault-*' -delete
    while read -r size file; do
        ((++count <= 200 && (sum += size) <= 300000)) || break
        cp "$merged/$file" "$kept/$file"
    done < <(find "$merged" -type f -printf '%s %f\n' | sort -n)
    say "fuzz $name: $(find "$kept" -type f | wc -l) inputs in $kept"
}

main() {
    local program name found=0
    "$DEV/host.sh"
    "$DEV/root.sh" build >/dev/null
    lock tree
    "$DEV/tree.sh"
    stage fuzz-build "$(tree_key . ':!tests')" build
    while read -r program; do
        name=$(basename "$program" _fuzz)
        [ -z "$TARGET" ] || [ "$TARGET" = "$name" ] || continue
        found=1
        if [ -n "$KEEP" ]; then keep "$name" "$program" </dev/null; else run "$name" "$program" </dev/null; fi
    done < <(cd "$TREE/src" && find build/fuzz -type f -name '*_fuzz' -perm -u+x | sort)
    [ "$found" = 1 ] || die "no fuzz target ${TARGET:-at all}" "targets are made by pedell_fuzz() in the rooms' CMakeLists.txt"
}

main
