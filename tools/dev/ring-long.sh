#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ring-long.sh: what takes too long for every change: the appliance tests called Long*, every fuzzer for five minutes.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

"$DEV/ring-appliance.sh" 'Long*'
if [ -z "$FILTER" ]; then
    if "$DEV/fuzz.sh" 300; then echo "1 0 0"; else echo "0 1 0"; fi >"$RESULTS/fuzz"
fi
