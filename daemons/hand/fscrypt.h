// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "daemons/hand/keystore.h"

#include <array>
#include <filesystem>
#include <optional>

namespace pedell::hand
{

/// The kernel's name of a key, derived from it (fscrypt.rst, "Key identifiers").
using KeyIdentifier = std::array<unsigned char, 16>;

/// What folders need from the kernel's file encryption; tests put something else in its place.
class Encryption
{
public:
    Encryption() = default;
    Encryption(const Encryption&) = delete;
    Encryption& operator=(const Encryption&) = delete;
    virtual ~Encryption() = default;

    /// Loads a key (again).
    [[nodiscard]] virtual base::Result<KeyIdentifier> load(const Key& key) = 0;
    /// True: the key has left the kernel. False: files are still open, what is open stays readable.
    [[nodiscard]] virtual base::Result<bool> unload(const KeyIdentifier& identifier) = 0;
    /// Under which key a folder lies; absent: not encrypted.
    [[nodiscard]] virtual base::Result<std::optional<KeyIdentifier>> policy_of(int folder) = 0;
    /// Puts an empty folder under a key.
    [[nodiscard]] virtual base::Result<> set_policy(int folder, const KeyIdentifier& identifier) = 0;
};

/// fscrypt v2 policies by ioctl: AES-256-XTS for contents, AES-256-CTS for names, names padded to 32.
class Fscrypt final : public Encryption
{
public:
    /// Errors: not_found, denied (a file system without `encrypt`: names the command that gives it).
    [[nodiscard]] static base::Result<std::unique_ptr<Fscrypt>> open(const std::filesystem::path& school);

    [[nodiscard]] base::Result<KeyIdentifier> load(const Key& key) override;
    /// Tries for 5 s: sessions that were just cut need a moment to close their files.
    [[nodiscard]] base::Result<bool> unload(const KeyIdentifier& identifier) override;
    [[nodiscard]] base::Result<std::optional<KeyIdentifier>> policy_of(int folder) override;
    [[nodiscard]] base::Result<> set_policy(int folder, const KeyIdentifier& identifier) override;

private:
    explicit Fscrypt(base::Fd root) : root_(std::move(root)) {}
    base::Fd root_;
};

} // namespace pedell::hand
