#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The corpus of content is what its generators make, and has as many structures as promised.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

export PYTHONDONTWRITEBYTECODE=1
failed=0
python3 tests/corpus/content/make --check >&2 || failed=1
python3 tests/corpus/content/structures.py >&2 || failed=1
while read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 400 ] || { echo "$file: $lines lines; above 400 it has more than one reason to change" >&2; failed=1; }
done < <(git ls-files 'tests/corpus/content/*.py')
exit "$failed"
