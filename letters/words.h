// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "letters/letter.h"

#include <string>
#include <utility>
#include <vector>

/// What a letter says, without how it looks. German and English say the same in the same order.
namespace pedell::letters
{

/// One language's column: a heading and its numbered steps.
struct Column {
    std::string heading;
    std::vector<std::string> steps;
};

/// The first steps of this person: log on, choose a password (P9), never pass it on, files, ask in person
/// (P22).
[[nodiscard]] Column steps_de(const School& school, const Letter& letter);
[[nodiscard]] Column steps_en(const School& school, const Letter& letter);

/// Label and value of how to connect from home; empty: home is not open to this person.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> from_home(const School& school,
                                                                         const Letter& letter);

/// What the QR code holds: login, address and, where home is open, the servers. Never the password.
[[nodiscard]] std::string qr_text(const School& school, const Letter& letter);

} // namespace pedell::letters
