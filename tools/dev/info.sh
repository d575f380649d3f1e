#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# info.sh [--json | --write INSTANCE]: the outside contract of CONTRIBUTING.md, for people or for programs.
set -euo pipefail
# shellcheck source=tools/dev/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# write INSTANCE: asks the appliance itself, so that the answer is what is there.
write() {
    local name=$1 here=$CACHE/instances/$1 inside=("$DEV/enter.sh" "$1") host fqdn domain realm
    host=10.97.$(cat "$here/subnet").2
    fqdn=$("${inside[@]}" hostname -f)
    domain=$("${inside[@]}" postconf -h mydomain)
    realm=$("${inside[@]}" testparm --suppress-prompt --parameter-name=realm 2>/dev/null)
    "${inside[@]}" cat /etc/pedell/tls/ca.pem >"$here/ca.pem"
    printf '{"host":"%s","name":"%s","domain":"%s","realm":"%s","ca":"%s","people":"%s","instance":"%s","home_netns":"%s"}\n' \
        "$host" "$fqdn" "$domain" "$realm" "$here/ca.pem" "$here/people.csv" "$name" \
        "/proc/$(cat "$here/home.pid")/ns/net" >"$here/info.json"
}

field() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$HERE/info.json"
}

# person ROLE COLUMN: of the first person of that role.
person() {
    awk -F, -v role="$1" -v column="$2" '$5 == role { print $column; exit }' "$HERE/people.csv"
}

tell() {
    local host pupil
    host=$(field host)
    pupil=$(person pupil 1)
    cat <<TEXT
$(field name)  $host   mail domain $(field domain)   realm $(field realm)
people and passwords  $(field people)
certificate           $(field ca)

  pupil $pupil / $(person pupil 4)     teacher $(person teacher 1) / $(person teacher 4)

Try (swaks, smbclient and curl are in the appliance too: ./dev exec -- ...):
  swaks --server $host:587 --tls --auth-user $pupil --auth-password '$(person pupil 4)' \\
        --from $(person pupil 7) --to $(person teacher 7)
  curl --insecure --user '$(person teacher 1):$(person teacher 4)' imaps://$host/INBOX
  smbclient //$host/klassen --user '$(person pupil 2)%$(person pupil 4)' --command ls
  ./dev exec -- pedell status
TEXT
}

HERE=$CACHE/instances/pedell
if [ "${1:-}" = --write ]; then
    write "$2"
    exit
fi
if [ ! -e "$HERE/info.json" ] || ! "$DEV/enter.sh" pedell true 2>/dev/null; then
    die "the appliance is not running" "./dev up"
fi
if [ "${1:-}" = --json ]; then
    cat "$HERE/info.json"
else
    tell
fi
