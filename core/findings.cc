// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings.h"

#include <algorithm>
#include <array>

namespace pedell::core
{
namespace
{

template <class T>
struct Named {
    T value;
    std::string_view name;
};

constexpr std::array kinds{Named<Kind>{Kind::unknown, "unknown"},
                           Named<Kind>{Kind::empty, "empty"},
                           Named<Kind>{Kind::text, "text"},
                           Named<Kind>{Kind::message, "message"},
                           Named<Kind>{Kind::html, "html"},
                           Named<Kind>{Kind::xml, "xml"},
                           Named<Kind>{Kind::svg, "svg"},
                           Named<Kind>{Kind::json, "json"},
                           Named<Kind>{Kind::picture, "picture"},
                           Named<Kind>{Kind::audio, "audio"},
                           Named<Kind>{Kind::video, "video"},
                           Named<Kind>{Kind::pdf, "pdf"},
                           Named<Kind>{Kind::document, "document"},
                           Named<Kind>{Kind::school, "school"},
                           Named<Kind>{Kind::archive, "archive"},
                           Named<Kind>{Kind::calendar, "calendar"},
                           Named<Kind>{Kind::contact, "contact"},
                           Named<Kind>{Kind::font, "font"},
                           Named<Kind>{Kind::signature, "signature"},
                           Named<Kind>{Kind::ciphertext, "ciphertext"},
                           Named<Kind>{Kind::tnef, "tnef"},
                           Named<Kind>{Kind::program, "program"},
                           Named<Kind>{Kind::script, "script"},
                           Named<Kind>{Kind::shortcut, "shortcut"},
                           Named<Kind>{Kind::disk_image, "disk_image"},
                           Named<Kind>{Kind::data, "data"}};

constexpr std::array traits{Named<Trait>{Trait::header_malformed, "header_malformed"},
                            Named<Trait>{Trait::header_doubled, "header_doubled"},
                            Named<Trait>{Trait::structure_ambiguous, "structure_ambiguous"},
                            Named<Trait>{Trait::encoding_broken, "encoding_broken"},
                            Named<Trait>{Trait::encoding_unknown, "encoding_unknown"},
                            Named<Trait>{Trait::charset_unreadable, "charset_unreadable"},
                            Named<Trait>{Trait::hidden_block, "hidden_block"},
                            Named<Trait>{Trait::message_fragment, "message_fragment"},
                            Named<Trait>{Trait::message_elsewhere, "message_elsewhere"},
                            Named<Trait>{Trait::content_encoded, "content_encoded"},
                            Named<Trait>{Trait::too_deep, "too_deep"},
                            Named<Trait>{Trait::too_many_parts, "too_many_parts"},
                            Named<Trait>{Trait::too_large_inside, "too_large_inside"},
                            Named<Trait>{Trait::too_long, "too_long"},
                            Named<Trait>{Trait::not_readable, "not_readable"},
                            Named<Trait>{Trait::not_supported, "not_supported"},
                            Named<Trait>{Trait::out_of_bounds, "out_of_bounds"},
                            Named<Trait>{Trait::name_malformed, "name_malformed"},
                            Named<Trait>{Trait::name_misleading, "name_misleading"},
                            Named<Trait>{Trait::name_active, "name_active"},
                            Named<Trait>{Trait::name_device, "name_device"},
                            Named<Trait>{Trait::name_climbs, "name_climbs"},
                            Named<Trait>{Trait::name_differs, "name_differs"},
                            Named<Trait>{Trait::archive_encrypted, "archive_encrypted"},
                            Named<Trait>{Trait::archive_split, "archive_split"},
                            Named<Trait>{Trait::archive_inconsistent, "archive_inconsistent"},
                            Named<Trait>{Trait::archive_link, "archive_link"},
                            Named<Trait>{Trait::program_inside, "program_inside"},
                            Named<Trait>{Trait::script_inside, "script_inside"},
                            Named<Trait>{Trait::shortcut_inside, "shortcut_inside"},
                            Named<Trait>{Trait::disk_image_inside, "disk_image_inside"},
                            Named<Trait>{Trait::macro, "macro"},
                            Named<Trait>{Trait::embedded_object, "embedded_object"},
                            Named<Trait>{Trait::remote_content, "remote_content"},
                            Named<Trait>{Trait::dynamic_data, "dynamic_data"},
                            Named<Trait>{Trait::document_encrypted, "document_encrypted"},
                            Named<Trait>{Trait::document_script, "document_script"},
                            Named<Trait>{Trait::document_action, "document_action"},
                            Named<Trait>{Trait::document_file, "document_file"},
                            Named<Trait>{Trait::html_active, "html_active"},
                            Named<Trait>{Trait::svg_active, "svg_active"},
                            Named<Trait>{Trait::calendar_active, "calendar_active"},
                            Named<Trait>{Trait::polyglot, "polyglot"},
                            Named<Trait>{Trait::message_encrypted, "message_encrypted"},
                            Named<Trait>{Trait::picture_huge, "picture_huge"},
                            Named<Trait>{Trait::contact_large, "contact_large"},
                            Named<Trait>{Trait::link, "link"},
                            Named<Trait>{Trait::link_disguised, "link_disguised"},
                            Named<Trait>{Trait::link_scheme, "link_scheme"}};

template <class T, std::size_t N>
std::string_view name_in(const std::array<Named<T>, N>& table, T value) noexcept
{
    const auto* const row = std::ranges::find(table, value, &Named<T>::value);
    return row == table.end() ? std::string_view{} : row->name;
}

template <class T, std::size_t N>
std::optional<T> value_in(const std::array<Named<T>, N>& table, std::string_view name) noexcept
{
    const auto* const row = std::ranges::find(table, name, &Named<T>::name);
    return row == table.end() ? std::nullopt : std::optional(row->value);
}

} // namespace

std::string_view name_of(Kind kind) noexcept
{
    return name_in(kinds, kind);
}

std::string_view name_of(Trait trait) noexcept
{
    return name_in(traits, trait);
}

std::optional<Kind> kind_from(std::string_view name) noexcept
{
    return value_in(kinds, name);
}

std::optional<Trait> trait_from(std::string_view name) noexcept
{
    return value_in(traits, name);
}

} // namespace pedell::core
