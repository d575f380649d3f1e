#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# school-pc.sh [INSTANCE]: a Linux PC beside an appliance of its own (or a running one), joined to its domain and tried
# by tests/long/school-pc.sh; both are removed afterwards. Laid out like an instance, so that boot.sh, enter.sh and
# stop.sh serve it too. Its only cable ends in the appliance: the host routes nothing for it and keeps no trace.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SCHOOL=${1:-pedell-long}
PC=pedell-pc
HERE=$CACHE/instances/$PC
LOG=$CACHE/log/school-pc.log
OWN_SCHOOL=$([ $# -gt 0 ] || echo 1)

clean_up() {
    "$DEV/stop.sh" "$PC" --now
    remove_tree "$HERE"
    if [ -n "$OWN_SCHOOL" ]; then
        "$DEV/stop.sh" "$SCHOOL" --now
        remove_tree "$CACHE/instances/$SCHOOL"
    fi
}

make_pc() {
    "$DEV/stop.sh" "$PC" --now
    remove_tree "$HERE"
    mkdir -p "$HERE"/{up/etc,work,root,srv}
    chmod 0700 "$HERE"
    chmod 0755 "$HERE"/up{,/etc}
    truncate -s 4M "$HERE/srv.img" # boot.sh mounts one into everything it boots
    mkfs.ext4 -q "$HERE/srv.img"
    "$DEV/root.sh" client >"$HERE/base"
    echo 255 >"$HERE/subnet" # start.sh gives out 1 to 254
    echo "$PC" >"$HERE/up/etc/hostname"
    echo "nameserver 10.97.$(cat "$CACHE/instances/$SCHOOL/subnet").2" >"$HERE/up/etc/resolv.conf"
}

boot() {
    local supervisor
    setsid unshare --mount --net "$DEV/boot.sh" "$PC" >"$HERE/console.log" 2>&1 </dev/null &
    supervisor=$!
    disown
    printf 'supervisor=%s\n' "$supervisor" >"$HERE/state"
    until [ "$(readlink "/proc/$supervisor/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do
        kill -0 "$supervisor" 2>/dev/null || die "the PC does not start" "see $HERE/console.log"
        sleep 0.05
    done
    printf 'net=%s\nmnt=%s\nboot=%s\n' "$(readlink "/proc/$supervisor/ns/net")" \
        "$(readlink "/proc/$supervisor/ns/mnt")" "$(cat /proc/sys/kernel/random/boot_id)" >>"$HERE/state"
    ip link add "$PC" netns "$(sed -n 's/^supervisor=//p' "$CACHE/instances/$SCHOOL/state")" type veth peer name host0 netns "$supervisor"
    connect
    await_boot
}

# The appliance keeps its one address: with a second one it would answer UDP from that, and clients would not listen.
connect() {
    local address
    address=10.97.$(cat "$CACHE/instances/$SCHOOL/subnet").2
    "$DEV/enter.sh" "$SCHOOL" sh -c "ip link set $PC up && ip route add 10.97.255.2 dev $PC src $address"
    "$DEV/enter.sh" "$PC" ip route add "$address" dev host0
}

await_boot() {
    local deadline=$((SECONDS + 90)) state
    until state=$("$DEV/enter.sh" "$PC" systemctl is-system-running 2>/dev/null) || [ "$state" = degraded ]; do
        [ "$SECONDS" -lt "$deadline" ] || die "the PC does not come up" "see $HERE/console.log"
        sleep 0.2
    done
}

lock "instance-$PC"
trap clean_up EXIT
[ -z "$OWN_SCHOOL" ] || "$DEV/up.sh" "$SCHOOL" --fresh
make_pc
boot
say "$PC: booted"
"$REPO/tests/long/school-pc.sh" "$SCHOOL" "$PC" 2>"$LOG" || { tail -n 40 "$LOG" >&2; exit 1; }
