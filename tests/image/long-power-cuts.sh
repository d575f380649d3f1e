# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The plug is pulled twenty times in the middle of mail and file traffic (acceptance 13).

# shellcheck source=tests/image/power.sh
. "$TESTS/power.sh"

test_twenty_cuts() {
    vm_copy cuts
    for ROUND in $(seq 20); do
        cut_in_traffic
    done
}

test_nothing_acknowledged_is_lost() {
    vm_start
    vm_up 900
    all_there
    consistent
}
