// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/grant_text.h"

#include "daemons/cli/session.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "settings/values.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <format>
#include <optional>

namespace pedell::cli
{
namespace
{

std::optional<std::int64_t> parse_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = fault == std::errc{} && end == text.data() + text.size() && number > 0;
    return whole ? std::optional(number) : std::nullopt;
}

std::string show_size(std::int64_t bytes)
{
    constexpr std::array units{"B", "KB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (bytes != 0 && bytes % 1024 == 0 && unit + 1 < units.size()) {
        bytes /= 1024;
        ++unit;
    }
    return std::format("{} {}", bytes, units.at(unit));
}

std::int64_t number_of(const boost::json::value& value, std::string_view key)
{
    const auto* number = field_of(value, key).if_int64();
    return number == nullptr ? 0 : *number;
}

std::string time_of(const boost::json::value& value, std::string_view key)
{
    const auto* seconds = field_of(value, key).if_int64();
    return seconds == nullptr ? std::string("-") : show_time(core::Time(std::chrono::seconds(*seconds)));
}

const boost::json::array& list_of(const boost::json::value& answer, std::string_view key)
{
    static const boost::json::array none;
    const auto* list = field_of(answer, key).if_array();
    return list == nullptr ? none : *list;
}

/// "upload-size 200 MB"
std::string what_of(const boost::json::value& grant)
{
    const std::string value = show_grant_value(grant);
    return text_of(grant, "kind") + (value == "-" ? "" : " " + value);
}

std::string who_of(const boost::json::value& grant)
{
    return std::format("{} {} ({})", text_of(grant, "given"), text_of(grant, "surname"),
                       text_of(grant, "login"));
}

bool is_in_force(const boost::json::value& grant, core::Time now)
{
    return text_of(grant, "state") == "approved" && number_of(grant, "ends") > now.time_since_epoch().count();
}

std::string heading(std::string_view german, std::string_view english, std::size_t count)
{
    return std::format("{} / {}: {}\n\n", german, english, count);
}

std::string report_in_force(const boost::json::array& grants, core::Time now)
{
    std::string text;
    std::size_t count = 0;
    for (const auto& grant : grants) {
        if (!is_in_force(grant, now))
            continue;
        ++count;
        text += std::format(
            "Nr. {}: {}: {}\n    bis / until {}, genehmigt von / approved by {}\n    Grund / reason: "
            "{}\n\n",
            number_of(grant, "number"), who_of(grant), what_of(grant), time_of(grant, "ends"),
            text_of(grant, "decided_by"), text_of(grant, "reason"));
    }
    return heading("Ausnahmen in Kraft", "exceptions in force", count) + text;
}

std::string report_open(const boost::json::value& answer)
{
    std::string text;
    std::size_t count = 0;
    for (const auto& grant : list_of(answer, "grants")) {
        if (text_of(grant, "state") != "requested")
            continue;
        ++count;
        text += std::format(
            "Nr. {}: {}: {}\n    beantragt von / requested by {}, {}\n    Grund / reason: {}\n\n",
            number_of(grant, "number"), who_of(grant), what_of(grant), text_of(grant, "requested_by"),
            time_of(grant, "requested"), text_of(grant, "reason"));
    }
    for (const auto& request : list_of(answer, "requests")) {
        ++count;
        text +=
            std::format("Nr. {}: {}: {}\n    abgelehnt am / refused on {}\n\n", text_of(request, "request"),
                        who_of(request), what_of(request), time_of(request, "last"));
    }
    if (const auto unknown = text_of(answer, "requests_unknown"); !unknown.empty())
        text += "Die Liste der Mailtuer fehlt / the mail door's list is missing: " + unknown + "\n\n";
    return heading("Warten auf Entscheidung", "waiting for a decision", count) + text;
}

} // namespace

base::Result<std::int64_t> parse_grant_value(std::string_view kind, std::string_view text)
{
    if (kind == "outside-mail") {
        if (!text.empty())
            return base::fail(base::Errc::malformed, tr("outside-mail has no value"));
        return 0;
    }

    const auto number = parse_number(text);
    if (number)
        return *number;
    if (kind == "recipients")
        return base::fail(base::Errc::malformed, fill("\"{}\" is no number of recipients, like 80", text));

    if (const auto size = settings::parse_size(text))
        return *size;
    return base::fail(base::Errc::malformed, fill("\"{}\" is no size, like \"200 MB\"", text));
}

std::string show_grant_value(const boost::json::value& grant)
{
    const std::string kind = text_of(grant, "kind");
    const std::int64_t value = number_of(grant, "value");
    if (kind == "outside-mail")
        return "-";
    return kind == "recipients" ? std::to_string(value) : show_size(value);
}

std::string show_grant(const boost::json::value& grant)
{
    const std::string number = std::to_string(number_of(grant, "number"));
    const std::string what = what_of(grant);
    const std::string login = text_of(grant, "login");
    const std::string state = text_of(grant, "state");
    if (state == "requested")
        return fill("Number {} waits for a decision: {} for {}.", number, what, login) + '\n';
    if (state == "approved")
        return fill("Number {} is in force until {}: {} for {}.", number, time_of(grant, "ends"), what,
                    login) +
               '\n';
    if (state == "refused")
        return fill("Number {} is refused: {} for {}.", number, what, login) + '\n';
    return fill("Number {} is over: {} for {}.", number, what, login) + '\n';
}

boost::json::value choose_grants(const boost::json::value& answer, const GrantChoice& choice)
{
    if (!answer.is_object())
        return answer;

    const auto is_meant = [&](const boost::json::value& one) {
        return choice.person.empty() || text_of(one, "login") == choice.person;
    };
    boost::json::object chosen = answer.get_object();
    boost::json::array grants;
    for (const auto& grant : list_of(answer, "grants")) {
        const std::string state = text_of(grant, "state");
        if (is_meant(grant) && (choice.all || state == "requested" || state == "approved"))
            grants.push_back(grant);
    }
    boost::json::array requests;
    for (const auto& request : list_of(answer, "requests"))
        if (is_meant(request))
            requests.push_back(request);
    chosen["grants"] = std::move(grants);
    chosen["requests"] = std::move(requests);
    return chosen;
}

std::string show_grants(const boost::json::value& answer)
{
    Table table(
        {tr("NUMBER"), tr("LOGIN"), tr("WHAT"), tr("STATE"), tr("UNTIL"), tr("DECIDED BY"), tr("REASON")});
    for (const auto& request : list_of(answer, "requests"))
        table.add({text_of(request, "request"), text_of(request, "login"), what_of(request),
                   tr("refused by the door"), "-", "-", "-"});
    for (const auto& grant : list_of(answer, "grants"))
        table.add({std::to_string(number_of(grant, "number")), text_of(grant, "login"), what_of(grant),
                   text_of(grant, "state"), time_of(grant, "ends"), text_of(grant, "decided_by"),
                   text_of(grant, "reason")});
    std::string text = table.text();
    if (const auto unknown = text_of(answer, "requests_unknown"); !unknown.empty())
        text += fill("The mail door's list cannot be read: {}", unknown) + '\n';
    return text;
}

std::string grant_report(const boost::json::value& answer, core::Time now)
{
    return report_in_force(list_of(answer, "grants"), now) + report_open(answer) +
           "Genehmigen / approve:  pedell grant approve NUMMER --until TAG --reason TEXT\n"
           "Ablehnen / refuse:     pedell grant refuse NUMMER\n"
           "Beenden / end:         pedell grant end NUMMER\n";
}

} // namespace pedell::cli
