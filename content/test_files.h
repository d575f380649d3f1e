// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Small files of every kind, made by the tests themselves; and a look at them.
namespace pedell::content::testing
{

/// One member of a ZIP, and how its headers lie.
struct Member {
    std::string name;
    std::string bytes;
    std::uint16_t method = 8;  ///< 0 stored, 8 deflated; others are only claimed
    std::uint16_t flags = 0;   ///< 1 encrypted, 8 sizes behind the data
    std::uint32_t mode = 0;    ///< of Unix, with the file's type; 0: made by Windows
    std::string local_name{};  ///< in the own header, if it differs
    std::uint64_t claimed = 0; ///< unpacked size to claim; 0: the true one
};
[[nodiscard]] std::string zip(const std::vector<Member>& members, const std::string& comment = {});

/// One entry of a tar: type '0' file, '2' symbolic link, '1' hard link, '5' folder.
struct Entry {
    std::string name;
    std::string bytes;
    char type = '0';
    std::string target{};
};
[[nodiscard]] std::string tar(const std::vector<Entry>& entries);
[[nodiscard]] std::string gzip(std::string_view bytes);

/// An OOXML document around a main part; `more` are further members.
[[nodiscard]] std::string docx(const std::string& body, std::vector<Member> more = {});
[[nodiscard]] std::string odt(const std::string& content, std::vector<Member> more = {});
[[nodiscard]] std::string epub(const std::string& page, std::vector<Member> more = {});

/// A compound file with these streams; "A/B" lies in the storage A.
[[nodiscard]] std::string ole(const std::vector<std::pair<std::string, std::string>>& streams);

/// A PDF of these objects, numbered from 1; the first is the catalogue.
[[nodiscard]] std::string pdf(const std::vector<std::string>& objects);

[[nodiscard]] std::string png(std::uint32_t width, std::uint32_t height);
[[nodiscard]] std::string jpeg(std::uint16_t width, std::uint16_t height);

/// What a look at a file of this name finds.
[[nodiscard]] core::Findings look_at(const std::string& name, std::string_view bytes);

/// The names of all traits found, sorted, blanks between; kinds of parts that nobody may pass stand there,
/// too.
[[nodiscard]] std::string traits(const core::Findings& findings);

/// One line of a table: what evasion it is, the file, what is to be found ("": nothing, it passes).
struct Case {
    const char* label;
    std::string name;
    std::string bytes;
    std::string traits;
};
void expect(const std::vector<Case>& cases);

} // namespace pedell::content::testing
