#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench.sh: ./dev bench image: the image in qemu, from the kernel's first moment until every door answers, and its memory at
# rest, beside the same servers without our programs; prints one JSON object.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

cd "$REPO"
"$TOOLS/build.sh" >&2
lock image
unshare --net --pid --fork --kill-child=KILL "$TOOLS/in-tools.sh" tests/image/bench.sh
