// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/caller.h"
#include "daemons/pedelld/json_text.h"
#include "daemons/pedelld/projector.h"
#include "daemons/pedelld/sessions.h"
#include "register/register.h"
#include "register/request_book.h"

#include <boost/json/value.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace pedell::pedelld
{

/// What every route works with. Only the writer's thread has it.
struct Desk {
    registry::Register& reg;
    Projector& projector;
    const core::School& school;
    Clocks clocks;
    Sessions& sessions;
    std::filesystem::path mail_requests = registry::mail_requests_file; ///< what the mail door wrote down
};

/// What a route got: the parts of the path that stand for a name, and the body (null without one).
struct Request {
    std::vector<std::string> names;
    boost::json::value body;
    Caller caller = {};
    std::string by = system_caller; ///< who is noted as the one who did it: "A" or "A, approved by B"
    std::string token = {};         ///< of the caller's session
};

struct Answer {
    unsigned status = 200;
    boost::json::value body;
};

/// Does a change and carries it outside. `change` returns a Result; the Parts are what is still pending.
template <class Change>
[[nodiscard]] auto change_and_settle(Desk& desk, const Change& change)
    -> base::Result<std::pair<typename decltype(change())::value_type, Parts>>
{
    const auto mark = desk.projector.mark();
    if (!mark)
        return std::unexpected(mark.error());

    auto changed = change();
    if (!changed)
        return std::unexpected(std::move(changed.error()));

    auto missing = desk.projector.settle(*mark);
    if (!missing)
        return std::unexpected(std::move(missing.error()));

    return std::pair{std::move(*changed), std::move(*missing)};
}

} // namespace pedell::pedelld
