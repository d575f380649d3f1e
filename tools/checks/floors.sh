#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every include goes down the floors (docs/decisions, CONTRIBUTING.md): a room may include itself and those before it.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

readonly floors=(base core strength settings register directory hand scan milter letters content)

# Libraries that one room alone may name.
readonly -A alone=([soci]=register [sqlite]=register [ldap.h]=directory [libmilter]=milter [toml++]=settings [libsmbclient]=filesync [zxcvbn]=strength [cairo]=letters [pango]=letters [qrencode]=letters [gmime]=content [archive.h]=content [archive_entry.h]=content [qpdf]=content [gsf]=content [gumbo]=content [libxml]=content)

failed=0
say() {
    echo "$1" >&2
    failed=1
}

floor_of() {
    local i
    for i in "${!floors[@]}"; do
        [ "${floors[i]}" = "$1" ] && { echo "$i"; return; }
    done
    echo -1
}

check_own_includes() {
    local file room included mine theirs
    while IFS=: read -r file _ included; do
        room=${file%%/*}
        included=${included#*\"}
        included=${included%\"*}
        mine=$(floor_of "$room")
        theirs=$(floor_of "${included%%/*}")
        if [[ $included == daemons/* ]]; then
            [[ ${file%/*} == "${included%/*}" || $file == daemons/cli/* && $included == daemons/setup/* ||
                $file == daemons/cli/* && $included == daemons/update/* || $file == daemons/update/* && $included == daemons/setup/* ]] ||
                say "$file includes $included: no daemon is included by another"
        elif [ "$mine" -ge 0 ] && [ "$theirs" -gt "$mine" ]; then
            say "$file includes $included: ${included%%/*} stands above $room"
        fi
    done < <(git grep -nE '^#include "[a-z]+/' -- '*.cc' '*.h' | grep -v '^tests/')
    # letters is a printing press: it knows neither rules nor people.
    if git grep -nE '^#include "(core|settings|register|directory|hand|scan|milter)/' -- letters >&2; then
        say "letters/ knows base alone"
    fi
    # content looks at bytes: it knows neither the school's register and settings nor who sent them.
    ! git grep -nE '^#include "(settings|register|directory|hand|scan|milter|letters|strength)/' -- content >&2 ||
        say "content/ knows base and core alone"
    # <linux/magic.h> is another one.
    ! git grep -nE '^#include <magic\.h>' -- '*.cc' '*.h' ':!content' >&2 || say "only content/ may name libmagic"
    # hand and milter are doors of different houses: the milter knows neither register, directory nor hand.
    if git grep -nE '^#include "(register|directory|hand|settings)/' -- milter >&2; then
        say "milter/ knows libmilter and core alone"
    fi
}

check_libraries() {
    local library file
    for library in "${!alone[@]}"; do
        while read -r file; do
            [[ $file == ${alone[$library]}/* || $file == tests/* || $file == daemons/dovecot/* ]] ||
                say "$file names $library: only ${alone[$library]}/ may"
        done < <(git grep -lE "^#include <([^>]*/)?${library//+/\\+}" -- '*.cc' '*.h')
    done
}

check_pure_heart() {
    local forbidden='<(fstream|iostream|filesystem|thread|mutex|unistd\.h|fcntl\.h|sys/|cstdlib|ctime|syslog\.h|systemd/)'
    if git grep -nE "^#include $forbidden" -- 'core/*.h' 'core/*.cc' | grep -vE '_(test|fuzz)\.cc:' >&2; then
        say "core/ is pure: no file, socket, clock, environment or log"
    fi
    if git grep -nE '(system_clock|steady_clock)::now|getenv|\btime\((NULL|nullptr)' -- 'core/*.h' 'core/*.cc' | grep -vE '_test\.cc:' >&2; then
        say "core/ has no clock and no environment: they come as arguments"
    fi
}

check_own_includes
check_libraries
check_pure_heart
exit "$failed"
