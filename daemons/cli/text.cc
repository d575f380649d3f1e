// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/text.h"

#include "base/file.h"
#include "daemons/cli/catalogue.h"
#include "settings/school_toml.h"

#include <cstdlib>
#include <optional>

namespace pedell::cli
{
namespace
{

/// The one language of this process; empty: the English of the code.
std::optional<Catalogue>& catalogue()
{
    static std::optional<Catalogue> chosen;
    return chosen;
}

} // namespace

bool wants_german(const char* all, const char* messages, const char* lang, const std::string& school) noexcept
{
    for (const char* value : {all, messages, lang, school.c_str()}) {
        if (value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("de");
    }
    return true;
}

void choose_language()
{
    // Settings that are wrong or not there yet are told by whoever needs them: until then the default holds.
    const auto school = settings::load_school(settings::school_file);
    if (!wants_german(std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG"),
                      school ? school->locale : core::School{}.locale))
        return;

    if (const auto file = base::read_file(PEDELL_LOCALE_DIR "/de/LC_MESSAGES/pedell.mo"))
        catalogue() = Catalogue::parse(*file);
}

const char* tr(const char* english)
{
    const char* other = catalogue() ? catalogue()->find(english) : nullptr;
    return other == nullptr ? english : other;
}

} // namespace pedell::cli
