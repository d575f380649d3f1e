#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# slot.sh TREE OUTPUT UUID VERITY_UUID SALT: the tree as one file for a system slot: erofs with its hash tree behind it (dm-verity). Beside it
# OUTPUT.hash (the root hash) and OUTPUT.data (bytes of the erofs, where the hash tree begins). In the root of tools.
set -euo pipefail

tree=$1 output=$2 uuid=$3 verity_uuid=$4 salt=$5

mkfs.erofs --quiet "-T$SOURCE_DATE_EPOCH" --ignore-mtime -U "$uuid" -zlz4hc,9 -C65536 --workers=2 "$output.new" "$tree"
size=$(stat --format=%s "$output.new")
size=$(((size + 4095) / 4096 * 4096))
truncate -s "$size" "$output.new"
echo "$size" >"$output.data"
veritysetup format --salt="$salt" --uuid="$verity_uuid" --hash-offset="$size" --data-blocks=$((size / 4096)) \
    "$output.new" "$output.new" | sed -n 's/^Root hash:[[:space:]]*//p' >"$output.hash"
[ -s "$output.hash" ]
mv "$output.new" "$output"
