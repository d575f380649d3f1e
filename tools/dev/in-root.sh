#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# in-root.sh COMMAND: runs a shell command in the build root (PEDELL_ROOT: another of root.sh), in /pedell/src. All mounts are in a namespace of its
# own and end with it; the cache is visible at its own path too, for tests that talk to an instance.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

enter() {
    local root=$1 command=$2
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    mkdir -p "$TREE/src" "$CACHE/ccache" "$root$CACHE"
    mount --bind "$TREE" "$root/pedell"
    mount --bind "$CACHE/ccache" "$root/ccache"
    mount --bind "$CACHE" "$root$CACHE"
    exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 CCACHE_DIR=/ccache \
        CCACHE_MAXSIZE=3G CI="${CI:-}" PEDELL_INFO="${PEDELL_INFO:-}" PEDELL_EXEC="${PEDELL_EXEC:-}" \
        ASAN_OPTIONS="${ASAN_OPTIONS:-}" \
        bash -c "cd /pedell/src && $command"
}

if [ "${1:-}" = --inside ]; then
    enter "$2" "$3"
fi
ROOT=$("$DEV/root.sh" "${PEDELL_ROOT:-build}" --path) || die "no build root" "./dev up makes it"
exec unshare --mount "${BASH_SOURCE[0]}" --inside "$ROOT" "$*"
