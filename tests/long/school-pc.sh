#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# school-pc.sh SCHOOL PC: a Linux PC (instance PC) joins the domain of the appliance (instance SCHOOL), once with SSSD and
# once with winbind. Shows that what hides people from each other in the directory (list-object mode, protected OUs)
# leaves clients working, and hides on a joined PC too. Prints "ok NAME" or "not ok NAME" for each check, the output of
# failed ones to standard error, and "N passed, N failed" at the end. tools/dev/school-pc.sh starts it.
set -uo pipefail

DEV=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../tools/dev" && pwd -P)
INSTANCES=${PEDELL_CACHE:-/var/cache/pedell-dev}/instances
SCHOOL=$1
PC=$2
PEOPLE=$INSTANCES/$SCHOOL/people.csv
# shellcheck source=tests/long/checks.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/checks.sh"

school() {
    "$DEV/enter.sh" "$SCHOOL" "$@"
}

# setsid: what asks for a password must take it from standard input, not from the terminal of whoever runs the tests.
pc() {
    "$DEV/enter.sh" "$PC" setsid --wait "$@"
}

facts() {
    local info=$INSTANCES/$SCHOOL/info.json
    SERVER=$(sed 's/.*"name":"\([^"]*\)".*/\1/' "$info")
    REALM=$(sed 's/.*"realm":"\([^"]*\)".*/\1/' "$info")
    NETBIOS=$(school testparm --suppress-prompt --parameter-name=workgroup 2>/dev/null)
    DOMAIN=${REALM,,}
    BASE=DC=${DOMAIN//./,DC=}
    IFS=, read -r LOGIN SAM _ PASSWORD _ CLASS _ < <(awk -F, '$5 == "pupil"' "$PEOPLE" | sed -n 1p)
    MATE=$(awk -F, -v class="$CLASS" '$5 == "pupil" && $6 == class { print $2 }' "$PEOPLE" | sed -n 2p)
    FOREIGN=$(awk -F, -v class="$CLASS" '$5 == "pupil" && $6 != class { print $6; exit }' "$PEOPLE")
    GROUP=klasse-$CLASS
}

# The password of Administrator is new for each run and stays in two files of root that go with the instances.
hand_out_passwords() {
    local secret
    secret=Aa1-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s\n%s\n' "$secret" "$secret" | school setsid --wait samba-tool user setpassword Administrator >/dev/null 2>&1
    printf '%s' "$secret" | pc sh -c 'umask 077; cat >/run/admin-password'
    printf 'username=Administrator\npassword=%s\n' "$secret" | pc sh -c 'umask 077; cat >/run/admin'
    printf 'username=%s\npassword=%s\n' "$SAM" "$PASSWORD" | pc sh -c 'umask 077; cat >/run/pupil'
}

configure_pc() {
    pc sh -c 'cat >/etc/krb5.conf' <<CONF
[libdefaults]
    default_realm = $REALM
    dns_lookup_kdc = true
    rdns = false
CONF
    pc sh -c 'umask 077; cat >/etc/sssd/sssd.conf' <<CONF
[sssd]
services = nss, pam
domains = $DOMAIN
[domain/$DOMAIN]
id_provider = ad
access_provider = ad
ad_domain = $DOMAIN
ad_hostname = $PC.$DOMAIN
krb5_realm = $REALM
use_fully_qualified_names = false
default_shell = /bin/bash
fallback_homedir = /home/%u
ad_gpo_access_control = enforcing
ad_gpo_map_interactive = +school-pc-sss
CONF
    pc sh -c 'cat >/etc/samba/smb.conf' <<CONF
[global]
    security = ads
    realm = $REALM
    workgroup = $NETBIOS
    idmap config * : backend = tdb
    idmap config * : range = 3000-7999
    idmap config $NETBIOS : backend = rid
    idmap config $NETBIOS : range = 100000-999999
    winbind use default domain = no
CONF
    # One service for each way, so that neither answers in the other's place.
    local way
    for way in sss winbind; do
        printf "%s required pam_$way.so\n" auth account password | pc sh -c "cat >/etc/pam.d/school-pc-$way"
    done
}

# log_in WAY USER PASSWORD: like a log-in at the PC's screen.
log_in() {
    printf '%s\n' "$3" | pc pamtester "school-pc-$1" "$2" authenticate acct_mgmt
}

computers() {
    school ldbsearch -H /var/lib/samba/private/sam.ldb '(objectClass=computer)' sAMAccountName | grep '^sAMAccountName: '
}

# change_password WAY USER: not as root, for whom it would be a reset.
change_password() {
    printf '%s\n' "$PASSWORD" "$1-Neu-4711" "$1-Neu-4711" |
        pc setpriv --reuid=nobody --clear-groups -- pamtester "school-pc-$1" "$2" chauthtok
}

# A lock is "must change the password, and may not": told only to who knows it, and no way in.
check_lock() {
    local way=$1 user=$2
    school pedell person lock "$LOGIN" --reason "long ring" >/dev/null
    check "$way: refuses a locked pupil" within 10 refuses 'new one required' log_in "$way" "$user" "$PASSWORD"
    check "$way: refuses a locked pupil's new password" refuses 'Not permitted to change|Access is denied' \
        change_password "$way" "$user"
    school pedell person unlock "$LOGIN" >/dev/null
    check "$way: lets the pupil in again after the lock" within 10 log_in "$way" "$user" "$PASSWORD"
    check "$way: takes the pupil's new password" change_password "$way" "$user"
    school samba-tool user setpassword "$SAM" --newpassword="$PASSWORD" >/dev/null
}

try_joins_by_pupil() {
    check "join: refused to a pupil by adcli" refuses 'nsufficient (access|permissions)' \
        pc sh -c "printf %s '$PASSWORD' | adcli join -D $DOMAIN -U $SAM --stdin-password --computer-name=ADCLIPUPIL"
    check "join: refused to a pupil by net" refuses 'does not have administrator privileges' \
        pc net ads join -A /run/pupil --no-dns-updates --option='netbios name=NETPUPIL'
    check "join: no machine account came of it" test "$(computers)" = "$before"
    pc rm -f /etc/krb5.keytab /var/lib/samba/private/secrets.tdb
}

try_sssd() {
    pc systemctl disable --quiet --now winbind
    check "sss: the administrator joins the PC" \
        pc adcli join -D "$DOMAIN" -U Administrator --stdin-password --host-fqdn="$PC.$DOMAIN" \
        < <(pc cat /run/admin-password)
    check "sss: starts" pc systemctl restart sssd
    check "sss: knows a pupil with his class" within 20 shows "\($GROUP\)" pc id "$SAM"
    check "sss: knows a class with its members" shows "[:,]$MATE(,|\$)" pc getent group "$GROUP"
    check "sss: lets a pupil in with the right password" log_in sss "$SAM" "$PASSWORD"
    check "sss: refuses a wrong password" refuses 'Authentication' log_in sss "$SAM" "wrong-$PASSWORD"
    check_lock sss "$SAM"
}

leave_sssd() {
    pc systemctl stop sssd
    check "sss: the PC leaves" pc adcli delete-computer -D "$DOMAIN" -U Administrator --stdin-password \
        < <(pc cat /run/admin-password)
    pc sh -c 'rm -rf /etc/krb5.keytab /var/lib/sss/db/* /var/lib/sss/mc/*'
}

try_winbind() {
    local user="$NETBIOS\\$SAM" gid
    check "winbind: the administrator joins the PC" pc net ads join -A /run/admin --no-dns-updates
    check "winbind: starts" pc systemctl restart winbind
    check "winbind: the machine's secret is right (-t)" within 20 pc wbinfo -t
    check "winbind: finds a pupil's SID (-n)" shows 'SID_USER' pc wbinfo -n "$user"
    check "winbind: takes a pupil's password (-a)" shows 'challenge/response password authentication succeeded' \
        pc wbinfo -a "$user%$PASSWORD"
    check "winbind: refuses a wrong password (-a)" refuses 'WRONG_PASSWORD|LOGON_FAILURE' pc wbinfo -a "$user%wrong"
    check "winbind: gets a pupil's ticket (-K)" shows 'succeeded' pc wbinfo -K "$user%$PASSWORD"
    gid=$(pc getent -s winbind group "$NETBIOS\\$GROUP" | cut -d: -f3)
    check "winbind: knows a pupil's class (-r)" shows "^${gid:-none}\$" pc wbinfo -r "$user"
    check "winbind: reads a pupil's group policies" pc net ads gpo list "$SAM" -P
    check "winbind: lets a pupil in with the right password" log_in winbind "$user" "$PASSWORD"
    check_lock winbind "$user"
}

leave_winbind() {
    pc systemctl stop winbind
    check "winbind: the PC leaves" pc net ads leave -A /run/admin
}

# As a pupil who sits at the PC, with nothing but the ticket.
try_as_pupil() {
    local as=(pc env KRB5CCNAME=/run/pupil-ticket) seen
    check "ticket: a pupil gets one" "${as[@]}" kinit "$SAM@$REALM" < <(echo "$PASSWORD")
    local smb=(pc smbclient --use-krb5-ccache=/run/pupil-ticket)
    check "ticket: writes into the own folder" "${smb[@]}" "//$SERVER/home" --command 'put /etc/hostname pc-probe; del pc-probe'
    check "ticket: opens the own class's folder" "${smb[@]}" "//$SERVER/klassen" --command "cd $CLASS; ls"
    seen=$("${smb[@]}" "//$SERVER/klassen" --command ls 2>&1)
    check "ticket: sees the own class's folder" grep -E "^  $CLASS +D" <<<"$seen"
    check "ticket: does not even see another class's folder" not grep -E "^  $FOREIGN +D" <<<"$seen"
    seen=$("${as[@]}" ldapsearch -Q -N -Y GSSAPI -LLL -o ldif-wrap=no -E pr=1000/noprompt -H "ldap://$SERVER" -b "$BASE" \
        '(objectClass=user)' sAMAccountName 2>&1 | sed -n 's/^sAMAccountName: //p')
    check "ticket: LDAP shows the pupil himself" grep -qxF "$SAM" <<<"$seen"
    check "ticket: LDAP shows no other person" \
        not grep -xF -f <(awk -F, -v own="$SAM" 'NR > 1 && $2 != own { print $2 }' "$PEOPLE") <<<"$seen"
}

facts
before=$(computers)
hand_out_passwords
configure_pc
try_joins_by_pupil
try_sssd
try_as_pupil
leave_sssd
try_winbind
leave_winbind
check "end: no machine account is left" not grep -iF " $PC\$" <<<"$(computers)"
conclude
