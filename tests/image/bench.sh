#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench.sh: three interleaved starts of the appliance and of the variant "stock" on copies of one school's disk; prints one JSON
# object. In the root of tools, in a network namespace of its own.
set -euo pipefail
# shellcheck source=tests/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/image/network.sh
. "$TESTS/network.sh"
# shellcheck source=tests/image/releases.sh
. "$TESTS/releases.sh"

readonly DOORS="88 389 445 465 993"

# The other slot gets the variant, under a higher number: the loader takes it.
make_stock() {
    local folder start
    folder=$(release stock 1)
    vm_copy bench-stock
    start=$(sfdisk --json "$VM/disk.raw" 2>/dev/null | jq '.partitiontable.partitions[] | select(.name == "_empty") | .start * 512')
    dd if="$folder/pedell_$VERSION.1.root" of="$VM/disk.raw" bs=1M seek="$start" oflag=seek_bytes conv=notrunc status=none
    sfdisk --quiet --part-label "$VM/disk.raw" 3 "pedell_$VERSION.1"
    esp mcopy "$folder/pedell_$VERSION.1.efi" ::EFI/Linux/
}

# Milliseconds since the kernel's first moment: asked once all doors have answered, less what the asking took.
until_doors_answer() {
    local port deadline=$((SECONDS + 600)) answered uptime
    for port in $DOORS; do
        until (exec 3<>"/dev/tcp/$VM_HOST/$port") 2>/dev/null; do
            [ "$SECONDS" -lt "$deadline" ] || fail "port $port does not answer"
            sleep 0.1
        done
    done
    answered=$(date +%s%3N)
    uptime=$(vm_exec 'cut -d" " -f1 /proc/uptime' 60 | tr -d .)0
    echo $((uptime - ($(date +%s%3N) - answered)))
}

# sample NAME VERSION: one line "NAME MILLISECONDS MEGABYTES"; the memory after a minute in which nobody came.
sample() {
    local boot
    VM=$RING/$1
    vm_start
    boot=$(until_doors_answer)
    sleep 60
    expect "version of $1" "$(version_of_vm)" "$2"
    echo "$1 $boot $(vm_exec "awk '/MemTotal/ { t = \$2 } /MemAvailable/ { a = \$2 } END { print int((t - a) / 1024) }' /proc/meminfo")"
    vm_off
}

measure() {
    local round
    for round in 1 2 3; do
        echo "round $round of 3" >&2
        sample bench-ours "$VERSION"
        sample bench-stock "$VERSION.1"
    done
}

make_network
{ vm_copy bench-ours && make_stock; } >&2
measure | jq --raw-input --slurp --compact-output --arg machine "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, qemu ${PEDELL_ACCEL:-tcg}" '
    def spread: sort | {median: .[1], min: .[0], max: .[2]};
    [split("\n")[] | select(. != "") | split(" ") | {name: .[0], boot: .[1] | tonumber, memory: .[2] | tonumber}]
    | [.[] | select(.name == "bench-ours")] as $ours | [.[] | select(.name == "bench-stock")] as $stock
    | {name: "image", machine: $machine, samples: 3,
       values: {boot: {unit: "ms", value: ($ours | map(.boot) | spread)}, boot_stock: {unit: "ms", value: ($stock | map(.boot) | spread)},
                idle_memory: {unit: "MB", value: ($ours | map(.memory) | spread)},
                idle_memory_stock: {unit: "MB", value: ($stock | map(.memory) | spread)}},
       ratios: {boot_vs_stock: ([$stock, $ours] | transpose | map(.[0].boot / .[1].boot) | spread)}}'
rm -rf "$RING"/bench-*
