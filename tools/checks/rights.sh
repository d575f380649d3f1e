#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of docs/security.md against the units: user, groups, listening socket, capabilities, what may be written;
# owner and mode of each socket.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

failed=0
say() {
    echo "$1" >&2
    failed=1
}

setting() { # UNIT KEY
    sed -n "s/^$2=//p" "systemd/$1" | tail -n 1
}

column() { # NAME N: the N-th cell of the row of a unit or socket, without code marks
    awk -F'|' -v unit="\`$1\`" -v n="$2" '{ gsub(/^ +| +$/, "", $2) } $2 == unit { gsub(/`/, "", $(n + 1)); gsub(/^ +| +$/, "", $(n + 1)); print $(n + 1); exit }' docs/security.md
}

same() { # UNIT WHAT DOCUMENT UNIT_FILE
    [ "$3" = "$4" ] || say "docs/security.md says of $1: $2 \"$3\"; the unit says \"$4\""
}

check_services() {
    local path unit
    for path in systemd/*.service; do
        unit=${path#systemd/}
        [ -n "$(column "$unit" 2)" ] || { say "docs/security.md has no row for $unit"; continue; }
        same "$unit" user "$(column "$unit" 2)" "$(setting "$unit" User | grep . || echo root)"
        same "$unit" groups "$(column "$unit" 3)" "$(setting "$unit" SupplementaryGroups | grep . || echo -)"
        same "$unit" capabilities "$(column "$unit" 4)" "$(setting "$unit" CapabilityBoundingSet | grep . || echo none)"
        same "$unit" writes "$(column "$unit" 7)" "$(sed -n 's/^ReadWritePaths=//p' "$path" | paste -sd' ' | sed 's/\(^\| \)-/\1/g')"
    done
}

check_sockets() {
    local path unit listen service
    for path in systemd/*.socket; do
        unit=${path#systemd/}
        listen=$(sed -n 's/^Listen[A-Za-z]*=//p' "$path")
        service=$(setting "$unit" Service | grep . || echo "${unit%.socket}.service")
        [[ " $(column "$service" 5) " == *" $listen "* ]] ||
            say "docs/security.md does not name $listen for $service"
        same "$listen" maker "$(column "$listen" 2)" "$unit"
        same "$listen" owner "$(column "$listen" 3)" "$(setting "$unit" SocketUser):$(setting "$unit" SocketGroup |
            grep . || echo root) $(setting "$unit" SocketMode)"
    done
}

check_services
check_sockets
exit "$failed"
