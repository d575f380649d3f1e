#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# uki.sh TREE INITRD SLOT ROOT_UUID OUTPUT: kernel, initrd and command lines as one file (UKI): the system, and two more
# entries of the boot menu. In the root of tools.
set -euo pipefail

tree=$1 initrd=$2 slot=$3 root_uuid=$4 output=$5
kernel=$(basename "$tree"/usr/lib/modules/*)

# verity PARTITION: the root is these bytes or none.
verity() {
    echo "root=/dev/mapper/root rootfstype=erofs ro roothash=$(cat "$slot.hash") systemd.verity_root_data=$1" \
        "systemd.verity_root_hash=$1 systemd.verity_root_options=hash-offset=$(cat "$slot.data")"
}

profile() {
    ukify build --profile="ID=$1
TITLE=$2" --cmdline="$3" --output="$output.$1"
}

common="pedell.image systemd.gpt_auto=0 panic=30 audit=0 loglevel=4 rd.timeout=180 rd.shell=0 rd.emergency=reboot console=ttyS0,115200 console=tty0"
system="$(verity "PARTLABEL=pedell_$VERSION") $common"
# systemd-boot 257 forgets the profile in the names of a UKI on trial ("+3"), and sorts the first of all profiles to their end: the one
# behind it starts what the first starts.
profile start "starten / start" "$system"
# From a USB stick beside a disk that may carry the same version: only this stick's own partition will do.
profile install "Pedell auf eine Platte installieren / install to a disk" \
    "$(verity "PARTUUID=$root_uuid") $common pedell.install fstab=no systemd.volatile=state systemd.unit=pedell-install.target"
profile reset "Auf Werkszustand zuruecksetzen / factory reset" "$system pedell.factory-reset"
ukify build --linux="$initrd.vmlinuz" --initrd="$initrd" \
    --os-release="@$tree/usr/lib/os-release" --uname="$kernel" --cmdline="$system" --profile='ID=main' \
    --join-profile="$output.start" --join-profile="$output.install" --join-profile="$output.reset" --output="$output.new"
rm "$output.start" "$output.install" "$output.reset"
mv "$output.new" "$output"
