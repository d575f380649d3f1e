// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/bulk.h"

#include "base/file.h"
#include "daemons/cli/text.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <chrono>
#include <filesystem>
#include <format>
#include <map>
#include <ostream>
#include <set>
#include <tuple>

namespace pedell::cli
{
namespace
{

/// One request of people takes seconds, not minutes, and Ctrl-C loses little.
constexpr std::size_t chunk = 20;
constexpr std::size_t max_file_bytes = 32U << 20;

/// What an import did, for people and for --json.
struct Tally {
    std::size_t total = 0;
    std::size_t known = 0;
    std::size_t added = 0;
    ExitCode code = ExitCode::ok;
    boost::json::array failed;    ///< {"row", "code", "context"}
    boost::json::array passwords; ///< {"login", "password"} of those who came without one

    void failure(std::size_t row, const std::string& name, const std::string& why, const std::string& context)
    {
        failed.push_back({{"row", row}, {"code", name}, {"context", why + ": " + context}});
        code = worse(code, ExitCode::failed);
    }
};

core::Time now()
{
    return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

base::Result<std::string> read(const std::string& file)
{
    auto text = base::read_file(file, max_file_bytes);
    if (!text)
        return base::fail(text.error().code == base::Errc::denied ? base::Errc::denied
                                                                  : base::Errc::malformed,
                          text.error().context);

    return text;
}

base::Error in_file(const std::string& file, base::Error error)
{
    error.context = file + ": " + error.context;
    return error;
}

ExitCode report(Session& session, const Tally& tally, bool dry_run)
{
    const boost::json::object json{{"total", tally.total},         {"known", tally.known},
                                   {"added", tally.added},         {"failed", tally.failed},
                                   {"passwords", tally.passwords}, {"dry_run", dry_run}};
    std::string text;
    for (const auto& failure : tally.failed)
        text += text_of(failure, "context") + '\n';
    for (const auto& one : tally.passwords)
        text += std::format("{}\t{}\n", text_of(one, "login"), text_of(one, "password"));
    text += dry_run ? fill("{} in the file, {} already there, {} would be added.", tally.total, tally.known,
                           tally.total - tally.known)
                    : fill("{} in the file, {} already there, {} added, {} failed.", tally.total, tally.known,
                           tally.added, tally.failed.size());
    session.say(json, text + '\n');
    return tally.code;
}

using Key = std::tuple<std::string, std::string, std::string, std::set<std::string>>;

Key key_of(const NewPerson& person)
{
    return {std::string(core::name_of(person.role)), person.given, person.surname,
            std::set<std::string>(person.classes.begin(), person.classes.end())};
}

Key key_of(const boost::json::value& person)
{
    const auto classes = texts_of(person, "classes");
    return {text_of(person, "role"), text_of(person, "given"), text_of(person, "surname"),
            std::set<std::string>(classes.begin(), classes.end())};
}

/// One row's answer: the person, or {"code", "context"}.
void count_row(const NewPerson& person, const boost::json::value& result, std::size_t row, Tally& tally)
{
    const std::string code = text_of(result, "code");
    if (!code.empty())
        return tally.failure(row, code, person.given + ' ' + person.surname, text_of(result, "context"));

    ++tally.added;
    if (person.password.empty())
        tally.passwords.push_back(
            {{"login", text_of(result, "login")}, {"password", text_of(result, "password")}});
}

base::Result<> send_people(Session& session, const std::vector<NewPerson>& people, Tally& tally)
{
    Progress progress(session, tr("People"), people.size());
    for (std::size_t start = 0; start < people.size(); start += chunk) {
        const std::size_t end = std::min(start + chunk, people.size());
        boost::json::array body;
        for (std::size_t i = start; i < end; ++i)
            body.push_back(to_json(people[i]));

        const auto answer = session.api.ask(Method::post, path_of({"people:bulk"}), body);
        if (!answer)
            return std::unexpected(answer.error());

        const auto* results = field_of(*answer, "rows").if_array();
        for (std::size_t i = start; i < end; ++i)
            count_row(people[i],
                      results != nullptr && i - start < results->size() ? (*results)[i - start] : nullptr,
                      i + 1, tally);
        progress.at(end);
    }
    return {};
}

/// Classes and aliases are few: one request each; a conflict means that it is already there.
template <class Item>
base::Result<> send_each(Session& session, const std::string& path, const std::vector<Item>& items,
                         boost::json::object (*body)(const Item&), Tally& tally)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto answer = session.api.ask(Method::post, path, body(items[i]));
        if (answer)
            ++tally.added;
        else if (answer.error().code == base::Errc::conflict)
            ++tally.known;
        else if (answer.error().code == base::Errc::malformed)
            tally.failure(i + 1, base::name_of(answer.error().code), items[i].name, answer.error().context);
        else
            return std::unexpected(answer.error());
    }
    return {};
}

base::Result<std::size_t> count_known(Session& session, const std::string& path, const auto& items)
{
    const auto answer = session.api.ask(Method::get, path);
    if (!answer)
        return std::unexpected(answer.error());

    std::set<std::string> known;
    if (const auto* list = answer->if_array()) {
        for (const auto& one : *list)
            known.insert(text_of(one, "name"));
    }
    return static_cast<std::size_t>(
        std::ranges::count_if(items, [&](const auto& item) { return known.contains(item.name); }));
}

boost::json::object class_body(const NewClass& one)
{
    return {{"name", one.name}, {"kind", core::name_of(one.kind)}};
}

boost::json::object alias_body(const NewAlias& alias)
{
    return {{"name", alias.name}, {"targets", boost::json::value_from(alias.targets)}};
}

template <class Item>
ExitCode import_each(Session& session, const std::string& file, bool dry_run, const std::string& path,
                     base::Result<std::vector<Item>> (*parse)(std::string_view),
                     boost::json::object (*body)(const Item&))
{
    const auto items = read(file).and_then(parse);
    if (!items)
        return session.refuse(in_file(file, items.error()));

    Tally tally;
    tally.total = items->size();
    if (dry_run) {
        const auto known = count_known(session, path, *items);
        if (!known)
            return session.refuse(known.error());

        tally.known = *known;
    } else if (const auto sent = send_each(session, path, *items, body, tally); !sent) {
        return session.refuse(sent.error());
    }
    return report(session, tally, dry_run);
}

} // namespace

std::vector<NewPerson> without_known(const std::vector<NewPerson>& people, const boost::json::value& known)
{
    std::map<Key, int> there;
    std::set<std::string> logins;
    if (const auto* list = known.if_array()) {
        for (const auto& person : *list) {
            ++there[key_of(person)];
            logins.insert(text_of(person, "login"));
        }
    }

    std::vector<NewPerson> fresh;
    for (const NewPerson& person : people) {
        const auto same = there.find(key_of(person));
        const bool counted = same != there.end() && same->second > 0;
        if (person.login.empty() ? counted : logins.contains(person.login)) {
            if (counted)
                --same->second;
            continue;
        }
        fresh.push_back(person);
    }
    return fresh;
}

ExitCode import_people(Session& session, const std::string& file, bool dry_run)
{
    const auto people =
        read(file).and_then([](const std::string& text) { return people_from_csv(text, now()); });
    if (!people)
        return session.refuse(in_file(file, people.error()));

    const auto known = session.api.ask(Method::get, path_of({"people"}));
    if (!known)
        return session.refuse(known.error());

    const std::vector<NewPerson> fresh = without_known(*people, *known);
    Tally tally;
    tally.total = people->size();
    tally.known = people->size() - fresh.size();
    if (!dry_run) {
        if (const auto sent = send_people(session, fresh, tally); !sent)
            return session.refuse(sent.error());
    }
    return report(session, tally, dry_run);
}

ExitCode import_classes(Session& session, const std::string& file, bool dry_run)
{
    return import_each<NewClass>(session, file, dry_run, path_of({"classes"}), classes_from_csv, class_body);
}

ExitCode import_aliases(Session& session, const std::string& file, bool dry_run)
{
    return import_each<NewAlias>(session, file, dry_run, path_of({"aliases"}), aliases_from_csv, alias_body);
}

ExitCode import_school(Session& session, const std::string& folder, bool dry_run)
{
    const std::filesystem::path place(folder);
    const ExitCode classes = import_classes(session, (place / "classes.csv").string(), dry_run);
    if (classes != ExitCode::ok)
        return classes; // people would join classes that are not there

    return import_people(session, (place / "import.csv").string(), dry_run);
}

Progress::Progress(Session& session, const std::string& what, std::size_t total)
    : session_(session), what_(what), total_(total)
{
}

void Progress::at(std::size_t done)
{
    if (total_ == 0)
        return;

    if (!session_.progress_bar) {
        if (done == total_ || done % (5 * chunk) == 0)
            session_.err << std::format("{} {}/{}\n", what_, done, total_) << std::flush;
        return;
    }
    constexpr std::size_t width = 40;
    const std::size_t full = done * width / total_;
    session_.err << std::format("\r{} [{}{}] {}/{}{}", what_, std::string(full, '#'),
                                std::string(width - full, ' '), done, total_, done == total_ ? "\n" : "")
                 << std::flush;
}

} // namespace pedell::cli
