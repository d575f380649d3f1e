#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh FILE...: runs the tests of these modules (functions test_* in the order of the file, in a process each; the VM of
# a module stays between them), prints a line a test, "N passed, N failed" at the end. In the root of tools, in a network
# namespace of its own.
set -uo pipefail
# shellcheck source=tests/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=tests/image/network.sh
. "$TESTS/network.sh"

passed=0 failed=0

# The variables that a test leaves for the next: the machine that runs.
run_test() {
    local name=$1 started
    started=$(date +%s)
    printf '  %-58s ' "$name"
    # Not behind if: bash would then go on after an error.
    (
        set -eu
        # shellcheck source=/dev/null
        [ ! -e /run/state ] || . /run/state
        trap 'status=$?; printf "VM=%q QEMU=%q BEGAN=%q\n" "${VM:-}" "${QEMU:-}" "${BEGAN:-0}" >/run/state; exit $status' EXIT
        "$name"
    ) >/run/output 2>&1
    # shellcheck disable=SC2181
    if [ $? = 0 ]; then
        passed=$((passed + 1))
        printf 'ok      %4d s\n' $(($(date +%s) - started))
    else
        failed=$((failed + 1))
        printf 'FAILED  %4d s\n' $(($(date +%s) - started))
        [ ! -e "${VM:-/nowhere}/console.log" ] || tail -n 20 "$VM/console.log"
    fi
    sed 's/^/      /' /run/output
}

run_module() {
    local name names failures=$failed
    mapfile -t names < <(sed -n 's/^\(test_[a-z0-9_]*\)() {.*/\1/p' "$1")
    printf '%s\n' "$(basename "$1" .sh)"
    rm -f /run/state
    # shellcheck source=/dev/null
    . "$1"
    for name in "${names[@]}"; do
        run_test "$name"
        unset -f "$name"
    done
    # shellcheck source=/dev/null
    [ ! -e /run/state ] || . /run/state
    ! vm_runs || vm_cut
    # A disk of a module that passed is of no use to anybody.
    [ "$failed" != "$failures" ] || [ -z "${VM:-}" ] || rm -rf "$VM"
}

make_network
for module in "$@"; do
    run_module "$module"
done
kill "$(cat /run/dnsmasq.pid)"
echo "$passed passed, $failed failed"
echo "$passed $failed 0" >"$IMAGE/ring.counts"
[ "$failed" = 0 ]
