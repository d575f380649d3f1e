// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/router.h"

#include "base/journal.h"
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
    Handler handler;
};

constexpr std::array all_routes{
    Route{"POST", "/v1/heal", routes::heal},
    Route{"GET", "/v1/people", routes::list_people},
    Route{"POST", "/v1/people", routes::add_person},
    Route{"POST", "/v1/people:bulk", routes::add_people},
    Route{"GET", "/v1/people/{}", routes::get_person},
    Route{"PATCH", "/v1/people/{}", routes::change_person},
    Route{"DELETE", "/v1/people/{}", routes::remove_person},
    Route{"POST", "/v1/people/{}/lock", routes::lock_person},
    Route{"POST", "/v1/people/{}/unlock", routes::unlock_person},
    Route{"POST", "/v1/people/{}/reset-password", routes::reset_password},
    Route{"GET", "/v1/people/{}/consents", routes::list_consents},
    Route{"POST", "/v1/people/{}/consents", routes::record_consent},
    Route{"DELETE", "/v1/people/{}/consents/{}", routes::revoke_consent},
    Route{"DELETE", "/v1/people/{}/consents/{}/{}", routes::revoke_consent},
    Route{"GET", "/v1/people/{}/access", routes::explain_access},
    Route{"POST", "/v1/consents:bulk", routes::take_forms},
    Route{"GET", "/v1/modules", routes::list_modules},
    Route{"POST", "/v1/modules:preview", routes::preview_module},
    Route{"PUT", "/v1/modules/{}/school", routes::set_module},
    Route{"DELETE", "/v1/modules/{}/school", routes::reset_module},
    Route{"PUT", "/v1/modules/{}/{}/{}", routes::set_module},
    Route{"DELETE", "/v1/modules/{}/{}/{}", routes::reset_module},
    Route{"POST", "/v1/letters", routes::make_letters},
    Route{"GET", "/v1/classes", routes::list_classes},
    Route{"POST", "/v1/classes", routes::add_class},
    Route{"GET", "/v1/classes/{}", routes::get_class},
    Route{"PATCH", "/v1/classes/{}", routes::rename_class},
    Route{"DELETE", "/v1/classes/{}", routes::remove_class},
    Route{"PUT", "/v1/classes/{}/members/{}", routes::join_class},
    Route{"DELETE", "/v1/classes/{}/members/{}", routes::leave_class},
    Route{"GET", "/v1/grants", routes::list_grants},
    Route{"POST", "/v1/grants", routes::request_grant},
    Route{"POST", "/v1/grants/{}/approve", routes::approve_grant},
    Route{"POST", "/v1/grants/{}/refuse", routes::refuse_grant},
    Route{"POST", "/v1/grants/{}/end", routes::end_grant},
    Route{"GET", "/v1/aliases", routes::list_aliases},
    Route{"POST", "/v1/aliases", routes::add_alias},
    Route{"DELETE", "/v1/aliases/{}", routes::remove_alias},
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

Answer run(const Route& route, Desk& desk, Request request)
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
                   {"CALLER", system_caller}});
    return given;
}

} // namespace

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
    const auto segments = segments_of(call.target);
    if (!segments)
        return refusal({base::Errc::malformed, "the path is malformed"});

    for (const Route& route : all_routes) {
        if (route.method != call.method)
            continue;

        auto names = match(route.path, *segments);
        if (!names)
            continue;

        auto body = read_body(call.body);
        if (!body)
            return refusal(body.error());

        return run(route, desk, {std::move(*names), std::move(*body)});
    }
    return refusal({base::Errc::not_found, "no such resource or method"});
}

} // namespace pedell::pedelld
