#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Documents that name what the code has: verbs and options of the CLI, routes of the API, rules of the mail door,
# the parts of a decision. (Keys of school.toml are compared by settings/keys_test.cc, rights by rights.sh.)
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
failed=0
say() {
    echo "$1" >&2
    failed=1
}

# Verbs and options in the code: add_subcommand("list"), verb("join"), add_flag("--yes"). The man page writes
# "--yes" as "Fl Fl yes".
check_cli() {
    local word
    while read -r word; do
        if [[ $word == --* ]]; then
            grep -qE "Fl Fl ${word#--}( |$)" docs/man/pedell.1 || say "docs/man/pedell.1 does not name the option $word"
        else
            grep -qE "Cm ([a-z]+ )?$word( |$)" docs/man/pedell.1 || say "docs/man/pedell.1 does not name the verb $word"
        fi
        grep -qE -- "[\" ]${word}[\" ]" daemons/cli/completion/pedell ||
            say "daemons/cli/completion/pedell does not complete $word"
    done < <(cat daemons/cli/*_commands.cc | tr -d '\n' |
        grep -oE '(add_subcommand|add_flag|add_option|verb)\( *"[a-z-]+"' |
        grep -E 'add_subcommand|verb|"--' | grep -oE '"[^"]+"' | tr -d '"' | sort -u)
}

routes_of_the_code() {
    grep -hoE '"(GET|POST|PATCH|PUT|DELETE)", "/v1/[^"]*"' daemons/pedelld/router.cc | tr -d '",'
    echo "POST /v1/login" # answered by the doorkeeper, before there is a session
}

# "/v1/people/{login}:" and below it "get:", as "GET /v1/people/{}".
routes_of_the_description() {
    awk '/^  \/v1\// { path = $1; sub(/:$/, "", path); gsub(/\{[a-z]+\}/, "{}", path) }
         /^components:/ { exit }
         /^    (get|post|patch|put|delete):/ { method = $1; sub(":", "", method); print toupper(method), path }' docs/api/openapi.yaml
}

check_api() {
    diff <(routes_of_the_code | sort) <(routes_of_the_description | sort) >&2 ||
        say "routes of daemons/pedelld/router.cc (<) and docs/api/openapi.yaml (>) differ"
}

check_rules() {
    local rule
    while read -r rule; do
        grep -q "\`$rule\`" docs/flow.md || say "docs/flow.md does not name the rule $rule of milter/door.cc"
        grep -q "^///     $rule " milter/door.h || say "milter/door.h does not name the rule $rule"
    done < <(grep -oE 'Rule\{"[a-z_]+"' milter/door.cc | cut -d'"' -f2 | sort -u)
}

check_content_rules() {
    local rule page=docs/admin/inhalt.md
    while read -r rule; do
        grep -q "^| \`$rule\` |" "$page" || say "$page does not name the rule $rule"
    done < <(sed -nE 's/.*Row\{ContentRule::([a-z_]+).*/\1/p' core/judge_text.cc | grep -vx none)
    while read -r rule; do
        sed -n '/nach der Tür/,/^## Einst/p' "$page" | grep -q "\`$rule\`" || say "$page: $rule differs by door"
    done < <(sed -nE 's/.*DoorDifference\{ContentRule::([a-z_]+).*/\1/p' core/judge.cc)
}

check_decisions() {
    local file part
    for file in docs/decisions/*.md; do
        grep -qE "^# $(basename "$file" | cut -c1-4) " "$file" || say "$file: its title does not begin with its number"
        for part in Problem Forces Choice Alternatives Consequences Tested; do
            grep -qE "^$part: " "$file" || say "$file says nothing of: $part"
        done
    done
}

check_cli
check_api
check_rules
check_content_rules
check_decisions
exit "$failed"
