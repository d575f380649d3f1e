// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "milter/header_identity.h"

#include <string_view>

namespace pedell::milter::testing
{

/// Reads a header block as Postfix hands it over: fields split at line ends that fold nothing, blanks before
/// the colon taken off, up to the empty line or the first line that is no field (there Postfix ends the
/// header).
inline core::HeaderIdentity read_header_block(std::string_view block)
{
    HeaderIdentityReader reader;
    while (!block.empty() && block.front() != '\n' && block.front() != '\r') {
        std::size_t end = block.find('\n');
        while (end != std::string_view::npos && end + 1 < block.size() &&
               (block[end + 1] == ' ' || block[end + 1] == '\t'))
            end = block.find('\n', end + 1);
        auto field = block.substr(0, end);
        block.remove_prefix(end == std::string_view::npos ? block.size() : end + 1);
        if (field.ends_with('\r'))
            field.remove_suffix(1);

        const auto colon = field.find(':');
        if (colon == std::string_view::npos)
            break;

        auto name = field.substr(0, colon);
        while (name.ends_with(' ') || name.ends_with('\t'))
            name.remove_suffix(1);
        reader.add(name, field.substr(colon + 1));
    }
    return reader.identity();
}

} // namespace pedell::milter::testing
