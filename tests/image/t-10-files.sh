# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What is released, without starting it: acceptance 2, 3, 4, 19.

slot() {
    echo "$OUT/pedell_$VERSION.root"
}

# A word of the command line of the UKI's first profile.
word() {
    [ -e /run/cmdline ] || grep -aoE -m 1 'root=/dev/mapper/root [ -~]+' "$OUT/pedell_$VERSION.efi" >/run/cmdline
    grep -oE "$1=[^ ]+" /run/cmdline | head -n 1 | cut -d= -f2-
}

# The tree, as it is in the released slot.
tree() {
    [ -e "$RING/tree/usr" ] || {
        rm -rf "$RING/tree"
        mkdir -p "$RING"
        fsck.erofs --extract="$RING/tree" --preserve "$(slot)" >/dev/null
    }
    echo "$RING/tree"
}

verified() {
    veritysetup verify --hash-offset="$(word hash-offset)" "$1" "$1" "$(word roothash)"
}

test_3_the_root_hash_names_these_bytes() {
    rm -rf "$RING/tree"
    expect "the hash of the command line" "$(word roothash)" "$(sed -n 's/^roothash //p' "$OUT/pedell-$VERSION.repro")"
    verified "$(slot)" || fail "the slot is not what the command line names"
    cp "$(slot)" "$RING/flipped"
    printf '\377' | dd of="$RING/flipped" bs=1 seek=123456789 conv=notrunc status=none
    ! verified "$RING/flipped" 2>/dev/null || fail "a flipped byte is not noticed"
    rm "$RING/flipped"
}

test_sums_are_signed_by_the_key_in_the_image() {
    (cd "$OUT" && sha256sum --quiet --check SHA256SUMS) || fail "SHA256SUMS"
    mkdir -p -m 0700 /run/gnupg
    GNUPGHOME=/run/gnupg gpg --quiet --batch --import "$(tree)/usr/lib/systemd/import-pubring.gpg"
    GNUPGHOME=/run/gnupg gpg --quiet --batch --trust-model always --verify "$OUT/SHA256SUMS.gpg" "$OUT/SHA256SUMS" 2>/dev/null ||
        fail "not signed by the key in the image"
    expect "keys that may sign" "$(GNUPGHOME=/run/gnupg gpg --batch --list-keys --with-colons | grep -c ^pub)" 1
}

test_2_no_secret_and_nothing_of_the_builder() {
    local found
    found=$(cd "$(tree)" && find . \( -name 'ssh_host_*' -o -name '*.key' -o -name 'random-seed' -o -name 'aliases.db' \
        -o -name '*.tdb' -o -name '*.ldb' -o -name 'credential.secret' -o -name '.bash_history' \) -type f ! -path './usr/share/samba/*')
    expect "files that may be secret" "$found" ""
    expect "machine-id" "$(cat "$(tree)/etc/machine-id")" ""
    found=$(grep -rlE 'BEGIN ([A-Z]+ )?PRIVATE KEY' "$(tree)/etc" "$(tree)/usr/share/factory" || true)
    expect "private keys" "$found" ""
    expect "accounts with a password" "$(awk -F: '$2 ~ /^[^*!]/ { print $1 }' "$(tree)/etc/shadow")" ""
    found=$(grep -rlE "^(deb|URIs:) |Acquire::https?::Proxy" "$(tree)/etc/apt" || true)
    expect "the builder's mirrors and proxies" "$found" ""
}

test_4_numbers_of_users_and_groups_are_fixed() {
    local file name number
    for file in passwd group; do
        while IFS=: read -r name _ number _; do
            expect "$file: $name" "$(awk -F: -v n="$name" '$1 == n { print $3 }' "$(tree)/etc/$file")" "$number"
        done <"/pedell/image/ids/$file"
    done
    tools/image/ids.sh "$(tree)" || fail "a number is not written down"
}

test_19_every_package_with_its_source() {
    local list=$OUT/pedell-$VERSION.packages
    [ "$(wc -l <"$list")" -gt 200 ] || fail "only $(wc -l <"$list") packages"
    expect "lines that are not: name version source version" "$(grep -vcE '^[^ ]+ [^ ]+ [^ ]+ [^ ]+$' "$list" || true)" 0
    expect "packages of the tree and of the list" "$(grep -c '^Status: install ok installed' "$(tree)/usr/lib/pedell/dpkg/status")" "$(wc -l <"$list")"
    grep -q '^samba-ad-dc ' "$list" || fail "samba is missing"
}
