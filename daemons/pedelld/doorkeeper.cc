// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/doorkeeper.h"

#include "base/journal.h"
#include "core/names.h"
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/messages.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>

namespace pedell::pedelld
{
namespace
{

namespace asio = boost::asio;
using directory::PasswordProof;

constexpr std::chrono::seconds patience{5};
constexpr std::size_t login_bytes = 128;

struct Credentials {
    std::string login; ///< without the domain
    std::string password;
};

/// Only what can be a login: nothing that Active Directory would read as another kind of name.
bool can_be_login(std::string_view text)
{
    return !text.empty() && text.size() <= login_bytes && text.front() != '.' && text.front() != '-' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

base::Result<Credentials> read_credentials(const std::string& body, const std::string& domain)
{
    boost::system::error_code fault;
    const auto value = boost::json::parse(body, fault);
    if (fault)
        return base::fail(base::Errc::malformed, "the body is no JSON");

    Fields fields(value, {"login", "password"});
    Credentials read{core::lower(fields.text("login")), fields.text("password")};
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (read.login.ends_with("@" + domain))
        read.login.resize(read.login.size() - domain.size() - 1);
    return read;
}

Answer denied(unsigned status, const char* why)
{
    return {status, to_json(base::Error{base::Errc::denied, why})};
}

constexpr const char* wrong_text = "login or password is wrong";

/// Who is behind a login, and whether the register lets them in.
struct Candidate {
    registry::Person person;
    base::Result<Caller> caller;
};

} // namespace

base::Result<PasswordProof> SambaProver::prove(const std::string& upn, const std::string& password)
{
    auto reply = hand_.ask(hand::LdapDescriptor{});
    if (!reply)
        return std::unexpected(std::move(reply.error()));

    return directory::prove_password(std::move(reply->fd), upn, password, patience);
}

Doorkeeper::Doorkeeper(Caretaker& caretaker, Prover& prover, asio::any_io_executor provers,
                       Sessions& sessions, const core::School& school, Clocks clocks, Options options)
    : caretaker_(caretaker), prover_(prover), provers_(std::move(provers)), sessions_(sessions),
      school_(school), clocks_(std::move(clocks)), options_(options)
{
}

asio::awaitable<Doorkeeper::Outcome> Doorkeeper::decide(std::string login, std::string password)
{
    // Asked in any case, so that an unknown name takes the same way.
    const std::string upn = (can_be_login(login) ? login : std::string("-")) + "@" + school_.domain;
    const auto prove = [](Prover& prover, std::string who,
                          std::string secret) -> asio::awaitable<base::Result<PasswordProof>> {
        co_return prover.prove(who, secret);
    };
    const auto proof =
        co_await asio::co_spawn(provers_, prove(prover_, upn, std::move(password)), asio::use_awaitable);

    const auto candidate = co_await caretaker_.at_desk([login](Desk& desk) -> base::Result<Candidate> {
        return desk.reg.person(login).transform([&](registry::Person person) {
            auto caller = caller_from(desk, person);
            return Candidate{std::move(person), std::move(caller)};
        });
    });

    if (!proof)
        co_return Outcome{
            refusal({base::Errc::unavailable,
                     "the password cannot be checked now, try again later: " + proof.error().context}),
            "Active Directory is away"};
    if (!candidate && candidate.error().code != base::Errc::not_found)
        co_return Outcome{refusal(candidate.error()), "the register is away"};
    if (*proof == PasswordProof::wrong || !candidate || !core::has_session(candidate->person.role))
        co_return Outcome{denied(401, wrong_text), "wrong", false};
    if (!candidate->caller && candidate->caller.error().transient())
        co_return Outcome{refusal(candidate->caller.error()), "the register is away"};
    if (!candidate->caller || *proof == PasswordProof::closed)
        co_return Outcome{denied(403, "locked, ask the school"), "locked"};
    if (*proof == PasswordProof::must_change)
        co_return Outcome{denied(403, "a new password is needed first: change it at a school PC"),
                          "password has to be changed"};

    const auto token = sessions_.open(candidate->person.id, clocks_.steady());
    if (!token)
        co_return Outcome{refusal(token.error()), "no random bytes"};

    base::log(messages::pedelld::session_opened, {{"CALLER", candidate->caller->in_journal()}});
    const auto expires = clocks_.wall() + Sessions::longest;
    co_return Outcome{{200, boost::json::object{{"token", *token},
                                                {"expires", to_json(std::optional<core::Time>(expires))},
                                                {"login", candidate->person.login},
                                                {"role", core::name_of(candidate->person.role)}}}};
}

asio::awaitable<Answer> Doorkeeper::login(Call call)
{
    const auto started = std::chrono::steady_clock::now();
    if (call.body.size() > options_.body_bytes)
        co_return refusal({base::Errc::over_limit, "the body is too large"});

    auto credentials = read_credentials(call.body, school_.domain);
    if (!credentials)
        co_return refusal(credentials.error());

    const std::string login = credentials->login.substr(0, login_bytes);
    if (const auto wait = guesses_.admit(login, call.uid, clocks_.steady())) {
        base::log(messages::pedelld::login_refused,
                  {{"CALLER_UID", std::to_string(call.uid)}, {"REASON", "too many wrong passwords"}});
        co_return Answer{429, to_json(base::Error{base::Errc::over_limit,
                                                  "too many wrong passwords; try again in " +
                                                      std::to_string(wait->count() / 60 + 1) + " minutes"})};
    }

    const Outcome outcome = co_await decide(credentials->login, std::move(credentials->password));
    if (outcome.forgiven)
        guesses_.forgive(login, call.uid);
    if (outcome.why == nullptr)
        co_return outcome.answer;

    base::log(messages::pedelld::login_refused,
              {{"CALLER_UID", std::to_string(call.uid)}, {"REASON", outcome.why}});
    asio::steady_timer pace(co_await asio::this_coro::executor);
    const auto taken =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    pace.expires_at(started + options_.pace * (taken / options_.pace + 1));
    co_await pace.async_wait(asio::use_awaitable);
    co_return outcome.answer;
}

} // namespace pedell::pedelld
