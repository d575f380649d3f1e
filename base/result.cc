// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <system_error>

namespace pedell::base
{

std::unexpected<Error> fail_errno(std::string context, int sys_errno)
{
    auto code = Errc::unavailable;
    if (sys_errno == ENOENT)
        code = Errc::not_found;
    else if (sys_errno == EACCES || sys_errno == EPERM)
        code = Errc::denied;

    context += ": ";
    context += std::generic_category().message(sys_errno);
    return fail(code, std::move(context), sys_errno);
}

const char* name_of(Errc code) noexcept
{
    switch (code) {
    case Errc::not_found:
        return "not_found";
    case Errc::denied:
        return "denied";
    case Errc::malformed:
        return "malformed";
    case Errc::conflict:
        return "conflict";
    case Errc::over_limit:
        return "over_limit";
    case Errc::unavailable:
        return "unavailable";
    case Errc::corrupt:
        return "corrupt";
    }
    return "unavailable";
}

} // namespace pedell::base
