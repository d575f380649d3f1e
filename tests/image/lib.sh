# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What every test of the image may use; see README.md. Runs in the root of tools.

TESTS=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
RING=$IMAGE/ring
DEMO=$PEDELL_CACHE/deb/demo
export TESTS RING DEMO

# fail WHAT: ends this test.
fail() {
    printf '    %s\n' "$*" >&2
    exit 1
}

# expect WHAT ACTUAL WANTED
expect() {
    [ "$2" = "$3" ] || fail "$1: is \"$2\", should be \"$3\""
}

# shellcheck source=tests/image/shell.sh
. "$TESTS/shell.sh"
# shellcheck source=tests/image/vm.sh
. "$TESTS/vm.sh"
# shellcheck source=tests/image/school.sh
. "$TESTS/school.sh"
