// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "hand/protocol.h"

#include <array>
#include <compare>
#include <filesystem>
#include <map>
#include <string>

namespace pedell::hand
{

/// Whose key it is.
struct Owner {
    FolderKind kind = FolderKind::person;
    std::int64_t id = 0;
    auto operator<=>(const Owner&) const = default;
};

/// "person 12", "class 3": as in the key store and in error contexts (no names there).
[[nodiscard]] std::string text_of(const Owner& owner);

/// One raw fscrypt key; wiped when it goes.
struct Key {
    static constexpr std::size_t size = 64;
    std::array<unsigned char, size> bytes{};

    Key() = default;
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    ~Key();
};

/// The keys of all people and classes: one file of root's, a line a key: "person 12 <128 hex digits>".
///
/// Promises: a new key is on disk before anybody uses it; a destroyed key's bytes are overwritten and synced
///           before the line goes, and the bytes of every file that a rewrite replaces as well. (What a flash
///           disk's own remapping keeps is the disk's: there the volume's encryption below has to help,
///           docs/security.md.)
/// Errors:   denied (others may read the file), corrupt (a line that is not understood: then nothing is
///           written), unavailable.
/// Threads:  one.
class KeyStore
{
public:
    /// A file that does not exist yet is an empty store.
    [[nodiscard]] static base::Result<KeyStore> open(const std::filesystem::path& file);

    /// Absent: nullptr.
    [[nodiscard]] const Key* find(const Owner& owner) const;

    /// The key, made from getrandom(2) where it is absent.
    [[nodiscard]] base::Result<const Key*> ensure(const Owner& owner);

    /// Returns whether there was one.
    [[nodiscard]] base::Result<bool> destroy(const Owner& owner);

    /// There is no file yet, or no longer.
    [[nodiscard]] bool is_absent() const noexcept
    {
        return absent_;
    }
    [[nodiscard]] const std::map<Owner, Key>& all() const noexcept
    {
        return keys_;
    }

private:
    explicit KeyStore(std::filesystem::path file) : file_(std::move(file)) {}
    [[nodiscard]] base::Result<> take_line(std::string_view line);
    [[nodiscard]] base::Result<> rewrite();
    [[nodiscard]] base::Result<> overwrite_line(const Owner& owner) const;

    std::filesystem::path file_;
    std::map<Owner, Key> keys_;
    bool absent_ = false;
};

} // namespace pedell::hand
