// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/forms.h"

#include "base/file.h"
#include "daemons/cli/bulk.h"
#include "daemons/cli/forms_csv.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <ostream>
#include <span>

namespace pedell::cli
{
namespace
{

/// Each form may open an account in Active Directory: one request takes seconds, not minutes.
constexpr std::size_t chunk = 20;
/// The trial is one request with every form, and pedelld takes 8 MiB: some 17,000 forms.
constexpr std::size_t max_file_bytes = 1U << 20;

/// What was done, in answers; `failed` and `outdated` by line.
struct Tally {
    std::size_t forms = 0;
    std::int64_t recorded = 0;
    std::int64_t revoked = 0;
    std::int64_t known = 0;
    boost::json::array outdated; ///< {"line", "login"}: signed before a revocation, not recorded
    boost::json::array failed;   ///< {"line", "code", "context"}
    boost::json::array pending;
};

base::Result<boost::json::value> send(Session& session, std::span<const FormRow> rows, bool dry_run)
{
    boost::json::array forms;
    for (const FormRow& row : rows)
        forms.push_back(row.form);
    return session.api.ask(Method::post, path_of({"consents:bulk"}),
                           boost::json::object{{"dry_run", dry_run}, {"forms", std::move(forms)}});
}

void count(std::span<const FormRow> rows, const boost::json::value& answer, Tally& tally)
{
    const auto* results = field_of(answer, "rows").if_array();
    for (std::size_t i = 0; results != nullptr && i < rows.size() && i < results->size(); ++i) {
        const boost::json::value& result = (*results)[i];
        if (const std::string code = text_of(result, "code"); !code.empty()) {
            tally.failed.push_back(
                {{"line", rows[i].line}, {"code", code}, {"context", text_of(result, "context")}});
            continue;
        }
        const auto number = [&](const char* key) {
            const auto* found = field_of(result, key).if_int64();
            return found == nullptr ? 0 : *found;
        };
        tally.recorded += number("recorded");
        tally.revoked += number("revoked");
        tally.known += number("known");
        if (number("outdated") > 0)
            tally.outdated.push_back({{"line", rows[i].line}, {"login", text_of(result, "login")}});
    }
    for (const std::string& part : texts_of(answer, "pending")) {
        if (std::ranges::find(tally.pending, boost::json::value(part)) == tally.pending.end())
            tally.pending.emplace_back(part);
    }
}

ExitCode report(Session& session, const Tally& tally, bool dry_run)
{
    const boost::json::object json{{"total", tally.forms},       {"recorded", tally.recorded},
                                   {"revoked", tally.revoked},   {"known", tally.known},
                                   {"outdated", tally.outdated}, {"failed", tally.failed},
                                   {"pending", tally.pending},   {"dry_run", dry_run}};
    std::string text;
    const auto line_of = [](const boost::json::value& one) { return field_of(one, "line").as_uint64(); };
    for (const auto& one : tally.failed)
        text += fill("line {}: {}", line_of(one), text_of(one, "context")) + '\n';
    for (const auto& one : tally.outdated)
        text += fill("line {}: {} signed this before a revocation; not recorded", line_of(one),
                     text_of(one, "login")) +
                '\n';
    if (!tally.failed.empty())
        text += std::string(tr("Nothing was changed.")) + '\n';
    else
        text += (dry_run ? fill("{} forms: {} consents would be recorded, {} revoked, {} are so already.",
                                tally.forms, tally.recorded, tally.revoked, tally.known)
                         : fill("{} forms: {} consents recorded, {} revoked, {} were so already.",
                                tally.forms, tally.recorded, tally.revoked, tally.known)) +
                '\n';
    if (!tally.pending.empty())
        text += fill("Still being carried out: {}", join(texts_of(json, "pending"))) + '\n';
    session.say(json, text);
    return tally.failed.empty() ? ExitCode::ok : ExitCode::usage;
}

ExitCode refuse_file(Session& session, const std::string& file, const std::vector<std::string>& faults)
{
    std::string all;
    for (const std::string& fault : faults)
        all += (all.empty() ? "" : "\n") + file + ": " + fault;
    return session.refuse({base::Errc::malformed, all});
}

} // namespace

ExitCode import_forms(Session& session, const std::string& file, bool dry_run,
                      std::chrono::month_day school_year_ends)
{
    const auto text = base::read_file(file, max_file_bytes);
    if (!text)
        return session.refuse(
            {text.error().code == base::Errc::denied ? base::Errc::denied : base::Errc::malformed,
             text.error().context});

    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto rows = forms_from_csv(*text, now, school_year_ends);
    if (!rows)
        return refuse_file(session, file, rows.error());

    const auto tried = send(session, *rows, true);
    if (!tried)
        return session.refuse(tried.error());

    Tally trial;
    trial.forms = rows->size();
    count(*rows, *tried, trial);
    if (dry_run || !trial.failed.empty())
        return report(session, trial, true);

    Tally tally;
    tally.forms = rows->size();
    Progress progress(session, tr("Forms"), rows->size());
    for (std::size_t start = 0; start < rows->size(); start += chunk) {
        const std::size_t size = std::min(chunk, rows->size() - start);
        const auto part = std::span(*rows).subspan(start, size);
        const auto answer = send(session, part, false);
        if (!answer)
            return session.refuse({answer.error().code, fill("after {} of {} forms: {}; run it again", start,
                                                             rows->size(), answer.error().context)});

        count(part, *answer, tally);
        progress.at(start + size);
    }
    return report(session, tally, false);
}

} // namespace pedell::cli
