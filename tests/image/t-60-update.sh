# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Acceptance 9, 10 (without the power cut), 11a, 12: a school that works is updated from a stick; what is wrong is refused; what is
# broken is taken back.

# shellcheck source=tests/image/releases.sh
. "$TESTS/releases.sh"

# refused WHAT REASON [OPTION...]: the stick is refused for that reason, and nothing has changed.
refused() {
    local what=$1 reason=$2 before after
    shift 2
    before=$(vm_exec 'ls -l /efi/EFI/Linux; lsblk -no PARTLABEL')
    ! vm_exec "pedell update apply --from $STICK $*" >"$VM/output" || fail "$what was taken"
    grep -qF "$reason" "$VM/output" || fail "$what: $(cat "$VM/output")"
    after=$(vm_exec 'ls -l /efi/EFI/Linux; lsblk -no PARTLABEL')
    expect "$what: what is on the disk" "$after" "$before"
    expect "$what: the stage" "$(vm_exec 'ls /var/lib/pedell/update/stage')" ""
    echo "$what: $(tail -n 1 "$VM/output")"
}

test_a_school_works() {
    vm_copy update
    # shellcheck disable=SC2046
    vm_start $(usb)
    vm_up 600
    send_mail pupil teacher before-the-update
    has_mail teacher before-the-update || fail "no mail before the update"
    echo "unchanged" >"$VM/datei.txt"
    smb pupil home "put $VM/datei.txt datei.txt"
}

# signed_by NAME EXPIRY [GPG-OPTION...]: the good release, signed by a key made for it, in $VM/NAME; its public part in $VM/NAME.gpg.
signed_by() {
    local name=$1 expiry=$2
    shift 2
    cp -r "$(release good 1)" "$VM/$name"
    export GNUPGHOME=$VM/home-$name
    mkdir -m 0700 "$GNUPGHOME"
    gpg --batch --quiet "$@" --pinentry-mode loopback --passphrase '' --quick-generate-key 'Somebody <x@example.org>' ed25519 sign "$expiry"
    gpg --batch --yes "$@" --detach-sign --output "$VM/$name/SHA256SUMS.gpg" "$VM/$name/SHA256SUMS"
    gpg --batch --export >"$VM/$name.gpg"
    gpgconf --kill all
}

test_refuses_a_foreign_signature() {
    signed_by foreign never
    make_stick "$VM/stick" "$VM/foreign"
    plug "$VM/stick"
    refused "a foreign key" "signed by an unknown key"
    unplug
    rm -r "$VM/foreign"
}

test_refuses_a_key_that_has_expired() {
    signed_by expired 2d --faked-system-time '20260101T000000!'
    make_stick "$VM/stick" "$VM/expired"
    plug "$VM/stick"
    vm_put "$VM/expired.gpg" /run/expired.gpg
    vm_exec 'mount --bind /run/expired.gpg /usr/lib/systemd/import-pubring.gpg'
    refused "an expired key" "has expired"
    vm_exec 'umount /usr/lib/systemd/import-pubring.gpg'
    unplug
    rm -r "$VM/expired"
}

test_refuses_what_was_tampered_with() {
    local folder=$VM/tampered
    cp -r "$(release good 1)" "$folder"
    printf x | dd of="$folder/pedell_$VERSION.1.root" bs=1 seek=1000000 conv=notrunc status=none
    make_stick "$VM/stick" "$folder"
    plug "$VM/stick"
    refused "a changed byte" "was changed (SHA-256)"
    unplug
    rm -r "$folder"
}

test_refuses_what_is_truncated() {
    local folder=$VM/truncated
    cp -r "$(release good 1)" "$folder"
    truncate -s -4096 "$folder/pedell_$VERSION.1.root"
    make_stick "$VM/stick" "$folder"
    plug "$VM/stick"
    refused "a truncated file" "is incomplete"
    unplug
    rm -r "$folder"
}

test_refuses_what_has_no_room_or_is_not_there() {
    vm_exec 'cat /dev/zero >/efi/full' || true
    make_stick "$VM/stick" "$(release good 1)"
    plug "$VM/stick"
    refused "a full ESP" "ESP (/efi)"
    vm_exec 'rm /efi/full'
    refused "a version that is not on the stick" "is not there" 0.0.1
    unplug
}

test_updates_and_keeps_the_school() {
    make_stick "$VM/stick" "$(release good 1)"
    plug "$VM/stick"
    vm_exec "pedell update check --from $STICK; pedell update apply --from $STICK && pedell update status" || fail "the update failed"
    vm_exec 'systemctl list-timers --no-pager pedell-update-restart.timer' | grep -q pedell-update-restart || fail "no restart is planned"
    send_mail pupil teacher while-it-waits
    unplug
    # The machine may be gone before it answers.
    vm_exec 'systemctl start pedell-update-restart.service' || true
    ! vm_exec 'systemctl is-failed --quiet pedell-update-restart.service' ||
        fail "$(vm_exec 'journalctl -b -o cat -u pedell-update-restart' | tail -n 5)"
    vm_end 600
    # shellcheck disable=SC2046
    vm_start $(usb)
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.1"
    blessed
    expect "boot menu" "$(in_menu)" "pedell_$VERSION.1.efi pedell_$VERSION.efi"
    has_mail teacher before-the-update || fail "the mail of before is gone"
    has_mail teacher while-it-waits || fail "the mail from while it waited is gone"
    send_mail teacher pupil after-the-update
    smb pupil home "get datei.txt $VM/zurueck.txt"
    cmp "$VM/datei.txt" "$VM/zurueck.txt"
    vm_exec 'samba-tool dbcheck --cross-ncs | tail -n 1; ls /var/lib/pedell/update /var/lib/pedell/update/before-*'
    expect "the probe's mailbox" "$(vm_exec 'doveadm search -u probe@pedell.invalid all | wc -l')" 0
}

test_stays_up_when_a_blessed_version_is_not_healthy() {
    vm_exec 'systemctl mask --now --runtime dovecot.service; systemctl restart pedell-health.service' || true
    sleep 20
    vm_runs || fail "a blessed version restarts"
    expect version "$(version_of_vm)" "$VERSION.1"
    vm_exec 'journalctl -b -o cat -u pedell-health | grep -a "not healthy"' || fail "nobody says what is wrong"
    vm_exec 'systemctl unmask --runtime dovecot.service; systemctl start dovecot.service; systemctl restart pedell-health.service' || fail "it does not heal"
}

test_takes_a_broken_version_back() {
    make_stick "$VM/stick" "$(release broken 2)"
    plug "$VM/stick"
    vm_exec "pedell update apply --now --from $STICK" || fail "the update failed"
    vm_end 600
    tries_end_on "$VERSION.1"
    blessed
    vm_exec 'pedell update status --json' | tee "$VM/status"
    grep -q 'dovecot' "$VM/status" || fail "it does not say why"
    expect "boot menu" "$(in_menu)" "pedell_$VERSION.1.efi pedell_$VERSION.2+0-3.efi"
    send_mail pupil teacher after-the-way-back
    has_mail teacher after-the-way-back || fail "no mail after the way back"
    plug "$VM/stick"
    refused "a version that failed here" "has failed here"
    unplug
}

test_goes_back_by_hand() {
    make_stick "$VM/stick" "$(release good 3)"
    plug "$VM/stick"
    vm_exec "pedell update apply --now --from $STICK" || fail "the update failed"
    start_again 600
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.3"
    blessed
    vm_exec 'pedell update rollback --yes --now'
    start_again 600
    vm_up 900
    expect version "$(version_of_vm)" "$VERSION.1"
    blessed
    has_mail teacher before-the-update || fail "the mail of before is gone"
}
