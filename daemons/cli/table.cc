// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/table.h"

#include <algorithm>
#include <utility>

namespace pedell::cli
{

Table::Table(std::vector<std::string> header)
{
    rows_.push_back(std::move(header));
}

void Table::add(std::vector<std::string> cells)
{
    cells.resize(rows_.front().size());
    rows_.push_back(std::move(cells));
}

std::string Table::text() const
{
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width_of(row[i]));
    }

    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += row[i] + std::string(widths[i] - width_of(row[i]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::size_t width_of(std::string_view text) noexcept
{
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool continuation = (byte & 0xC0U) == 0x80U;
        // U+0300 to U+036F, as a Mac writes umlauts: 0xCC 0x80 to 0xCD 0xAF.
        const bool combining = byte == 0xCC || (byte == 0xCD && i + 1 < text.size() &&
                                                static_cast<unsigned char>(text[i + 1]) <= 0xAF);
        if (!continuation && !combining)
            ++width;
    }
    return width;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator)
{
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty())
            text += separator;
        text += part;
    }
    return text;
}

} // namespace pedell::cli
