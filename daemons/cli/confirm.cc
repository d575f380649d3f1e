// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/confirm.h"

#include "daemons/cli/text.h"

#include <istream>
#include <ostream>

namespace pedell::cli
{

base::Result<> confirm(Session& session, bool yes, const std::string& question, const char* without)
{
    if (yes)
        return {};

    if (!session.interactive || session.json)
        return base::fail(base::Errc::malformed,
                          without != nullptr ? without : tr("this cannot be undone; confirm it with --yes"));

    session.err << question << ' ' << tr("[y/N]") << ' ' << std::flush;
    std::string answer;
    std::getline(session.in, answer);
    if (!answer.empty() && std::string_view("yYjJ").find(answer.front()) != std::string_view::npos)
        return {};

    return base::fail(base::Errc::conflict, tr("nothing was done"));
}

} // namespace pedell::cli
