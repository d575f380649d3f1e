// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/first_log_on.h"

#include "base/file.h"
#include "base/process.h"
#include "settings/school_toml.h"

#include <algorithm>
#include <boost/json.hpp>
#include <format>
#include <fstream>
#include <thread>

namespace pedell::firstboot
{

namespace
{

using base::Errc;
using base::fail;
using base::Result;

constexpr std::chrono::seconds pace{10};

/// A login is lower-case letters, digits, dots and dashes; anything else is no filter of ours (RFC 4515 3).
bool is_plain(std::string_view login)
{
    return !login.empty() && std::ranges::all_of(login, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

/// The file lies in memory (tmpfs): its pages are overwritten before they are given back.
void wipe(const std::filesystem::path& file)
{
    std::error_code none;
    const auto size = std::filesystem::file_size(file, none);
    if (!none)
        std::ofstream(file, std::ios::in | std::ios::out | std::ios::binary) << std::string(size, ' ');
    std::filesystem::remove(file, none);
}

} // namespace

Result<std::string> login_in(std::string_view text)
{
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(text, error);
    const auto* const object = error ? nullptr : value.if_object();
    const auto* const login = object == nullptr ? nullptr : object->if_contains("login");
    if (login == nullptr || !login->is_string() || !is_plain(login->get_string()))
        return fail(Errc::malformed, "the file with the first log-on names no login");

    return std::string(login->get_string());
}

std::optional<bool> has_changed_password(std::string_view ldif)
{
    constexpr std::string_view key = "pwdLastSet: ";
    const auto at = ldif.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;

    const auto value = ldif.substr(at + key.size());
    return value.substr(0, value.find('\n')) != "0";
}

Result<> await_first_log_on(const std::filesystem::path& file)
{
    const auto text = base::read_file(file);
    if (!text)
        return text.error().code == Errc::not_found ? Result<>() : std::unexpected(text.error());

    const auto login = login_in(*text);
    if (!login)
        return std::unexpected(login.error());

    const auto school = settings::load_school(settings::school_file);
    if (!school)
        return fail(Errc::malformed, school.error().front().text());

    const auto command = std::vector<std::string>{
        "ldbsearch", "-H", "/var/lib/samba/private/sam.ldb",
        std::format("(userPrincipalName={}@{})", *login, school->domain), "pwdLastSet"};
    for (; std::filesystem::exists(file); std::this_thread::sleep_for(pace)) {
        const auto shown = base::run(command);
        if (!shown)
            return std::unexpected(shown.error());
        if (shown->status != 0)
            return fail(Errc::unavailable, std::format("ldbsearch: {}", shown->err));

        if (has_changed_password(shown->out).value_or(false))
            break;
    }
    wipe(file);
    return {};
}

} // namespace pedell::firstboot
