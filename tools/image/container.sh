#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# container.sh: acceptance 3: the released slot itself, checked against the root hash of the boot file and unpacked, boots as
# an appliance in a container, and tests of the appliance ring run against it. So the hash names what was tested.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

readonly base=$IMAGE/container

unpack() {
    local slot=$OUT/pedell_$VERSION.root
    tool veritysetup verify --hash-offset="$(cat "$WORK/slot.data")" "$slot" "$slot" "$(cat "$WORK/slot.hash")"
    grep -qaF "roothash=$(cat "$WORK/slot.hash") " "$OUT/pedell_$VERSION.efi" || die "the boot file names another hash"
    remove_tree "$base"
    tool fsck.erofs --extract="$base" --preserve "$slot"
    # As the initrd does it.
    cp -a "$base/usr/share/factory/var/." "$base/var/"
    # A container's address is given from outside; networkd would take it away again.
    ln -s /dev/null "$base/etc/systemd/system/systemd-networkd.service"
    ln -s /dev/null "$base/etc/systemd/system/systemd-networkd.socket"
}

stage image-container "$(cat "$WORK/slot.hash")" unpack
export PEDELL_BASE=$base PEDELL_TEST=pedell-slot
"$DEV/ring-appliance.sh" "${1:-Mail*:Files*:Dialogue*}"
say "tested in a container: $VERSION, root hash $(cat "$WORK/slot.hash")"
