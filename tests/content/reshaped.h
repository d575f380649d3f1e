// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Messages that say the same in another shape (RFC 5322, RFC 2046).
namespace pedell::corpus
{

/// A multipart/mixed that is cut without doubt: one boundary, which is no other's beginning, closed once at
/// the end.
struct Mixed {
    std::string head; ///< header and preamble, up to the first delimiter line
    std::vector<std::string> parts;
    std::string tail;      ///< close delimiter and epilogue
    std::string delimiter; ///< the line with its end
};

/// nullopt: not such a message.
[[nodiscard]] std::optional<Mixed> mixed(const std::string& message);

/// The message again.
[[nodiscard]] std::string joined(const Mixed& message);

/// Fields nobody knows behind the first field, so many bytes (0 or at least 12). nullopt: its first lines are
/// no plain field.
[[nodiscard]] std::optional<std::string> padded(const std::string& message, std::size_t bytes);

/// A small picture as an inline part, in lines that end like those of the delimiter.
[[nodiscard]] std::string inline_picture(const std::string& delimiter);

} // namespace pedell::corpus
