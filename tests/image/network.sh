# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The cable of the VM, and somebody who hands out addresses.
make_network() {
    ip link set lo up
    ip tuntap add tap0 mode tap
    ip address add 10.98.0.1/24 dev tap0
    ip address add 198.51.100.2/32 dev lo
    ip link set tap0 up
    dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --port=0 --interface=tap0 --bind-interfaces --user=root \
        --dhcp-range=10.98.0.2,10.98.0.9,1h --dhcp-host=52:54:00:98:00:02,10.98.0.2 --dhcp-leasefile=/run/leases \
        --pid-file=/run/dnsmasq.pid --dhcp-option=3,10.98.0.1
}
