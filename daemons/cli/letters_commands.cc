// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/letters_commands.h"

#include "daemons/cli/bulk.h"
#include "daemons/cli/confirm.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <ostream>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

/// A request is over in a second: others wait for the caretaker too (a lock, at most five seconds).
constexpr std::size_t chunk = 5;

constexpr const char* program = "/usr/libexec/pedell/pedell-letters";
constexpr std::chrono::minutes patience{5};
constexpr std::size_t largest_pdf = 64U << 20;

/// As wide as a real one; never set for anybody.
constexpr const char* sample_password = "Wwww-Wwww-Wwww";

/// Why somebody gets no letter.
constexpr std::pair<std::string_view, const char*> reasons[] = {
    {"consent_missing", mark("no consent recorded")},
    {"consent_revoked", mark("consent revoked or expired")},
    {"locked", mark("the account is locked")},
    {"left", mark("has left the school")},
    {"erasing", mark("is being erased")},
    {"module_closed", mark("the school has closed the log-on")},
    {"evaluation_missing", mark("mail needs the consent to the evaluation")},
    {"restricted", mark("the account is restricted")},
    {"device", mark("a device")},
    {"not_a_pupil", mark("no pupil: by --person, where wanted")},
};

std::string reason_of(const std::string& because)
{
    const auto* found = std::ranges::find(reasons, because, &std::pair<std::string_view, const char*>::first);
    return found == std::end(reasons) ? because : tr(found->second);
}

boost::json::array list_of(const boost::json::value& answer, std::string_view key)
{
    const auto* list = field_of(answer, key).if_array();
    return list == nullptr ? boost::json::array() : *list;
}

boost::json::array to_json(const std::vector<std::string>& texts)
{
    boost::json::array json;
    for (const std::string& text : texts)
        json.emplace_back(text);
    return json;
}

std::size_t with_earlier(const boost::json::array& letters)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        letters, [](const boost::json::value& one) { return field_of(one, "earlier").is_int64(); }));
}

std::string today()
{
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::string shown = show_time(now); // "2026-09-01 13:00"
    return shown.substr(8, 2) + '.' + shown.substr(5, 2) + '.' + shown.substr(0, 4);
}

std::string show_skipped(const boost::json::array& skipped)
{
    std::string text;
    for (const auto& one : skipped)
        text +=
            fill("No letter for {}: {}", text_of(one, "login"), reason_of(text_of(one, "because"))) + '\n';
    return text;
}

std::string show_plan(const boost::json::array& letters)
{
    Table table({tr("LOGIN"), tr("NAME"), tr("CLASSES"), tr("LAST LETTER")});
    for (const auto& one : letters) {
        const auto& earlier = field_of(one, "earlier");
        table.add(
            {text_of(one, "login"), text_of(one, "given") + ' ' + text_of(one, "surname"),
             join(texts_of(one, "classes")),
             earlier.is_int64() ? show_time(core::Time{std::chrono::seconds{earlier.get_int64()}}) : "-"});
    }
    return table.text();
}

} // namespace

Press real_press()
{
    return {[](const std::string& batch) { return base::run({program}, batch, patience, largest_pdf); },
            ::isatty(STDOUT_FILENO) == 1};
}

LettersCommands::LettersCommands(CLI::App& app, Session& session, ExitCode& outcome, Press press)
    : session_(session), press_(std::move(press))
{
    CLI::App* letters =
        app.add_subcommand("letters", tr("Access letters as PDF; each sets a new one-time password"));
    letters->add_option("--class", classes_, tr("For the pupils of this class; may be repeated"));
    letters->add_option("--person", people_, tr("For this person; may be repeated"));
    letters->add_option("--output", output_, tr("New file for the PDF; without it: standard output"));
    letters->add_flag("--new", new_, tr("Only for people who never got a letter"));
    letters->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    letters->add_flag("--yes", yes_, tr("Do not ask"));
    letters->callback([this, &outcome] { outcome = make(); });
}

base::Result<> LettersCommands::check_use() const
{
    if (classes_.empty() && people_.empty())
        return base::fail(base::Errc::malformed, tr("say for whom: --class or --person"));
    if (dry_run_ || !output_.empty())
        return {};
    if (session_.json)
        return base::fail(base::Errc::malformed,
                          tr("--json needs --output: the PDF goes to standard output"));
    if (press_.to_terminal)
        return base::fail(base::Errc::malformed,
                          tr("say --output FILE, or send the PDF on: pedell letters ... | lp"));

    return {};
}

/// Who would get one. Nothing is changed.
base::Result<LettersCommands::Run> LettersCommands::plan()
{
    const auto answer = session_.api.ask(
        Method::post, path_of({"letters"}),
        boost::json::object{{"classes", to_json(classes_)}, {"people", to_json(people_)}, {"dry_run", true}});
    if (!answer)
        return std::unexpected(answer.error());

    Run run;
    run.school = field_of(*answer, "school");
    run.skipped = list_of(*answer, "skipped");
    for (auto& one : list_of(*answer, "letters")) {
        if (!new_ || !field_of(one, "earlier").is_int64())
            run.letters.push_back(std::move(one));
    }
    run.planned = run.letters.size();
    return run;
}

/// The real names with a sample for a password: what cannot be printed is found before anything is set.
base::Result<> LettersCommands::ask_first(const Run& plan)
{
    Run rehearsal = plan;
    for (auto& one : rehearsal.letters)
        one.as_object()["password"] = sample_password;
    if (const auto printed = print(rehearsal, true); !printed)
        return std::unexpected(printed.error());

    return confirm(
        session_, yes_,
        fill("Set new one-time passwords for {} people? {} of them got a letter before. What they use "
             "now no longer works then.",
             plan.letters.size(), with_earlier(plan.letters)));
}

LettersCommands::Run LettersCommands::set_passwords(const Run& plan)
{
    Run done;
    done.school = plan.school;
    done.skipped = plan.skipped;
    done.planned = plan.planned;
    Progress progress(session_, tr("Letters"), plan.letters.size());
    for (std::size_t start = 0; start < plan.letters.size() && !done.error; start += chunk) {
        const std::size_t end = std::min(start + chunk, plan.letters.size());
        boost::json::array logins;
        for (std::size_t i = start; i < end; ++i)
            logins.emplace_back(text_of(plan.letters[i], "login"));

        const auto answer = session_.api.ask(Method::post, path_of({"letters"}),
                                             boost::json::object{{"people", std::move(logins)}});
        if (!answer) {
            done.error = answer.error();
            break;
        }
        std::ranges::move(list_of(*answer, "letters"), std::back_inserter(done.letters));
        std::ranges::move(list_of(*answer, "skipped"), std::back_inserter(done.skipped));
        if (const auto& error = field_of(*answer, "error"); error.is_object())
            done.error = base::Error{base::Errc::unavailable, text_of(error, "context")};
        else
            progress.at(end);
    }
    return done;
}

base::Result<std::string> LettersCommands::print(const Run& run, bool rehearsal) const
{
    const std::string batch = boost::json::serialize(
        boost::json::object{{"date", today()}, {"school", run.school}, {"letters", run.letters}});
    auto printed = press_.print(batch);
    if (!printed)
        return std::unexpected(std::move(printed.error()));

    // The mark of a complete PDF (ISO 32000-2 7.5.5): a killed program may have written a part.
    if (printed->status != 0 || !printed->out.contains("%%EOF"))
        return base::fail(base::Errc::unavailable, fill("the letters cannot be printed: {}",
                                                        printed->err.substr(0, printed->err.find('\n'))));
    if (rehearsal && !printed->err.empty())
        session_.err << tr("Some signs of names are in no installed font; install one that has them.")
                     << '\n';

    return std::move(printed->out);
}

/// From here on passwords are set: what goes wrong has to say so.
ExitCode LettersCommands::hand_out(const Run& run, std::optional<NewFile> file)
{
    if (run.letters.empty())
        return run.error ? session_.refuse(*run.error)
                         : session_.refuse({base::Errc::conflict, tr("nobody may have a letter any more")});

    auto pdf = print(run, false);
    base::Result<> written;
    if (!pdf)
        written = std::unexpected(pdf.error());
    else if (file)
        written = file->write(*pdf);
    else if (!session_.out.write(pdf->data(), static_cast<std::streamsize>(pdf->size())).flush())
        written = base::fail(base::Errc::unavailable, tr("standard output does not take the letters"));
    if (!written) {
        base::Error error = written.error();
        error.context =
            fill("{}. The new passwords of {} people are set already and nobody knows them: make these "
                 "letters again.",
                 error.context, run.letters.size());
        return session_.refuse(error);
    }
    return tell(run);
}

ExitCode LettersCommands::tell(const Run& run)
{
    const ExitCode code = run.error ? exit_code_for(run.error->code) : ExitCode::ok;
    if (session_.json) {
        boost::json::object counts{{"letters", run.letters.size()},
                                   {"skipped", run.skipped},
                                   {"missing", run.planned - run.letters.size()},
                                   {"file", output_},
                                   {"error", nullptr}};
        if (run.error)
            counts["error"] = boost::json::object{{"code", base::name_of(run.error->code)},
                                                  {"context", run.error->context}};
        (void)session_.say(counts, {});
        return code;
    }
    // Standard output may be the PDF.
    session_.err << show_skipped(run.skipped)
                 << fill("{} letters. They are printed once: nothing of them is stored.", run.letters.size())
                 << '\n';
    if (run.error)
        session_.err << "pedell: " << run.error->context << '\n'
                     << fill("{} of {} people still have no letter: make theirs again.",
                             run.planned - run.letters.size(), run.planned)
                     << '\n';
    return code;
}

ExitCode LettersCommands::make()
{
    if (const auto used = check_use(); !used)
        return session_.refuse(used.error());

    const auto planned = plan();
    if (!planned)
        return session_.refuse(planned.error());
    if (dry_run_)
        return session_.say(boost::json::object{{"letters", planned->letters}, {"skipped", planned->skipped}},
                            show_plan(planned->letters) + show_skipped(planned->skipped));
    if (planned->letters.empty()) {
        if (!session_.json)
            session_.err << show_skipped(planned->skipped);
        return session_.refuse({base::Errc::conflict, tr("nobody gets a letter")});
    }
    std::optional<NewFile> file;
    if (!output_.empty()) {
        auto made = NewFile::make(output_);
        if (!made)
            return session_.refuse(made.error());

        file.emplace(std::move(*made));
    }
    if (const auto sure = ask_first(*planned); !sure)
        return session_.refuse(sure.error());

    return hand_out(set_passwords(*planned), std::move(file));
}

} // namespace pedell::cli
