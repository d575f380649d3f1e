#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ring-checks.sh: tools/checks/*.sh in the work tree, each one pass or fail; what a check prints says file and line.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# Root may read a work tree that belongs to somebody else.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
cd "$REPO"
passed=0 failed=0
for check in tools/checks/*.sh; do
    name=$(basename "$check" .sh)
    if "$check" >"$CACHE/log/check-$name.log" 2>&1 </dev/null; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        say "check $name FAILED"
        tail -n 40 "$CACHE/log/check-$name.log" >&2
    fi
done
echo "$passed $failed 0" >"$RESULTS/checks"
say "checks: $passed passed, $failed failed"
