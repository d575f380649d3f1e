# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The released file on a larger disk, one mail and one file from outside.

test_first_start() {
    vm_new smoke 16G
    write_school '[limits.pupil]' 'file = "20 MB"' 'quota = "64 MB"'
    vm_start
    vm_up 1500
    vm_exec 'grep ^IMAGE_ /usr/lib/os-release; systemd-analyze time; free -m; lsblk --output NAME,SIZE,FSTYPE,PARTLABEL,MOUNTPOINTS'
}

test_sets_itself_up() {
    set_up
    import_school
}

test_one_mail() {
    send_mail pupil teacher smoke-mail
    has_mail teacher smoke-mail || fail "the mail did not arrive"
}

test_one_file() {
    echo inhalt >"$VM/datei.txt"
    smb pupil home "put $VM/datei.txt datei.txt" || fail "the file could not be written"
    smb pupil home "get datei.txt $VM/zurueck.txt"
    cmp "$VM/datei.txt" "$VM/zurueck.txt"
}

test_switches_off() {
    vm_off
    rm -rf "$RING"/ready-*
    mkdir "$RING/ready-$VERSION"
    cp --sparse=always "$VM"/{disk.raw,vars.fd,ca.pem,fqdn,school.toml} "$RING/ready-$VERSION/"
    : >"$RING/ready-$VERSION/done"
}
