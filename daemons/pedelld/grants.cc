// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions from the limits, and the refusals of the mail door that may become one. A number alone is one of
// the register, "M-32701" one of the mail door.
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace pedell::pedelld::routes
{
namespace
{

constexpr std::string_view mail_door = "M-";

using People = std::map<core::PersonId, registry::Person>;

base::Result<People> everybody(Desk& desk)
{
    const auto list = desk.reg.people();
    if (!list)
        return std::unexpected(list.error());

    People people;
    for (const auto& person : *list)
        people.emplace(person.id, person);
    return people;
}

/// Who it is for, as far as he is still there.
void add_person(boost::json::object& json, const People& people, core::PersonId id)
{
    const auto found = people.find(id);
    const bool known = found != people.end();
    json["login"] = known ? found->second.login : "";
    json["given"] = known ? found->second.given : "";
    json["surname"] = known ? found->second.surname : "";
    json["role"] = known ? boost::json::value(core::name_of(found->second.role)) : boost::json::value();
}

boost::json::object describe(const People& people, const registry::RecordedGrant& grant)
{
    boost::json::object json{{"number", grant.number},
                             {"kind", core::name_of(grant.kind)},
                             {"value", grant.value},
                             {"reason", grant.reason},
                             {"request", grant.request},
                             {"state", name_of(grant.state)},
                             {"requested", to_json(std::optional(grant.requested))},
                             {"requested_by", grant.requested_by},
                             {"decided", to_json(grant.decided)},
                             {"decided_by", grant.decided_by},
                             {"starts", to_json(grant.starts)},
                             {"ends", to_json(grant.ends)},
                             {"ended_by", grant.ended_by}};
    add_person(json, people, grant.person);
    return json;
}

boost::json::object describe(const People& people, const registry::DoorRequest& request)
{
    boost::json::object json{{"request", request.number},
                             {"kind", core::name_of(request.kind)},
                             {"value", request.value},
                             {"first", to_json(std::optional(request.first))},
                             {"last", to_json(std::optional(request.last))}};
    add_person(json, people, request.person);
    return json;
}

base::Result<std::vector<registry::DoorRequest>> requests_of_the_doors(Desk& desk)
{
    return registry::read_requests(desk.mail_requests, desk.clocks.wall());
}

/// "m-32701" as the sender may have said it.
std::string plain_number(std::string text)
{
    if (text.starts_with('m'))
        text.front() = 'M';
    return text;
}

base::Result<registry::DoorRequest> find_request(Desk& desk, const std::string& number)
{
    const auto all = requests_of_the_doors(desk);
    if (!all)
        return std::unexpected(all.error());

    const auto found = std::ranges::find(*all, number, &registry::DoorRequest::number);
    if (found == all->end())
        return base::fail(base::Errc::not_found, "grant: the mail door has refused nothing under " + number +
                                                     " in the last 30 days");
    return *found;
}

base::Result<std::int64_t> read_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size())
        return base::fail(base::Errc::malformed, "grant: a number like 12, or M-32701 as in a refusal");
    return number;
}

/// The exception as it is now, with what is still being carried outside.
Reply changed_grant(Desk& desk, const registry::RecordedGrant& grant, const Parts& missing,
                    unsigned status = 200)
{
    const auto people = everybody(desk);
    if (!people)
        return std::unexpected(people.error());

    auto json = describe(*people, grant);
    json["pending"] = to_json(missing);
    return Answer{status, std::move(json)};
}

/// Does something with one exception by its number, or with a door's request by its own.
template <class ByNumber, class ByRequest>
Reply with_number(Desk& desk, const std::string& text, const ByNumber& by_number, const ByRequest& by_request)
{
    const std::string number = plain_number(text);
    const auto done = change_and_settle(desk, [&]() -> base::Result<registry::RecordedGrant> {
        if (number.starts_with(mail_door)) {
            const auto request = find_request(desk, number);
            return request ? by_request(*request) : std::unexpected(request.error());
        }
        const auto plain = read_number(number);
        return plain ? by_number(*plain) : std::unexpected(plain.error());
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_grant(desk, done->first, done->second);
}

} // namespace

Reply list_grants(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto grants = desk.reg.grants();
    if (!grants)
        return std::unexpected(grants.error());
    const auto people = everybody(desk);
    if (!people)
        return std::unexpected(people.error());

    const auto visible = visible_people(desk, request.caller, core::Verb::see_grants);
    if (!visible)
        return std::unexpected(visible.error());

    const auto is_visible = [&](core::PersonId person) { return !*visible || (*visible)->contains(person); };
    boost::json::array listed;
    std::set<std::string> decided;
    for (const auto& grant : *grants) {
        decided.insert(grant.request);
        if (is_visible(grant.person))
            listed.push_back(describe(*people, grant));
    }

    // The doors' books are theirs: where one cannot be read, the register's own list is shown all the same.
    const auto requests = requests_of_the_doors(desk);
    boost::json::array open;
    if (requests)
        for (const auto& one : *requests)
            if (!decided.contains(one.number) && people->contains(one.person) && is_visible(one.person))
                open.push_back(describe(*people, one));
    boost::json::object json{{"grants", std::move(listed)}, {"requests", std::move(open)}};
    if (!requests)
        json["requests_unknown"] = requests.error().context;
    return Answer{200, std::move(json)};
}

Reply request_grant(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"login", "kind", "value", "reason", "until"});
    registry::NewGrant grant;
    grant.login = fields.text("login");
    grant.kind = fields.named("kind", core::grant_kind_from, "upload-size, recipients, quota, outside-mail")
                     .value_or(core::GrantKind::outside_mail);
    grant.value = fields.whole_number("value").value_or(0);
    grant.reason = fields.text("reason");
    grant.until = fields.time("until").value_or(std::nullopt);
    grant.by = request.by;
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto person = desk.reg.person(grant.login);
    if (!person)
        return std::unexpected(person.error());
    if (auto may = check_subject(desk, request.caller, core::Verb::request_grant, *person); !may)
        return std::unexpected(std::move(may.error()));

    const auto asked = desk.reg.request_grant(grant, desk.school.limits, desk.clocks.wall());
    if (!asked)
        return std::unexpected(asked.error());

    return changed_grant(desk, *asked, {}, 201);
}

Reply approve_grant(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"until", "value", "reason"});
    const registry::GrantDecision decision{.by = request.by,
                                           .until = fields.time("until").value_or(std::nullopt),
                                           .value = fields.whole_number("value"),
                                           .reason = fields.optional_text("reason").value_or("")};
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto approve = [&](const auto& which) {
        return desk.reg.approve_grant(which, decision, desk.school.limits, desk.clocks.wall());
    };
    return with_number(desk, request.names[0], approve, approve);
}

Reply refuse_grant(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"reason"});
    const std::string reason = fields.optional_text("reason").value_or("");
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto refuse = [&](const auto& which) {
        return desk.reg.refuse_grant(which, reason, request.by, desk.clocks.wall());
    };
    return with_number(desk, request.names[0], refuse, refuse);
}

Reply end_grant(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto end = [&](std::int64_t number) {
        return desk.reg.end_grant(number, request.by, desk.clocks.wall());
    };
    return with_number(
        desk, request.names[0], end,
        [&](const registry::DoorRequest& asked) -> base::Result<registry::RecordedGrant> {
            const auto all = desk.reg.grants();
            if (!all)
                return std::unexpected(all.error());

            const auto found = std::ranges::find(*all, asked.number, &registry::RecordedGrant::request);
            if (found == all->end())
                return base::fail(base::Errc::conflict, "grant: " + asked.number + " is not in force");
            return end(found->number);
        });
}

} // namespace pedell::pedelld::routes
