#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# root.sh build|appliance [--path]: makes the Debian 13 root of that name, once for each list of packages, and prints
# its path; with --path prints only.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

NAME=$1
LIST=$DEV/packages-$NAME.txt
SUITE=trixie

# shellcheck source=tools/dev/mirrors.sh
. "$DEV/mirrors.sh"

# Postfix must not ask which kind of mail host this is.
preseed() {
    local answer='postfix postfix/main_mailer_type select No configuration'
    # shellcheck disable=SC2016 # $1 is for the shell of the hook
    printf 'echo "%s" | chroot "$1" debconf-set-selections' "$answer"
}

make() {
    local target=$1 packages options=() sources=()
    mapfile -t options < <(proxies)
    mapfile -t sources < <(mirrors)
    packages=$(grep -v '^#' "$LIST" | paste -sd,)
    remove_tree "$target.new"
    [ "${#sources[@]}" -gt 0 ] || echo "no mirror in this host's apt sources, taking mmdebstrap's own"
    mmdebstrap --variant=apt --mode=root --include="$packages" "${options[@]}" \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "3"' \
        --essential-hook="$(preseed)" "$SUITE" "$target.new" "${sources[@]}" ||
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

KEY=$(cat "$LIST" "${BASH_SOURCE[0]}" | hash_of)
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
