#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# root.sh build|appliance|client|image|imagetools [--path]: makes the Debian 13 root of that name, once for each list of
# packages, and prints its path; with --path prints only.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

NAME=$1
LISTS=("$DEV/packages-$NAME.txt")
SUITE=trixie
COMPONENTS=main
IDS=$REPO/image/ids
# What packages generate when they are installed carries this date, not that of today.
export SOURCE_DATE_EPOCH=1764000000

# The image is the appliance and more; network cards and processors want firmware that is not free.
if [ "$NAME" = image ]; then
    LISTS+=("$DEV/packages-appliance.txt")
    COMPONENTS="main non-free-firmware"
fi

# shellcheck source=tools/dev/mirrors.sh
. "$DEV/mirrors.sh"

# Postfix must not ask which kind of mail host this is.
preseed() {
    local answer='postfix postfix/main_mailer_type select No configuration'
    # shellcheck disable=SC2016 # $1 is for the shell of the hook
    printf 'echo "%s" | chroot "$1" debconf-set-selections' "$answer"
}

# Users and groups that packages would number in the order of their installation: /var outlives any order.
fixed_ids() {
    # shellcheck disable=SC2016 # $1 is for the shell of the hook
    printf 'for f in passwd group; do cat "%s/$f" >>"$1/etc/$f"; done' "$IDS"
}

make() {
    local target=$1 packages options=() sources=() ids=()
    [[ $NAME != appliance && $NAME != image ]] || ids=(--essential-hook="$(fixed_ids)")
    mapfile -t options < <(proxies; echo "--components=$COMPONENTS")
    mapfile -t sources < <(mirrors)
    packages=$(grep -hv '^#' "${LISTS[@]}" | sort -u | paste -sd,)
    remove_tree "$target.new"
    [ "${#sources[@]}" -gt 0 ] || echo "no mirror in the host's apt sources, taking mmdebstrap's own"
    mmdebstrap --variant=apt --mode=root --include="$packages" "${options[@]}" \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "3"' \
        --essential-hook="$(preseed)" "${ids[@]}" "$SUITE" "$target.new" "${sources[@]}" ||
        die "no Debian 13 from the mirror: ${sources[*]:-that of mmdebstrap}" \
            "is it reachable, and does it carry $SUITE? It is taken from the apt sources of this host"
    mkdir -p "$target.new/pedell" "$target.new/ccache"
    # Not this host's name and resolver: an appliance that asks a name server it cannot reach waits for minutes.
    install -m 0644 /dev/null "$target.new/etc/resolv.conf"
    install -m 0644 /dev/null "$target.new/etc/hostname"
    echo "nameserver 127.0.0.1" >"$target.new/etc/resolv.conf"
    echo server >"$target.new/etc/hostname"
    printf '127.0.0.1 localhost\n::1 localhost\n127.0.1.1 server\n' >"$target.new/etc/hosts"
    mv "$target.new" "$target"
}

# Roots of former lists go, unless an instance still stands on one.
forget_former() {
    local root
    for root in "$CACHE/roots/$NAME"-*; do
        [ "$root" = "$1" ] || grep -qsx "$root" "$CACHE"/instances/*/base || remove_tree "$root"
    done
}

KEY=$(cat "${LISTS[@]}" "${BASH_SOURCE[0]}" "$IDS"/* | hash_of)
ROOT=$CACHE/roots/$NAME-$KEY
if [ "${2:-}" = --path ]; then
    [ -d "$ROOT" ] && echo "$ROOT" && exit
    exit 1
fi
mkdir -p "$CACHE/roots"
[ -d "$ROOT" ] || rm -f "$CACHE/stamps/$NAME-root"
stage "$NAME-root" "$KEY" make "$ROOT"
forget_former "$ROOT"
echo "$ROOT"
