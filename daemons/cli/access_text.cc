// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/access_text.h"

#include "daemons/cli/module_text.h"
#include "daemons/cli/person_text.h"
#include "daemons/cli/session.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <utility>

namespace pedell::cli
{
namespace
{

/// What can be done about each reason; "{}" is the login.
constexpr std::array<std::pair<std::string_view, const char*>, 11> advices{{
    {"erased", mark("The data are gone for good. Somebody new: pedell person add")},
    {"erasing", mark("The data are being erased and cannot be brought back.")},
    {"left", mark("Should the access go on: pedell person edit {} --leaves never")},
    {"locked", mark("Why: pedell person show {0}. When it is settled: pedell person unlock {0}")},
    {"restricted", mark("Why: pedell person show {0}. When it is settled: pedell person unlock {0}")},
    {"consent_missing",
     mark("When the signed form is there: pedell consent record {} use --form VERSION --signed DAY")},
    {"consent_revoked",
     mark("Only a newly signed form opens it: pedell consent record {} use --form VERSION --signed DAY")},
    {"evaluation_missing",
     mark("When this consent is there: pedell consent record {} evaluation --form VERSION --signed DAY")},
    {"role_without_service",
     mark("This role has no such service. Another role: pedell person edit {} --role ROLE")},
    {"home_missing", mark("When the signed form is there: pedell consent record {} use --channel from_home "
                          "--form VERSION --signed DAY")},
    {"home_revoked", mark("Only a newly signed form opens it: pedell consent record {} use --channel "
                          "from_home --form VERSION --signed "
                          "DAY")},
}};

/// The command that takes the closing switch away.
std::string advice_on_module(const boost::json::value& module)
{
    const std::string scope = text_of(module, "scope");
    std::string command = "pedell module reset " + text_of(module, "service");
    if (scope != "school")
        command += " --" + scope + " '" + text_of(module, "whose") + "'";
    return fill("The school decides that. Back: {}", command);
}

std::string advice_on(const boost::json::value& answer, const std::string& login)
{
    const std::string because = text_of(answer, "because");
    if (because == "module_closed")
        return advice_on_module(field_of(answer, "evidence"));

    const auto* found = std::ranges::find(advices, std::string_view(because),
                                          &std::pair<std::string_view, const char*>::first);
    return found == advices.end() ? std::string() : fill(found->second, login);
}

std::string show_consent(const boost::json::value& consent)
{
    const std::string purpose = text_of(consent, "purpose") == "use" ? tr("use") : tr("evaluation");
    std::string text = fill("consent to {}, {}, form {}", purpose, word(text_of(consent, "channel")),
                            text_of(consent, "form"));
    if (const std::string revoked = time_at(consent, "revoked"); !revoked.empty())
        text += fill(", revoked {} by {}", revoked, text_of(consent, "revoked_by"));
    else if (const std::string expires = time_at(consent, "expires"); !expires.empty())
        text += fill(", expired {}", expires);
    return text;
}

/// The record behind an answer, in one clause.
std::string show_evidence(const boost::json::value& evidence)
{
    const std::string kind = text_of(evidence, "kind");
    if (kind == "consent")
        return show_consent(evidence);
    if (kind == "sanction") {
        const std::string until = time_at(evidence, "until");
        const std::string what =
            text_of(evidence, "measure") == "restriction" ? tr("restriction") : tr("lock");
        return until.empty() ? fill("{} since {}, set by {}", what, time_at(evidence, "from"),
                                    text_of(evidence, "set_by"))
                             : fill("{} since {} until {}, set by {}", what, time_at(evidence, "from"), until,
                                    text_of(evidence, "set_by"));
    }
    if (kind == "module")
        return fill("module {}, closed for {} since {} by {}", word(text_of(evidence, "service")),
                    show_scope(text_of(evidence, "scope"), text_of(evidence, "whose")),
                    time_at(evidence, "since"), text_of(evidence, "set_by"));
    if (kind == "leaves")
        return fill("last day at school: {}", time_at(evidence, "at"));
    return {};
}

std::string show_reasons(const boost::json::array& answers, const std::string& login)
{
    std::string text;
    std::set<std::string> told;
    for (const auto& answer : answers) {
        const std::string because = text_of(answer, "because");
        const std::string record = boost::json::serialize(field_of(answer, "evidence"));
        if (because == "allowed" || !told.insert(because + record).second)
            continue;

        text += '\n' + word(because) + '\n';
        if (const std::string evidence = show_evidence(field_of(answer, "evidence")); !evidence.empty())
            text += "  " + evidence + '\n';
        if (const std::string advice = advice_on(answer, login); !advice.empty())
            text += "  " + advice + '\n';
    }
    return text;
}

} // namespace

boost::json::value choose_answers(boost::json::value explanation, const std::string& service)
{
    auto* fields = explanation.if_object();
    auto* answers = fields == nullptr ? nullptr : fields->if_contains("answers");
    if (service.empty() || answers == nullptr || !answers->is_array())
        return explanation;

    boost::json::array some;
    std::ranges::copy_if(answers->get_array(), std::back_inserter(some),
                         [&](const auto& answer) { return text_of(answer, "service") == service; });
    *answers = std::move(some);
    return explanation;
}

std::string show_explanation(const boost::json::value& explanation)
{
    const auto* id = field_of(explanation, "id").if_int64();
    const std::string login = text_of(explanation, "login");
    const std::string number = id == nullptr ? std::string() : "#" + std::to_string(*id);
    std::string text = (login.empty() ? number : login + " (" + number + ")") + ": " +
                       state_word(text_of(explanation, "state")) + "\n\n";
    const auto* answers = field_of(explanation, "answers").if_array();
    if (answers == nullptr)
        return text;

    Table table({tr("SERVICE"), tr("WHERE"), tr("ANSWER"), tr("SINCE"), tr("UNTIL")});
    for (const auto& answer : *answers)
        table.add({word(text_of(answer, "service")), word(text_of(answer, "channel")),
                   word(text_of(answer, "because")), time_at(answer, "since"), time_at(answer, "until")});
    return text + table.text() + show_reasons(*answers, login);
}

} // namespace pedell::cli
