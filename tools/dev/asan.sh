#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# asan.sh: builds everything, tests of all rings included, with the preset asan, unless nothing changed.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

build() {
    "$DEV/in-root.sh" "cmake --preset asan >/dev/null && cmake --build --preset asan --target all appliance_test"
}

# The key first: what changes while the tree is copied is then built the next time, never taken for built.
KEY=$(tree_key . ':!docs' ':!tools/dev' ':!debian' ':!systemd' ':!*.md')
"$DEV/tree.sh"
stage asan-build "$KEY" build
