# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Acceptance 6: school.toml on the ESP, wrong, right, as Windows saves it, missing; the screen; the first administrator.

# The demo school's file with an administrator, saved by Windows' editor: mark, CRLF.
write_as_windows() {
    { printf '\357\273\277'; { cat "$DEMO/school.toml"; printf '[administrator]\ngiven = "Erste"\nfamily = "Kraft"\n'; } |
        sed 's/$/\r/'; } >"$VM/school.toml"
    esp mdel ::school.toml
    esp mcopy "$VM/school.toml" ::school.toml
}

test_6_a_file_that_nobody_filled_in_is_no_error() {
    vm_new first-boot 16G
    vm_start
    vm_up 900
    console_says "Noch nicht ausgefuellt" 120
    vm_exec 'test ! -e /efi/FEHLER-school.txt && test ! -e /var/lib/pedell/setup.done' || fail "not filled in is a fault"
    expect "failed units" "$(vm_exec 'systemctl list-units --state=failed --no-legend --plain | cut -d" " -f1')" ""
}

test_6_a_wrong_value_is_named_on_the_console_and_beside_the_file() {
    vm_off
    printf '[school]\r\ndomain = "Wald Schule"\r\nfarbe = 1\r\n' >"$VM/school.toml"
    esp mdel ::school.toml
    esp mcopy "$VM/school.toml" ::school.toml
    vm_start
    vm_up 600
    console_says "Zeile 2, Spalte 10" 120
    vm_exec 'test ! -e /var/lib/pedell/setup.done' || fail "something was set up"
    vm_off
    esp mtype ::FEHLER-school.txt >/run/report
    grep -q 'line 3, column 1: school.farbe' /run/report || fail "the report says: $(cat /run/report)"
}

test_6_corrected_it_goes_on_by_itself() {
    write_as_windows
    vm_start
    vm_up 900
    console_says "pedell: bereit / ready" 120
    vm_exec 'test -e /var/lib/pedell/setup.done && test ! -e /efi/FEHLER-school.txt' || fail "not set up"
    echo "set up after $(($(date +%s) - BEGAN)) s"
}

test_the_first_administrator_is_shown_and_in_no_journal() {
    local password
    console_says "Anmeldename / login: erste.kraft" 60
    password=$(grep -a 'one-time password: ' "$VM/console.log" | tail -n 1 | tr -d '\r' | sed 's/.*password: //')
    [ "${#password}" -ge 8 ] || fail "no one-time password on the console"
    # The screen of the graphics card, as its memory has it.
    vm_exec "grep -aqF 'erste.kraft' /dev/vcs1" || fail "the screen does not show it"
    expect "lines of the journal with the password" "$(vm_exec "journalctl --namespace='+pedell' --no-pager | grep -cF -- '$password'")" 0
    vm_exec "samba-tool user setpassword erste.kraft --newpassword=Regen-Bogen-4711 >/dev/null 2>&1
        for i in 1 2 3 4 5 6; do [ ! -e /run/pedell-console/administrator.json ] && exit 0; sleep 5; done; exit 1" ||
        fail "the used password stays on the screen"
}

test_7_the_second_start_finds_nothing_to_do() {
    vm_off
    vm_start
    vm_up 600
    console_says "pedell: bereit / ready" 120
    expect "lines that the set-up printed" "$(vm_exec 'journalctl -b -u pedell-firstboot -o cat --no-pager | grep -c "^\[ *[0-9]*/"')" 0
    vm_exec 'systemctl show --property=ExecMainStartTimestampMonotonic --property=ExecMainExitTimestampMonotonic --value pedell-firstboot' >/run/times
    echo "pedell-firstboot: $(($(tail -n 1 /run/times) / 1000 - $(head -n 1 /run/times) / 1000)) ms"
    vm_exec 'cmp /etc/machine-id /var/lib/pedell/etc/machine-id' || fail "another machine-id"
}

test_6_without_the_file_the_school_goes_on() {
    vm_off
    esp mdel ::school.toml
    vm_start
    vm_up 600
    console_says "pedell: bereit / ready" 120
    console_says "fehlt die Datei school.toml" 60
}
