#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# vm.sh [--fresh] [school.toml]: ./dev vm: boots the image that was built last in qemu, its console in this terminal (end it
# with Ctrl-A X). The disk stays for the next time (--fresh: flashed anew); a school.toml is put onto its ESP first. Doors at
# 127.0.0.1: 10025 SMTP, 10465 and 10587 submission, 10993 IMAPS, 10445 SMB, 10022 SSH. KVM is used where it can be.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

inside() {
    local fresh=$1 toml=$2 disk=$IMAGE/vm/disk.raw accel=(-accel "tcg,thread=multi" -cpu max) forward='' port start
    mkdir -p "$IMAGE/vm"
    [ ! -w /dev/kvm ] || [ "${PEDELL_ACCEL:-}" = tcg ] || accel=(-accel kvm -cpu host)
    if [ "$fresh" = yes ] || [ ! -e "$disk" ]; then
        rm -f "$disk"
        zstd --quiet --sparse --decompress "$IMAGE/latest"/pedell-*.raw.zst -o "$disk"
        truncate -s 32G "$disk"
        cp /usr/share/OVMF/OVMF_VARS_4M.fd "$IMAGE/vm/vars.fd"
    fi
    if [ -n "$toml" ]; then
        start=$(sfdisk --json "$disk" 2>/dev/null | jq '.partitiontable.partitions[] | select(.name == "pedell-esp") | .start * 512')
        MTOOLS_SKIP_CHECK=1 mcopy -o -i "$disk@@$start" - ::school.toml <"$toml"
    fi
    for port in 22 25 445 465 587 993; do
        forward+=",hostfwd=tcp:127.0.0.1:1$(printf '%04d' "$port")-:$port"
    done
    exec qemu-system-x86_64 "${accel[@]}" -smp 2 -m 3072 -machine q35 -nodefaults -nographic -serial mon:stdio \
        -drive if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
        -drive "if=pflash,format=raw,file=$IMAGE/vm/vars.fd" -drive "if=virtio,format=raw,discard=unmap,file=$disk" \
        -netdev "user,id=net$forward" -device virtio-net-pci,netdev=net -device virtio-rng-pci -device i6300esb \
        -smbios type=11,value=io.systemd.stub.kernel-cmdline-extra=console=ttyS0
}

FRESH=no TOML=''
while [ $# -gt 0 ]; do
    case $1 in
        --inside) inside "$2" "$3" ;;
        --fresh) FRESH=yes ;;
        *) TOML=$1 ;;
    esac
    shift
done
[ -e "$IMAGE/latest/SHA256SUMS" ] || die "no image is built" "./dev image"
[ -z "$TOML" ] || cp "$TOML" "$WORK/vm.toml"
exec "$TOOLS/in-tools.sh" tools/image/vm.sh --inside "$FRESH" "${TOML:+$WORK/vm.toml}"
