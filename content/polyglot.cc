// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/types.h"

#include <algorithm>
#include <array>

namespace pedell::content
{
namespace
{

using core::Kind;

/// The end of a ZIP that a tolerant reader finds behind anything: its directory lies right before it.
bool ends_as_zip(std::string_view bytes) noexcept
{
    if (bytes.size() < 22)
        return false;
    const std::size_t first = bytes.size() > 0xFFFF + 22 ? bytes.size() - 0xFFFF - 22 : 0;
    for (auto at = find_bytes(bytes, "PK\5\6", first); at != std::string_view::npos;
         at = find_bytes(bytes, "PK\5\6", at + 4)) {
        const std::size_t size = little32(bytes, at + 12);
        if (little16(bytes, at + 10) != 0 && size <= at && stands_at(bytes, at - size, "PK\1\2"))
            return true;
    }
    return false;
}

bool is_raster_or_media(Kind kind) noexcept
{
    return kind == Kind::picture || kind == Kind::audio || kind == Kind::video || kind == Kind::font;
}

struct Mark {
    std::string_view bytes;
    std::string_view kind;
};

/// What readers search for at any place: archives behind a picture, PHP and PHAR within it.
constexpr std::array<Mark, 5> anywhere{{{"__HALT_COMPILER();", "php"},
                                        {"<?php", "php"},
                                        {"Rar!\x1A\x07", "archive"},
                                        {"7z\xBC\xAF\x27\x1C", "archive"},
                                        {"<script", "html"}}};

/// Whether the first two bytes of one of the marks stand at one of `block` places. Written out and free of
/// branches: so the compiler compares sixteen places a step.
template <std::size_t block>
bool any_begins(const char* at) noexcept
{
    static_assert(anywhere.size() == 5);
    unsigned char hits = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const char a = at[i];
        const char b = at[i + 1];
        hits |=
            static_cast<unsigned char>(((a == '_') & (b == '_')) | ((a == '<') & ((b == '?') | (b == 's'))) |
                                       ((a == 'R') & (b == 'a')) | ((a == '7') & (b == 'z')));
    }
    return hits != 0;
}

/// The kind of the first mark, in one pass over all of them; empty: there is none.
std::string_view kind_within(std::string_view bytes) noexcept
{
    constexpr std::size_t block = 64;
    for (std::size_t begin = 0; begin < bytes.size(); begin += block) {
        if (begin + block < bytes.size() && !any_begins<block>(bytes.data() + begin))
            continue;
        const auto end = std::min(begin + block, bytes.size());
        for (std::size_t at = begin; at < end; ++at)
            for (const Mark& mark : anywhere)
                if (bytes[at] == mark.bytes[0] && stands_at(bytes, at, mark.bytes))
                    return mark.kind;
    }
    return {};
}

bool is_script_and_gif(std::string_view bytes) noexcept
{
    const std::string_view behind = slice(bytes, 6, 2);
    return bytes.starts_with("GIF8") && (behind.starts_with('=') || behind == "/*" || is_text(bytes));
}

} // namespace

std::string second_kind(std::string_view bytes, const RealType& real) noexcept
{
    const bool raster = is_raster_or_media(real.kind);
    if (real.kind == Kind::pdf) {
        const auto begin = bytes.find("%PDF-");
        const std::string_view before = bytes.substr(0, std::min(begin, bytes.size()));
        if (before.find_first_not_of(" \t\r\n\f\v\0\xEF\xBB\xBF") != std::string_view::npos)
            return "pdf behind other bytes";
    } else if (raster && bytes.substr(0, 1024 + 5).find("%PDF-") != std::string_view::npos) {
        return "pdf";
    }
    const bool zip_asked =
        raster || real.kind == Kind::pdf || real.kind == Kind::html || real.kind == Kind::svg;
    if (zip_asked && ends_as_zip(bytes))
        return "zip";
    if (is_script_and_gif(bytes))
        return "script";
    if (raster)
        return std::string{kind_within(bytes)};
    return {};
}

} // namespace pedell::content
