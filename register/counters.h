// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace pedell::registry
{

/// How many messages each person sent in the running hour: a small SQLite file of the mail door's own.
///
/// Promises: counts survive a killed process (WAL); rows older than a day are dropped.
/// Errors:   unavailable (locked, disk full): the caller answers 4yz. Threads: one Counters per thread at a
/// time.
class Counters
{
public:
    [[nodiscard]] static base::Result<Counters> open(const std::filesystem::path& file);
    Counters(Counters&&) noexcept;
    Counters& operator=(Counters&&) noexcept;
    ~Counters();

    /// Messages of this person in the 3,600 seconds before `now`.
    [[nodiscard]] base::Result<std::int64_t> sent_last_hour(core::PersonId person, core::Time now);
    /// Counts one accepted message.
    [[nodiscard]] base::Result<> count(core::PersonId person, std::int64_t recipients, core::Time now);

private:
    struct State;
    explicit Counters(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

} // namespace pedell::registry
