# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Acceptance 11 b to e, 15, 17: versions that cannot say themselves what is wrong; skipping versions; going to an older one; factory
# reset.

# shellcheck source=tests/image/releases.sh
. "$TESTS/releases.sh"

# falls_back KIND NUMBER WHY [SECONDS a try]
falls_back() {
    make_stick "$VM/stick" "$(release "$1" "$2")"
    plug "$VM/stick"
    vm_exec "pedell update apply --now --from $STICK" || fail "the update failed"
    vm_end 600
    tries_end_on "$VERSION" "${4:-900}"
    blessed
    vm_exec 'pedell update status --json' >"$VM/status"
    grep -qF "$3" "$VM/status" || fail "it says: $(cat "$VM/status")"
    has_mail teacher before-the-update || fail "the mail of before is gone"
}

test_a_school_works() {
    vm_copy fallback
    # shellcheck disable=SC2046
    vm_start $(usb)
    vm_up 600
    send_mail pupil teacher before-the-update
    has_mail teacher before-the-update || fail "no mail before the update"
}

test_comes_back_from_a_panic() {
    falls_back panic 4 "Absturz oder Haenger"
}

test_comes_back_from_an_initrd_without_root() {
    falls_back noinit 5 "never got to its services"
}

test_comes_back_from_a_hang() {
    falls_back hang 6 "not up after 20 minutes"
}

test_comes_back_when_the_check_cannot_start() {
    falls_back depfail 7 "could not run to its end"
}

test_skips_versions_and_goes_back_to_an_older_one() {
    make_stick "$VM/stick" "$(release good 9)"
    plug "$VM/stick"
    vm_exec "pedell update apply --now --from $STICK" || fail "the update failed"
    start_again 600
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.9"
    blessed
    make_stick "$VM/old" "$(release good 8)"
    plug "$VM/old"
    ! vm_exec "pedell update apply --from $STICK" >"$VM/output" || fail "an older version was taken"
    grep -q -- --downgrade "$VM/output" || fail "$(cat "$VM/output")"
    vm_exec "pedell update apply --now --downgrade --from $STICK" || fail "the downgrade failed"
    start_again 600
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.8"
    blessed
    has_mail teacher before-the-update || fail "the mail of before is gone"
}

test_factory_reset_begins_anew() {
    local id
    id=$(vm_exec 'cat /etc/machine-id')
    ! vm_exec 'pedell factory-reset --domain wrong.example' || fail "a wrong domain was taken"
    # shellcheck disable=SC2016 # for the shell in the machine
    vm_exec 'pedell factory-reset --domain "$(sed -n "s/^domain *= *\"\(.*\)\".*/\1/p" /etc/pedell/school.toml)"' || fail "refused"
    start_again 600
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.8"
    [ "$(vm_exec 'cat /etc/machine-id')" != "$id" ] || fail "the machine is still the same"
    ! vm_exec 'ls /var/lib/pedell/keys/* /var/lib/pedell/update/blessed.json.old' 2>/dev/null || fail "keys are left"
    set_up
    vm_exec 'pedell person list --json' | tee "$VM/people"
    ! grep -q '"role":"pupil"' "$VM/people" || fail "people are left"
}
