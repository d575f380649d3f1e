#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh INSTANCE: installs the package into the running appliance, sets it up and loads the demo school, each if
# it was not done with the same input.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

NAME=$1
HERE=$CACHE/instances/$NAME
DEB=$(echo "$CACHE"/deb/pedell_*.deb)
DEMO=$CACHE/deb/demo

inside() {
    "$DEV/enter.sh" "$NAME" "$@"
}

# once WHAT KEY COMMAND: the instance remembers for which key it was done.
once() {
    local what=$1 key=$2 started=$SECONDS status
    shift 2
    [ "$(cat "$HERE/$what.done" 2>/dev/null)" != "$key" ] || return 0
    rm -f "$HERE/$what.done"
    say "$NAME: $what ..."
    set +e
    (set -e && "$@") >"$HERE/$what.log" 2>&1
    status=$?
    set -e
    if [ "$status" != 0 ]; then
        tail -n 30 "$HERE/$what.log" >&2
        die "$what failed" "the whole output is in $HERE/$what.log; ./dev shell looks inside"
    fi
    echo "$key" >"$HERE/$what.done"
    say "$NAME: $what done in $((SECONDS - started)) s"
}

# What it depends on is in the appliance root already (packages-appliance.txt): no network is needed.
package() {
    inside sh -c 'cat >/run/pedell.deb' <"$DEB"
    inside env DEBIAN_FRONTEND=noninteractive dpkg --force-confold --install /run/pedell.deb
    inside rm /run/pedell.deb
}

set_up() {
    inside sh -c 'cat >/etc/pedell/school.toml' <"$DEMO/school.toml"
    inside pedell setup
}

demo_school() {
    inside rm -rf /root/demo-school
    tar -C "$DEMO" -cf - . | inside sh -c 'mkdir -p /root/demo-school && tar -C /root/demo-school -xf -'
    inside pedell import /root/demo-school
}

# The released image has it already, and nothing can be installed there.
[ -n "${PEDELL_BASE:-}" ] || once package "$(hash_of <"$DEB")" package
once setup "$(cat "$DEB" "$DEMO/school.toml" | hash_of)" set_up
if [ -e "$HERE/demo-school.done" ]; then
    cmp -s "$DEMO/people.csv" "$HERE/people.csv" || say "$NAME: the demo school has changed; ./dev up --fresh loads the new one"
else
    once demo-school "$(hash_of <"$DEMO/import.csv")" demo_school
    cp "$DEMO/people.csv" "$HERE/people.csv"
fi
