// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/judge.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The cases of tests/corpus/content: bytes, who hands them over where, and what is to be said.
namespace pedell::corpus
{

/// One file of the corpus with its `.verdict` (README.md there says what the lines mean).
struct Case {
    std::filesystem::path file;
    bool message = false; ///< a message as a whole; else a file, which the mail doors see as an attachment
    bool hostile = false; ///< by its folder
    std::string name;     ///< UTF-8, as it is called on a drive or as an attachment
    core::Role role = core::Role::pupil;
    std::vector<core::Door> doors;
    core::Area area = core::Area::mailbox; ///< on a drive; by the mail doors it is always the mailbox
    bool among_staff = false;
    bool macros_among_staff = false; ///< ContentRules
    core::Decision decision = core::Decision::refuse;
    std::vector<core::ContentRule> rules; ///< each of them may be named; empty when it passes
    int line = 0;                         ///< of the list of evasions; 0: of none
    std::string why;
};

/// Reads FILE and FILE.verdict. Throws std::runtime_error with file and line where a verdict is not
/// understood: a case that says nothing would never fail.
[[nodiscard]] Case read_case(const std::filesystem::path& file);

/// All cases of one folder ("messages/hostile"), by name.
[[nodiscard]] std::vector<Case> read_folder(const std::filesystem::path& folder);

/// The chapter of the list of evasions that a line belongs to: "structure", "encodings", "names", "archives",
/// "active", "links", "ways"; "none" for 0.
[[nodiscard]] std::string chapter_of(int line);

/// The bytes as this door's inspection sees them: a file by a mail door becomes the attachment of a message.
[[nodiscard]] std::string bytes_at(const Case& one, core::Door door);

} // namespace pedell::corpus
