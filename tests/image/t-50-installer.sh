# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part 6 of the issue: from the stick to the disk that the person chose, and nothing else; and what a start refuses
# (acceptance 8, its quick half).

test_8_a_small_disk_is_refused() {
    vm_new small 4G
    vm_start
    console_says 'The disk is too small: 4 GB, 12 GB are needed.' 300
    vm_runs || fail "it starts over and over"
    vm_cut
}

test_8_stick_beside_its_disk_is_refused() {
    vm_new twice 16G
    cp --sparse=always "$VM/disk.raw" "$VM/second.raw"
    vm_start -drive "if=none,id=second,format=raw,file=$VM/second.raw" -device virtio-blk-pci,drive=second
    console_says 'Two disks carry Pedell' 300
    vm_cut
}

# The boot entry that somebody chooses in the menu.
choose_entry() {
    printf 'timeout 3\nconsole-mode keep\neditor no\ndefault %s\n' "$1" >"$VM/loader.conf"
    esp mcopy -o "$VM/loader.conf" ::loader/loader.conf
}

test_the_installer_writes_the_chosen_disk_alone() {
    vm_new stick 4G
    write_school
    choose_entry "pedell_$VERSION.efi@install"
    truncate -s 16G "$VM/target.raw" "$VM/other.raw"
    echo precious | dd of="$VM/other.raw" conv=notrunc status=none
    sha256sum <"$VM/other.raw" >"$VM/other.sum"
    vm_start -drive "if=none,id=other,format=raw,file=$VM/other.raw" -device virtio-blk-pci,drive=other \
        -drive "if=none,id=target,format=raw,discard=unmap,file=$VM/target.raw" -device virtio-blk-pci,drive=target
    console_says 'Auf welche Platte?' 600
    grep -aE '^ +1 +vdb +17 GB' "$VM/console.log" || fail "the disks are not listed"
    ! grep -qaE '^ +[0-9]+ +vda ' "$VM/console.log" || fail "the stick itself is offered"
    type_line 2
    console_says 'EVERYTHING on vdc will be erased' 60
    type_line vdc
    console_says 'The machine switches off' 600
    type_line ''
    vm_end 300
    expect "the other disk" "$(sha256sum <"$VM/other.raw")" "$(cat "$VM/other.sum")"
    expect "partitions of the stick" "$(sfdisk --json "$VM/disk.raw" 2>/dev/null | jq '.partitiontable.partitions | length')" 2
}

test_the_installed_disk_starts() {
    mv "$VM/target.raw" "$VM/disk.raw"
    esp mtype ::school.toml >/dev/null || fail "the stick's school.toml did not come along"
    choose_entry "pedell_*.efi"
    vm_start
    vm_up 900
    vm_exec 'findmnt --noheadings /srv/pedell' >/dev/null || fail "/srv/pedell is not mounted"
    vm_off
}

test_a_wrong_name_writes_nothing() {
    vm_new wrong 4G
    choose_entry "pedell_$VERSION.efi@install"
    truncate -s 16G "$VM/target.raw"
    vm_start -drive "if=none,id=target,format=raw,file=$VM/target.raw" -device virtio-blk-pci,drive=target
    console_says 'Auf welche Platte?' 600
    type_line 1
    console_says 'EVERYTHING on vdb will be erased' 60
    type_line sda
    console_says 'Nothing written' 60
    type_line ''
    vm_end 300
    expect "bytes on the disk" "$(tr -d '\0' <"$VM/target.raw" | head -c 1 | wc -c)" 0
}
