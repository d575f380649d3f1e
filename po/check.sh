#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# po/check.sh [template]: every text of the CLI has its German translation, with the same fields, and de.po has no
# others. With "template" it prints the current texts, to be merged by hand: msgmerge -U po/de.po <(po/check.sh template)
set -euo pipefail

here=$(dirname "$(realpath "$0")")

texts() {
    (cd "$here/.." && find daemons/cli -name '*.cc' ! -name '*_test.cc' -o -name '*.h' -path 'daemons/cli/*' | sort |
        xgettext --files-from=- --language=C++ --from-code=UTF-8 --omit-header --no-wrap \
            --keyword --keyword=tr:1 --keyword=mark:1 --keyword=fill:1 --output=-)
}

# The fields of a text: "{}", "{:04o}", in their order.
fields() {
    grep -o '{[^}]*}' <<<"$1" | tr '\n' ' ' || true
}

check_fields() {
    local wrong=0 english="" german=""
    while IFS= read -r line; do
        case $line in
            msgid\ *) english=${line#msgid } ;;
            msgstr\ *)
                german=${line#msgstr }
                if [[ $english != '""' && $(fields "$english") != "$(fields "$german")" ]]; then
                    echo "other fields: $english -> $german" >&2
                    wrong=1
                fi
                ;;
        esac
    done < <(msgcat --no-wrap "$here/de.po")
    return "$wrong"
}

command -v xgettext >/dev/null || exit 77
if [[ ${1:-} == template ]]; then
    texts
    exit
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
texts >"$folder/pedell.pot"
msgcmp --no-fuzzy-matching "$here/de.po" "$folder/pedell.pot"
check_fields
unused=$(msgcomm --no-wrap --omit-header --less-than=2 "$here/de.po" "$folder/pedell.pot" | grep '^msgid "..*"' || true)
if [[ -n $unused ]]; then
    printf 'texts that stand only in de.po or only in the code:\n%s\n' "$unused" >&2
    exit 1
fi
