#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# home.sh INSTANCE PID: makes the network namespace of PID a place outside of the school's networks, for clients of tests:
# 198.51.100.2 (RFC 5737), and a cable to the appliance in whose namespace this runs, which is known there by its ordinary
# address. The appliance gets a route and no address: whatever lists its addresses sees no difference.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

HERE=$CACHE/instances/$1
HOLDER=$2
HOST=10.97.$(cat "$HERE/subnet").2

until [ "$(readlink "/proc/$HOLDER/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do
    kill -0 "$HOLDER"
    sleep 0.05
done
ip link add home0 type veth peer name cable netns "$HOLDER"
echo 1 >/proc/sys/net/ipv6/conf/home0/disable_ipv6
ip link set home0 up
ip route add 198.51.100.0/24 dev home0
nsenter --target "$HOLDER" --net sh -c "
    ip link set lo up
    ip address add 198.51.100.2/32 dev cable
    ip link set cable up
    ip route add $HOST dev cable src 198.51.100.2"
echo "$HOLDER" >"$HERE/home.pid"
