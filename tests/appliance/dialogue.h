// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace pedell::appliance
{

/// Plays one dialogue file and returns what went wrong, empty where nothing did.
///
/// A file is named *.smtp (465) or *.imap (993) and has lines
///
///     # why this dialogue stands here
///     c: what the client says         \xNN, \r, \n, \0 are bytes; no CRLF is added after a trailing "\c"
///     s: what the server must answer  a prefix of the reply's last line
///     s~ the same                     a regular expression on the whole reply
///
/// {pupil}, {classmate}, {other}, {teacher}, {head}, {device} stand for login names; with .mail, .password,
/// .plain (SASL PLAIN in base64) behind it for these; {domain} and {name} for the school's.
[[nodiscard]] std::string play(const std::filesystem::path& file);

/// Makes one GoogleTest case of each file under tests/appliance/dialogues.
void list_dialogues();

} // namespace pedell::appliance
