// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/resource.h>

namespace pedell::gate
{

/// Why a tree connect is let through or not, as it stands in the log.
enum class Rule : std::uint8_t {
    allowed,
    register_says_no,  ///< locked, no consent, left, erasing, a role without that service
    no_account,        ///< nobody in the register has this sAMAccountName
    machine_elsewhere, ///< a PC's own account needs logon shares alone, and in school alone
    unknown_share,     ///< a share that is not ours
    cannot_decide      ///< register away, settings broken, too slow
};
[[nodiscard]] std::string_view name_of(Rule rule) noexcept;

/// The two shares whose names a school may choose.
struct ShareNames {
    std::string home;
    std::string classes;
};

/// What Samba asks: who, for what.
struct Question {
    std::string sam;      ///< lower case, without the domain
    bool machine = false; ///< a PC's own account, NAME$, or AD's Administrator: not in the register
    core::Service service = core::Service::logon;
    std::string client = {}; ///< numeric address, %I; what is none is not in school
};

/// Reads %u and %S. Samba hands over "DOMAIN\name" and puts '_' where a shell could stumble: "IPC_" is IPC$,
/// "PC01_" is PC01$ (no person's account holds a '_'). The rule that forbids it when there is nothing to ask
/// the register.
struct Reading {
    Rule rule = Rule::cannot_decide; ///< allowed: ask about `question`
    Question question;
};
[[nodiscard]] Reading read_question(std::string_view user, std::string_view share, const ShareNames& names);

/// No limit may be lower: smbd's own shared databases fall under it too.
inline constexpr std::int64_t lowest_file_limit = std::int64_t{64} << 20;

/// The soft RLIMIT_FSIZE of an smbd that carries one more person: the largest of any person on it.
[[nodiscard]] rlim_t raise_limit(rlim_t now, std::int64_t file_bytes) noexcept;

} // namespace pedell::gate
