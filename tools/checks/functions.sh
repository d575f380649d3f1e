#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# No function above 60 lines; a table of cases may take 100, and a straight walk that says so: "// walk" before "{".
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

# Functions open and close at the first column (.clang-format); types and namespaces do too and are told by their word.
# shellcheck disable=SC2016 # awk reads its own fields
git ls-files '*.cc' | xargs awk '
    FNR == 1 { inside = 0 }
    /^\{/ && !inside && before !~ /^(namespace|class|struct|enum|union|extern)/ { inside = 1; start = FNR; name = before; next }
    /^\}/ && inside {
        inside = 0
        limit = name ~ /\/\/ walk|^TEST/ ? 100 : 60
        if (FNR - start - 1 > limit) { printf "%s:%d: %d lines, at most %d: %s\n", FILENAME, start, FNR - start - 1, limit, name; bad = 1 }
    }
    { before = $0 }
    END { exit bad }' >&2
