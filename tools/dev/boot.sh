#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# boot.sh INSTANCE: keeps one appliance running until it is halted. Runs in a mount and a network namespace of its own
# (start.sh made them): when its last process has gone, mounts, loop device and link are gone too, whoever killed it.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

HERE=$CACHE/instances/$1

# The locks of the ./dev that started it are not its own.
forget_locks() {
    local fd
    for fd in /proc/self/fd/*; do
        fd=${fd##*/}
        [ "$fd" -le 2 ] || [ "$fd" = 255 ] || exec {fd}>&-
    done
}

# A cgroup of its own: two systemds in one would fight over the same names.
enter_cgroup() {
    local hierarchy
    for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
        [ -w "$hierarchy/cgroup.procs" ] || continue
        mkdir -p "$hierarchy/pedell-dev-$1"
        echo $$ >"$hierarchy/pedell-dev-$1/cgroup.procs"
    done
}

mount_all() {
    local loop
    mount -t tmpfs tmpfs /run # nspawn's own traces
    mount -t overlay overlay -o "lowerdir=$(cat "$HERE/base"),upperdir=$HERE/up,workdir=$HERE/work" "$HERE/root"
    loop=$(losetup --find --show "$HERE/srv.img")
    mount "$loop" "$HERE/srv"
    losetup --detach "$loop" # as soon as it is unmounted
}

# start.sh puts our end of the link into this namespace; the address outlives reboots of the appliance.
configure_link() {
    local net
    net=10.97.$(cat "$HERE/subnet")
    until ip link show host0 >/dev/null 2>&1; do
        sleep 0.1
    done
    ip link set lo up
    ip link set host0 up
    ip address add "$net.2/24" dev host0
    ip route add default via "$net.1"
}

# nspawn ends with 133 when the appliance wants to be booted again (systemctl reboot).
keep_booting() {
    local status=133 child
    while [ "$status" = 133 ]; do
        systemd-nspawn --quiet --directory="$HERE/root" --machine="$1" --boot --register=no --keep-unit \
            --network-namespace-path=/proc/self/ns/net --capability=CAP_NET_ADMIN --bind="$HERE/srv:/srv/pedell" \
            --resolv-conf=off --link-journal=no --hostname=server --bind=/dev/fuse &
        child=$!
        echo "$child" >"$HERE/nspawn.pid"
        trap 'kill -TERM "$child"' TERM
        set +e
        wait "$child"
        status=$?
        while kill -0 "$child" 2>/dev/null; do # the signal ended wait, not nspawn
            wait "$child"
            status=$?
        done
        set -e
    done
}

forget_locks
enter_cgroup "$1"
mount_all
configure_link
setpriv --pdeathsig KILL unshare --net sleep infinity & # where clients are at home
"$DEV/home.sh" "$1" $!
keep_booting "$1"
kill -KILL "$(cat "$HERE/home.pid")"
