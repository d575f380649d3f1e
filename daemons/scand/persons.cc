// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/persons.h"

namespace pedell::scand
{

using base::Result;
using Clock = std::chrono::steady_clock;

namespace
{

constexpr std::int64_t most_persons = 98'999;
constexpr std::chrono::seconds remembered{5};
constexpr std::chrono::milliseconds patience{300};

} // namespace

core::PersonId person_behind(uid_t uid) noexcept
{
    const auto id = std::int64_t{uid} - core::uid_base;
    return {id > 0 && id <= most_persons ? id : 0};
}

Result<std::optional<core::Role>> Persons::role_of(uid_t uid)
{
    const auto person = person_behind(uid);
    if (person.value == 0)
        return std::optional<core::Role>{};
    if (const auto* const known = known_.find(uid);
        known != nullptr && Clock::now() - known->since < remembered)
        return known->role;

    if (!reader_ || !reader_->current()) {
        reader_.reset();
        auto reader = registry::Reader::open(register_file_, domain_, patience);
        if (!reader)
            return std::unexpected(reader.error());
        reader_ = std::move(*reader);
    }
    auto role = reader_->role_of(person);
    if (!role) {
        reader_.reset(); // another time with a fresh one
        return role;
    }
    known_.put(uid, {.role = *role, .since = Clock::now()});
    return role;
}

} // namespace pedell::scand
