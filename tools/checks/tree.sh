#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a reader relies on in every file: licence line, size, finished words, no path of somebody's machine.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

failed=0
say() {
    echo "$1" >&2
    failed=1
}

while read -r file; do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || say "$file: no SPDX line at its head"
    lines=$(wc -l <"$file")
    [ "$lines" -le 400 ] || say "$file: $lines lines; above 400 it has more than one reason to change"
done < <(git ls-files '*.cc' '*.h' '*.sh' dev)

if git grep -nIE '\b(TODO|FIXME|XXX|HACK)\b' -- . ':!tools/checks/tree.sh' ':!tests/corpus' >&2; then
    say "unfinished words: finish it or write a decision"
fi
if git grep -nIE '#pragma once' -- '*.h' | wc -l | grep -qx 0; then
    say "headers without #pragma once"
fi
while read -r header; do
    grep -q '#pragma once' "$header" || say "$header: no #pragma once"
done < <(git ls-files '*.h')
exit "$failed"
