// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/exit_code.h"

namespace pedell::cli
{
namespace
{

int rank(ExitCode code) noexcept
{
    switch (code) {
    case ExitCode::ok:
        return 0;
    case ExitCode::conflict:
        return 1;
    case ExitCode::not_found:
        return 2;
    case ExitCode::try_again:
        return 3;
    case ExitCode::failed:
        return 4;
    case ExitCode::denied:
        return 5;
    case ExitCode::usage:
        return 6;
    }
    return 6;
}

} // namespace

ExitCode exit_code_for(base::Errc code) noexcept
{
    switch (code) {
    case base::Errc::not_found:
        return ExitCode::not_found;
    case base::Errc::denied:
        return ExitCode::denied;
    case base::Errc::malformed:
        return ExitCode::usage;
    case base::Errc::conflict:
        return ExitCode::conflict;
    case base::Errc::unavailable:
        return ExitCode::try_again;
    case base::Errc::over_limit:
    case base::Errc::corrupt:
        return ExitCode::failed;
    }
    return ExitCode::failed;
}

ExitCode worse(ExitCode one, ExitCode other) noexcept
{
    return rank(one) < rank(other) ? other : one;
}

} // namespace pedell::cli
