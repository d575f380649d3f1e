#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# stop.sh INSTANCE [--now]: halts the appliance and leaves nothing of it outside the cache, whatever was killed before.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

NAME=$1
HERE=$CACHE/instances/$NAME
supervisor='' net='' mnt='' boot=''

# Every process in the instance's namespaces; the host's own are excluded even if the state file is old.
processes() {
    local dir
    [ -n "$net" ] && [ "$net" != "$(readlink /proc/self/ns/net)" ] && [ "$mnt" != "$(readlink /proc/self/ns/mnt)" ] ||
        return 0
    [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] || return 0
    for dir in /proc/[0-9]*; do
        if [ "$(readlink "$dir/ns/net" 2>/dev/null)" = "$net" ] || [ "$(readlink "$dir/ns/mnt" 2>/dev/null)" = "$mnt" ]; then
            echo "${dir#/proc/}"
        fi
    done
}

await_end() {
    local deadline=$((SECONDS + $1))
    while [ -n "$(processes)" ]; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

# nspawn passes SIGTERM on as "halt"; where it or its supervisor was killed, there is nothing left to halt in order.
halt() {
    local nspawn
    [ -n "$(processes)" ] || return 0
    nspawn=$(cat "$HERE/nspawn.pid" 2>/dev/null || true)
    if [ "${1:-}" != --now ] && grep -qx "${nspawn:-none}" <(processes) && grep -qx "$supervisor" <(processes); then
        kill -TERM "$supervisor"
        ! await_end 60 || return 0
        say "$NAME: does not halt, killing it"
    fi
    processes | xargs -r kill -KILL 2>/dev/null || true
    await_end 20 || die "these processes do not end: $(processes | paste -sd' ')" "they hang in the kernel: see dmesg"
}

clean() {
    local hierarchy loop
    ! ip link show "pd-$NAME" >/dev/null 2>&1 || ip link delete "pd-$NAME"
    for loop in $(losetup --noheadings --output NAME --associated "$HERE/srv.img" 2>/dev/null); do
        losetup --detach "$loop"
    done
    for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
        [ ! -d "$hierarchy/pedell-dev-$NAME" ] || find "$hierarchy/pedell-dev-$NAME" -depth -type d -exec rmdir {} +
    done
    rm -f "$HERE/state" "$HERE/nspawn.pid" "$HERE/home.pid" "$HERE/info.json"
    rm -f "$HERE/.#root.lck"
}

# shellcheck source=/dev/null
[ ! -e "$HERE/state" ] || . "$HERE/state"
halt "${2:-}"
clean
