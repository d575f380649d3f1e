#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# pack.sh RAW SLOT UKI INITRD PACKAGES: what a release consists of, in OUT: the disk for dd and for virtual machines, the two
# files of an update, the packages, the hashes of what two builds must have in common, and a signed list. In the root of
# tools.
set -euo pipefail

raw=$1 slot=$2 uki=$3 initrd=$4 packages=$5
hash_of() {
    sha256sum "$1" | cut -d' ' -f1
}

mkdir -p "$OUT"
rm -rf "${OUT:?}"/*
zstd --quiet --threads=0 "$raw" -o "$OUT/pedell-$VERSION.raw.zst"
qemu-img convert -O qcow2 -c "$raw" "$OUT/pedell-$VERSION.qcow2"
cp --reflink=auto "$slot" "$OUT/pedell_$VERSION.root"
cp "$uki" "$OUT/pedell_$VERSION.efi"
cp "$packages" "$OUT/pedell-$VERSION.packages"
cat >"$OUT/pedell-$VERSION.repro" <<EOF
roothash $(cat "$slot.hash")
root $(hash_of "$slot")
initrd $(hash_of "$initrd")
efi $(hash_of "$uki")
raw $(hash_of "$raw")
EOF
cd "$OUT"
sha256sum pedell* >SHA256SUMS
trap 'gpgconf --kill all' EXIT
if gpg --batch --list-secret-keys --with-colons | grep -q '^sec:'; then
    gpg --batch --yes --detach-sign --output SHA256SUMS.gpg SHA256SUMS
else
    echo "UNSIGNED: sign SHA256SUMS where the key is: gpg --detach-sign --output SHA256SUMS.gpg SHA256SUMS" >&2
fi
