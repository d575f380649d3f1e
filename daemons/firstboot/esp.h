// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/firstboot/state.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::firstboot
{

inline constexpr const char* settings_name = "school.toml";
inline constexpr const char* report_name = "FEHLER-school.txt";

/// What somebody laid down for us: a text, a file that is no text, or nothing, with the reason.
struct Offer {
    std::optional<std::string> text; ///< UTF-8, line feeds
    std::optional<settings::Fault> fault;
    std::optional<Words> absent;
};

/// The partition of the image that every PC can read (FAT), mounted somewhere. It may be missing, full,
/// read-only or broken: none of that keeps the school closed.
class Esp
{
public:
    explicit Esp(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] Offer read() const;

    /// Makes the report what `text` says; empty: there is none. Written beside, synced, renamed, because a
    /// FAT has no journal; left alone where it says that already. Error: why it could not be written.
    [[nodiscard]] base::Result<> tell(std::string_view text) const;

private:
    std::filesystem::path folder_;
};

} // namespace pedell::firstboot
