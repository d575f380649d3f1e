#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# content.sh CONTENT_BENCH, in the bench root (tools/dev/packages-bench.txt): a clamd of its own with a made-up base, then the bench.
set -euo pipefail

readonly bench=$1
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
folder=$(mktemp -d /tmp/content-bench-XXXXXX)
clamd=''

# Without its cache: it would remember the files of the round before, and scand is asked without its own.
start_clamd() {
    printf '%s\n' "LocalSocket $folder/clamd.ctl" "DatabaseDirectory $folder/base" "Foreground yes" "LogFile $folder/clamd.log" \
        "MaxThreads 3" "OfficialDatabaseOnly no" "DisableCache yes" >"$folder/clamd.conf"
    clamd --config-file="$folder/clamd.conf" >"$folder/clamd.out" 2>&1 &
    clamd=$!
    # It listens once its base is read.
    for ((n = 0; n < 600; n++)); do
        [ ! -S "$folder/clamd.ctl" ] || return 0
        kill -0 "$clamd" 2>/dev/null || break
        sleep 0.1
    done
    cat "$folder/clamd.out" "$folder/clamd.log" >&2
    return 1
}

stop() {
    [ -z "$clamd" ] || { kill "$clamd" && wait "$clamd"; } 2>/dev/null || true
    rm -rf "$folder"
}

trap stop EXIT
python3 "$here/content_inputs.py" "$folder"
start_clamd
"$bench" "$folder" "$folder/clamd.ctl"
