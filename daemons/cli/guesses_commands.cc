// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/guesses_commands.h"

#include "base/unix_socket.h"
#include "core/net_address.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <boost/json/parse.hpp>
#include <chrono>

namespace pedell::cli
{
namespace
{

constexpr const char* watcher_socket = "/run/pedell-watch/watch.sock";
constexpr std::chrono::seconds patience{5};

std::string show_blocks(const boost::json::value& answer)
{
    const auto* blocks = field_of(answer, "blocks").if_array();
    if (blocks == nullptr || blocks->empty())
        return std::string(tr("Nobody is stopped.")) + '\n';

    Table table({tr("Door"), tr("Address"), tr("Login"), tr("Seconds left")});
    for (const auto& block : *blocks) {
        const auto* left = field_of(block, "seconds").if_int64();
        const std::string person = text_of(block, "person");
        table.add({text_of(block, "door") == "mail" ? tr("mail") : tr("PCs and folders"),
                   text_of(block, "address"), person.empty() ? tr("all") : person,
                   std::to_string(left == nullptr ? 0 : *left)});
    }
    return table.text();
}

} // namespace

base::Result<boost::json::value> ask_watcher(const std::string& question)
{
    const auto connection = base::connect_seqpacket(watcher_socket);
    // The key for tags comes first; it is not needed here.
    const auto greeting =
        connection ? base::receive_message(connection->get(), patience) : std::unexpected(connection.error());
    const auto sent =
        greeting ? base::send_message(connection->get(), question) : std::unexpected(greeting.error());
    const auto answer =
        sent ? base::receive_message(connection->get(), patience) : std::unexpected(sent.error());
    if (!answer)
        return base::fail(base::Errc::unavailable,
                          fill("pedell-watch does not answer: {}", answer.error().context),
                          answer.error().sys_errno);

    boost::system::error_code error;
    auto value = boost::json::parse(answer->bytes, error);
    if (error)
        return base::fail(base::Errc::unavailable, tr("pedell-watch gives no JSON"));

    return value;
}

GuessesCommands::GuessesCommands(CLI::App& app, Session& session, ExitCode& outcome, AskWatcher ask)
    : session_(session), ask_(std::move(ask))
{
    CLI::App* noun = app.add_subcommand("guesses", tr("Who is stopped because of wrong passwords"));
    noun->require_subcommand(1);
    noun->add_subcommand("list", tr("List all of them"))->callback([this, &outcome] { outcome = list(); });

    CLI::App* clear = noun->add_subcommand("clear", tr("Let an address try again; without one, all"));
    clear->add_option("address", address_, tr("IP address"))->check([](const std::string& text) {
        return core::NetAddress::parse(text) ? std::string() : std::string(tr("no IP address"));
    });
    clear->callback([this, &outcome] { outcome = this->clear(); });
}

ExitCode GuessesCommands::list()
{
    const auto answer = ask_("list");
    if (!answer)
        return session_.refuse(answer.error());

    return session_.say(*answer, show_blocks(*answer));
}

ExitCode GuessesCommands::clear()
{
    const auto answer = ask_(address_.empty() ? "clear" : "clear " + address_);
    if (!answer)
        return session_.refuse(answer.error());

    const auto* count = field_of(*answer, "cleared").if_int64();
    return session_.say(*answer, fill("{} blocks are lifted.", count == nullptr ? 0 : *count) + '\n');
}

} // namespace pedell::cli
