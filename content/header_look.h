// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/parameters.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// An own strict look at header blocks, before any library reads them: whatever two mail programs could read
/// in two ways is a problem here (mail evasions A 1-21, 24, 31, 36, 40, 107). What ordinary mail programs
/// write is none.
namespace pedell::content
{

inline constexpr std::size_t max_fields = 1'000;
inline constexpr std::size_t max_header = 100'000;  ///< bytes; Postfix cuts a field behind 102,400
inline constexpr std::size_t max_field = 60'000;    ///< bytes; a To of a whole school has some 30 KB
inline constexpr std::size_t max_header_line = 998; ///< RFC 5322 2.1.1; longer ones are broken on delivery
inline constexpr std::size_t max_boundary = 70;     ///< RFC 2046 5.1.1

/// How lines end; one message keeps to one way from its first line on.
enum class LineEnd : std::uint8_t { unknown, lf, crlf };

struct Field {
    std::string_view name;  ///< as written
    std::string_view value; ///< behind the colon, folds still in it, without its last line end
};

/// A header block and where the body begins.
struct HeaderBlock {
    std::vector<Field> fields;
    std::string_view body; ///< behind the blank line; empty if there is none
    LineEnd line_end = LineEnd::unknown;
    std::vector<Problem> problems; ///< each trait at most once

    [[nodiscard]] const Field* find(std::string_view name) const noexcept;
};

/// Reads the block at the beginning of `bytes`. `expected`: how the lines of the message around it end.
/// A line that is no field ends the block there: it belongs to the body, as Postfix and Dovecot see it.
[[nodiscard]] HeaderBlock read_header(std::string_view bytes, LineEnd expected);

enum class Encoding : std::uint8_t { identity, base64, quoted_printable, unknown };

/// What the Content- fields of one entity claim.
struct PartHead {
    std::string type;   ///< "text/plain", lower case; the default if nothing is said
    bool typed = false; ///< a Content-Type stands there
    std::string charset;
    bool flowed = false;  ///< RFC 3676: a blank at a line's end means that the next one goes on ...
    bool joined = false;  ///< ... without that blank (DelSp)
    std::string boundary; ///< of multipart/* alone
    Encoding encoding = Encoding::identity;
    std::string encoding_word; ///< lower case
    bool attached = false;     ///< Content-Disposition: attachment
    std::vector<std::string>
        names; ///< of name= and filename=, decoded (RFC 2047, RFC 2231), UTF-8; different ones only
    std::vector<Problem> problems;

    [[nodiscard]] bool is(std::string_view major) const noexcept
    {
        return type.size() > major.size() && type.starts_with(major) && type[major.size()] == '/';
    }
};

/// `default_type`: text/plain, or message/rfc822 inside of multipart/digest.
[[nodiscard]] PartHead read_part_head(const HeaderBlock& block, std::string_view default_type);

} // namespace pedell::content
