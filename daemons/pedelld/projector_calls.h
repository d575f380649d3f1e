// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/projector.h"

namespace pedell::pedelld
{

template <class Call>
auto Projector::call_directory(const Call& call) -> decltype(call(std::declval<Accounts&>()))
{
    if (directory_line_.spared)
        return base::fail(base::Errc::unavailable, directory_line_.state.context);

    const Steady asked = clocks_.steady();
    auto answer = call(accounts_);
    note(directory_line_, answer ? nullptr : &answer.error(), asked);
    return answer;
}

} // namespace pedell::pedelld
