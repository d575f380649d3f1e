// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::cli
{

/// A compiled message catalogue of gettext (.mo; "The Format of GNU MO Files" in gettext's manual), read by
/// ourselves: glibc translates only where the system's locale was generated, and a fresh Debian has none but
/// C.
class Catalogue
{
public:
    /// Absent where these bytes are no whole catalogue of this machine's byte order.
    [[nodiscard]] static std::optional<Catalogue> parse(std::string_view bytes);

    /// The translation, or null. Lives as long as the catalogue.
    [[nodiscard]] const char* find(std::string_view english) const;

private:
    std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace pedell::cli
