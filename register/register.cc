// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/register.h"

#include "core/names.h"

#include "register/migrations.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// Every address hangs on the domain: the first one is the only one.
base::Result<> settle_domain(Session& session, const std::string& domain)
{
    return session.write([&](soci::session& sql) -> base::Result<> {
        const auto kept = first<std::string>(sql, "SELECT mail_domain FROM school");
        if (!kept)
            run(sql, "INSERT INTO school (mail_domain) VALUES (:domain)", domain);
        else if (*kept != domain)
            return base::fail(base::Errc::conflict,
                              "register: made for the mail domain " + *kept + ", not " + domain);
        return {};
    });
}

std::unexpected<base::Error> lost(const std::filesystem::path& file)
{
    return base::fail(base::Errc::not_found,
                      "register: " + file.string() +
                          " is gone or empty: bring it back from the backup, pedell doctor says how");
}

} // namespace

Register::Register(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
Register::Register(Register&&) noexcept = default;
Register& Register::operator=(Register&&) noexcept = default;
Register::~Register() = default;

base::Result<Register> Register::open(const std::filesystem::path& file, core::AccessRules rules,
                                      std::string mail_domain, Absent absent, Trust trust)
{
    std::error_code fault;
    if (absent == Absent::refuse && !std::filesystem::exists(file, fault))
        return lost(file);

    const std::string domain = core::lower(mail_domain);
    auto session = Session::open(file, Session::Mode::write, default_busy_time);
    if (!session)
        return std::unexpected(session.error());

    if (absent == Absent::refuse) {
        const auto number =
            session->read([](soci::session& sql) -> base::Result<int> { return schema_number(sql); });
        if (!number)
            return std::unexpected(number.error());
        if (*number == 0)
            return lost(file);
    }
    if (auto migrated = migrate(*session, trust); !migrated)
        return std::unexpected(migrated.error());
    if (auto settled = settle_domain(*session, domain); !settled)
        return std::unexpected(settled.error());

    return Register{std::make_unique<State>(std::move(*session), std::move(rules), domain)};
}

base::Result<int> Register::check()
{
    return state_->session.read([](soci::session& sql) -> base::Result<int> {
        const auto verdict = first<std::string>(sql, "PRAGMA quick_check(1)");
        if (verdict != "ok")
            return base::fail(base::Errc::corrupt, "register: damaged, restore it from the backup");

        return schema_number(sql);
    });
}

} // namespace pedell::registry
