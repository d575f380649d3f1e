#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# initrd.sh ROOT OUTPUT: the initrd and the kernel (OUTPUT.vmlinuz) for the image, made by dracut in the image's root;
# nothing of it stays there. It depends on the packages and image/initrd alone, and carries a date that never changes.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

readonly add="pedell systemd-veritysetup systemd-ask-password"
readonly omit="systemd-repart systemd-cryptsetup network network-manager ifcfg plymouth i18n console-setup crypt lvm lvmmerge \
lvmthinpool-monitor mdraid dmraid multipath btrfs nvdimm pcmcia fido2 pcsc pkcs11 bluetooth virtiofs virtfs resume \
overlay-root overlayfs nfs cifs iscsi nbd qemu-net kernel-network-modules"
readonly no_drivers="amdgpu nouveau i915 xe radeon"

inside() {
    local root=$1 output=$2 kernel
    kernel=$(basename "$root"/usr/lib/modules/*)
    mount -t tmpfs tmpfs /run
    mkdir -p /run/up /run/work /run/root
    mount -t overlay overlay -o "lowerdir=$root,upperdir=/run/up,workdir=/run/work" /run/root
    mount -t proc proc /run/root/proc
    mount --rbind /dev /run/root/dev
    mount --rbind /sys /run/root/sys
    cp -r "$REPO/image/initrd" /run/root/usr/lib/dracut/modules.d/95pedell
    chroot /run/root env SOURCE_DATE_EPOCH=1764000000 dracut --force --no-hostonly --no-hostonly-cmdline --reproducible \
        --zstd --kver "$kernel" --add "$add" --omit "$omit" --omit-drivers "$no_drivers" /tmp/initrd.img
    cp /run/root/tmp/initrd.img "$output.new"
    cp "$root/boot/vmlinuz-$kernel" "$output.vmlinuz"
    mv "$output.new" "$output"
}

if [ "$1" = --inside ]; then
    inside "$2" "$3"
else
    exec unshare --mount "${BASH_SOURCE[0]}" --inside "$1" "$2"
fi
