#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# enter.sh INSTANCE COMMAND...: runs a command in the appliance as root, with these standard streams and its exit
# status. While it boots again, waits for it. Stands alone: tests call it from inside the build root.
set -euo pipefail

HERE=${PEDELL_CACHE:-/var/cache/pedell-dev}/instances/$1
shift

# nspawn's child is the appliance's systemd.
leader() {
    local nspawn child
    nspawn=$(cat "$HERE/nspawn.pid" 2>/dev/null) || return 1
    child=$(cat "/proc/$nspawn/task/$nspawn/children" 2>/dev/null) || return 1
    child=${child%% *}
    [ "$(cat "/proc/$child/comm" 2>/dev/null)" = systemd ] && echo "$child"
}

runs() {
    kill -0 "$(sed -n 's/^supervisor=//p' "$HERE/state" 2>/dev/null)" 2>/dev/null
}

for attempt in $(seq 150); do
    pid=$(leader) && break
    if [ "$attempt" = 150 ] || ! runs; then
        echo "dev: the appliance is not running: ./dev up" >&2
        exit 69
    fi
    sleep 0.2
done
exec nsenter --target "$pid" --mount --uts --ipc --net --pid --root --wd -- /usr/bin/env -i \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 "$@"
