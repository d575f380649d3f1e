// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <format>
#include <string>
#include <string_view>

/// What a person reads, in the language of LANG (gettext, domain "pedell"; po/de.po). Texts in the code are
/// English.
namespace pedell::cli
{

/// Takes the language from the environment, else from school.toml, once, at the start.
void choose_language();

/// By LC_ALL, LC_MESSAGES, LANG, in this order, then the school's own locale; the first that is set counts.
[[nodiscard]] bool wants_german(const char* all, const char* messages, const char* lang,
                                const std::string& school) noexcept;

/// The translation of a text. Also xgettext's keyword (po/CMakeLists.txt).
[[nodiscard]] const char* tr(const char* english);

/// Marks a text that is translated later, where it is shown.
[[nodiscard]] constexpr const char* mark(const char* english) noexcept
{
    return english;
}

/// Translates, then fills in the fields of std::format. A translation with wrong fields falls back to
/// English.
template <class... Fields>
[[nodiscard]] std::string fill(const char* english, const Fields&... fields)
{
    try {
        return std::vformat(tr(english), std::make_format_args(fields...));
    } catch (const std::format_error&) {
        return std::vformat(english, std::make_format_args(fields...));
    }
}

} // namespace pedell::cli
