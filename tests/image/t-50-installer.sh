# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part 6 of the issue: from the stick to the disk that the person chose, and nothing else; and what a start refuses
# (acceptance 8, its quick half).

# say LINE: at the serial console, as somebody types it.
type_line() {
    printf '%s\r' "$1" | nc -N -U "$VM/serial.sock" >/dev/null || true
}

# The stick (USB) with one more disk of SIZE, console on a socket too; only the installer's entry.
start_stick() {
    EXTRA_CMDLINE="$1" vm_start "${@:2}"
}

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
