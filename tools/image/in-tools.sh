#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# in-tools.sh COMMAND...: runs a command in the root of tools, in the work tree (/pedell). The mounts are in a namespace
# of their own and end with it; the cache is visible at its own path.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../dev/lib.sh"

enter() {
    local root=$1
    shift
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --rbind /sys "$root/sys"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t tmpfs tmpfs "$root/run"
    mkdir -p "$root$CACHE"
    mount --bind "$CACHE" "$root$CACHE"
    mount --bind "$REPO" "$root/pedell"
    mount -o remount,bind,ro "$root/pedell"
    if [ -n "${PEDELL_SIGNING_HOME:-}" ]; then
        mkdir "$root/run/signing"
        mount --bind "$PEDELL_SIGNING_HOME" "$root/run/signing"
    fi
    exec chroot "$root" /usr/bin/env -C /pedell -i PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/systemd HOME=/root \
        LANG=C.UTF-8 TMPDIR="${TOOL_TMPDIR:-/tmp}" SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-}" GNUPGHOME="${GNUPGHOME:-}" \
        PEDELL_CACHE="$CACHE" PEDELL_ACCEL="${PEDELL_ACCEL:-}" PEDELL_STARTED="$PEDELL_STARTED" IMAGE="${IMAGE:-}" \
        OUT="${OUT:-}" VERSION="${VERSION:-}" "$@"
}

if [ "${1:-}" = --inside ]; then
    shift
    enter "$@"
fi
ROOT=$("$DEV/root.sh" imagetools --path) || die "no root of tools" "./dev image makes it"
exec unshare --mount "${BASH_SOURCE[0]}" --inside "$ROOT" "$@"
