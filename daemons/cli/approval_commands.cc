// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/approval_commands.h"

#include "daemons/cli/person_text.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <CLI/Option.hpp>
#include <array>
#include <boost/json/array.hpp>

namespace pedell::cli
{
namespace
{

constexpr std::array<std::pair<std::string_view, const char*>, 4> states{{
    {"requested", mark("waits")},
    {"approved", mark("approved")},
    {"refused", mark("refused")},
    {"expired", mark("expired")},
}};

std::string state_of(const boost::json::value& approval)
{
    for (const auto& [wire, text] : states)
        if (wire == text_of(approval, "state"))
            return tr(text);
    return text_of(approval, "state");
}

std::string show_approvals(const boost::json::value& approvals)
{
    Table table({tr("NUMBER"), tr("REQUEST"), tr("ASKED BY"), tr("WHEN"), tr("STATE"), tr("DECIDED BY")});
    if (const auto* list = approvals.if_array()) {
        for (const auto& one : *list) {
            const auto* number = field_of(one, "number").if_int64();
            const auto* asked = field_of(one, "requested").if_int64();
            table.add({number == nullptr ? "" : std::to_string(*number), text_of(one, "request"),
                       text_of(one, "requested_by"),
                       asked == nullptr ? "" : show_time(core::Time(std::chrono::seconds(*asked))),
                       state_of(one), text_of(one, "decided_by")});
        }
    }
    return table.text();
}

/// A person who was made by it has a one-time password to be handed over.
std::string show_done(const boost::json::value& answer)
{
    const std::string done = std::string(tr("Done.")) + '\n';
    return text_of(answer, "password").empty() ? done : done + show_access(answer);
}

} // namespace

ApprovalCommands::ApprovalCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("approval", tr("What needs a second person"));
    noun->require_subcommand(1);

    CLI::App* list = noun->add_subcommand("list", tr("All requests, the newest first"));
    list->callback([this, &outcome] { outcome = this->list(); });

    CLI::App* approve = noun->add_subcommand("approve", tr("Agree: it is done at once"));
    approve->add_option("number", number_, tr("Number of the request"))->required();
    approve->callback([this, &outcome] { outcome = this->approve(); });

    CLI::App* refuse = noun->add_subcommand("refuse", tr("Disagree: nothing is done"));
    refuse->add_option("number", number_, tr("Number of the request"))->required();
    refuse->callback([this, &outcome] { outcome = this->refuse(); });
}

ExitCode ApprovalCommands::list()
{
    return session_.ask_and_say(Method::get, path_of({"approvals"}), nullptr, show_approvals);
}

ExitCode ApprovalCommands::approve()
{
    return session_.ask_and_say(Method::post, path_of({"approvals", std::to_string(number_), "approve"}),
                                nullptr, show_done);
}

ExitCode ApprovalCommands::refuse()
{
    return session_.ask_and_say(
        Method::post, path_of({"approvals", std::to_string(number_), "refuse"}), nullptr,
        [this](const auto&) { return fill("Number {} is refused.", number_) + '\n'; });
}

} // namespace pedell::cli
