# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The plug is pulled twice in the middle of mail and file traffic (acceptance 13, the short form).

# shellcheck source=tests/image/power.sh
. "$TESTS/power.sh"

test_comes_up_after_the_first_cut() {
    vm_copy cut
    ROUND=1 cut_in_traffic
}

test_comes_up_after_the_second_cut() {
    ROUND=2 cut_in_traffic
}

test_nothing_acknowledged_is_lost() {
    vm_start
    vm_up 900
    all_there
    consistent
}
