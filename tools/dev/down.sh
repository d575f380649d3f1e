#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# down.sh [--remove]: halts every instance, whatever was killed before. Their data stay in the cache.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

[ "$(id -u)" = 0 ] || die "not root" "run it as root"
for instance in "$CACHE"/instances/*; do
    [ -d "$instance" ] || continue
    "$DEV/stop.sh" "${instance##*/}"
    [ "${1:-}" != --remove ] || remove_tree "$instance"
done
say "down"
