#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# format.sh: clang-format over all C++ of the work tree.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

"$DEV/root.sh" build >/dev/null
lock tree
"$DEV/tree.sh"
"$DEV/in-root.sh" "find . -path ./build -prune -o \( -name '*.cc' -o -name '*.h' \) -print0 | xargs -0 clang-format-19 -i"
rsync -rc --existing --exclude=/build --include='*/' --include='*.cc' --include='*.h' --exclude='*' "$TREE/src/" "$REPO/"
