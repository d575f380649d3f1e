// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/status.h"

#include "base/journal.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/messages.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld
{
namespace
{

boost::json::object to_json(const Neighbour& neighbour)
{
    boost::json::object json{{"reachable", nullptr}};
    if (neighbour.reachable)
        json["reachable"] = *neighbour.reachable;
    if (!neighbour.context.empty())
        json["context"] = neighbour.context;
    return json;
}

/// The number of rows, 0 where they cannot be read (the register's own line says why).
template <class Rows>
std::size_t count_of(const base::Result<Rows>& rows)
{
    return rows ? rows->size() : 0;
}

} // namespace

void StatusBoard::check(Desk& desk)
{
    const bool was_good = schema_.has_value();
    schema_ = desk.reg.check();
    if (!schema_ && was_good)
        base::log(messages::pedelld::register_broken, {{"REASON", schema_.error().context}});
}

void StatusBoard::write(Desk& desk)
{
    boost::json::object reg{{"ok", schema_.has_value()}, {"schema", schema_.value_or(0)}};
    if (!schema_)
        reg["context"] = schema_.error().context;

    const auto condition = desk.projector.condition();
    boost::json::object status{{"version", PEDELL_VERSION},
                               {"register", std::move(reg)},
                               {"directory", to_json(condition.directory)},
                               {"hand", to_json(condition.hand)},
                               {"quota_supported", condition.quota_supported
                                                       ? boost::json::value(*condition.quota_supported)
                                                       : boost::json::value(nullptr)},
                               {"pending", count_of(desk.reg.pending())},
                               {"failing", condition.failing},
                               {"without_password", condition.without_password},
                               {"counts", boost::json::object{{"people", count_of(desk.reg.people())},
                                                              {"classes", count_of(desk.reg.classes())},
                                                              {"aliases", count_of(desk.reg.aliases())}}},
                               {"drift", pedelld::to_json(condition.drift)}};

    const std::scoped_lock lock(mutex_);
    status_ = std::move(status);
}

Answer StatusBoard::read() const
{
    boost::json::object status;
    {
        const std::scoped_lock lock(mutex_);
        status = status_;
    }
    status["busy"] = busy_.load();
    return {200, std::move(status)};
}

namespace routes
{

Reply heal(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    // Before anything is healed; without Active Directory there is nothing to compare.
    const auto drift = desk.projector.measure_drift();
    const auto queued = desk.projector.heal();
    if (!queued)
        return std::unexpected(queued.error());

    return Answer{202, boost::json::object{{"queued", *queued},
                                           {"drift", drift ? to_json(std::optional(*drift)) : nullptr}}};
}

} // namespace routes
} // namespace pedell::pedelld
