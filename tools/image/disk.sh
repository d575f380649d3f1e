#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# disk.sh TREE SLOT UKI ROOT_UUID SEED OUTPUT: the disk as it is flashed: ESP and system slot, put together in a file without
# loop device. The first start makes the other partitions. In the root of tools.
set -euo pipefail

tree=$1 slot=$2 uki=$3 root_uuid=$4 seed=$5 output=$6
esp=$output.esp definitions=$output.repart.d

rm -rf "$esp" "$definitions"
mkdir -p "$esp"/EFI/{BOOT,Linux,systemd} "$esp/loader" "$definitions"
cp "$tree/usr/lib/systemd/boot/efi/systemd-bootx64.efi" "$esp/EFI/BOOT/BOOTX64.EFI"
cp "$tree/usr/lib/systemd/boot/efi/systemd-bootx64.efi" "$esp/EFI/systemd/"
# No number of tries in its name: the first version has nothing to fall back to.
cp "$uki" "$esp/EFI/Linux/pedell_$VERSION.efi"
printf 'timeout 3\nconsole-mode keep\neditor no\n' >"$esp/loader/loader.conf"
# Lines end as Windows' editor of old days wants them, too.
sed 's/$/\r/' "$tree/usr/share/pedell/school.toml" >"$esp/school.toml"
find "$esp" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

cat >"$definitions/10-esp.conf" <<EOF
[Partition]
Type=esp
Label=pedell-esp
Format=vfat
CopyFiles=$esp:/
SizeMinBytes=512M
SizeMaxBytes=512M
EOF
cat >"$definitions/20-root.conf" <<EOF
[Partition]
Type=root
Label=pedell_$VERSION
UUID=$root_uuid
CopyBlocks=$slot
SizeMinBytes=1536M
SizeMaxBytes=1536M
ReadOnly=yes
EOF
rm -f "$output.new"
systemd-repart --definitions="$definitions" --empty=create --size=auto --offline=yes --dry-run=no --architecture=x86-64 \
    --seed="$seed" "$output.new"
rm -r "$esp" "$definitions"
mv "$output.new" "$output"
