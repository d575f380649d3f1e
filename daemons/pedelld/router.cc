// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/router.h"

#include "base/journal.h"
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/messages.h"
#include "daemons/pedelld/routes.h"

#include <array>
#include <boost/json/parse.hpp>
#include <charconv>
#include <exception>

namespace pedell::pedelld
{
namespace
{

using Handler = routes::Reply (*)(Desk& desk, const Request& request);

/// "{}" in a path stands for a name.
struct Route {
    std::string_view method;
    std::string_view path;
    core::Verb verb;
    Handler handler;
    bool filters = false; ///< keeps to the own pupils by itself, where that is all that the caller may
};

using core::Verb;

constexpr std::array all_routes{
    Route{"GET", "/v1/session", Verb::see_own_session, routes::get_session},
    Route{"POST", "/v1/logout", Verb::see_own_session, routes::log_out},
    Route{"GET", "/v1/approvals", Verb::see_approvals, routes::list_approvals},
    Route{"POST", "/v1/approvals/{}/approve", Verb::decide_approval, routes::approve},
    Route{"POST", "/v1/approvals/{}/refuse", Verb::decide_approval, routes::refuse},
    Route{"GET", "/v1/status", Verb::see_status, routes::may_see_status},
    Route{"POST", "/v1/heal", Verb::heal, routes::heal},
    Route{"POST", "/v1/files:check", Verb::heal, routes::check_files},
    Route{"GET", "/v1/people", Verb::list_people, routes::list_people, true},
    Route{"POST", "/v1/people", Verb::add_person, routes::add_person},
    Route{"POST", "/v1/people:bulk", Verb::add_person, routes::add_people},
    Route{"GET", "/v1/people/{}", Verb::show_person, routes::get_person},
    Route{"PATCH", "/v1/people/{}", Verb::edit_person, routes::change_person},
    Route{"DELETE", "/v1/people/{}", Verb::erase_person, routes::remove_person},
    Route{"POST", "/v1/people/{}/lock", Verb::lock_person, routes::lock_person},
    Route{"POST", "/v1/people/{}/unlock", Verb::lock_person, routes::unlock_person},
    Route{"POST", "/v1/people/{}/reset-password", Verb::reset_password, routes::reset_password},
    Route{"GET", "/v1/people/{}/consents", Verb::list_consents, routes::list_consents},
    Route{"POST", "/v1/people/{}/consents", Verb::record_consent, routes::record_consent},
    Route{"DELETE", "/v1/people/{}/consents/{}", Verb::revoke_consent, routes::revoke_consent},
    Route{"DELETE", "/v1/people/{}/consents/{}/{}", Verb::revoke_consent, routes::revoke_consent},
    Route{"GET", "/v1/people/{}/access", Verb::explain_access, routes::explain_access},
    Route{"POST", "/v1/consents:bulk", Verb::record_consent, routes::take_forms},
    Route{"GET", "/v1/modules", Verb::see_modules, routes::list_modules},
    Route{"POST", "/v1/modules:preview", Verb::set_modules, routes::preview_module},
    Route{"PUT", "/v1/modules/{}/school", Verb::set_modules, routes::set_module},
    Route{"DELETE", "/v1/modules/{}/school", Verb::set_modules, routes::reset_module},
    Route{"PUT", "/v1/modules/{}/{}/{}", Verb::set_modules, routes::set_module},
    Route{"DELETE", "/v1/modules/{}/{}/{}", Verb::set_modules, routes::reset_module},
    Route{"POST", "/v1/letters", Verb::write_letters, routes::make_letters, true},
    Route{"GET", "/v1/classes", Verb::list_classes, routes::list_classes, true},
    Route{"POST", "/v1/classes", Verb::edit_classes, routes::add_class},
    Route{"GET", "/v1/classes/{}", Verb::list_classes, routes::get_class},
    Route{"PATCH", "/v1/classes/{}", Verb::edit_classes, routes::rename_class},
    Route{"DELETE", "/v1/classes/{}", Verb::erase_class, routes::remove_class},
    Route{"PUT", "/v1/classes/{}/members/{}", Verb::edit_classes, routes::join_class},
    Route{"DELETE", "/v1/classes/{}/members/{}", Verb::edit_classes, routes::leave_class},
    Route{"GET", "/v1/grants", Verb::see_grants, routes::list_grants, true},
    Route{"POST", "/v1/grants", Verb::request_grant, routes::request_grant, true},
    Route{"POST", "/v1/grants/{}/approve", Verb::decide_grant, routes::approve_grant},
    Route{"POST", "/v1/grants/{}/refuse", Verb::decide_grant, routes::refuse_grant},
    Route{"POST", "/v1/grants/{}/end", Verb::decide_grant, routes::end_grant},
    Route{"GET", "/v1/aliases", Verb::list_aliases, routes::list_aliases},
    Route{"POST", "/v1/aliases", Verb::edit_aliases, routes::add_alias},
    Route{"DELETE", "/v1/aliases/{}", Verb::edit_aliases, routes::remove_alias},
};

/// The names that a path carries for this pattern; nothing where it is another path.
std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              const std::vector<std::string>& segments)
{
    std::vector<std::string> names;
    for (const std::string& segment : segments) {
        if (pattern.empty())
            return std::nullopt;

        pattern.remove_prefix(1); // the slash
        const std::string_view wanted = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(wanted.size());
        if (wanted == "{}")
            names.push_back(segment);
        else if (wanted != segment)
            return std::nullopt;
    }
    return pattern.empty() ? std::optional(std::move(names)) : std::nullopt;
}

base::Result<boost::json::value> read_body(const std::string& body)
{
    if (body.empty())
        return nullptr;

    boost::system::error_code fault;
    auto value = boost::json::parse(body, fault);
    if (fault)
        return base::fail(base::Errc::malformed, "the body is no JSON: " + fault.message());

    return value;
}

Answer run(const Route& route, Desk& desk, const Request& request, const std::string& in_journal)
{
    Answer given;
    try {
        auto reply = route.handler(desk, request);
        given = reply ? std::move(*reply) : refusal(reply.error());
    } catch (const std::exception& fault) {
        given = refusal({base::Errc::unavailable, std::string("unexpected: ") + fault.what()});
    }
    if (route.method != "GET")
        base::log(messages::pedelld::request_done,
                  {{"ROUTE", std::string(route.method) + " " + std::string(route.path)},
                   {"STATUS", std::to_string(given.status)},
                   {"CALLER", in_journal}});
    return given;
}

/// A route that was found, and the names that the path carries.
struct Found {
    const Route* route = nullptr;
    std::vector<std::string> names;
};

std::optional<Found> find(std::string_view method, const std::vector<std::string>& segments)
{
    for (const Route& route : all_routes) {
        if (route.method != method)
            continue;
        if (auto names = match(route.path, segments))
            return Found{&route, std::move(*names)};
    }
    return std::nullopt;
}

Asked asked_of(const Route& route)
{
    return {route.verb, route.path, route.filters};
}

/// Kept until a second person agrees. A password would lie in the register all that time.
base::Result<Answer> keep_for_second(const Found& found, Desk& desk, const Call& call, const Request& request)
{
    const auto* fields = request.body.if_object();
    if (fields != nullptr && fields->contains("password"))
        return base::fail(base::Errc::malformed,
                          "password: this waits for a second person, and whoever agrees is "
                          "told a one-time password then; send none");

    registry::Approval approval;
    approval.method = call.method;
    approval.target = call.target;
    approval.body = call.body;
    approval.requested_by = request.caller.noted();
    const auto number = desk.reg.ask_approval(approval, desk.clocks.wall());
    if (!number)
        return std::unexpected(number.error());

    base::log(messages::pedelld::approval_asked,
              {{"ROUTE", std::string(found.route->method) + " " + std::string(found.route->path)},
               {"NUMBER", std::to_string(*number)},
               {"CALLER", request.caller.in_journal()}});
    return Answer{202, boost::json::object{{"approval", *number}, {"state", "requested"}}};
}

/// Whether the caller may, and then the work.
Answer decide_and_run(const Found& found, Desk& desk, const Call& call, const Request& request)
{
    const auto permission = permission_of(desk, request.caller, asked_of(*found.route), request);
    if (!permission)
        return refusal(permission.error());

    switch (*permission) {
    case core::Permission::yes:
        return run(*found.route, desk, request, request.caller.in_journal());
    case core::Permission::second: {
        auto kept = keep_for_second(found, desk, call, request);
        return kept ? std::move(*kept) : refusal(kept.error());
    }
    case core::Permission::no:
    case core::Permission::own_pupils:
        break;
    }
    base::log(messages::pedelld::request_done,
              {{"ROUTE", std::string(found.route->method) + " " + std::string(found.route->path)},
               {"STATUS", "403"},
               {"CALLER", request.caller.in_journal()}});
    return refusal({base::Errc::denied, "not for your role, or not for this person"});
}

} // namespace

std::vector<RouteName> all_route_names()
{
    std::vector<RouteName> names;
    for (const Route& route : all_routes)
        names.push_back({route.method, route.path, route.verb, route.filters});
    return names;
}

unsigned status_of(base::Errc code) noexcept
{
    switch (code) {
    case base::Errc::malformed:
    case base::Errc::over_limit:
        return 400;
    case base::Errc::denied:
        return 403;
    case base::Errc::not_found:
        return 404;
    case base::Errc::conflict:
        return 409;
    case base::Errc::unavailable:
    case base::Errc::corrupt:
        break;
    }
    return 503;
}

Answer refusal(const base::Error& error)
{
    return {status_of(error.code), to_json(error)};
}

std::optional<std::vector<std::string>> segments_of(std::string_view target)
{
    if (!target.starts_with('/'))
        return std::nullopt;

    std::vector<std::string> segments;
    while (!target.empty()) {
        target.remove_prefix(1);
        std::string_view raw = target.substr(0, target.find('/'));
        target.remove_prefix(raw.size());
        std::string segment;
        while (!raw.empty()) {
            unsigned byte = static_cast<unsigned char>(raw.front());
            std::size_t length = 1;
            if (raw.front() == '%') {
                length = 3;
                const char* end = raw.data() + std::min(raw.size(), length);
                if (raw.size() < length || std::from_chars(raw.data() + 1, end, byte, 16).ptr != end)
                    return std::nullopt;
            }
            if (byte == 0 || raw.front() == '?' || raw.front() == '#')
                return std::nullopt;

            segment += static_cast<char>(byte);
            raw.remove_prefix(length);
        }
        if (segment.empty())
            return std::nullopt;

        segments.push_back(std::move(segment));
    }
    return segments;
}

Answer answer(Desk& desk, const Call& call)
{
    auto caller = identify(desk, call);
    if (!caller)
        return std::move(caller.error());

    const auto segments = segments_of(call.target);
    if (!segments)
        return refusal({base::Errc::malformed, "the path is malformed"});

    const auto found = find(call.method, *segments);
    if (!found)
        return refusal({base::Errc::not_found, "no such resource or method"});

    auto body = read_body(call.body);
    if (!body)
        return refusal(body.error());

    Request request{found->names, std::move(*body), std::move(*caller)};
    request.by = request.caller.noted();
    request.token = call.token.value_or("");
    return decide_and_run(*found, desk, call, request);
}

Answer carry_approved(Desk& desk, const registry::Approval& approval, const Caller& requester,
                      const Caller& decider)
{
    const auto segments = segments_of(approval.target);
    const auto found = segments ? find(approval.method, *segments) : std::nullopt;
    auto body = read_body(approval.body);
    if (!found || !body)
        return refusal({base::Errc::conflict, "this request is none any more"});

    Request request{found->names, std::move(*body), requester};
    request.by = requester.noted() + ", approved by " + decider.noted();
    for (const Caller* each : {&requester, &decider}) {
        const auto permission = permission_of(desk, *each, asked_of(*found->route), request);
        if (!permission)
            return refusal(permission.error());
        if (*permission == core::Permission::no)
            return refusal({base::Errc::denied, each == &decider
                                                    ? "you may not do this yourself, so not agree"
                                                    : "who asked for this may not do it any more"});
    }
    return run(*found->route, desk, request,
               requester.in_journal() + ", approved by " + decider.in_journal());
}

} // namespace pedell::pedelld
