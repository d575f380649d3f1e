# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The layout, the second start (acceptance 5 and 7), the project quotas, what can be reached from outside.

# What may be reached from the school: documented in docs/admin/ and cut out by nftables.
readonly SCHOOL_TCP="53 88 135 389 445 464 465 587 636 993 3268 3269"

test_starts_again() {
    vm_copy second
    vm_start
    vm_up 600
}

test_5_the_layout_fills_the_disk() {
    vm_exec 'lsblk --noheadings --list --output PARTLABEL /dev/vda | grep . | paste -sd" "' >/run/parts
    expect partitions "$(cat /run/parts)" "pedell-esp pedell_$VERSION _empty pedell-var pedell-srv"
    # sectors of 512 bytes: 1 MiB is what alignment may leave
    vm_exec 'end=$(($(cat /sys/class/block/vda5/start) + $(cat /sys/class/block/vda5/size)))
        [ $(($(cat /sys/class/block/vda/size) - end)) -lt 2048 ]' || fail "the last partition does not fill the disk"
    vm_exec 'findmnt --noheadings --output FSTYPE,OPTIONS /' | grep -q '^erofs *ro' || fail "the root can be written"
    vm_exec 'findmnt --noheadings --output OPTIONS /srv/pedell' | grep -q prjquota || fail "no project quotas"
}

test_5_nothing_failed() {
    expect "failed units" "$(vm_exec 'systemctl list-units --state=failed --no-legend --plain | cut -d" " -f1')" ""
    vm_exec 'test ! -e /usr/lib/systemd/system/pedell-health.service || systemctl is-active boot-complete.target' ||
        fail "boot-complete.target is not active"
}

test_7_nothing_of_the_first_start_is_repeated() {
    vm_exec 'stat --format=%Y /var/lib/pedell/setup.done; cat /proc/stat | sed -n "s/^btime //p"' >/run/times
    [ "$(head -n 1 /run/times)" -lt "$(tail -n 1 /run/times)" ] || fail "set up anew"
    vm_exec 'cmp /etc/machine-id /var/lib/pedell/etc/machine-id' || fail "another machine-id"
    # The certificate that the tests know from the first start is still that of the doors.
    send_mail teacher pupil second-mail || fail "a mail is refused"
    has_mail pupil second-mail || fail "the mail did not arrive"
    vm_exec 'systemctl show --property=ConditionResult --value ldconfig.service systemd-hwdb-update.service \
        systemd-journal-catalog-update.service systemd-firstboot.service' | grep -q yes && fail "work of a first start"
    vm_exec 'pedell setup --dry-run' >/run/dry || fail "pedell setup --dry-run"
    grep -q 'nothing to do' /run/dry || fail "the set-up finds something to do: $(grep -A3 'would change' /run/dry)"
}

test_a_drive_shows_and_keeps_its_own_limit() {
    local blocks n
    # Ordinary text: what is refused lies in quarantine, and there it counts as the person's own.
    yes 'Die Katze sitzt auf der Mauer und sieht den Kindern zu.' | head -c 16777216 >"$VM/big" || true
    # "N blocks of size 1024. M blocks available"
    blocks=$(smb pupil home ls | awk '/blocks of size/ { print $1 * $5 / 1048576 }')
    expect "MB that the pupil's drive shows" "${blocks%.*}" 64
    for n in 1 2 3; do
        smb pupil home "put $VM/big big$n" >/dev/null || fail "file $n of 16 MB does not go into 64 MB"
    done
    ! smb pupil home "put $VM/big big4; put $VM/big big5" >/dev/null 2>&1 || fail "80 MB go into 64 MB"
    smb pupil home "rm big1; rm big2; rm big3; rm big4; rm big5" >/dev/null 2>&1 || true
    smb pupil home "put $VM/big big6" >/dev/null || fail "no room again after deleting"
}

test_from_outside_only_the_documented_ports() {
    local open extra
    open=$(nmap -n -Pn -sS -p 1-65535 --min-rate 2000 --max-retries 2 --open -oG - "$VM_HOST" | grep -oE '[0-9]+/open' | cut -d/ -f1 | paste -sd' ')
    echo "open: $open"
    # Samba's own RPC ports are dynamic (49152-65535).
    extra=$(tr ' ' '\n' <<<"$open" | awk '$1 < 49152' | paste -sd' ')
    expect "open TCP ports" "$extra" "$SCHOOL_TCP"
}

test_keeps_homes_unreadable_on_the_disk() {
    local marker=xq7zmarker start
    echo "$marker" >"$VM/$marker.txt"
    smb pupil home "put $VM/$marker.txt $marker.txt" >/dev/null
    send_mail teacher pupil "$marker"
    has_mail pupil "$marker" || fail "the mail did not arrive"
    vm_off
    start=$(sfdisk --json "$VM/disk.raw" 2>/dev/null | jq '.partitiontable.partitions[] | select(.name == "pedell-srv") | .start')
    ! dd if="$VM/disk.raw" bs=512 skip="$start" status=none | grep -qaF "$marker" ||
        fail "name or content can be read on the partition of files and mail"
}
