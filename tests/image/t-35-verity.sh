# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# A byte of the running system's slot is changed behind its back (acceptance 14, without an update; with a second version in
# the other slot the menu starts that).

readonly VICTIM=/usr/share/doc/samba-common/copyright

test_14_a_changed_byte_is_refused() {
    local start offset
    vm_copy verity
    start=$(sfdisk --json "$VM/disk.raw" 2>/dev/null | jq ".partitiontable.partitions[] | select(.name == \"pedell_$VERSION\") | .start * 512")
    # "0: 0.. 1234 | 1234 : 98304.. 102400 | 4096": the bytes of its first extent in the slot
    offset=$(dump.erofs -e "--path=$VICTIM" "$OUT/pedell_$VERSION.root" | sed -nE 's/^ *0:.*: *([0-9]+)\.\..*/\1/p' | head -n 1)
    [ -n "$offset" ] || fail "where does $VICTIM lie?"
    printf '\377\377\377\377' | dd of="$VM/disk.raw" bs=1 seek=$((start + offset + 8)) conv=notrunc status=none
    vm_start
    vm_up 600
    ! vm_exec "cat $VICTIM" >/dev/null 2>&1 || fail "the changed file can be read"
    vm_exec 'journalctl -k -b --no-pager' | grep -q 'verity.*is corrupted' || fail "the kernel says nothing of it"
}
