// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/spool.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace pedell::dovecot
{

/// What the mailbox does with a message that its owner's mail program wants to store (IMAP APPEND).
struct Outcome {
    enum class Answer : std::uint8_t {
        store,
        refuse, ///< NO [CANNOT] text
        later   ///< NO [UNAVAILABLE] text
    };
    Answer answer = Answer::later;
    std::string text = {}; ///< for the person: German, then English; one line of ASCII
    std::string log = {};  ///< one clause, without what the person wrote
};

/// A scan takes up to 20 s; mail programs wait at least a minute.
inline constexpr std::chrono::milliseconds scan_patience{25'000};

/// Asks pedell-scand at `socket` about a whole message in the mailbox of somebody with this role
/// (core::name_of; from the userdb field pedell_role). Never "store" where that could not be asked or the
/// role is not known.
[[nodiscard]] Outcome judge_append(base::Spool& message, std::string_view role,
                                   const std::filesystem::path& socket,
                                   std::chrono::milliseconds patience = scan_patience);

/// Where something else than the answer is missing: the message cannot be read.
[[nodiscard]] Outcome cannot_judge(std::string log);

} // namespace pedell::dovecot
