// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "register/grants.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pedell::registry
{

/// Where the mail door writes down what it refused and an exception could allow: a small SQLite file of its
/// own, which pedelld reads and nobody else.
///
/// Promises: survives a killed process (WAL); one row a person, kind and day until it is approved, so that a
///           program that tries on and on fills nothing; at most `most_a_day` rows a person and day; rows
///           older than 30 days are dropped. Numbers are never given twice, not even after the file was lost:
///           a new file begins with the day.
/// Errors:   unavailable (locked, disk full): the refusal stands without a number. Threads: one at a time.
class RequestBook
{
public:
    static constexpr std::chrono::days kept{30};
    static constexpr int most_a_day = 10;

    /// Asked of a number that was given before: whether it was approved, so that more needs a new one.
    using Approved = std::function<base::Result<bool>(const std::string& number)>;

    /// `letter` is the door's, before each of its numbers: 'M' for mail.
    [[nodiscard]] static base::Result<RequestBook> open(const std::filesystem::path& file, char letter,
                                                        core::Time now);
    RequestBook(RequestBook&&) noexcept;
    RequestBook& operator=(RequestBook&&) noexcept;
    ~RequestBook();

    /// Writes one refusal down. Returns its number; nothing where this person has enough for today.
    [[nodiscard]] base::Result<std::optional<std::string>> record(core::PersonId person, core::GrantKind kind,
                                                                  std::int64_t value, core::Time now,
                                                                  const Approved& approved);

private:
    struct State;
    explicit RequestBook(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

/// What stands in a door's book, the newest first; for pedelld, read-only. No file: the door has refused
/// nothing yet. Errors: unavailable, within half a second.
[[nodiscard]] base::Result<std::vector<DoorRequest>> read_requests(const std::filesystem::path& file,
                                                                   core::Time now);

inline constexpr const char* mail_requests_file = "/var/lib/pedell/mail-requests/requests.sqlite";

} // namespace pedell::registry
