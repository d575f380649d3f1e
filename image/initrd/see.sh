# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of disk: what it sees, and how it speaks to whoever stands in front of the machine.

tell() {
    local console consoles
    read -ra consoles </sys/class/tty/console/active
    for console in "${consoles[@]}"; do
        printf '\r\n  %s\r\n' "$@" >"/dev/$console" || true
    done
}

refuse() {
    while true; do
        tell "Pedell startet nicht / does not start:" "$@"
        sleep 60
    done
}

# with_label LABEL: the partitions of this name, one a line.
with_label() {
    local part
    for part in /sys/class/block/*; do
        grep -qsx "PARTNAME=$1" "$part/uevent" || continue
        echo "${part##*/}"
    done
}

# The disk that carries the running root.
disk() {
    local label
    label=$(sed 's/.*verity_root_data=PARTLABEL=\([^ ]*\).*/\1/' /proc/cmdline)
    readlink -f "/sys/class/block/$(with_label "$label" | head -n 1)/.." | sed 's:.*/::'
}

# confirmed WORD: the person at the console types it within two minutes.
confirmed() {
    local answer=''
    tell "Zum Bestaetigen $1 eingeben / to confirm type $1:"
    read -r -t 120 answer </dev/console || true
    [ "$answer" = "$1" ]
}

# Bytes: 10.2 GB are laid out at least (usr/lib/repart.d), the rest is for the school.
readonly need=12000000000

check_disks() {
    local size
    [ "$(with_label pedell-esp | wc -l)" = 1 ] ||
        refuse "Zwei Datentraeger tragen Pedell: den USB-Stick abziehen und neu starten." \
            "Two disks carry Pedell: pull the USB stick and start again."
    [ -z "$(with_label pedell-var)" ] || return 0
    size=$(($(cat "/sys/class/block/$(disk)/size") * 512))
    [ "$size" -ge "$need" ] ||
        refuse "Die Platte ist zu klein: $((size / 1000000000)) GB, noetig sind $((need / 1000000000)) GB." \
            "The disk is too small: $((size / 1000000000)) GB, $((need / 1000000000)) GB are needed."
}
