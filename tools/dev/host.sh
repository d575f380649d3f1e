#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# host.sh [--image]: is this machine able to run the appliance? Installs the few packages that are missing. The image
# is made without loop devices.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

check_root() {
    [ "$(id -u)" = 0 ] || die "not root" "run it as root: it makes namespaces, mounts and a container"
}

check_rights() {
    local loop
    unshare --mount --net --pid --fork true 2>/dev/null ||
        die "no right to make namespaces" "inside a container: start that one privileged (docker run --privileged)"
    unshare --mount mount -t tmpfs tmpfs /mnt 2>/dev/null ||
        die "no right to mount" "inside a container: start that one privileged (docker run --privileged)"
    grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null ||
        die "the kernel has no overlay file system" "modprobe overlay on the machine itself"
    [ "${1:-}" != --image ] || return 0
    grep -qw fuse /proc/filesystems || modprobe fuse 2>/dev/null || true
    [ -c /dev/fuse ] || mknod -m 0600 /dev/fuse c 10 229 2>/dev/null || true
    if ! [ -c /dev/fuse ] || ! grep -qw fuse /proc/filesystems; then
        die "the kernel has no FUSE" "modprobe fuse; inside a container pass /dev/fuse"
    fi
    [ -e /dev/loop-control ] || modprobe loop 2>/dev/null || true
    loop=$(losetup --find 2>/dev/null || true)
    [ -b "$loop" ] ||
        die "no loop device can be had" "modprobe loop; inside a container pass /dev/loop-control and /dev/loop*"
}

check_space() {
    local need=6 free
    mkdir -p "$CACHE" 2>/dev/null || die "cannot make $CACHE" "choose another place: PEDELL_CACHE=/somewhere ./dev up"
    free=$(df --output=avail -B1G "$CACHE" | tail -n 1 | tr -d ' ')
    [ "$free" -ge "$need" ] ||
        die "only ${free} GB free in $CACHE, $need are needed" "make room, or PEDELL_CACHE=/somewhere/else ./dev up"
}

missing_packages() {
    local command package
    while read -r command package; do
        [ "${command#\#}" = "$command" ] || continue
        command -v "$command" >/dev/null || echo "$package"
    done <"$DEV/packages-host.txt"
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || echo debian-archive-keyring
}

install_packages() {
    local packages
    packages=$(missing_packages | sort -u)
    [ -n "$packages" ] || return 0
    command -v apt-get >/dev/null || die "missing on this host: ${packages//$'\n'/ }" "install them; ./dev can do it on Debian only"
    say "host: installing ${packages//$'\n'/ }"
    apt-get -qq update || die "apt-get update failed" "see /etc/apt/sources.list*: no package mirror answers"
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $packages </dev/null >/dev/null ||
        die "cannot install ${packages//$'\n'/ }" "see the message of apt-get above"
}

check_root
install_packages
check_rights "${1:-}"
check_space
