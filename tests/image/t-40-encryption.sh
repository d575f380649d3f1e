# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# disk.encryption = "luks2-tpm2": nothing can be read from the disk alone, the key store included.

# The TPM of this machine; it ends with the connection of qemu.
tpm_on() {
    mkdir -p "$VM/tpm"
    swtpm socket --tpm2 --tpmstate "dir=$VM/tpm" --ctrl "type=unixio,path=$VM/tpm.ctrl" --daemon --terminate
}

start_with_tpm() {
    tpm_on
    vm_start -chardev "socket,id=tpm,path=$VM/tpm.ctrl" -tpmdev emulator,id=tpm,chardev=tpm -device tpm-crb,tpmdev=tpm
}

# partition NAME FILE: its bytes.
partition() {
    local start size
    read -r start size < <(sfdisk --json "$VM/disk.raw" 2>/dev/null |
        jq -r ".partitiontable.partitions[] | select(.name == \"$1\") | \"\(.start) \(.size)\"")
    dd if="$VM/disk.raw" of="$2" bs=512 skip="$start" count="$size" conv=sparse status=none
}

test_first_start_with_a_tpm() {
    vm_new luks 16G
    # No school in it: the partitions do not wait for one. Lines end as Windows' editor ends them.
    printf '[disk]\r\nencryption = "luks2-tpm2"\r\n' >"$VM/school.toml"
    esp mcopy -o "$VM/school.toml" ::school.toml
    start_with_tpm
    vm_up 900
    expect "what /var lies on" "$(vm_exec 'findmnt --noheadings --output SOURCE /var')" /dev/mapper/pedell-var
    vm_exec 'findmnt --noheadings /srv/pedell' >/dev/null || fail "/srv/pedell is not mounted: $(vm_exec 'journalctl -b -o cat -u pedell-volume')"
    vm_exec 'echo xq9zkeystore >/var/lib/pedell/keys/marker; echo xq9zkeystore >/srv/pedell/marker; sync'
}

test_the_recovery_key_is_shown_once() {
    console_says 'RECOVERY KEY' 120
    grep -aoE '[a-z]{8}(-[a-z]{8}){7}' "$VM/console.log" | head -n 1 >"$VM/recovery"
    [ -s "$VM/recovery" ] || fail "no key on the console"
    ! vm_exec 'journalctl --no-pager --namespace="*"' | grep -qF "$(cat "$VM/recovery")" || fail "the key is in the journal"
    vm_off
}

test_nothing_can_be_read_from_the_disk_alone() {
    local part
    for part in pedell-var pedell-srv; do
        partition "$part" "$VM/$part"
        expect "type of $part" "$(blkid --probe --match-tag TYPE --output value "$VM/$part")" crypto_LUKS
        tr -d '\n' <"$VM/recovery" | cryptsetup open --test-passphrase --key-file - "$VM/$part" ||
            fail "the recovery key does not open $part"
        ! grep -qaF xq9zkeystore "$VM/$part" || fail "what is stored on $part can be read"
        rm "$VM/$part"
    done
}

test_opens_by_itself_again() {
    start_with_tpm
    vm_up 600
    expect "what /var lies on" "$(vm_exec 'findmnt --noheadings --output SOURCE /var')" /dev/mapper/pedell-var
    expect "the marker" "$(vm_exec 'cat /srv/pedell/marker')" xq9zkeystore
    ! grep -qa 'RECOVERY KEY' "$VM/console.log" || fail "the key is shown again"
}
