# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of lib.sh: commands in the VM, as root. Nothing of this is in the image: whoever owns a virtual machine may hand
# systemd "credentials" in its SMBIOS tables (systemd.system-credentials(7)), units too. Who can do that owns disk and
# memory anyway; on a real machine the tables are the firmware's.

# What runs in the VM: a line "ID COMMAND(base64)" is answered by "ID STATUS OUTPUT(base64)".
guest_loop() {
    cat <<'EOF'
port=/dev/virtio-ports/org.pedell.test
until [ -e "$port" ]; do sleep 0.2; done
exec 3<>"$port"
while true; do
    read -r id command <&3 || { sleep 0.2; continue; }
    output=$(bash -c "$(base64 -d <<<"$command")" 2>&1 </dev/null 3>&- | base64 -w0; exit "${PIPESTATUS[0]}")
    printf '%s %s %s\n' "$id" "$?" "$output" >&3
done
EOF
}

guest_unit() {
    cat <<'EOF'
[Unit]
Description=commands of the image tests
DefaultDependencies=no
ConditionPathExists=!/etc/initrd-release
[Service]
Environment=HOME=/root
ExecStart=/bin/bash /run/credentials/@system/pedell.test.loop
Restart=always
EOF
}

credential() {
    printf '%s\n' -smbios "type=11,value=io.systemd.credential.binary:$1=$(base64 -w0)"
}

# The options of qemu, one a line.
credentials() {
    guest_loop | credential pedell.test.loop
    guest_unit | credential systemd.extra-unit.pedell-test.service
    printf '[Unit]\nWants=pedell-test.service\n' | credential systemd.unit-dropin.basic.target
    printf '%s\n' -smbios "type=11,value=io.systemd.stub.kernel-cmdline-extra=console=ttyS0 ${EXTRA_CMDLINE:-}"
}

# vm_exec COMMAND [SECONDS]: prints its output, returns its status; 99 where nobody answers.
vm_exec() {
    local id=$RANDOM$RANDOM answer status output nc to
    [ -S "$VM/shell.sock" ] || return 99
    coproc LINE { exec nc -U "$VM/shell.sock" 2>/dev/null; }
    nc=$LINE_PID
    # In a shell of its own, which a machine that has ended may kill by SIGPIPE; bash closes a coprocess's own descriptors there.
    # shellcheck disable=SC2154 # coproc sets it
    exec {to}>&"${LINE[1]}"
    (printf '%s %s\n' "$id" "$(base64 -w0 <<<"$1")" >&"$to") 2>/dev/null || true
    exec {to}>&-
    while read -r -t "${2:-600}" answer status output <&"${LINE[0]}"; do
        [ "$answer" != "$id" ] || break
    done 2>/dev/null
    kill "$nc" 2>/dev/null || true
    wait "$nc" 2>/dev/null || true
    [ "${answer:-}" = "$id" ] || return 99
    base64 -d <<<"$output"
    return "$status"
}
