#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ids.sh TREE: every user and group of the tree has a number that is written down: Debian's base-passwd, image/ids or the
# package's own sysusers.d. What /var holds belongs to numbers, and they must be the same in every version.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../dev/lib.sh"

# name:number of a file in the form of passwd(5) or group(5).
numbers() {
    awk -F: '{ print $1 ":" $3 }' "$@"
}

# "u name 440" and "g name 445" of the package's own file.
own() {
    awk -v kinds="$1" '$1 ~ "^[" kinds "]$" { print $2 ":" $3 }' "$REPO/systemd/sysusers.d/pedell.conf"
}

# A user of sysusers.d has a group of its name and number.
check() {
    local file=$1 kinds=$2 loose
    loose=$(numbers "$3/etc/$file" | grep -vxF "$({ numbers "$3/usr/share/base-passwd/$file.master" "$REPO/image/ids/$file"; own "$kinds"; })" || true)
    [ -z "$loose" ] || die "no fixed number in /etc/$file for: ${loose//$'\n'/ }" "write it into image/ids/$file"
}

check passwd u "$1"
check group ug "$1"
