#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tree.sh ROOT DEB KEYRING TARGET: the tree that becomes the system slot: the image's root with the package installed and
# image/tree over it, without anything that is secret, of this machine or of today; the list of packages beside it.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# Mounts of a namespace of its own, for what runs inside.
# shellcheck disable=SC2016 # for the shell inside
in_tree() {
    unshare --mount --pid --fork bash -c 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" "$@"' "$TREE_" "$@"
}

install_package() {
    cp -a --reflink=auto "$1" "$TREE_"
    cp "$2" "$TREE_/pedell.deb"
    in_tree env DEBIAN_FRONTEND=noninteractive dpkg --force-confold --install /pedell.deb
    rm "$TREE_/pedell.deb"
    cp -r "$REPO/image/tree/." "$TREE_/"
    install -m 0644 "$3" "$TREE_/usr/lib/systemd/import-pubring.gpg"
    sed -i "s/^PRETTY_NAME=.*/PRETTY_NAME=\"Pedell $VERSION (Debian 13)\"/" "$TREE_/usr/lib/os-release"
    printf 'IMAGE_ID=pedell\nIMAGE_VERSION=%s\n' "$VERSION" >>"$TREE_/usr/lib/os-release"
    in_tree systemctl preset-all
    in_tree systemctl mask smbd.service nmbd.service winbind.service systemd-firstboot.service systemd-repart.service
}

# What packages made for one machine: shared by all schools it would be no secret and no identity.
forget_this_machine() {
    local hash
    hash=$(in_tree openssl x509 -noout -hash -in /etc/ssl/certs/ssl-cert-snakeoil.pem)
    rm -f "$TREE_/etc/ssl/certs/$hash.0" "$TREE_"/etc/ssl/certs/ssl-cert-snakeoil.pem \
        "$TREE_"/etc/ssl/private/ssl-cert-snakeoil.key "$TREE_"/etc/ssh/ssh_host_* "$TREE_"/etc/dovecot/private/dovecot.* \
        "$TREE_"/etc/aliases.db "$TREE_"/etc/*- "$TREE_"/etc/.pwd.lock "$TREE_"/etc/{apt/sources.list,apt/apt.conf.d/99mmdebstrap} \
        "$TREE_"/var/lib/{systemd/random-seed,systemd/credential.secret,samba/private/secrets.tdb,dbus/machine-id}
    rm -rf "${TREE_:?}"/{boot,tmp,run,pedell,ccache,media,mnt,var/log,var/cache,var/tmp,var/lib/apt/lists}/* \
        "$TREE_"/etc/apt/sources.list.d/* "$TREE_"/var/lib/samba/private/*
    : >"$TREE_/etc/machine-id"
    rmdir "$TREE_/pedell" "$TREE_/ccache"
    ! grep -q '^root:[^*!]' "$TREE_/etc/shadow" || die "root has a password in the image"
    # The day on which a password was changed last: none of these has one.
    sed -i -E "s/^([^:]*:[^:]*):[0-9]*:/\1:$((SOURCE_DATE_EPOCH / 86400)):/" "$TREE_/etc/shadow"
    install -m 0600 -o root "$TREE_/etc/pedell/school.toml" "$TREE_/usr/share/pedell/school.toml"
    chmod 0644 "$TREE_/usr/share/pedell/school.toml"
}

# The package database belongs to the system, not to the data; what packages put into /var seeds the data partition.
split_state() {
    mkdir -p "$TREE_/usr/share/factory" "$TREE_/usr/lib/pedell" "$TREE_/efi" "$TREE_/srv/pedell"
    mv "$TREE_/var/lib/dpkg" "$TREE_/usr/lib/pedell/dpkg"
    rm -f "$TREE_"/usr/lib/pedell/dpkg/*-old "$TREE_"/usr/lib/pedell/dpkg/{lock,lock-frontend,triggers/Lock}
    ln -s /usr/lib/pedell/dpkg "$TREE_/var/lib/dpkg"
    # What depends on /usr's date has run here; the next version's date is newer.
    echo "TIMESTAMP_NSEC=${SOURCE_DATE_EPOCH}000000000" | tee "$TREE_/etc/.updated" >"$TREE_/var/.updated"
    rm -rf "$TREE_/usr/share/factory/var"
    mv "$TREE_/var" "$TREE_/usr/share/factory/var"
    mkdir "$TREE_/var"
}

TREE_=$4
remove_tree "$TREE_"
install_package "$1" "$2" "$3"
"$TOOLS/ids.sh" "$TREE_"
# shellcheck disable=SC2016 # dpkg-query knows these
in_tree dpkg-query --show --showformat '${Package} ${Version} ${source:Package} ${source:Version}\n' | sort >"$TREE_.packages"
forget_this_machine
split_state
