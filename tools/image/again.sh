#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# again.sh: acceptance 1: builds the image a second time, from packages fetched and unpacked anew, and compares: root hash,
# slot, initrd, boot file and raw disk are equal to the bit. The .deb and the key are those of the first build.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

readonly again=$CACHE/again

prepare() {
    local root
    remove_tree "$again"
    mkdir -p "$again"/{roots,stamps,image/work}
    for root in build imagetools; do
        ln -s "$("$DEV/root.sh" "$root" --path)" "$again/roots/"
        cp "$CACHE/stamps/$root-root" "$again/stamps/"
    done
    ln -s "$CACHE/deb" "$again/deb"
    cp "$CACHE"/stamps/{package,image-keys} "$again/stamps/"
    cp -r "$IMAGE/keys" "$again/image/"
    cp "$WORK/keyring.gpg" "$again/image/work/"
}

prepare
PEDELL_CACHE=$again PEDELL_LOCKS='' "$TOOLS/build.sh"
diff "$OUT/pedell-$VERSION.repro" "$again/image/$VERSION/pedell-$VERSION.repro" ||
    die "two builds of $VERSION differ" "which files: diff -r --no-dereference $WORK/tree $again/image/work/tree"
say "two builds are equal: root hash $(sed -n 's/^roothash //p' "$OUT/pedell-$VERSION.repro")"
remove_tree "$again"
