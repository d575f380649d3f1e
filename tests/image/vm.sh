# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of lib.sh: one virtual machine at a time. Its disk is a raw file, its cable is tap0 of the ring's own network
# namespace (the VM is 10.98.0.2, the tests are 10.98.0.1, another school PC; 198.51.100.2 is at home), its console is a
# file, and commands reach it by a channel that only this machine's owner can open (shell.sh).

readonly VM_HOST=10.98.0.2

# vm_new NAME BYTES: a disk of that size with the released file flashed to it; VM becomes its folder.
vm_new() {
    VM=$RING/$1
    rm -rf "$VM"
    mkdir -p "$VM"
    zstd --quiet --decompress "$OUT/pedell-$VERSION.raw.zst" -o "$VM/disk.raw" --sparse
    truncate -s "$2" "$VM/disk.raw"
    cp /usr/share/OVMF/OVMF_VARS_4M.fd "$VM/vars.fd"
    export VM
}

# vm_copy NAME: the disk of a school that is set up and was switched off in order (smoke-boot.sh leaves it; where it has not
# run for this version, it is run now), so that not every module begins with a first start.
vm_copy() {
    local ready=$RING/ready-$VERSION
    if [ ! -e "$ready/done" ]; then
        (
            # shellcheck source=tests/image/smoke-boot.sh
            . "$TESTS/smoke-boot.sh"
            test_first_start && test_sets_itself_up && test_switches_off
        ) || fail "no school to begin with"
    fi
    VM=$RING/$1
    rm -rf "$VM"
    mkdir -p "$VM"
    cp --sparse=always "$ready"/* "$VM/"
    export VM
}

# esp COMMAND ARGUMENT...: mtools(1) on the ESP of the disk; names on it begin with "::".
esp() {
    local command=$1 start
    shift
    start=$(sfdisk --json "$VM/disk.raw" 2>/dev/null | jq '.partitiontable.partitions[] | select(.name == "pedell-esp") | .start * 512')
    MTOOLS_SKIP_CHECK=1 "$command" -i "$VM/disk.raw@@$start" "$@"
}

accelerator() {
    case ${PEDELL_ACCEL:-tcg} in
        kvm) echo "-accel kvm -cpu host" ;;
        *) echo "-accel tcg,thread=multi -cpu max" ;;
    esac
}

# vm_start [QEMU-OPTION...]: switches it on. EXTRA_CMDLINE: words for the kernel beside those of the image.
vm_start() {
    local options=()
    read -ra options < <(accelerator)
    rm -f "$VM"/*.sock
    mapfile -t -O "${#options[@]}" options < <(credentials)
    BEGAN=$(date +%s)
    qemu-system-x86_64 "${options[@]}" -smp 2 -m "${MEMORY:-2048}" -machine q35,smm=off -nodefaults -no-user-config \
        -display none -drive "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd" \
        -drive "if=pflash,format=raw,file=$VM/vars.fd" \
        -drive "if=none,id=disk,format=raw,discard=unmap,file=$VM/disk.raw,cache=writeback" \
        -device virtio-blk-pci,drive=disk,bootindex=1 -netdev tap,id=net,ifname=tap0,script=no,downscript=no \
        -device virtio-net-pci,netdev=net,mac=52:54:00:98:00:02 -device virtio-rng-pci -device i6300esb \
        -device virtio-serial-pci -chardev "socket,id=shell,path=$VM/shell.sock,server=on,wait=off" \
        -device virtserialport,chardev=shell,name=org.pedell.test \
        -chardev "socket,id=serial,path=$VM/serial.sock,server=on,wait=off,logfile=$VM/console.log,logappend=off" \
        -serial chardev:serial -no-reboot -pidfile "$VM/pid" -daemonize "$@"
    QEMU=$(cat "$VM/pid")
}

vm_runs() {
    [ -n "${QEMU:-}" ] && kill -0 "$QEMU" 2>/dev/null
}

# vm_end SECONDS: waits until the machine has switched itself off, or wants to start again (-no-reboot ends it then).
vm_end() {
    local deadline=$(($(date +%s) + $1))
    while vm_runs; do
        [ "$(date +%s)" -lt "$deadline" ] || fail "the machine still runs after $1 s"
        sleep 0.5
    done
    QEMU=
}

# vm_off: in order. vm_cut: the plug is pulled.
vm_off() {
    vm_exec 'systemctl --no-block poweroff' >/dev/null
    vm_end 240
}

vm_cut() {
    vm_runs || return 0
    kill -KILL "$QEMU"
    vm_end 10
}

# vm_up [SECONDS]: waits until its start is finished, and prints how long it took. (is-system-running --wait does not come
# back where systemd was reloaded on the way; and what is said before the other side listens is lost.)
vm_up() {
    local deadline=$((BEGAN + ${1:-900})) state=''
    until [ "$state" = running ] || [ "$state" = degraded ]; do
        vm_runs || fail "the machine has ended: $(tail -n 5 "$VM/console.log")"
        [ "$(date +%s)" -lt "$deadline" ] || fail "not up after ${1:-900} s ($state): $(tail -n 5 "$VM/console.log")"
        sleep 1
        state=$(vm_exec 'systemctl is-system-running' 15 2>/dev/null || true)
    done
    echo "up after $(($(date +%s) - BEGAN)) s"
}

# type_line LINE: at the serial console, as somebody types it.
type_line() {
    printf '%s\r' "$1" | nc -N -U "$VM/serial.sock" >/dev/null || true
}

# console_says TEXT SECONDS: waits until the console shows it.
console_says() {
    local deadline=$(($(date +%s) + $2))
    until grep -qaF "$1" "$VM/console.log" 2>/dev/null; do
        vm_runs || fail "the machine has ended without saying: $1"
        [ "$(date +%s)" -lt "$deadline" ] || fail "the console does not say: $1"
        sleep 0.5
    done
}
