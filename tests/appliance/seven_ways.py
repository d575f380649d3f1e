# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries passwords in the appliance on seven ways; standard input: {"sam", "login", "upn", "base", "host", "realm", "passwords": [...]}.

Prints one JSON object a password: {"way": true (taken) or false or a fault as text, ...}. One process for all of it: samba-tool, SAMR and
LDAP each need longer to start than to answer. What was taken must also open the account, byte for byte, and is then replaced by `base`.
"""
import json
import os
import socket
import subprocess
import sys

import ldb
from samba.auth import system_session
from samba.credentials import DONT_USE_KERBEROS, Credentials
from samba.netcmd.main import samba_tool
from samba.param import LoadParm
from samba.samdb import SamDB

RESET = ["pedell", "person", "reset-password", "--identity", "Probe", "--password-stdin"]
ADMINISTRATOR = "probe-administrator"
ADMINISTRATOR_PASSWORD = "Turmuhr-Lampe-5518"

task = json.load(sys.stdin)
lp = LoadParm()
lp.load_default()
lp.set("log level", "0")
lp.set("tls verify peer", "ca_and_name")  # the school's CA has no list of revoked ones

# samba-tool talks on both, some of it past Python: the answers have a descriptor of their own.
answers = os.fdopen(os.dup(1), "w")
nowhere = os.open(os.devnull, os.O_WRONLY)
os.dup2(nowhere, 1)


def directory(user, password):
    """An LDAPS connection by simple bind; LdbError where the password is wrong."""
    who = Credentials()
    who.guess(lp)
    who.set_kerberos_state(DONT_USE_KERBEROS)
    who.set_bind_dn(user)
    who.set_password(password)
    return SamDB(url="ldaps://" + task["host"], credentials=who, lp=lp)


def modify(connection, dn, changes):
    """True: taken; false: LDAP_CONSTRAINT_VIOLATION (19), the answer of the password policy."""
    message = ldb.Message(dn)
    for number, (flag, password) in enumerate(changes):
        element = ldb.MessageElement([f'"{password}"'.encode("utf-16-le")], flag, "unicodePwd")
        message[str(number)] = element
    try:
        connection.modify(message)
        return True
    except ldb.LdbError as fault:
        return False if fault.args[0] == ldb.ERR_CONSTRAINT_VIOLATION else str(fault.args)


def run(command, *lines):
    """The exit status is the answer; a newline ends each line."""
    return subprocess.run(command, input="".join(line + "\n" for line in lines).encode(), capture_output=True, timeout=20,
                          check=False).returncode == 0


def by_cli(password):
    return run([*RESET, task["login"]], password)


def by_api(password):
    body = json.dumps({"password": password, "identity": "Probe"}).encode()
    with socket.socket(socket.AF_UNIX) as line:
        line.connect("/run/pedell/api.sock")
        line.sendall(f"POST /v1/people/{task['login']}/reset-password HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                     f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        status = int(line.makefile().readline().split()[1])
    return {200: True, 400: False}.get(status, f"HTTP status {status}")


def by_kpasswd(password):
    return run(["kpasswd", task["sam"]], task["base"], password, password)


def by_ldaps_change(password):
    return modify(directory(task["upn"], task["base"]), person,
                  [(ldb.FLAG_MOD_DELETE, task["base"]), (ldb.FLAG_MOD_ADD, password)])


def by_ldaps_reset(password):
    return modify(administrator, person, [(ldb.FLAG_MOD_REPLACE, password)])


def by_samr(password):
    return run(["smbpasswd", "-s", "-r", task["host"], "-U", task["sam"]], task["base"], password, password)


def by_samba_tool(password):
    return not samba_tool("user", "setpassword", task["sam"], "--newpassword=" + password)


WAYS = {"CLI": by_cli, "API": by_api, "kpasswd": by_kpasswd, "LDAPS change": by_ldaps_change, "LDAPS reset": by_ldaps_reset,
        "SAMR": by_samr, "samba-tool": by_samba_tool}


def attempt(way, password):
    answer = way(password)
    if answer is not True:
        return answer
    try:
        directory(task["upn"], password)
    except ldb.LdbError as fault:
        # What the caretaker sets has to be changed (773); that is told only after the right password.
        answer = True if "data 773" in str(fault) else "taken, but it does not open the account"
    back = modify(administrator, person, [(ldb.FLAG_MOD_REPLACE, task["base"])])
    return answer if back is True else f"the old password does not come back: {back}"


local = SamDB(lp=lp, session_info=system_session())
person = local.search(expression=f"(sAMAccountName={ldb.binary_encode(task['sam'])})", attrs=["dn"])[0].dn
samba_tool("user", "delete", ADMINISTRATOR)
samba_tool("user", "create", ADMINISTRATOR, ADMINISTRATOR_PASSWORD)
try:
    samba_tool("group", "addmembers", "Domain Admins", ADMINISTRATOR)
    administrator = directory(f"{ADMINISTRATOR}@{task['realm']}", ADMINISTRATOR_PASSWORD)
    modify(administrator, person, [(ldb.FLAG_MOD_REPLACE, task["base"])])
    for text in task["passwords"]:
        print(json.dumps({name: attempt(way, text) for name, way in WAYS.items()}), file=answers, flush=True)
finally:
    samba_tool("user", "delete", ADMINISTRATOR)
