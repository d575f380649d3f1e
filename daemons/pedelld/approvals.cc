// SPDX-License-Identifier: GPL-3.0-or-later
// What needs a second person, with another account.
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

#include <algorithm>
#include <charconv>

namespace pedell::pedelld::routes
{
namespace
{

boost::json::object to_json(const registry::Approval& approval)
{
    return {{"number", approval.number},
            {"request", approval.method + ' ' + approval.target},
            {"requested", pedelld::to_json(std::optional(approval.requested))},
            {"requested_by", approval.requested_by},
            {"state", registry::name_of(approval.state)},
            {"decided", pedelld::to_json(approval.decided)},
            {"decided_by", approval.decided_by}};
}

base::Result<registry::Approval> find_waiting(Desk& desk, const std::string& text)
{
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, number).ptr != end)
        return base::fail(base::Errc::malformed, "an approval has a number");

    const auto all = desk.reg.approvals(desk.clocks.wall());
    if (!all)
        return std::unexpected(all.error());

    const auto found = std::ranges::find(*all, number, &registry::Approval::number);
    if (found == all->end())
        return base::fail(base::Errc::not_found, "no approval with this number");
    if (found->state != registry::ApprovalState::requested)
        return base::fail(base::Errc::conflict, "this approval does not wait any more: " +
                                                    std::string(registry::name_of(found->state)));
    return *found;
}

/// Another account of another person, whose password the first one did not set lately: whoever set it could
/// be both.
base::Result<> check_second_person(Desk& desk, const Caller& decider, const registry::Approval& approval)
{
    if (decider.is_system())
        return {};
    if (decider.person->login == approval.requested_by)
        return base::fail(base::Errc::denied, "your own request: a second person has to decide");

    const auto resets = desk.reg.resets_of(decider.person->id);
    if (!resets)
        return std::unexpected(resets.error());

    const auto oldest = desk.clocks.wall() - registry::approval_days;
    if (std::ranges::any_of(*resets, [&](const registry::RecordedReset& reset) {
            return reset.done_by == approval.requested_by && oldest <= reset.done;
        }))
        return base::fail(base::Errc::denied,
                          "the person who asks for this has set your password in the last "
                          "seven days: somebody else has to decide");
    return {};
}

base::Result<Caller> requester_of(Desk& desk, const registry::Approval& approval)
{
    const auto person = desk.reg.person(approval.requested_by);
    auto caller = person.and_then([&](const registry::Person& found) { return caller_from(desk, found); });
    if (!caller && !caller.error().transient())
        return base::fail(base::Errc::conflict, "the person who asked for this may not do it any more");
    return caller;
}

} // namespace

Reply list_approvals(Desk& desk, const Request& request)
{
    const auto all = desk.reg.approvals(desk.clocks.wall());
    if (!all)
        return std::unexpected(all.error());

    // Who cannot decide sees what became of the own requests.
    const bool only_own =
        request.caller.may(core::Verb::decide_approval, desk.school.authority) == core::Permission::no;
    boost::json::array list;
    for (const auto& one : *all)
        if (!only_own || one.requested_by == request.caller.noted())
            list.push_back(to_json(one));
    return Answer{200, std::move(list)};
}

Reply approve(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto approval = find_waiting(desk, request.names[0]);
    if (!approval)
        return std::unexpected(approval.error());
    if (auto second = check_second_person(desk, request.caller, *approval); !second)
        return std::unexpected(std::move(second.error()));

    const auto requester = requester_of(desk, *approval);
    if (!requester)
        return std::unexpected(requester.error());

    // Done first: one that fails goes on waiting, and one that was noted was done.
    auto done = carry_approved(desk, *approval, *requester, request.caller);
    if (done.status >= 300)
        return done;
    if (auto noted = desk.reg.decide_approval(approval->number, registry::ApprovalState::approved, request.by,
                                              desk.clocks.wall());
        !noted)
        return std::unexpected(std::move(noted.error()));
    return done;
}

Reply refuse(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto approval = find_waiting(desk, request.names[0]);
    if (!approval)
        return std::unexpected(approval.error());

    if (auto noted = desk.reg.decide_approval(approval->number, registry::ApprovalState::refused, request.by,
                                              desk.clocks.wall());
        !noted)
        return std::unexpected(std::move(noted.error()));
    return Answer{200, boost::json::object{{"number", approval->number}, {"state", "refused"}}};
}

} // namespace pedell::pedelld::routes
