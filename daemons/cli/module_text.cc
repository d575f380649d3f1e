// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/module_text.h"

#include "daemons/cli/person_text.h"
#include "daemons/cli/session.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <boost/json/array.hpp>
#include <vector>

namespace pedell::cli
{
namespace
{

bool is_open(const boost::json::value& module)
{
    const auto* open = field_of(module, "open").if_bool();
    return open == nullptr || *open;
}

std::vector<const boost::json::value*> of_scope(const boost::json::value& modules, const std::string& service,
                                                const std::string& scope)
{
    std::vector<const boost::json::value*> found;
    if (const auto* list = modules.if_array()) {
        for (const auto& one : *list) {
            if (text_of(one, "service") == service && text_of(one, "scope") == scope)
                found.push_back(&one);
        }
    }
    return found;
}

const char* open_word(bool open)
{
    return open ? tr("open") : tr("closed");
}

/// "closed; open for: role teacher; closed for: class 5a, class 5b"
std::string state_of_service(const boost::json::value& modules, const std::string& service)
{
    const auto school = of_scope(modules, service, "school");
    std::string text = open_word(school.empty() || is_open(*school.front()));
    for (const bool open : {true, false}) {
        std::vector<std::string> whom;
        for (const char* scope : {"role", "class"}) {
            for (const auto* one : of_scope(modules, service, scope)) {
                if (is_open(*one) == open)
                    whom.push_back(show_scope(scope, text_of(*one, "whose")));
            }
        }
        if (!whom.empty())
            text += "; " +
                    std::string(open ? fill("open for: {}", join(whom)) : fill("closed for: {}", join(whom)));
    }
    return text;
}

} // namespace

std::string show_scope(const std::string& scope, const std::string& whose)
{
    if (scope == "role")
        return fill("role {}", word(whose));
    if (scope == "class")
        return fill("class {}", whose);
    if (scope == "person")
        return whose;
    return tr("the whole school");
}

std::string show_modules(const boost::json::value& modules, const std::string& today)
{
    std::string text = fill("What is open at our school ({}):", today) + '\n';
    Table people({tr("SERVICE"), tr("LOGIN"), tr("STATE"), tr("SINCE"), tr("SET BY")});
    bool any = false;
    for (const char* service : {"logon", "mail", "home", "class"}) {
        text += "- " + word(service) + ": " + state_of_service(modules, service) + '\n';
        for (const auto* one : of_scope(modules, service, "person")) {
            people.add({word(service), text_of(*one, "whose"), open_word(is_open(*one)),
                        time_at(*one, "since"), text_of(*one, "set_by")});
            any = true;
        }
    }
    if (any)
        text += std::string("\n") + tr("Exceptions for single people, not to be handed on:") + '\n' +
                people.text();
    return text;
}

std::string show_preview(const boost::json::value& preview)
{
    std::string text;
    if (const auto* changes = field_of(preview, "changes").if_array()) {
        for (const auto& one : *changes) {
            const auto number = [&](const char* key) {
                const auto* count = field_of(one, key).if_int64();
                return count == nullptr ? 0 : *count;
            };
            text += fill("{}: {} lose it, {} gain it", word(text_of(one, "service")), number("lose"),
                         number("gain")) +
                    '\n';
        }
    }
    return text.empty() ? std::string(tr("Nobody's access changes.")) + '\n' : text;
}

} // namespace pedell::cli
