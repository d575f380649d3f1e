// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/administrator.h"

#include <boost/json.hpp>
#include <filesystem>
#include <format>

namespace pedell::setup
{

namespace
{

namespace json = boost::json;
using base::Errc;
using base::fail;
using base::Result;

constexpr const char* begun_mark = "/var/lib/pedell/setup/administrator.begun";
constexpr const char* made_mark = "/var/lib/pedell/setup/administrator.made";

std::string text_at(const json::object& object, std::string_view key)
{
    const json::value* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

/// Our own CLI is the client of the API; its standard output comes back to us alone, the password in it goes
/// into no log. A refusal names the reason.
Result<std::string> caretaker(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "pedell");
    arguments.emplace_back("--json");
    return Site::output_of(arguments);
}

Result<std::string> one_time_password(const core::Machine& machine, const Administrators& present)
{
    // It was made by a run that ended before anybody could see the password.
    if (present.same_name)
        return caretaker({"person", "reset-password", *present.same_name, "--identity", "first set-up"});

    return caretaker({"person", "add", "--role", "administrator", "--given", machine.admin_given, "--surname",
                      machine.admin_family});
}

/// The answer of the CLI becomes the file that the screen reads.
Result<bool> show_on_screen(Site& site, const std::string& answer)
{
    boost::system::error_code error;
    const json::value access = json::parse(answer, error);
    const json::object* const object = error ? nullptr : access.if_object();
    const std::string login = object == nullptr ? "" : text_at(*object, "login");
    const std::string password = object == nullptr ? "" : text_at(*object, "password");
    if (login.empty() || password.empty())
        return fail(Errc::malformed,
                    "pedelld made the first administrator but named no password; see: pedell "
                    "person list --role administrator");

    return all_of(
        [&] {
            const auto folder = std::filesystem::path(first_log_on_file).parent_path();
            return site.put_folder(folder, 0700, {"pedell-console", "pedell-console"});
        },
        [&] {
            return site.put_file(first_log_on_file,
                                 json::serialize(json::object{{"login", login}, {"password", password}}),
                                 0400, {"pedell-console", "pedell-console"});
        });
}

} // namespace

Result<Administrators> administrators_in(std::string_view text, std::string_view given,
                                         std::string_view family)
{
    boost::system::error_code error;
    const json::value list = json::parse(text, error);
    const json::array* const people = error ? nullptr : list.if_array();
    if (people == nullptr)
        return fail(Errc::malformed, "pedell person list: no list of people");

    Administrators found;
    for (const json::value& person : *people) {
        const json::object* const object = person.if_object();
        if (object == nullptr || text_at(*object, "role") != "administrator")
            continue;

        found.any = true;
        if (text_at(*object, "given") == given && text_at(*object, "surname") == family)
            found.same_name = text_at(*object, "login");
    }
    return found;
}

Result<bool> make_administrator(Site& site)
{
    const core::Machine& machine = site.school().machine;
    if (machine.admin_given.empty() || std::filesystem::exists(made_mark))
        return false;

    if (site.dry_run()) {
        site.note("administrator");
        return true;
    }

    const auto listed = caretaker({"person", "list", "--role", "administrator"});
    if (!listed)
        return std::unexpected(listed.error());

    const auto present = administrators_in(*listed, machine.admin_given, machine.admin_family);
    if (!present)
        return std::unexpected(present.error());

    const bool interrupted = std::filesystem::exists(begun_mark);
    // Somebody has administrators of his own making: none is added behind his back.
    if (present->any && !(interrupted && present->same_name))
        return site.put_file(made_mark, "");

    if (const auto begun = site.put_file(begun_mark, ""); !begun)
        return begun;

    const auto answer = one_time_password(machine, *present);
    if (!answer)
        return std::unexpected(answer.error());

    return all_of([&] { return show_on_screen(site, *answer); }, [&] { return site.put_file(made_mark, ""); },
                  [&] { return site.remove_file(begun_mark); },
                  [&] {
                      return site.act("pedell-first-log-on",
                                      {"systemctl", "start", "--no-block", "pedell-first-log-on.service"});
                  });
}

} // namespace pedell::setup
