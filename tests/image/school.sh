# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of lib.sh: the demo school in the VM, and its people at the doors from outside. School PCs are in 10.0.0.0/8.

# vm_put FILE PATH: a small file from here into the VM.
vm_put() {
    vm_exec "mkdir -p '${2%/*}' && base64 -d >'$2' <<<'$(base64 -w0 "$1")'"
}

# person ROLE COLUMN [N]: of the N-th person of that role; columns as in people.csv: login sam upn password role class mail.
person() {
    awk -F, -v role="$1" -v column="$2" -v n="${3:-1}" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["role"] == role && ++seen == n { print $at[column]; exit }' "$DEMO/people.csv"
}

# The school.toml of the demo school with more lines at its end, onto the ESP, as somebody writes it before the first start.
write_school() {
    { cat "$DEMO/school.toml"; printf '%s\n' "$@"; } >"$VM/school.toml"
    esp mdel ::school.toml
    esp mcopy "$VM/school.toml" ::school.toml
}

# Where the image sets itself up from the ESP there is nothing to do.
set_up() {
    vm_exec 'systemctl cat pedell-firstboot.service >/dev/null 2>&1' ||
        vm_exec 'cp /efi/school.toml /etc/pedell/school.toml && pedell setup' || fail "the set-up failed"
    vm_exec 'test -e /var/lib/pedell/setup.done' || fail "the school is not set up"
}

# The first two people of each role: a processor that is only imitated takes its time.
import_school() {
    awk -F, 'NR == 1 || ++seen[$1] <= 2' "$DEMO/import.csv" >"$VM/import.csv"
    vm_put "$VM/import.csv" /run/demo-school/import.csv
    vm_put "$DEMO/classes.csv" /run/demo-school/classes.csv
    vm_exec 'pedell import /run/demo-school' || fail "the import failed"
    vm_exec 'cat /etc/pedell/tls/ca.pem' >"$VM/ca.pem"
    vm_exec 'hostname -f' >"$VM/fqdn"
}

# send_mail FROM-ROLE TO-ROLE SUBJECT [N]: by submissions (465) with the certificate checked; true when it was accepted.
send_mail() {
    swaks --server "$VM_HOST:465" --tls-on-connect --tls-ca-path "$VM/ca.pem" --timeout 60 --silent 2 \
        --auth-user "$(person "$1" login "${4:-1}")" --auth-password "$(person "$1" password "${4:-1}")" \
        --from "$(person "$1" mail "${4:-1}")" --to "$(person "$2" mail)" --header "Subject: $3" --body "$3"
}

# imap ROLE COMMAND...: over IMAPS, in the INBOX of the first person of that role.
imap() {
    curl --silent --show-error --max-time 60 --cacert "$VM/ca.pem" --resolve "$(cat "$VM/fqdn"):993:$VM_HOST" \
        --user "$(person "$1" login):$(person "$1" password)" "imaps://$(cat "$VM/fqdn")/INBOX" --request "$2"
}

# has_mail ROLE SUBJECT [SECONDS]: waits for it.
has_mail() {
    local deadline=$(($(date +%s) + ${3:-60}))
    until imap "$1" "SEARCH SUBJECT \"$2\"" | grep -q '^\* SEARCH [0-9]'; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 1
    done
}

# smb ROLE SHARE COMMAND [N]: smbclient(1) as the N-th person of that role.
smb() {
    smbclient "//$VM_HOST/$2" --timeout 60 --user "$(person "$1" sam "${4:-1}")%$(person "$1" password "${4:-1}")" --command "$3"
}
