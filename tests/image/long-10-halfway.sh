# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The rest of acceptance 10: a mirror that goes halfway, and the plug pulled while the other slot is being written: the running
# version is untouched, and the second try works.

# shellcheck source=tests/image/releases.sh
. "$TESTS/releases.sh"

readonly MIRROR=https://10.98.0.1:8443/

# A certificate of the mirror's own, which the machine trusts until its next start.
make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=mirror -addext subjectAltName=IP:10.98.0.1 \
        -keyout "$VM/mirror.key" -out "$VM/mirror.pem" 2>/dev/null
    vm_put "$VM/mirror.pem" /run/mirror.pem
    vm_exec 'mount --bind /run/mirror.pem /etc/ssl/certs/ca-certificates.crt'
}

# serve FOLDER [BYTES]: by HTTPS; with BYTES it is gone as soon as it has sent so many of one file.
serve() {
    python3 "$TESTS/mirror.py" "$1" "$VM/mirror.pem" "$VM/mirror.key" "${2:-0}" >"$VM/mirror.log" 2>&1 &
    echo $! >"$VM/mirror.pid"
    for _ in {1..50}; do
        (exec 3<>/dev/tcp/10.98.0.1/8443) 2>/dev/null && return
        sleep 0.2
    done
    fail "the mirror does not listen: $(cat "$VM/mirror.log")"
}

unserve() {
    kill "$(cat "$VM/mirror.pid")" 2>/dev/null || true
}

test_a_mirror_goes_halfway() {
    vm_copy halfway
    printf '%s\n' '[update]' "source = \"$MIRROR\"" >>"$VM/school.toml"
    esp mcopy -o "$VM/school.toml" ::school.toml
    vm_start
    vm_up 900
    make_certificate
    serve "$(release good 1)" 50000000
    ! vm_exec 'pedell update apply' >"$VM/output" || fail "half a file was taken"
    unserve
    tail -n 2 "$VM/output"
    expect "files of the boot menu" "$(in_menu)" "pedell_$VERSION.efi"
    expect "the stage" "$(vm_exec 'ls /var/lib/pedell/update/stage')" ""
    expect "the other slot" "$(vm_exec 'lsblk -no PARTLABEL | grep -c _empty')" 1
}

# Three times, each a little later in the writing of the slot.
test_the_plug_is_pulled_while_the_slot_is_written() {
    local seconds
    serve "$(release good 1)"
    for seconds in 1 4 9; do
        vm_exec 'systemd-run --quiet --unit=halfway pedell update apply'
        vm_exec 'until journalctl -b -o cat -u halfway | grep -q "write the other slot"; do
            systemctl is-active --quiet halfway || exit 1; sleep 0.2; done' 300 || fail "it ended before: $(vm_exec 'journalctl -b -o cat -u halfway | tail -n 3')"
        sleep "$seconds"
        vm_cut
        vm_start
        vm_up 900
        expect "version after the cut" "$(version_of_vm)" "$VERSION"
        echo "cut after $seconds s of writing: $(in_menu), $(vm_exec 'lsblk -no PARTLABEL | grep . | paste -sd" "')"
        vm_put "$VM/mirror.pem" /run/mirror.pem
        vm_exec 'mount --bind /run/mirror.pem /etc/ssl/certs/ca-certificates.crt'
    done
}

test_the_second_try_works() {
    vm_exec 'pedell update apply --now' || fail "the update failed"
    unserve
    vm_end 600
    vm_start
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.1"
    blessed
}
