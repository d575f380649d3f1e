// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/access.h"
#include "core/people.h"
#include "core/reach.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pedell::registry
{

/// What one person is called.
struct PersonNames {
    std::string login;
    std::string given;
    std::string surname;
    bool operator==(const PersonNames&) const = default;
};

/// Read-only view of the register for the doors (milter, gate, password check). Rows whose `until` has passed
/// count as not allowed.
///
/// Errors: unavailable (locked longer than the busy time, file gone): the door defers or denies.
/// Threads: one Reader per thread at a time.
class Reader
{
public:
    /// Read-only; waits for a lock at most `busy`. Errors: unavailable, with the command that helps (pedell
    /// doctor).
    [[nodiscard]] static base::Result<Reader> open(const std::filesystem::path& file, std::string mail_domain,
                                                   std::chrono::milliseconds busy = std::chrono::seconds{5});
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    /// The person behind a SASL login ("anna.mueller" or "anna.mueller@domain") who comes by this channel.
    /// Absent: no such login.
    [[nodiscard]] base::Result<std::optional<core::Sender>> sender(const std::string& login,
                                                                   core::Channel channel, core::Time now);

    /// All final recipients of one address: persons, classes and aliases expanded, loops cut, at most depth 8
    /// and 10,000 finals (beyond: over_limit). An address of another domain is itself, not a member. Unknown:
    /// empty. Members of a class or an alias who have no mail now are left out, as in Postfix's tables: one
    /// locked pupil must not make the class unreachable. A person who is written to directly comes with
    /// mail_allowed = false.
    [[nodiscard]] base::Result<std::vector<core::Recipient>> expand(const std::string& address,
                                                                    core::Time now);

    /// May the account with this sAMAccountName use this service from there? Absent: no such account.
    [[nodiscard]] base::Result<std::optional<core::Access>>
    access_by_sam(const std::string& sam, core::Service service, core::Channel channel, core::Time now);

    /// The role of the account with this sAMAccountName. Absent: no such account.
    [[nodiscard]] base::Result<std::optional<core::Role>> role_by_sam(const std::string& sam);

    /// The role of this person. Absent: no such person.
    [[nodiscard]] base::Result<std::optional<core::Role>> role_of(core::PersonId person);

    /// The exceptions in force of the account with this sAMAccountName; none where there is no such account.
    [[nodiscard]] base::Result<std::vector<core::Grant>> grants_by_sam(const std::string& sam,
                                                                       core::Time now);

    /// Whether somebody approved the request with this number of a door ("M-32701").
    [[nodiscard]] base::Result<bool> request_approved(const std::string& number);

    /// What an account with this sAMAccountName is called. Absent: no such account.
    [[nodiscard]] base::Result<std::optional<PersonNames>> names_by_sam(const std::string& sam);

    /// The file that was opened is still the one at the path (after a restore it is not: open again).
    [[nodiscard]] bool current() const;

private:
    struct State;
    explicit Reader(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> state_;
};

} // namespace pedell::registry
