// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/files_commands.h"

#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <format>
#include <map>

namespace pedell::cli
{
namespace
{

/// The kinds by their wire names; shown by tr().
[[maybe_unused]] constexpr const char* kinds[] = {mark("list"),    mark("owner"), mark("mode"),
                                                  mark("missing"), mark("stray"), mark("key"),
                                                  mark("project"), mark("depth")};

std::int64_t count_of(const boost::json::value& value, std::string_view key)
{
    const auto& number = field_of(value, key);
    return number.is_int64() ? number.get_int64() : 0;
}

} // namespace

FilesCommands::FilesCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("files", tr("Folders of people and classes"));
    noun->require_subcommand(1);
    CLI::App* check = noun->add_subcommand(
        "check", tr("Compare rights, owners and keys of all folders with what is declared"));
    check->add_flag("--heal", heal_, tr("Make it so, and clear the wastebaskets of what is too old"));
    check->callback([this, &outcome] { outcome = this->check(); });
}

ExitCode FilesCommands::check()
{
    for (const auto& done : {check_one({{"teachers_room", true}}, tr("teachers' room")),
                             check_all("classes", "name", "class"), check_all("people", "login", "person")})
        if (!done)
            return session_.refuse(done.error());

    const boost::json::object answer{{"found", found_}, {"healed", heal_}, {"cleared", cleared_}};
    session_.say(answer, show_drifts(found_, heal_, cleared_));
    return found_.empty() || heal_ ? ExitCode::ok : ExitCode::failed;
}

base::Result<> FilesCommands::check_all(const char* list, const char* name, const char* key)
{
    const auto all = session_.api.ask(Method::get, path_of({list}));
    if (!all)
        return std::unexpected(all.error());

    const auto* rows = all->if_array();
    if (rows == nullptr)
        return {};
    for (const auto& row : *rows) {
        const std::string whose = text_of(row, name);
        const bool is_person = std::string_view(key) == "person";
        const auto id = is_person ? std::format("{}", count_of(row, "id")) : whose;
        const auto done = check_one({{key, whose}}, is_person ? std::format("people/{}", id) : id);
        // Erased in the meantime: no reason to leave the others alone.
        if (!done && done.error().code != base::Errc::not_found)
            return done;
    }
    return {};
}

base::Result<> FilesCommands::check_one(boost::json::object whose, const std::string& label)
{
    const bool is_person = whose.contains("person");
    whose["heal"] = heal_;
    const auto answer = session_.api.ask(Method::post, path_of({"files:check"}), whose);
    if (!answer)
        return std::unexpected(answer.error());

    cleared_ += count_of(*answer, "cleared");
    if (const auto* drifts = field_of(*answer, "drifts").if_array())
        for (const auto& drift : *drifts)
            found_.push_back({{"folder", label},
                              {"of", is_person ? "person" : "class"},
                              {"place", text_of(drift, "place")},
                              {"kind", text_of(drift, "kind")},
                              {"count", count_of(drift, "count")}});
    return {};
}

std::string show_drifts(const boost::json::array& found, bool healed, std::int64_t cleared)
{
    std::string text;
    if (found.empty())
        text = std::string(tr("Everything is as declared.")) + '\n';

    Table table({tr("FOLDER"), tr("PLACE"), tr("DIFFERS"), tr("COUNT")});
    std::map<std::pair<std::string, std::string>, std::int64_t> people;
    for (const auto& drift : found) {
        if (text_of(drift, "of") == "person") {
            people[{text_of(drift, "place"), text_of(drift, "kind")}] += count_of(drift, "count");
            continue;
        }
        table.add({text_of(drift, "folder"), text_of(drift, "place"), tr(text_of(drift, "kind").c_str()),
                   std::to_string(count_of(drift, "count"))});
    }
    for (const auto& [where, count] : people)
        table.add({tr("people's folders"), where.first, tr(where.second.c_str()), std::to_string(count)});
    if (!found.empty())
        text += table.text() +
                (healed ? tr("Healed.") : tr("Nothing was changed: pedell files check --heal")) + '\n';
    if (cleared > 0)
        text += fill("{} files lay in a wastebasket for too long and are gone.", cleared) + '\n';
    return text;
}

} // namespace pedell::cli
