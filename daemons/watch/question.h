// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/guesses.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// What is asked on /run/pedell-watch/watch.sock: one message (SOCK_SEQPACKET) a question, words with single
/// blanks between. At the connection we send the key for the tags first.
///
///     ask ADDRESS LOGIN TAG       go | no                  before a password is tried at Active Directory
///     tell right|wrong|unknown    (no answer)              what became of it, on the same connection
///     list                        JSON                     root alone
///     clear [ADDRESS]             {"cleared":N}            root alone
namespace pedell::watch
{

inline constexpr const char* socket_path = "/run/pedell-watch/watch.sock";

struct Ask {
    core::NetAddress address; ///< "-" in the question: nobody knows
    std::string login;
    std::uint64_t tag = 0; ///< keyed hash of login and password: 16 hexadecimal digits
};
struct Tell {
    core::Outcome outcome;
};
struct List {
};
struct Clear {
    std::optional<core::NetAddress> address;
};
using Question = std::variant<Ask, Tell, List, Clear>;

/// Absent: not understood. Pure.
[[nodiscard]] std::optional<Question> parse_question(std::string_view text);

} // namespace pedell::watch
