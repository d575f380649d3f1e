#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh: ./dev image: builds the flashable image; what has not changed is not made again. docs/image.md.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

export GNUPGHOME=${PEDELL_SIGNING_HOME:+/run/signing}
export GNUPGHOME=${GNUPGHOME:-$IMAGE/keys}
ROOT_UUID=$(fixed_uuid root "$VERSION")
LATEST=$IMAGE/latest

slot() {
    tool tools/image/slot.sh "$WORK/tree" "$WORK/slot" "$(fixed_uuid erofs "$VERSION")" "$(fixed_uuid verity "$VERSION")" \
        "$(hash_of <<<"salt $VERSION" | sed 's/.*/&&&&/')"
}

"$DEV/host.sh" --image
lock image
"$DEV/root.sh" imagetools >/dev/null
"$DEV/root.sh" build >/dev/null
"$DEV/root.sh" image >/dev/null
ROOT=$("$DEV/root.sh" image --path)
"$DEV/deb.sh"
DEB=$(echo "$CACHE"/deb/pedell_*.deb)
mkdir -p "$WORK"
install -d -m 0700 "$IMAGE/keys"
say "image: version $VERSION"

if [ ! -e "$WORK/keyring.gpg" ] || [ -n "${PEDELL_SIGNING_HOME:-}" ]; then
    rm -f "$CACHE/stamps/image-keys"
fi
stage image-keys "$(tree_key tools/image/keys.sh)" tool tools/image/keys.sh "$WORK/keyring.gpg"
key="$ROOT $(tree_key image/initrd tools/image/initrd.sh)"
stage image-initrd "$key" "$TOOLS/initrd.sh" "$ROOT" "$WORK/initrd"
key="$ROOT $VERSION $SOURCE_DATE_EPOCH $(hash_of <"$DEB") $(hash_of <"$WORK/keyring.gpg") $(tree_key image/tree image/ids \
    tools/image/tree.sh tools/image/ids.sh)"
stage image-tree "$key" "$TOOLS/tree.sh" "$ROOT" "$DEB" "$WORK/keyring.gpg" "$WORK/tree"
key="$key $(tree_key tools/image/slot.sh)"
stage image-slot "$key" slot
say "system slot: $(size_of "$WORK/slot"), root hash $(cat "$WORK/slot.hash")"
key="$key $(hash_of <"$WORK/initrd") $(tree_key tools/image/uki.sh)"
stage image-uki "$key" tool tools/image/uki.sh "$WORK/tree" "$WORK/initrd" "$WORK/slot" "$ROOT_UUID" "$WORK/uki"
say "kernel, initrd, command lines: $(size_of "$WORK/uki")"
key="$key $(tree_key tools/image/disk.sh)"
stage image-disk "$key" tool tools/image/disk.sh "$WORK/tree" "$WORK/slot" "$WORK/uki" "$ROOT_UUID" \
    "$(fixed_uuid disk "$VERSION")" "$WORK/raw"
[ -e "$OUT/SHA256SUMS" ] || rm -f "$CACHE/stamps/image-pack"
stage image-pack "$key $(tree_key tools/image/pack.sh)" tool tools/image/pack.sh "$WORK/raw" "$WORK/slot" "$WORK/uki" \
    "$WORK/initrd" "$WORK/tree.packages"
ln -sfn "$VERSION" "$LATEST"
# A version takes 1.3 GB: the last four stay.
mapfile -t FORMER < <(find "$IMAGE" -mindepth 2 -maxdepth 2 -name SHA256SUMS -printf '%T@ %h\n' | sort -rn | cut -d' ' -f2 | tail -n +5)
for dir in "${FORMER[@]}"; do
    remove_tree "$dir"
done
for file in "$OUT"/*; do
    say "$(printf '%6s  %s' "$(size_of "$file")" "$file")"
done
