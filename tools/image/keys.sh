#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# keys.sh KEYRING: the public part of the key that signs updates, as systemd-sysupdate(8) wants it. The key is that of
# GNUPGHOME (a maintainer's, by PEDELL_SIGNING_HOME), or a demo key that is made once and never leaves the cache. In the
# root of tools.
set -euo pipefail

make_demo_key() {
    gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key \
        'Pedell demo (signs images on this machine alone) <demo@pedell.invalid>' ed25519 sign 5y
}

trap 'gpgconf --kill all' EXIT
if ! gpg --batch --list-keys --with-colons | grep -q '^pub:'; then
    [ "$GNUPGHOME" = "$IMAGE/keys" ] || { echo "no key in PEDELL_SIGNING_HOME" >&2; exit 1; }
    make_demo_key
fi
gpg --batch --export >"$1.new"
[ -s "$1.new" ]
mv "$1.new" "$1"
