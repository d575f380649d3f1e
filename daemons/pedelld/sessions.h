// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::pedelld
{

/// The sessions of people at the API: in memory alone, gone with a restart.
///
/// Promises: a token is 256 random bits, and only its SHA-256 is kept; it ends after 30 minutes of silence
/// and
///           8 hours at the latest; a person has at most five, the oldest goes first. Tokens are compared in
///           constant time. What a session still allows is the register's question, asked with each request.
/// Threads:  any.
class Sessions
{
public:
    using Steady = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::minutes idle{30};
    static constexpr std::chrono::hours longest{8};
    static constexpr std::size_t most_of_a_person = 5;

    /// A new session; returns its token in hexadecimal digits. Errors: unavailable (no random bytes).
    [[nodiscard]] base::Result<std::string> open(core::PersonId person, Steady now);

    /// Whose it is; counts as a sign of life. Absent: unknown or over.
    [[nodiscard]] std::optional<core::PersonId> use(std::string_view token, Steady now);

    /// How long it can still last at most. Zero: unknown or over.
    [[nodiscard]] std::chrono::seconds left(std::string_view token, Steady now);

    void close(std::string_view token);
    void close_all_of(core::PersonId person);

private:
    using Digest = std::array<std::uint8_t, 32>;
    struct Session {
        Digest digest{};
        core::PersonId person;
        Steady opened;
        Steady used;
    };
    [[nodiscard]] static Digest digest_of(std::string_view token);
    [[nodiscard]] Session* find(std::string_view token);
    void forget_old(Steady now);

    std::mutex mutex_;
    std::vector<Session> sessions_; ///< the oldest first
};

} // namespace pedell::pedelld
