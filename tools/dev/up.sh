#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# up.sh [--fresh] [INSTANCE]: from nothing to a running appliance with the demo school; what is done is not done again.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

FRESH=''
NAME=pedell
while [ $# -gt 0 ]; do
    case $1 in
        --fresh) FRESH=--fresh ;;
        -*) die "unknown option $1" "./dev help" ;;
        *) NAME=$1 ;;
    esac
    shift
done
HERE=$CACHE/instances/$NAME

running() {
    [ -z "$FRESH" ] && [ "$(cat "$HERE/base" 2>/dev/null)" = "${PEDELL_BASE:-$("$DEV/root.sh" appliance --path)}" ] &&
        [ -e "$HERE/state" ] && "$DEV/enter.sh" "$NAME" true 2>/dev/null
}

"$DEV/host.sh"
lock "instance-$NAME"
"$DEV/root.sh" build >/dev/null
"$DEV/root.sh" appliance >/dev/null
"$DEV/deb.sh"
if running; then
    say "$NAME: running"
else
    "$DEV/start.sh" "$NAME" $FRESH
fi
"$DEV/install.sh" "$NAME"
"$DEV/info.sh" --write "$NAME"
say "$NAME: ready"
[ "$NAME" != pedell ] || "$DEV/info.sh"
