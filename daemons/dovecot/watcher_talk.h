// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"

#include <optional>
#include <string>
#include <string_view>

namespace pedell::dovecot
{

/// The auth-worker's side of the talk with pedell-watch: may this password be tried, and what became of it.
/// The password stays here; what goes out is a hash of it under the watcher's key of this start.
class WatcherTalk
{
public:
    /// False: not now. Absent: the watcher cannot be asked (at most two seconds).
    [[nodiscard]] std::optional<bool> ask(const char* socket, std::string_view address,
                                          std::string_view login, std::string_view password) noexcept;
    /// "right", "wrong" or "unknown"; ends the talk. Without it the watcher counts nothing.
    void tell(std::string_view outcome) noexcept;

private:
    base::Fd connection_;
};

/// HMAC-SHA256 (RFC 2104) of login, NUL and password: its first 16 hexadecimal digits. Empty where it fails.
[[nodiscard]] std::string tag_of(std::string_view key, std::string_view login, std::string_view password);

} // namespace pedell::dovecot
