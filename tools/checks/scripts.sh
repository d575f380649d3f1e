#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every shell script is clean for shellcheck and short enough to be read at once.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

scripts() {
    git ls-files -z --cached --others --exclude-standard | xargs -0 -r grep -lE --null '^#!.*\b(bash|sh)$' -- | tr '\0' '\n'
}

failed=0
while read -r script; do
    lines=$(wc -l <"$script")
    [ "$lines" -le 80 ] || { echo "$script: $lines lines; more belongs into C++ or a second script" >&2; failed=1; }
done < <(scripts | grep -v '^tests/\|^po/')
tools/dev/in-root.sh "shellcheck -x -P /pedell/src $(scripts | paste -sd' ')" >&2 || failed=1
exit "$failed"
