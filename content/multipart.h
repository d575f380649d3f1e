// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/header_look.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::content
{

/// A multipart body cut at its delimiters (RFC 2046 5.1).
struct Sections {
    std::string_view preamble;
    std::vector<std::string_view> parts; ///< header and body each
    std::string_view epilogue;
    bool closed = false; ///< a close delimiter was there; without one the last part goes to the end
    std::vector<std::string> near_misses; ///< lines that only begin like a delimiter, without the two dashes
    std::string problem;                  ///< empty: every reader cuts here
};

/// Cuts at lines that are exactly "--boundary" or "--boundary--", blanks behind them aside. `most`: parts
/// beyond it are not cut any more (one more than `most` is returned then).
[[nodiscard]] Sections cut(std::string_view body, std::string_view boundary, LineEnd line_end,
                           std::size_t most);

} // namespace pedell::content
