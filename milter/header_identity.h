// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reach.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::milter
{

/// Beyond these the header is not read any further and counts as unreadable.
inline constexpr std::size_t max_header_bytes = std::size_t{256} * 1024;
inline constexpr std::size_t max_header_fields = 1000;
inline constexpr std::size_t max_mailboxes = 100; ///< in one identity field
inline constexpr std::size_t max_comment_depth = 8;
inline constexpr std::size_t max_line_bytes = 998; ///< RFC 5322 2.1.1; longer ones may be broken on delivery

/// The addresses, in lower case, of a From or Sender field's value, as it stands behind the colon (RFC
/// 5322 3.4 mailbox-list; folded by line ends with or without CR). Absent: not readable for certain.
///
/// Read: display names (words, quoted strings, 8-bit text, dots as in "Dr. Maier"), comments outside of the
/// address, angle brackets, lists. RFC 2047 words are words: what they say names nobody.
/// Refused, because readers differ on them: groups, routes, quoted or spaced local parts, address literals,
/// comments inside an address, an unquoted "@" in a display name, empty list elements, continuation lines of
/// white space only, control characters, 8-bit addresses.
[[nodiscard]] std::optional<std::vector<std::string>> read_mailboxes(std::string_view value);

/// Collects who a message says it is from, field by field, in bounded memory.
///
/// From and Sender are counted and read. Resent-From and Resent-Sender (RFC 5322 3.6.6) also tell the reader
/// who sent it: their mailboxes are judged as Sender's are. Reply-To is no claim of identity and is left to
/// the writer. A field whose name only resembles From or Sender ("From(x)", "Sender\xa0") makes the header
/// unreadable.
class HeaderIdentityReader
{
public:
    /// One field as Postfix hands it over: name without colon, value with its folding.
    void add(std::string_view name, std::string_view value);

    [[nodiscard]] const core::HeaderIdentity& identity() const noexcept
    {
        return identity_;
    }

private:
    void read_into(std::vector<std::string>& mailboxes, std::string_view value);

    core::HeaderIdentity identity_;
    std::size_t bytes_ = 0;
    std::size_t fields_ = 0;
};

} // namespace pedell::milter
