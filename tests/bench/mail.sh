#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# mail.sh MAIL_BENCH PEOPLE.CSV, inside the appliance: two throw-away Postfix instances that differ in the milter alone; mail ends in
# discard(8), under the name of the transport to mailboxes. XCLIENT stands for the log-in, so that both sides do the same work but for the milter.
set -euo pipefail

readonly bench=$1 people=$2
readonly root=/var/lib/pedell-bench

make_instance() {
    local name=$1 port=$2 milter=$3
    mkdir -p "$root/$name/etc" "$root/$name/data" "$root/$name/queue"
    cat >"$root/$name/etc/main.cf" <<CF
compatibility_level = 3.10
queue_directory = $root/$name/queue
data_directory = $root/$name/data
maillog_file = $root/$name/log
maillog_file_prefixes = $root
mynetworks = 127.0.0.0/8
inet_interfaces = loopback-only
inet_protocols = ipv4
mydestination =
local_recipient_maps =
virtual_mailbox_domains = $(postconf -h virtual_mailbox_domains)
virtual_mailbox_maps = $(postconf -h virtual_mailbox_maps)
virtual_transport = lmtp:
default_transport = error:bench
smtpd_authorized_xclient_hosts = 127.0.0.1
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_rate_limit = 0
smtpd_milters = $milter
milter_default_action = tempfail
milter_macro_daemon_name = submission
alias_maps =
alias_database =
CF
    sed -e '/^[a-z].*inet/d' -e '/^pickup/d' -e '/^lmtp/d' -e '/^[[:space:]]/d' /usr/share/postfix/master.cf.dist |
        awk '$5 == "y" || $5 == "n" { if ($5 == "y") $5 = "n" } { print }' >"$root/$name/etc/master.cf"
    cat >>"$root/$name/etc/master.cf" <<CF
127.0.0.1:$port inet n - n - - smtpd
lmtp unix - - n - - discard
postlog unix-dgram n - n - 1 postlogd
CF
    chown postfix "$root/$name/data"
}

stop() {
    for name in plain gated; do
        postfix -c "$root/$name/etc" stop >/dev/null 2>&1 || true
    done
    rm -rf "$root"
}

main() {
    trap stop EXIT
    stop
    make_instance plain 2601 ""
    make_instance gated 2602 unix:/run/pedell-milter/milter.sock
    for name in plain gated; do
        postfix -c "$root/$name/etc" start >/dev/null 2>&1
    done
    "$bench" "$people" 2601 2602
}

main
