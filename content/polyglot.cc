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

/// What readers search for at any place: archives behind a picture, PHP and PHAR within it.
constexpr std::array<std::string_view, 5> anywhere{"__HALT_COMPILER();", "<?php", "Rar!\x1A\x07",
                                                   "7z\xBC\xAF\x27\x1C", "<script"};

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
        for (const std::string_view mark : anywhere)
            if (find_bytes(bytes, mark) != std::string_view::npos)
                return mark == "<script"                                   ? "html"
                       : mark.starts_with("Rar") || mark.starts_with("7z") ? "archive"
                                                                           : "php";
    return {};
}

} // namespace pedell::content
