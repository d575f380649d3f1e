// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/catalogue.h"

#include <cstdint>
#include <cstring>

namespace pedell::cli
{
namespace
{

constexpr std::uint32_t magic = 0x950412de;
constexpr std::uint64_t max_texts = 10'000;

std::optional<std::uint32_t> number_at(std::string_view bytes, std::uint64_t offset)
{
    std::uint32_t number = 0;
    if (offset > bytes.size() || bytes.size() - offset < sizeof number)
        return std::nullopt;

    std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;
}

/// A row of one of the two tables: length and offset of a text.
std::optional<std::string> text_at(std::string_view bytes, std::uint64_t row)
{
    const auto length = number_at(bytes, row);
    const auto offset = number_at(bytes, row + 4);
    if (!length || !offset || *offset > bytes.size() || bytes.size() - *offset < *length)
        return std::nullopt;

    return std::string(bytes.substr(*offset, *length));
}

} // namespace

std::optional<Catalogue> Catalogue::parse(std::string_view bytes)
{
    const auto count = number_at(bytes, 8);
    const auto originals = number_at(bytes, 12);
    const auto translations = number_at(bytes, 16);
    if (number_at(bytes, 0) != magic || !count || !originals || !translations || *count > max_texts)
        return std::nullopt;

    Catalogue catalogue;
    for (std::uint64_t i = 0; i < *count; ++i) {
        auto english = text_at(bytes, *originals + 8 * i);
        auto other = text_at(bytes, *translations + 8 * i);
        if (!english || !other)
            return std::nullopt;

        // The text "" holds the header; an empty translation is none.
        if (!english->empty() && !other->empty())
            catalogue.texts_.emplace(std::move(*english), std::move(*other));
    }
    return catalogue;
}

const char* Catalogue::find(std::string_view english) const
{
    const auto found = texts_.find(english);
    return found == texts_.end() ? nullptr : found->second.c_str();
}

} // namespace pedell::cli
