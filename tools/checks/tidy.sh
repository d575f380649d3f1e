#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# clang-tidy over the C++ files that differ from where this branch left the main line, or, on the main line itself,
# from the commit before. It reads the compile commands of the preset asan.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

changed_files() {
    local base
    base=$(git merge-base HEAD origin/HEAD 2>/dev/null || true)
    if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
        base=$(git rev-parse HEAD~1 2>/dev/null) || return 0
    fi
    git diff --name-only --diff-filter=d "$base" -- '*.cc' ':!*_fuzz.cc'
}

files=$(changed_files | paste -sd' ')
[ -n "$files" ] || exit 0
exec tools/dev/in-root.sh "cmake --preset asan >/dev/null && ninja -C build/asan -t targets all | grep -o '^[a-z_]*_messages:' |
    tr -d : | xargs -r ninja -C build/asan >/dev/null && echo $files | xargs -P $(nproc) -n 1 clang-tidy-19 -p build/asan --quiet --extra-arg=-Wno-unknown-warning-option" >&2
