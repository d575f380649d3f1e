#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ring.sh image-smoke|image|image-long: builds the image and boots it in qemu, without KVM (PEDELL_ACCEL=kvm takes it): one
# VM at a time. FILTER: a part of a module's name. What runs ends with this script, however that ends.
set -euo pipefail
# shellcheck source=tools/image/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

modules() {
    case $1 in
        image-smoke) ls tests/image/smoke-*.sh ;;
        image) ls tests/image/smoke-*.sh tests/image/t-*.sh ;;
        image-long) ls tests/image/long-*.sh ;;
    esac
}

# part NAME: one of tools/image/*.sh as a test.
part() {
    local log=$CACHE/log/image-$1.log
    if "$TOOLS/$1.sh" >"$log" 2>&1; then
        echo "1 0 0" >"$RESULTS/image-$1"
        tail -n 1 "$log" >&2
    else
        echo "0 1 0" >"$RESULTS/image-$1"
        say "$1 FAILED"
        tail -n 20 "$log" >&2
    fi
}

cd "$REPO"
mapfile -t MODULES < <(modules "$1" | grep -e "${FILTER:-}")
[ "${#MODULES[@]}" -gt 0 ] || die "no module of $1 is called *${FILTER:-}*" "ls tests/image"
"$TOOLS/build.sh"
lock image
if [ "$1" = image ] && [ -z "${FILTER:-}" ]; then
    # Each counts as a test; the container's own are beside it.
    part again
    part container
fi
rm -f "$IMAGE/ring.counts"
status=0
unshare --net --pid --fork --kill-child=KILL "$TOOLS/in-tools.sh" tests/image/run.sh "${MODULES[@]}" || status=$?
cp "$IMAGE/ring.counts" "$RESULTS/$1"
exit "$status"
