# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# For the tests of updates: other versions of the image, sticks that carry them, and what the machine says of itself.

readonly STICK=/dev/disk/by-label/PEDELL

# release KIND NUMBER: the folder of that version, built once for each image (tools/image/variant.sh).
release() {
    local folder=$RING/releases/$VERSION/$1-$2
    [ -d "$RING/releases/$VERSION" ] || rm -rf "$RING/releases"
    [ -e "$folder/SHA256SUMS.gpg" ] || {
        rm -rf "$folder"
        mkdir -p "$(dirname "$folder")"
        (cd "$TESTS/../.." && tools/image/variant.sh "$1" "$VERSION.$2" "$folder") >&2
    }
    echo "$folder"
}

# make_stick FILE FOLDER: a stick (FAT32 without partitions, as some come) with the files of a release.
make_stick() {
    rm -f "$1"
    truncate -s 1G "$1"
    mkfs.vfat -F 32 -n PEDELL "$1" >/dev/null
    mcopy -i "$1" "$2"/* ::
}

# shows YES: waits until the machine has the stick (true), or has it no more (false).
shows() {
    vm_exec "for i in {1..300}; do [ \$([ -b $STICK ] && echo true || echo false) != $1 ] || exit 0; sleep 0.2; done; exit 1" ||
        fail "the stick: not $1"
}

# plug FILE / unplug: a USB stick at the running machine; it is /dev/disk/by-id/usb-*.
plug() {
    # A test that failed has left its stick behind; the next one is not to fail by that.
    ! vm_exec "[ -b $STICK ]" >/dev/null 2>&1 || unplug
    qmp '{"execute":"blockdev-add","arguments":{"driver":"raw","node-name":"stick","read-only":true,"file":{"driver":"file","filename":"'"$1"'"}}}'
    qmp '{"execute":"device_add","arguments":{"driver":"usb-storage","id":"stick","drive":"stick","bus":"usb.0"}}'
    shows true
}

unplug() {
    qmp '{"execute":"device_del","arguments":{"id":"stick"}}'
    shows false
    qmp '{"execute":"blockdev-del","arguments":{"node-name":"stick"}}'
}

qmp() {
    # The line stays open until the answer is there: qemu drops what it has not answered when it closes.
    { printf '%s\n%s\n' '{"execute":"qmp_capabilities"}' "$1"; sleep 1; } | nc -N -U -w 5 "$VM/qmp.sock" >"$VM/qmp.log"
    ! grep -q '"error"' "$VM/qmp.log" || fail "qemu: $(cat "$VM/qmp.log")"
}

# USB for vm_start, and the way by which a stick is plugged in.
usb() {
    printf '%s\n' -device qemu-xhci,id=usb -qmp "unix:$VM/qmp.sock,server=on,wait=off"
}

version_of_vm() {
    vm_exec 'sed -n s/^IMAGE_VERSION=//p /usr/lib/os-release'
}

# in_menu: the names in the boot menu, in one line.
in_menu() {
    vm_exec 'cd /efi/EFI/Linux && echo pedell_*'
}

# blessed: waits until the machine has said that its version is good.
blessed() {
    vm_exec 'systemctl is-active --quiet boot-complete.target && test -e /run/pedell/blessed' ||
        fail "not blessed: $(vm_exec 'systemctl status --no-pager pedell-health pedell-blessed; journalctl -b -o cat -u pedell-health -u pedell-fallback' | tail -n 20)"
}

# start_again [SECONDS]: the machine has ended to start again (-no-reboot); does it.
start_again() {
    vm_end "${1:-300}"
    # shellcheck disable=SC2046
    vm_start $(usb)
}

# tries_end_on VERSION: starts the machine as often as the loader has tries for the version on trial, each of which must end by
# itself, then once more: it must come up with VERSION.
tries_end_on() {
    local try
    for try in 1 2 3; do
        echo "try $try: $(esp mdir -b ::EFI/Linux | tr -d '\r' | tr '\n' ' ')"
        # shellcheck disable=SC2046
        vm_start $(usb)
        vm_end "${2:-900}"
    done
    # shellcheck disable=SC2046
    vm_start $(usb)
    vm_up 900
    expect "version after the three tries" "$(version_of_vm)" "$1"
}
