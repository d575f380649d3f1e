#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ring-appliance.sh [GOOGLETEST-FILTER]: black-box tests against an appliance of their own, booted from the clean root
# and removed afterwards. The tests run in the build root, beside the appliance, and reach it like any client.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

NAME=${PEDELL_TEST:-pedell-test} # another name, where two run side by side
HERE=$CACHE/instances/$NAME
SELECTION=${1:--Long*}

clean_up() {
    "$DEV/stop.sh" "$NAME" --now
    remove_tree "$HERE"
}

write_exec() {
    printf '#!/bin/bash\nPEDELL_CACHE=%q exec %q %q "$@"\n' "$CACHE" "$TREE/src/tools/dev/enter.sh" "$NAME" >"$HERE/exec"
    chmod +x "$HERE/exec"
}

run() {
    local xml=$TREE/src/build/appliance.xml selection=$SELECTION
    [ -z "$FILTER" ] || selection="*$FILTER*"
    rm -f "$xml"
    # Samba's own library keeps some memory: leaks are judged in the unit ring.
    ASAN_OPTIONS=detect_leaks=0 PEDELL_INFO=$HERE/info.json PEDELL_EXEC=$HERE/exec "$DEV/in-root.sh" \
        "build/asan/tests/appliance/appliance_test --gtest_brief=1 --gtest_output=xml:/pedell/src/build/appliance.xml \
        --gtest_filter='$selection'" </dev/null >"$CACHE/log/appliance-tests.log" 2>&1 ||
        tail -n 200 "$CACHE/log/appliance-tests.log" >&2
    "$DEV/counts.sh" "$xml" >"$RESULTS/appliance"
    say "appliance tests: $(cut -d' ' -f1,2 "$RESULTS/appliance" | sed 's/ / passed, /') failed"
}

keep_journal() {
    "$DEV/enter.sh" "$NAME" journalctl --namespace=+pedell --no-pager >"$CACHE/log/appliance-journal.log" 2>/dev/null || true
}

"$DEV/asan.sh"
trap clean_up EXIT
"$DEV/up.sh" --fresh "$NAME"
write_exec
run
keep_journal
