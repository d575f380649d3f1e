// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/text.h"

#include <clocale>
#include <cstdlib>
#include <libintl.h>

namespace pedell::cli
{

void choose_language()
{
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') {
            std::setlocale(LC_ALL, "");
            break;
        }
        if (std::string_view(name) == "LANG" && std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr)
            std::setlocale(LC_ALL, "C.UTF-8");
    }
    // Numbers in JSON and tables are the same everywhere.
    std::setlocale(LC_NUMERIC, "C");
    bindtextdomain("pedell", PEDELL_LOCALE_DIR);
    bind_textdomain_codeset("pedell", "UTF-8");
    textdomain("pedell");
}

const char* tr(const char* english)
{
    return gettext(english);
}

} // namespace pedell::cli
