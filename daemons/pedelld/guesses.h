// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <sys/types.h>

namespace pedell::pedelld
{

/// Wrong passwords at the API, counted by login and by the user id that calls: ten within ten minutes, then
/// "try later". No account in Active Directory is locked by that. Root is counted by login alone: it has no
/// need to guess, and a program of root's may ask for many.
/// Threads: one at a time.
class Guesses
{
public:
    using Steady = std::chrono::steady_clock::time_point;
    static constexpr std::size_t most = 10;
    static constexpr std::chrono::minutes window{10};

    /// Before a password is tried: counts it as wrong until `forgive`, so that attempts at the same time
    /// count too. Returns how long to wait; absent: go on.
    [[nodiscard]] std::optional<std::chrono::seconds> admit(const std::string& login, uid_t uid, Steady now);

    /// The last one admitted was right, or could not be judged.
    void forgive(const std::string& login, uid_t uid);

private:
    /// "login NAME" or "uid N" -> when.
    std::map<std::string, std::deque<Steady>> tries_;
};

} // namespace pedell::pedelld
