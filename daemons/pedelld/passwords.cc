// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/passwords.h"

#include "core/names.h"
#include "strength/strength.h"

#include <array>
#include <sys/random.h>

namespace pedell::pedelld
{
namespace
{

core::PasswordFault check(std::string_view password, const core::PasswordContext& context)
{
    return core::check_password(password, context, strength::bits_of(password));
}

/// Draws until the rule is kept: a short name can stand in it by chance.
base::Result<std::string> draw_password(const core::PasswordContext& context)
{
    constexpr int draws = 100;
    for (int draw = 0; draw < draws; ++draw) {
        std::array<std::uint8_t, 64> random{};
        if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
            return base::fail_errno("getrandom");

        auto password = core::one_time_password(random);
        if (check(password, context) == core::PasswordFault::none)
            return password;
    }
    return base::fail(base::Errc::unavailable, "no one-time password keeps the rule for this person");
}

} // namespace

core::PasswordContext context_of(const registry::Register::NewPerson& person, const core::School& school)
{
    core::PasswordContext context{.login = person.login.value_or(""),
                                  .sam = {},
                                  .given = person.given,
                                  .surname = person.surname,
                                  .school = core::school_words(school)};
    if (!person.login) {
        const auto free = [](std::string_view) { return false; };
        if (const auto names = core::derive_names(person.given, person.surname, free, free))
            context.login = names->login;
    }
    return context;
}

core::PasswordContext context_of(const registry::Person& person, const core::School& school)
{
    return {.login = person.login,
            .sam = person.sam,
            .given = person.given,
            .surname = person.surname,
            .school = core::school_words(school)};
}

bool can_change_password(core::Role role) noexcept
{
    return role != core::Role::guardian && role != core::Role::device;
}

base::Result<Password> password_for(const std::optional<std::string>& chosen, bool must_change,
                                    const core::PasswordContext& context)
{
    if (chosen) {
        const auto fault = check(*chosen, context);
        if (fault != core::PasswordFault::none)
            return base::fail(base::Errc::malformed, "password: " + std::string(core::text_de(fault)) +
                                                         " / " + std::string(core::text_en(fault)));

        return Password{*chosen, false, must_change};
    }

    auto drawn = draw_password(context);
    if (!drawn)
        return std::unexpected(std::move(drawn.error()));

    return Password{std::move(*drawn), true, true};
}

} // namespace pedell::pedelld
