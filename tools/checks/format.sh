#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file looks as clang-format wants it (./dev format).
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
exec tools/dev/in-root.sh "find . -path ./build -prune -o \( -name '*.cc' -o -name '*.h' \) -print0 |
    xargs -0 clang-format-19 --dry-run --Werror" >&2
