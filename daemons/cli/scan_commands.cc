// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/scan_commands.h"

#include "base/handle.h"
#include "core/judge.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

constexpr std::chrono::minutes patience{2};

template <class T, class Names>
std::vector<std::string> words_of(const Names& values, std::string_view (*name)(T) noexcept)
{
    std::vector<std::string> words;
    for (const auto value : values)
        words.emplace_back(name(value));
    return words;
}

/// One of some words, told with all of them where it is none.
CLI::Validator one_of(std::vector<std::string> words)
{
    return {[words](const std::string& text) {
                for (const auto& word : words)
                    if (text == word)
                        return std::string();
                return fill("expected one of {}", join(words));
            },
            ""};
}

std::string headline(const core::ContentVerdict& verdict)
{
    switch (verdict.decision) {
    case core::Decision::pass:
        return tr("Passes.");
    case core::Decision::refuse:
        return fill("Refused by the rule {}.", core::name_of(verdict.rule));
    case core::Decision::defer:
        break;
    }
    return tr("Could not be judged; a door would ask to try again later.");
}

ExitCode exit_code_for(core::Decision decision)
{
    if (decision == core::Decision::defer)
        return ExitCode::try_again;
    return decision == core::Decision::pass ? ExitCode::ok : ExitCode::failed;
}

} // namespace

base::Result<scan::Answer> ask_scand(int fd, const scan::Question& question)
{
    return scan::explain(scan::default_socket, fd, question, patience);
}

std::string try_scand()
{
    static constexpr std::string_view text = "Pedell\n";
    const base::Fd fd(::memfd_create("doctor", MFD_CLOEXEC));
    if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return base::fail_errno("memfd").error().context;

    scan::Question question;
    question.whole = scan::Whole::file;
    question.name = "pedell.txt";
    const auto verdict = scan::ask(scan::default_socket, fd.get(), question, std::chrono::seconds{5});
    if (!verdict)
        return verdict.error().context;
    return verdict->passed() ? std::string() : std::string(tr("pedell-scand does not judge a plain text"));
}

ScanCommands::ScanCommands(CLI::App& app, Session& session, ExitCode& outcome, AskScand ask)
    : session_(session), ask_(std::move(ask))
{
    CLI::App* verb = app.add_subcommand("scan", tr("Explain what a door would say of a file's content"));
    verb->add_option("file", file_, tr("File, or a message (.eml) at the doors of mail"))->required();
    verb->add_option("--as", role_, tr("Role of the person who hands it over"))
        ->required()
        ->check(one_of(words_of<core::Role>(core::all_roles, core::name_of)));
    verb->add_option("--door", door_, tr("mail, mailbox or drive"))
        ->required()
        ->check(one_of(words_of<core::Door>(core::all_doors, core::name_of)));
    verb->add_option("--area", area_, tr("Where it comes to rest; by default mailbox or home"))
        ->check(one_of(words_of<core::Area>(core::all_areas, core::name_of)));
    verb->add_flag("--among-staff", among_staff_, tr("Only staff will be able to read it"));
    verb->callback([this, &outcome] { outcome = scan(); });
}

ExitCode ScanCommands::scan()
{
    const base::Fd fd(::open(file_.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!fd)
        return session_.refuse(base::fail_errno(fill("open {}", file_)).error());

    const std::filesystem::path path(file_);
    const auto door = core::door_from(door_).value_or(core::Door::mail);
    const bool drive = door == core::Door::drive;
    scan::Question question;
    question.context.role = core::role_from(role_).value_or(core::Role::pupil);
    question.context.door = door;
    question.context.area = core::area_from(area_).value_or(drive ? core::Area::home : core::Area::mailbox);
    question.context.among_staff = among_staff_;
    question.whole = !drive && path.extension() == ".eml" ? scan::Whole::message : scan::Whole::file;
    question.name = path.filename().native();
    const auto answer = ask_(fd.get(), question);
    if (!answer)
        return session_.refuse(answer.error());

    const auto said = session_.say(answer_json(*answer), show_answer(*answer));
    const auto judged = exit_code_for(answer->verdict.decision);
    return judged == ExitCode::ok ? said : judged;
}

std::string show_answer(const scan::Answer& answer)
{
    const auto& verdict = answer.verdict;
    std::string text = headline(verdict) + '\n';
    if (verdict.decision == core::Decision::refuse)
        text += core::refusal_de(verdict) + '\n' + core::refusal_en(verdict) + '\n';
    if (!answer.findings)
        return text;

    Table parts({tr("Part"), tr("Kind"), tr("Type"), tr("Bytes")});
    for (const auto& part : answer.findings->parts)
        parts.add({part.path, std::string(core::name_of(part.kind)), part.type, std::to_string(part.bytes)});
    text += '\n' + parts.text();
    if (!answer.findings->list.empty()) {
        Table found({tr("Found"), tr("Detail"), tr("Part")});
        for (const auto& finding : answer.findings->list)
            found.add({std::string(core::name_of(finding.trait)), finding.detail, finding.part});
        text += '\n' + found.text();
    }
    if (!answer.findings->complete)
        text += '\n' + std::string(tr("The inspection did not reach the end.")) + '\n';
    return text;
}

boost::json::value answer_json(const scan::Answer& answer)
{
    const auto& verdict = answer.verdict;
    boost::json::object json{{"verdict", core::name_of(verdict.decision)},
                             {"rule", core::name_of(verdict.rule)},
                             {"part", verdict.part},
                             {"detail", verdict.detail},
                             {"text_de", core::refusal_de(verdict)},
                             {"text_en", core::refusal_en(verdict)}};
    if (!answer.findings)
        return json;

    boost::json::array parts;
    for (const auto& part : answer.findings->parts)
        parts.push_back({{"part", part.path},
                         {"kind", core::name_of(part.kind)},
                         {"type", part.type},
                         {"bytes", part.bytes},
                         {"body", part.body}});
    boost::json::array found;
    for (const auto& finding : answer.findings->list)
        found.push_back(
            {{"found", core::name_of(finding.trait)}, {"part", finding.part}, {"detail", finding.detail}});
    json["parts"] = std::move(parts);
    json["findings"] = std::move(found);
    json["complete"] = answer.findings->complete;
    return json;
}

} // namespace pedell::cli
