#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dracut's module of the image: what happens between the verified root and its own systemd.
# shellcheck disable=SC2154 # dracut's variables

check() {
    return 255
}

depends() {
    echo systemd systemd-veritysetup systemd-ask-password
}

installkernel() {
    instmods erofs overlay loop dm-verity dm-crypt ext4 vfat nls_cp437 nls_ascii nls_iso8859-1 =crypto tpm_tis tpm_crb
}

install() {
    inst_multiple blkid cat chmod cp e2fsck grep head mke2fs mkdir mkfs.ext4 modprobe mount mv readlink rm sed sleep sync \
        systemd-id128 systemd-repart udevadm umount wc /usr/lib/systemd/systemd-cryptsetup
    inst_multiple -o /etc/mke2fs.conf
    # Loaded by name: the linker does not see them.
    inst_libdir_file 'libcryptsetup.so.*' 'libtss2-*.so.*' 'cryptsetup/libcryptsetup-token-systemd-tpm2.so'
    inst_script "$moddir/disk" /usr/libexec/pedell/image/disk
    inst_simple "$moddir/see.sh" /usr/libexec/pedell/image/see.sh
    inst_script "$moddir/layers" /usr/libexec/pedell/image/layers
    local unit
    for unit in pedell-initrd-disk pedell-initrd-layers; do
        inst_simple "$moddir/$unit.service" "$systemdsystemunitdir/$unit.service"
    done
    $SYSTEMCTL -q --root "$initdir" add-requires initrd-root-fs.target pedell-initrd-disk.service
    $SYSTEMCTL -q --root "$initdir" add-requires initrd.target pedell-initrd-layers.service
}
