# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of the modules that pull the plug: traffic, and what must be there afterwards.

# traffic: until the machine is gone, mails and files one after the other; what was acknowledged is noted in acked.
traffic() {
    local n=0
    while vm_runs; do
        n=$((n + 1))
        if send_mail teacher pupil "cut-$ROUND-$n" >/dev/null 2>&1; then
            echo "mail cut-$ROUND-$n" >>"$VM/acked"
        fi
        head -c 20000 /dev/urandom >"$VM/part"
        if smb teacher home "put $VM/part cut-$ROUND-$n" >/dev/null 2>&1; then
            echo "file cut-$ROUND-$n $(sha256sum <"$VM/part" | cut -d' ' -f1)" >>"$VM/acked"
        fi
    done
}

# One start, traffic, and the plug is pulled after a moment nobody knows.
cut_in_traffic() {
    local seconds=$((RANDOM % 30 + 15)) sender
    vm_start
    vm_up 900
    traffic &
    sender=$!
    sleep "$seconds"
    vm_cut
    wait "$sender" || true
    echo "cut after $seconds s of traffic; $(wc -l <"$VM/acked") acknowledged so far"
    [ -s "$VM/acked" ] || fail "nothing was acknowledged: no traffic"
}

# Every acknowledged mail and file is there; files whole. A mail is acknowledged by the answer to DATA, a file by the answer
# to its close (the shares use syncops).
all_there() {
    local kind name sum
    imap pupil 'FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])' | tr -d '\r' >"$VM/subjects" || true
    rm -rf "$VM/back"
    mkdir "$VM/back"
    smb teacher home "lcd $VM/back; prompt; mget cut-*" >"$VM/smb.log" 2>&1 || fail "$(tail -n 3 "$VM/smb.log")"
    while read -r kind name sum; do
        case $kind in
            mail) grep -q "^Subject: $name\$" "$VM/subjects" || has_mail pupil "$name" 60 || fail "lost: mail $name" ;;
            file)
                [ -e "$VM/back/$name" ] || fail "lost: file $name"
                expect "content of $name" "$(sha256sum <"$VM/back/$name" | cut -d' ' -f1)" "$sum"
                ;;
        esac
    done <"$VM/acked"
    echo "$(cut -d' ' -f1 "$VM/acked" | sort | uniq -c | xargs) acknowledged, all there"
}

consistent() {
    vm_exec 'samba-tool dbcheck --cross-ncs' >"$VM/dbcheck" 2>&1 || fail "dbcheck: $(tail -n 3 "$VM/dbcheck")"
    grep -q '(0 errors)' "$VM/dbcheck" || fail "dbcheck: $(tail -n 3 "$VM/dbcheck")"
    expect register "$(vm_exec 'sqlite3 "file:/var/lib/pedell/register/register.sqlite?mode=ro" "pragma integrity_check"')" ok
    expect "failed units" "$(vm_exec 'systemctl list-units --state=failed --no-legend --plain | cut -d" " -f1')" ""
}
