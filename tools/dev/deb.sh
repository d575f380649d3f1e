#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# deb.sh: builds pedell.deb and the demo school's files in the build root, unless nothing changed.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

build() {
    rm -f "$TREE"/*.deb "$TREE"/*.changes "$TREE"/*.buildinfo
    "$DEV/in-root.sh" "rm -rf debian/.debhelper debian/pedell debian/files debian/debhelper-build-stamp &&
        DEB_BUILD_OPTIONS='parallel=$(nproc) noautodbgsym' dpkg-buildpackage --build=binary --no-pre-clean --unsigned-changes \
            --no-check-builddeps"
    rm -rf --one-file-system "$CACHE/deb.new"
    mkdir "$CACHE/deb.new"
    mv "$TREE"/*.deb "$CACHE/deb.new/"
    "$DEV/in-root.sh" "ninja -C build/release demo-school &&
        build/release/tests/data/demo-school --people 120 --out $CACHE/deb.new/demo &&
        build/release/tests/data/demo-school --people 2500 --out $CACHE/deb.new/demo-2500"
    remove_tree "$CACHE/deb"
    mv "$CACHE/deb.new" "$CACHE/deb"
}

# Neither tests nor ./dev itself are in the package.
key() {
    {
        tree_key . ':!tests/appliance' ':!tests/bench' ':!tests/corpus' ':!tools/dev' ':!tools/checks' ':!dev' ':!.ci' \
            ':!*.md' ':!docs/decisions' ':!image' ':!tools/image' ':!tests/image'
        basename "$("$DEV/root.sh" build --path)" # its hash is in its name; the cache may lie elsewhere
        hash_of <"${BASH_SOURCE[0]}"
    } | hash_of
}

# Unchanged: then nobody has to wait for another ./dev that builds.
KEY=$(key)
[ -d "$CACHE/deb" ] || rm -f "$CACHE/stamps/package"
if [ "$(cat "$CACHE/stamps/package" 2>/dev/null)" != "$KEY" ]; then
    lock tree
    "$DEV/tree.sh"
fi
stage package "$KEY" build
