// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::cli
{

/// A table for the eye: columns as wide as their widest cell, two blanks between, no blanks at the ends of
/// lines.
class Table
{
public:
    explicit Table(std::vector<std::string> header);
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// Characters, not bytes: what a terminal shows of Latin text in UTF-8. Combining marks take no room.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

/// "a, b, c".
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator = ", ");

} // namespace pedell::cli
