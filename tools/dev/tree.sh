#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tree.sh: copies the work tree (what git tracks, and what is new and not ignored) to where the build root sees it,
# touching only what differs, so that an unchanged file is never compiled again.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

remove_tree "$TREE/stage"
mkdir -p "$TREE/stage" "$TREE/src"
tree_files | tar -C "$REPO" --null --no-recursion --files-from=- -cf - | tar -C "$TREE/stage" -xf -
rsync -rlpc --delete --exclude=/build --exclude=/debian/{.debhelper,pedell,files,debhelper-build-stamp} \
    --exclude='/debian/*.substvars' "$TREE/stage/" "$TREE/src/"
remove_tree "$TREE/stage"
