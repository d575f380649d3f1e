// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/question.h"

#include "core/names.h"

#include <algorithm>

namespace pedell::gate
{

namespace
{

bool is_sam(std::string_view text) noexcept
{
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, good);
}

Reading read_question(core::Service service, std::string_view client, std::string_view account)
{
    Reading reading;
    Question& question = reading.question;
    question.account = account;
    question.service = service;
    question.client = client.substr(0, client.find_first_of("%_")); // without its zone
    account.remove_prefix(account.rfind('\\') + 1);                 // npos + 1 is 0: no domain before it
    question.sam = core::lower(account);
    if (account.ends_with('$') || account.ends_with('_')) {
        question.machine = true;
        reading.rule = service == core::Service::logon ? Rule::allowed : Rule::machine_elsewhere;
        return reading;
    }
    // AD's own Administrator is no person of the register; joining a PC needs the log-on, nothing else.
    if (question.sam == "administrator" && service == core::Service::logon) {
        question.machine = true;
        reading.rule = Rule::allowed;
        return reading;
    }
    reading.rule = is_sam(question.sam) ? Rule::allowed : Rule::no_account;
    return reading;
}

/// Cuts off what stands before the separator; absent: there is none.
std::optional<std::string_view> take_word(std::string_view& text, char separator)
{
    const auto end = text.find(separator);
    if (end == std::string_view::npos)
        return std::nullopt;

    const auto word = text.substr(0, end);
    text.remove_prefix(end + 1);
    return word;
}

} // namespace

std::string_view name_of(Rule rule) noexcept
{
    switch (rule) {
    case Rule::allowed:
        return "allowed";
    case Rule::register_says_no:
        return "register_says_no";
    case Rule::no_account:
        return "no_account";
    case Rule::machine_elsewhere:
        return "machine_elsewhere";
    case Rule::unknown_door:
        return "unknown_door";
    case Rule::cannot_decide:
        break;
    }
    return "cannot_decide";
}

Reading read_session(std::string_view message)
{
    const auto client = take_word(message, ' ');
    if (!client)
        return {.rule = Rule::unknown_door, .question = {}};

    return read_question(core::Service::logon, *client, message);
}

Reading read_door(std::string_view name)
{
    const auto share = take_word(name, ',');
    const auto client = share ? take_word(name, ',') : std::nullopt;
    const auto service = share ? core::service_from(*share) : std::nullopt;
    if (!client || (service != core::Service::home && service != core::Service::classes))
        return {.rule = Rule::unknown_door, .question = {}};

    return read_question(*service, *client, name);
}

} // namespace pedell::gate
