// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/grants.h"
#include "core/people.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::registry
{

/// Where an exception stands: asked for, in force, turned down, or over (by its time or by somebody).
enum class GrantState : std::uint8_t { requested, approved, refused, ended };
[[nodiscard]] std::string_view name_of(GrantState state) noexcept; ///< "requested", ...

/// An exception from the limits as the register keeps it, with its history.
struct RecordedGrant {
    std::int64_t number = 0; ///< never given twice
    core::PersonId person;
    core::GrantKind kind = core::GrantKind::upload_size;
    std::int64_t value = 0;
    std::string reason;
    std::string request; ///< the number in a door's refusal ("M-32701"); empty: asked for by hand
    core::Time requested{};
    std::string requested_by;
    GrantState state = GrantState::requested;
    std::optional<core::Time> decided = {};
    std::string decided_by = {};
    std::optional<core::Time> starts = {};
    std::optional<core::Time> ends = {}; ///< of a request: the end that was asked for
    std::string ended_by = {};           ///< empty: nobody ended it before its time
};

/// Somebody asks for an exception for a person.
struct NewGrant {
    std::string login;
    core::GrantKind kind = core::GrantKind::upload_size;
    std::int64_t value = 0;
    std::string reason;
    std::optional<core::Time> until; ///< absent: whoever approves says it, else core::usual_grant
    std::string by;                  ///< "system" or a login
};

/// A refusal of a door that its sender may turn into an exception.
struct DoorRequest {
    std::string number; ///< as the sender read it: the door's letter and a number, "M-32701"
    core::PersonId person;
    core::GrantKind kind = core::GrantKind::upload_size;
    std::int64_t value = 0; ///< the most that was refused that day
    core::Time first{};
    core::Time last{};
};

/// What somebody decided on a request.
struct GrantDecision {
    std::string by;                    ///< "system" or a login: another one than who asked or is meant
    std::optional<core::Time> until;   ///< absent: what was asked for, else core::usual_grant
    std::optional<std::int64_t> value; ///< absent: what was asked for
    std::string reason;                ///< needed where a door asked; else it is added to the request's
};

} // namespace pedell::registry
