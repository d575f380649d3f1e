# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Named checks for scripts: "ok NAME" or "not ok NAME" each, the output of failed ones on standard error.

passed=0
failed=0

# check NAME COMMAND...: standard input is the command's.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "not ok $name"
        printf '%s: %s\n%s\n' "$name" "$*" "$output" >&2
        failed=$((failed + 1))
    fi
}

not() {
    ! "$@"
}

# shows PATTERN COMMAND...: it succeeds, and a line of its output matches.
shows() {
    local pattern=$1 output
    shift
    output=$("$@" 2>&1) || { echo "$output"; return 1; }
    echo "$output"
    grep -qE -e "$pattern" <<<"$output"
}

# refuses PATTERN COMMAND...: it fails, and says so in words that match: not for another reason.
refuses() {
    local pattern=$1 output
    shift
    ! output=$("$@" 2>&1) || { echo "$output"; return 1; }
    echo "$output"
    grep -qE -e "$pattern" <<<"$output"
}

# within SECONDS COMMAND...: the event comes before the deadline.
within() {
    local deadline=$((SECONDS + $1)) output
    shift
    until output=$("$@" 2>&1); do
        [ "$SECONDS" -lt "$deadline" ] || { echo "$output"; return 1; }
        sleep 0.3
    done
}

# conclude: the closing line; its status is that of the whole script.
conclude() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
