// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/grant_commands.h"

#include "base/process.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>

namespace pedell::cli
{
namespace
{

core::Time now()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace

GrantCommands::GrantCommands(CLI::App& app, Session& session, ExitCode& outcome, Sendmail sendmail)
    : session_(session), sendmail_(std::move(sendmail))
{
    CLI::App* noun = app.add_subcommand("grant", tr("Exceptions from the limits, for a time"));
    noun->require_subcommand(1);

    CLI::App* request = noun->add_subcommand("request", tr("Ask for one; somebody else approves it"));
    request->add_option("login", login_, tr("Whose"))->required();
    request->add_option("kind", kind_, tr("upload-size, recipients, quota or outside-mail"))
        ->required()
        ->check(CLI::IsMember({"upload-size", "recipients", "quota", "outside-mail"}));
    request->add_option("value", value_, tr("How much, like \"200 MB\" or 80"));
    request->add_option("--reason", reason_, tr("Why; goes into the weekly report"))->required();
    request->add_option("--until", until_, tr("When it ends, like 2026-07-31 or +3d"));
    request->callback([this, &outcome] { outcome = this->request(); });

    add_decisions(*noun, outcome);
    add_lists(*noun, outcome);
}

void GrantCommands::add_decisions(CLI::App& noun, ExitCode& outcome)
{
    CLI::App* approve = noun.add_subcommand("approve", tr("Let it begin now"));
    approve->add_option("number", number_, tr("The number: 12, or M-32701 as in a refusal"))->required();
    approve->add_option("--until", until_, tr("When it ends; otherwise as asked for, or in 14 days"));
    approve->add_option("--value", value_, tr("Another amount than the one asked for"));
    approve->add_option("--reason", reason_, tr("Why; needed where a door's refusal asked"));
    approve->callback([this, &outcome] { outcome = this->approve(); });

    CLI::App* refuse = noun.add_subcommand("refuse", tr("Turn a request down"));
    refuse->add_option("number", number_, tr("The number: 12, or M-32701 as in a refusal"))->required();
    refuse->add_option("--reason", reason_, tr("Why"));
    refuse->callback([this, &outcome] { outcome = this->refuse(); });

    CLI::App* end = noun.add_subcommand("end", tr("End one before its time"));
    end->add_option("number", number_, tr("The number: 12, or M-32701 as in a refusal"))->required();
    end->callback([this, &outcome] { outcome = this->end(); });
}

void GrantCommands::add_lists(CLI::App& noun, ExitCode& outcome)
{
    CLI::App* list = noun.add_subcommand("list", tr("What is in force or waits for a decision"));
    list->add_flag("--all", choice_.all, tr("Also what is over or was refused"));
    list->add_option("--person", choice_.person, tr("Of one person alone"));
    list->callback([this, &outcome] { outcome = this->list(); });

    CLI::App* report = noun.add_subcommand("report", tr("The weekly report"));
    report->add_flag("--mail", mail_, tr("Send it to every administrator"));
    report->callback([this, &outcome] { outcome = this->report(); });
}

ExitCode GrantCommands::request()
{
    const auto value = parse_grant_value(kind_, value_);
    if (!value)
        return session_.refuse(value.error());

    boost::json::object body{{"login", login_}, {"kind", kind_}, {"value", *value}, {"reason", reason_}};
    if (!until_.empty()) {
        const auto until = parse_time(until_, now());
        if (!until)
            return session_.refuse(until.error());
        body["until"] = until->time_since_epoch().count();
    }
    return session_.ask_and_say(Method::post, path_of({"grants"}), body, show_grant);
}

ExitCode GrantCommands::approve()
{
    boost::json::object body;
    if (!until_.empty()) {
        const auto until = parse_time(until_, now());
        if (!until)
            return session_.refuse(until.error());
        body["until"] = until->time_since_epoch().count();
    }
    if (!value_.empty()) {
        // A plain number or a size: what it is of, the request says.
        const auto value = parse_grant_value("upload-size", value_);
        if (!value)
            return session_.refuse(value.error());
        body["value"] = *value;
    }
    if (!reason_.empty())
        body["reason"] = reason_;
    return session_.ask_and_say(Method::post, path_of({"grants", number_, "approve"}), body, show_grant);
}

ExitCode GrantCommands::refuse()
{
    boost::json::object body;
    if (!reason_.empty())
        body["reason"] = reason_;
    return session_.ask_and_say(Method::post, path_of({"grants", number_, "refuse"}), body, show_grant);
}

ExitCode GrantCommands::end()
{
    return session_.ask_and_say(Method::post, path_of({"grants", number_, "end"}), nullptr, show_grant);
}

ExitCode GrantCommands::list()
{
    const auto answer = session_.api.ask(Method::get, path_of({"grants"}));
    if (!answer)
        return session_.refuse(answer.error());

    const auto chosen = choose_grants(*answer, choice_);
    return session_.say(chosen, show_grants(chosen));
}

ExitCode GrantCommands::report()
{
    const auto answer = session_.api.ask(Method::get, path_of({"grants"}));
    if (!answer)
        return session_.refuse(answer.error());

    const std::string text = grant_report(*answer, now());
    return mail_ ? mail_administrators(session_, sendmail_, "Pedell: Ausnahmen / exceptions", text)
                 : session_.say(choose_grants(*answer, {}), text);
}

} // namespace pedell::cli
