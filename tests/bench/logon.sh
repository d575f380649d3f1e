#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# logon.sh LOGON_BENCH PEOPLE.CSV, inside the appliance: log-ons with Pedell's gates and without them. Without means:
#   - Samba: the same configuration, but nobody is asked when a session begins (no PAM) or a share is opened (paths that
#     lead to the folders straight away);
#   - Dovecot: a second instance that asks Active Directory for the password and nobody for anything else; mailboxes from a file.
# logon.sh gates plain|gated: switches Samba over; called by LOGON_BENCH between its turns.
set -euo pipefail

readonly root=/run/pedell-bench conf=/etc/samba/smb.conf doors=/run/pedell-gate/doors port=9993

# A new tree connect is served by a child of the smbd that has answered the ping, which it does after the order before it.
gates() {
    case $1 in
        plain)
            sed -e '/obey pam restrictions/d' -e "s#$doors/home,%I,%u#/srv/pedell/homes/%u#" \
                -e "s#$doors/class,%I,%u#/srv/pedell/klassen#" "$root/smb.conf" >"$root/smb.plain"
            if grep -qF -e "$doors" -e 'obey pam' "$root/smb.plain"; then
                echo "logon.sh: smb.conf knows more gates than this bench" >&2
                exit 1
            fi
            cat "$root/smb.plain" >"$conf"
            ;;
        gated) cat "$root/smb.conf" >"$conf" ;;
    esac
    smbcontrol all reload-config
    smbcontrol smbd ping >/dev/null
}

write_dovecot() {
    mkdir -p "$root/dovecot" "$root/state"
    sqlite3 -readonly -separator : /var/lib/pedell/register/register.sqlite \
        "SELECT user, '', uid, gid, '', home, '', '' FROM mailbox" >"$root/people"
    cat >"$root/plain.lua" <<'LUA'
local bind = require "pedell_bind"
function script_init() return 0 end
function script_deinit() end
function auth_password_verify(request, password)
  local who = request.user .. "@" .. os.getenv("PEDELL_DOMAIN")
  local code = bind.check(os.getenv("PEDELL_AD_URI"), os.getenv("PEDELL_AD_CA"), who, password, 5)
  if code == 0 then return dovecot.auth.PASSDB_RESULT_OK, {} end
  return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, nil
end
LUA
    sed -e '/^passdb /,/^}/d' -e '/^userdb /,/^}/d' -e '/^sql/d' -e '/^  unix_listener \/var/,/^  }/d' -e "s/port = 993/port = $port/" \
        -e 's/^  lmtp = yes//' /etc/dovecot/dovecot.conf >"$root/dovecot.conf"
    cat >>"$root/dovecot.conf" <<CF
base_dir = $root/dovecot
state_dir = $root/state
passdb lua {
  lua_file = $root/plain.lua
  use_worker = yes
}
userdb passwd-file {
  passwd_file_path = $root/people
}
CF
}

stop() {
    [ ! -e "$root/smb.conf" ] || gates gated
    timeout 10 doveadm -c "$root/dovecot.conf" stop >/dev/null 2>&1 || true
    rm -rf "$root" /run/pedell-bench-ticket
}

main() {
    local bench=$1 people=$2
    trap stop EXIT
    trap 'exit 1' HUP INT TERM
    stop
    install -d -m 0711 "$root"
    cp -p "$conf" "$root/smb.conf"
    write_dovecot
    dovecot -c "$root/dovecot.conf"
    "$bench" "$people" "$(hostname -f)" "$(testparm --suppress-prompt --parameter-name=realm 2>/dev/null)" "$port" "$0"
}

if [ "$1" = gates ]; then gates "$2"; else main "$@"; fi
