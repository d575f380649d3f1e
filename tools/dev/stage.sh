# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of lib.sh: what is done once for the same input, and the key of the input that matters most, the work tree.

# stage NAME KEY COMMAND...: does the command unless it was done for this key; its output goes to log/NAME.log.
# Not to be called behind if, && or ||: bash would then go on after an error inside the command.
stage() {
    local name=$1 key=$2 started=$SECONDS log=$CACHE/log/$1.log beat status
    shift 2
    mkdir -p "$CACHE/stamps" "$CACHE/log"
    if [ "$(cat "$CACHE/stamps/$name" 2>/dev/null)" = "$key" ]; then
        say "$name: unchanged"
        return
    fi
    say "$name: ..."
    rm -f "$CACHE/stamps/$name"
    heartbeat "$name" </dev/null >/dev/null &
    beat=$!
    set +e
    (set -e && "$@") >"$log" 2>&1 </dev/null
    status=$?
    set -e
    kill "$beat"
    wait "$beat" || true
    if [ "$status" != 0 ]; then
        tail -n 40 "$log" >&2
        die "$name failed" "the whole output is in $log"
    fi
    echo "$key" >"$CACHE/stamps/$name"
    say "$name: done in $((SECONDS - started)) s"
}

# heartbeat NAME: a line a minute, so that nobody takes a long stage for a dead one; until SIGTERM.
heartbeat() {
    trap 'kill $!; exit 0' TERM
    while sleep 60 & wait $!; do
        say "$1: still at it"
    done
}

# tree_files [PATH...]: the files of the work tree, zero-terminated: tracked or new, not ignored, not deleted.
tree_files() {
    local file
    git -c safe.directory='*' -C "$REPO" ls-files -z --cached --others --exclude-standard -- "$@" | sort -zu |
        while IFS= read -r -d '' file; do
            [ ! -e "$REPO/$file" ] || printf '%s\0' "$file"
        done
}

# tree_key [PATH...]: changes when any of these files does.
tree_key() {
    tree_files "$@" | (cd "$REPO" && xargs -0 sha256sum) | hash_of
}
