# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What all parts of ./dev image share: its version, where things lie, the root of tools.

# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../dev/lib.sh"

IMAGE=$CACHE/image
WORK=$IMAGE/work # the tool root sees both at the same path, and the work tree at /pedell
TOOLS=$REPO/tools/image
export IMAGE WORK TOOLS

# The version: that of the package and a number that only grows, the commits so far (PEDELL_BUILD: another).
image_version() {
    local package
    package=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$REPO/debian/changelog")
    echo "$package.${PEDELL_BUILD:-$(git -c safe.directory='*' -C "$REPO" rev-list --count HEAD)}"
}

# The date in the image: that of the last commit (seconds since 1970).
image_date() {
    git -c safe.directory='*' -C "$REPO" log -1 --format=%ct
}

# fixed_uuid WORD...: always the same for the same words (RFC 9562, version 8).
fixed_uuid() {
    sha256sum <<<"pedell $*" | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-8\3-8\4-\5/'
}

# tool COMMAND...: in the root of tools, with these standard streams.
tool() {
    "$TOOLS/in-tools.sh" "$@"
}

size_of() {
    du --apparent-size -h "$1" | cut -f1
}

VERSION=${PEDELL_VERSION:-$(image_version)}
SOURCE_DATE_EPOCH=$(image_date)
OUT=$IMAGE/$VERSION
export PEDELL_VERSION=$VERSION VERSION SOURCE_DATE_EPOCH OUT
