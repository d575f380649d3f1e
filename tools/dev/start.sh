#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# start.sh INSTANCE [--fresh]: boots the appliance of that name; makes it from the appliance root where there is none.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

NAME=$1
HERE=$CACHE/instances/$NAME
BASE=${PEDELL_BASE:-$("$DEV/root.sh" appliance --path)} # PEDELL_BASE: the image as it is released
[[ $NAME =~ ^[a-z-]{1,12}$ ]] || die "no name for an instance: $NAME" "at most 12 small letters: its link is called pd-$NAME"

make_instance() {
    remove_tree "$HERE"
    mkdir -p "$HERE"/{up,work,root,srv}
    chmod 0700 "$HERE"
    chmod 0755 "$HERE/up"
    truncate -s 8G "$HERE/srv.img"
    mkfs.ext4 -q -O encrypt "$HERE/srv.img"
    echo "$BASE" >"$HERE/base"
}

# The first 10.97.N.0/24 that no address or route of this host knows; the same as last time where that is still free.
choose_subnet() {
    local n taken
    taken=$(ip -4 -o address; ip -4 route show table all)
    for n in $(cat "$HERE/subnet" 2>/dev/null) $(seq 1 254); do
        grep -qF "10.97.$n." <<<"$taken" || break
    done
    echo "$n" >"$HERE/subnet"
}

connect() {
    local supervisor=$1 n
    n=$(cat "$HERE/subnet")
    ip link add "pd-$NAME" type veth peer name host0 netns "$supervisor"
    ip address add "10.97.$n.1/24" dev "pd-$NAME"
    ip link set "pd-$NAME" up
}

boot() {
    local supervisor
    lock subnet
    choose_subnet
    setsid unshare --mount --net "$DEV/boot.sh" "$NAME" >"$HERE/console.log" 2>&1 </dev/null &
    supervisor=$!
    printf 'supervisor=%s\n' "$supervisor" >"$HERE/state"
    until [ "$(readlink "/proc/$supervisor/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do
        kill -0 "$supervisor" 2>/dev/null || die "the appliance does not start" "see $HERE/console.log"
        sleep 0.05
    done
    printf 'net=%s\nmnt=%s\nboot=%s\n' "$(readlink "/proc/$supervisor/ns/net")" \
        "$(readlink "/proc/$supervisor/ns/mnt")" "$(cat /proc/sys/kernel/random/boot_id)" >>"$HERE/state"
    connect "$supervisor"
}

await_boot() {
    local deadline=$((SECONDS + 90)) state
    until state=$("$DEV/enter.sh" "$NAME" systemctl is-system-running 2>/dev/null) || [ "$state" = degraded ]; do
        [ "$SECONDS" -lt "$deadline" ] || die "the appliance does not come up" "see $HERE/console.log"
        sleep 0.2
    done
}

"$DEV/stop.sh" "$NAME"
if [ "${2:-}" = --fresh ] || [ "$(cat "$HERE/base" 2>/dev/null)" != "$BASE" ]; then
    [ ! -e "$HERE/base" ] || say "$NAME: starting from the clean root"
    make_instance
fi
boot
await_boot
say "$NAME: booted"
