// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"
#include "daemons/scand/lru.h"
#include "register/reader.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace pedell::scand
{

/// Who is who, by uidNumber. A role is remembered for five seconds; the register is opened anew when it is
/// another.
class Persons
{
public:
    Persons(std::filesystem::path register_file, std::string domain)
        : register_file_(std::move(register_file)), domain_(std::move(domain))
    {
    }

    /// Absent: a uid that is no person's, or nobody's any more. Errors: unavailable.
    [[nodiscard]] base::Result<std::optional<core::Role>> role_of(uid_t uid);

private:
    struct Known {
        std::optional<core::Role> role;
        std::chrono::steady_clock::time_point since;
    };
    static constexpr std::size_t most_known = 5'000;

    std::filesystem::path register_file_;
    std::string domain_;
    std::optional<registry::Reader> reader_;
    Lru<uid_t, Known> known_{most_known, most_known};
};

/// The person behind a uidNumber; 0: none.
[[nodiscard]] core::PersonId person_behind(uid_t uid) noexcept;

} // namespace pedell::scand
