#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# variant.sh KIND VERSION FOLDER: for the tests alone: another version of the image that was just built, with the same packages,
# as a signed release in FOLDER. In the root of tools.
#   good      nothing is different but its number
#   broken    Dovecot does not start, so the health check fails
#   panic     the kernel panics while services start
#   hang      the start waits for ever, before there are services; the trial ends after two minutes, not twenty
#   noinit    the initrd finds no root that fits its hash
#   depfail   the health check cannot start, because what it needs fails
#   stock     Postfix, Dovecot and Samba with our settings and none of our programs (for the bench)
set -euo pipefail

kind=$1 version=$2 folder=$3
WORK=$IMAGE/work
export GNUPGHOME=${GNUPGHOME:-$IMAGE/keys}
tree=$folder/tree

unit() { # NAME: a unit or a drop-in from standard input
    mkdir -p "$tree/usr/lib/systemd/system/$(dirname "$1")"
    cat >"$tree/usr/lib/systemd/system/$1"
}

# in_start TARGET: started by it in any case.
in_start() {
    mkdir -p "$tree/usr/lib/systemd/system/$1.wants"
    ln -sf "../pedell-variant.service" "$tree/usr/lib/systemd/system/$1.wants/pedell-variant.service"
}

change() {
    case $kind in
        good | noinit) ;;
        broken) unit dovecot.service.d/variant.conf <<<$'[Service]\nExecStart=\nExecStart=/bin/false\nRestart=no' ;;
        panic)
            unit pedell-variant.service <<<$'[Unit]\nAfter=pedell-update-boot.service\n[Service]\nType=oneshot\nExecStart=/bin/sh -c "echo c >/proc/sysrq-trigger"'
            in_start multi-user.target
            ;;
        hang)
            unit pedell-variant.service <<<$'[Unit]\nDefaultDependencies=no\nBefore=basic.target\n[Service]\nType=oneshot\nTimeoutStartSec=infinity\nExecStart=/bin/sleep infinity'
            in_start basic.target
            unit pedell-trial.timer.d/variant.conf <<<$'[Timer]\nOnBootSec=\nOnBootSec=2min'
            ;;
        depfail)
            unit pedell-variant.service <<<$'[Service]\nType=oneshot\nExecStart=/bin/false'
            unit pedell-health.service.d/variant.conf <<<$'[Unit]\nRequires=pedell-variant.service\nAfter=pedell-variant.service'
            ;;
        stock)
            rm -f "$tree"/usr/lib/systemd/system/{chrony,dovecot,postfix,samba-ad-dc}.service.d/pedell.conf
            find "$tree/etc/systemd/system" "$tree/usr/lib/systemd/system" -name 'pedell*.*' ! -name 'pedell-volume.service' -delete
            ;;
        *) echo "no variant is called $kind" >&2; exit 2 ;;
    esac
}

uuid() {
    sha256sum <<<"pedell $*" | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-8\3-8\4-\5/'
}

mkdir -p "$folder"
# Hard links: what is changed becomes a file of its own.
cp -al "$WORK/tree" "$tree"
change
sed -i "s/^IMAGE_VERSION=.*/IMAGE_VERSION=$version/" "$tree/usr/lib/os-release"
VERSION=$version tools/image/slot.sh "$tree" "$folder/slot" "$(uuid erofs "$version")" "$(uuid verity "$version")" \
    "$(sha256sum <<<"salt $version" | cut -d' ' -f1)"
[ "$kind" != noinit ] || sed -i 's/^..../0000/' "$folder/slot.hash"
VERSION=$version tools/image/uki.sh "$tree" "$WORK/initrd" "$folder/slot" "$(uuid root "$version")" "$folder/uki"
rm -r "$tree"
cd "$folder"
mv slot "pedell_$version.root"
mv uki "pedell_$version.efi"
rm -f slot.* uki.*
sha256sum pedell_* >SHA256SUMS
gpg --batch --yes --detach-sign --output SHA256SUMS.gpg SHA256SUMS
gpgconf --kill all
