// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/system_commands.h"

#include "base/file.h"
#include "daemons/cli/bulk.h"
#include "daemons/cli/doctor_facts.h"
#include "daemons/cli/doctor_update.h"
#include "daemons/cli/guesses_commands.h"
#include "daemons/cli/metrics.h"
#include "daemons/cli/scan_commands.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <format>
#include <iterator>
#include <ostream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace pedell::cli
{
namespace
{

std::string number_at(const boost::json::value& value, std::string_view key)
{
    const auto& number = field_of(value, key);
    return number.is_int64() ? std::to_string(number.get_int64()) : std::string("-");
}

std::string yes_or_no(const boost::json::value& value)
{
    const auto* answer = value.if_bool();
    if (answer == nullptr)
        return tr("not asked yet");

    return *answer ? tr("yes") : tr("no");
}

std::string show_status(const boost::json::value& status)
{
    const boost::json::value& counts = field_of(status, "counts");
    const std::array<std::pair<std::string, std::string>, 11> lines{{
        {tr("Version"), text_of(status, "version")},
        {tr("Register whole"), yes_or_no(field_of(field_of(status, "register"), "ok"))},
        {tr("Active Directory reached"), yes_or_no(field_of(field_of(status, "directory"), "reachable"))},
        {tr("pedell-hand reached"), yes_or_no(field_of(field_of(status, "hand"), "reachable"))},
        {tr("pedell-watch reached"), yes_or_no(field_of(field_of(status, "watch"), "reachable"))},
        {tr("Content judged"), yes_or_no(field_of(field_of(status, "scand"), "reachable"))},
        {tr("People"), number_at(counts, "people")},
        {tr("Classes"), number_at(counts, "classes")},
        {tr("Further addresses"), number_at(counts, "aliases")},
        {tr("Changes that wait"), number_at(status, "pending")},
        {tr("Changes that failed"), number_at(status, "failing")},
    }};
    std::size_t width = 0;
    for (const auto& [label, value] : lines)
        width = std::max(width, width_of(label));
    std::string text;
    for (const auto& [label, value] : lines)
        text += std::format("{}:{}{}\n", label, std::string(width - width_of(label) + 1, ' '), value);
    return text;
}

} // namespace

SystemCommands::SystemCommands(CLI::App& app, Session& session, ExitCode& outcome, SetUp set_up)
    : session_(session), set_up_(std::move(set_up))
{
    CLI::App* setup =
        app.add_subcommand("setup", tr("Make this machine what school.toml says; safe to run again"));
    setup->add_flag("--dry-run", choice_.dry_run, tr("Only say what would be done"));
    setup->add_flag("--image", choice_.image,
                    tr("Configure network, time zone and SSH too, as the image does"));
    setup->callback([this, &outcome] { outcome = static_cast<ExitCode>(set_up_(choice_, session_.json)); });

    app.add_subcommand("status", tr("How the caretaker is doing"))->callback([this, &outcome] {
        outcome = status();
    });
    CLI::App* doctor = app.add_subcommand("doctor", tr("What is wrong, and the command that repairs it"));
    CLI::Option* numbers = doctor->add_flag("--prometheus", prometheus_,
                                            tr("The same as numbers for Prometheus; always succeeds"));
    doctor->add_option("--output", output_, tr("Put them into this file, whole or not at all"))
        ->needs(numbers);
    doctor->callback([this, &outcome] { outcome = this->doctor(); });
    app.add_subcommand("heal", tr("Carry the register to accounts, folders and tables again"))
        ->callback([this, &outcome] { outcome = heal(); });

    CLI::App* import =
        app.add_subcommand("import", tr("A whole school: classes.csv and import.csv of a folder"));
    import->add_option("folder", folder_, tr("Where the files are"))->required();
    import->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    import->callback([this, &outcome] { outcome = import_school(session_, folder_, dry_run_); });
}

ExitCode SystemCommands::status()
{
    auto answer = session_.api.ask(Method::get, path_of({"status"}));
    if (!answer)
        return session_.refuse(answer.error());

    // Neither of the two is a neighbour of pedelld: we ask them ourselves.
    if (auto* status = answer->if_object()) {
        (*status)["watch"] = boost::json::object{{"reachable", ask_watcher("list").has_value()}};
        (*status)["scand"] = boost::json::object{{"reachable", try_scand().empty()}};
    }
    return session_.say(*answer, show_status(*answer));
}

ExitCode SystemCommands::doctor()
{
    // Half of what there is to see is closed to others: "missing" would be a lie.
    if (::geteuid() != 0)
        return session_.refuse({base::Errc::denied, tr("the doctor needs root: sudo pedell doctor")});

    const Facts facts = gather_facts(session_.api);
    std::vector<Finding> findings = diagnose(facts);
    std::ranges::move(diagnose_update(read_update_summary()), std::back_inserter(findings));
    if (prometheus_)
        return show_metrics(metrics_of(facts, findings));

    session_.say(findings_json(findings), show_findings(findings));
    return exit_code_for(findings);
}

ExitCode SystemCommands::show_metrics(const std::string& text)
{
    if (output_.empty()) {
        session_.out << text;
        return ExitCode::ok;
    }
    // For the group of the folder: what reads it (node_exporter) is put into that.
    struct stat folder{};
    if (::stat(std::filesystem::path(output_).parent_path().c_str(), &folder) != 0)
        return session_.refuse(base::fail_errno("look at the folder of " + output_).error());

    const auto written =
        base::write_atomically(output_, text, {.mode = 0640, .uid = 0, .gid = folder.st_gid});
    return written ? ExitCode::ok : session_.refuse(written.error());
}

ExitCode SystemCommands::heal()
{
    return session_.ask_and_say(Method::post, path_of({"heal"}), nullptr, [](const auto& answer) {
        std::string text =
            fill("{} things are carried out again in the background.", number_at(answer, "queued")) + '\n';
        const boost::json::value& drift = field_of(answer, "drift");
        if (drift.is_object())
            text += fill("Active Directory: {} accounts missing, {} unknown, {} in the wrong state.",
                         number_at(drift, "missing"), number_at(drift, "unknown"),
                         number_at(drift, "wrong_state")) +
                    '\n';
        return text;
    });
}

std::string show_findings(const std::vector<Finding>& findings)
{
    if (findings.empty())
        return std::string(tr("Nothing is wrong.")) + '\n';

    std::string text;
    for (Severity severity : {Severity::fault, Severity::note}) {
        for (const Finding& finding : findings) {
            if (finding.severity == severity)
                text +=
                    std::format("{}: {}\n    {}\n", severity == Severity::fault ? tr("FAULT") : tr("note"),
                                finding.what, finding.fix);
        }
    }
    return text;
}

boost::json::value findings_json(const std::vector<Finding>& findings)
{
    boost::json::array list;
    for (const Finding& finding : findings)
        list.push_back({{"id", finding.id},
                        {"severity", finding.severity == Severity::fault ? "fault" : "note"},
                        {"what", finding.what},
                        {"fix", finding.fix}});
    return boost::json::object{{"healthy", exit_code_for(findings) == ExitCode::ok},
                               {"findings", std::move(list)}};
}

ExitCode exit_code_for(const std::vector<Finding>& findings) noexcept
{
    const bool fault = std::ranges::any_of(
        findings, [](const Finding& finding) { return finding.severity == Severity::fault; });
    return fault ? ExitCode::failed : ExitCode::ok;
}

} // namespace pedell::cli
