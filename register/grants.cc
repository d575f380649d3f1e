// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions from the limits: asked for, approved or refused by somebody else, over at their second. History
// is kept; the rows go with their person.
#include "register/grants.h"

#include <algorithm>
#include <array>
#include <utility>

#include "register/grant_rows.h"
#include "register/outbox.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

constexpr std::array all_grant_states{GrantState::requested, GrantState::approved, GrantState::refused,
                                      GrantState::ended};

/// Whoever works as root at the machine itself: the lock against oneself needs two accounts (docs/decisions).
constexpr std::string_view machine = "system";

/// In a mail and in a table: one line, no more than somebody reads.
constexpr std::size_t longest_reason = 300;

template <class... Values>
std::vector<RecordedGrant> select_grants(soci::session& sql, const std::string& condition,
                                         const Values&... values)
{
    std::vector<RecordedGrant> all;
    for (const auto& [number, person, kind, value, reason, request, requested, requested_by, state, decided,
                      decided_by, starts, ends, ended_by] :
         rows<std::int64_t, core::PersonId, core::GrantKind, std::int64_t, std::string,
              std::optional<std::string>, core::Time, std::string, GrantState, std::optional<core::Time>,
              std::optional<std::string>, std::optional<core::Time>, std::optional<core::Time>,
              std::optional<std::string>>(
             sql,
             "SELECT number, person, kind, value, reason, request, requested, requested_by, state, decided,"
             " decided_by, starts, ends, ended_by FROM timed_grant" +
                 condition,
             values...))
        all.push_back({number, person, kind, value, reason, request.value_or(""), requested, requested_by,
                       state, decided, decided_by.value_or(""), starts, ends, ended_by.value_or("")});
    return all;
}

base::Result<RecordedGrant> find_grant(soci::session& sql, std::int64_t number)
{
    auto found = select_grants(sql, " WHERE number = :number", number);
    if (found.empty())
        return base::fail(base::Errc::not_found,
                          "grant: there is none with number " + std::to_string(number));

    return std::move(found.front());
}

base::Result<Person> find_by_id(soci::session& sql, core::PersonId id)
{
    auto found = select_people(sql, "p.id = :id AND p.erasing_since IS NULL", id);
    if (found.empty())
        return base::fail(base::Errc::not_found, "grant: its person is gone");

    return std::move(found.front());
}

base::Result<> checked(const std::expected<void, core::GrantFault>& fault)
{
    if (!fault)
        return base::fail(base::Errc::malformed, "grant: " + fault.error());
    return {};
}

base::Result<> check_reason(const std::string& reason)
{
    if (reason.empty())
        return base::fail(base::Errc::malformed, "grant: the reason is missing");
    if (reason.size() > longest_reason)
        return base::fail(base::Errc::malformed,
                          "grant: the reason is longer than " + std::to_string(longest_reason) + " bytes");
    if (std::ranges::any_of(reason, [](unsigned char c) { return c < ' ' || c == 0x7f; }))
        return base::fail(base::Errc::malformed, "grant: the reason has to be one line");
    return {};
}

/// Two pairs of eyes: neither who asked nor who is meant decides in favour.
base::Result<> check_second(const Person& person, const std::string& requested_by, const std::string& by)
{
    if (by.empty())
        return base::fail(base::Errc::malformed, "grant: who decides is missing");
    if (by == machine)
        return {};
    if (by == requested_by)
        return base::fail(base::Errc::denied, "grant: approved by another account than the one that asked");
    if (by == person.login)
        return base::fail(base::Errc::denied, "grant: nobody approves an exception for themselves");
    return {};
}

RecordedGrant insert(soci::session& sql, RecordedGrant grant)
{
    grant.number = take_id(sql, "grant");
    const std::optional<std::string> request =
        grant.request.empty() ? std::nullopt : std::optional(grant.request);
    run(sql,
        "INSERT INTO timed_grant (number, person, kind, value, reason, request, requested, requested_by, "
        "state,"
        " ends) VALUES (:number, :person, :kind, :value, :reason, :request, :requested, :by, :state, :ends)",
        grant.number, grant.person, grant.kind, grant.value, grant.reason, request, grant.requested,
        grant.requested_by, grant.state, grant.ends);
    return grant;
}

/// A door's request as a row, with whom it is for. Errors: conflict, where it is one already.
base::Result<RecordedGrant> take_in(soci::session& sql, const DoorRequest& request)
{
    const auto person = find_by_id(sql, request.person);
    if (!person)
        return std::unexpected(person.error());
    if (any(sql, "SELECT 1 FROM timed_grant WHERE request = :number", request.number))
        return base::fail(base::Errc::conflict, "grant: " + request.number + " was decided already");

    return insert(sql, {.number = 0,
                        .person = request.person,
                        .kind = request.kind,
                        .value = request.value,
                        .reason = {},
                        .request = request.number,
                        .requested = request.first,
                        .requested_by = person->login});
}

base::Result<> still_open(const RecordedGrant& grant)
{
    if (grant.state != GrantState::requested)
        return base::fail(base::Errc::conflict, "grant: number " + std::to_string(grant.number) + " is " +
                                                    std::string(name_of(grant.state)) + " already");
    return {};
}

base::Result<RecordedGrant> approve(soci::session& sql, RecordedGrant grant, const GrantDecision& decision,
                                    const core::Limits& limits, core::Time now)
{
    if (auto open = still_open(grant); !open)
        return std::unexpected(open.error());
    const auto person = find_by_id(sql, grant.person);
    if (!person)
        return std::unexpected(person.error());
    if (auto second = check_second(*person, grant.requested_by, decision.by); !second)
        return std::unexpected(second.error());

    if (!decision.reason.empty())
        grant.reason += (grant.reason.empty() ? "" : " / ") + decision.reason;
    grant.value = decision.value.value_or(grant.value);
    const core::Time ends = decision.until.value_or(grant.ends.value_or(now + core::usual_grant));
    for (const auto& rule : {check_reason(grant.reason),
                             checked(core::check_grant(grant.kind, person->role, grant.value, limits)),
                             checked(core::check_grant_end(ends, now))})
        if (!rule)
            return std::unexpected(rule.error());

    run(sql,
        "UPDATE timed_grant SET state = 'approved', value = :value, reason = :reason, decided = :decided,"
        " decided_by = :by, starts = :starts, ends = :ends WHERE number = :number",
        grant.value, grant.reason, now, decision.by, now, ends, grant.number);
    add_pending_person(sql, grant.person);
    return find_grant(sql, grant.number);
}

base::Result<RecordedGrant> refuse(soci::session& sql, RecordedGrant grant, const std::string& reason,
                                   const std::string& by, core::Time now)
{
    if (auto open = still_open(grant); !open)
        return std::unexpected(open.error());

    if (!reason.empty())
        grant.reason += (grant.reason.empty() ? "" : " / ") + reason;
    if (!grant.reason.empty())
        if (auto good = check_reason(grant.reason); !good)
            return std::unexpected(good.error());

    run(sql,
        "UPDATE timed_grant SET state = 'refused', reason = :reason, decided = :decided, decided_by = :by"
        " WHERE number = :number",
        grant.reason, now, by, grant.number);
    return find_grant(sql, grant.number);
}

} // namespace

std::string_view name_of(GrantState state) noexcept
{
    switch (state) {
    case GrantState::requested:
        return "requested";
    case GrantState::approved:
        return "approved";
    case GrantState::refused:
        return "refused";
    case GrantState::ended:
        return "ended";
    }
    std::unreachable();
}

std::optional<core::GrantKind> from_word(std::type_identity<core::GrantKind>, std::string_view word)
{
    return core::grant_kind_from(word);
}

std::optional<GrantState> from_word(std::type_identity<GrantState>, std::string_view word)
{
    for (const GrantState state : all_grant_states)
        if (name_of(state) == word)
            return state;
    return std::nullopt;
}

base::Result<RecordedGrant> Register::request_grant(const NewGrant& grant, const core::Limits& limits,
                                                    core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<RecordedGrant> {
        const auto person = find_staying(sql, grant.login);
        if (!person)
            return std::unexpected(person.error());

        for (const auto& rule :
             {check_reason(grant.reason),
              checked(core::check_grant(grant.kind, person->role, grant.value, limits)),
              grant.until ? checked(core::check_grant_end(*grant.until, now)) : base::Result<>{}})
            if (!rule)
                return std::unexpected(rule.error());

        return insert(sql, {.number = 0,
                            .person = person->id,
                            .kind = grant.kind,
                            .value = grant.value,
                            .reason = grant.reason,
                            .request = {},
                            .requested = now,
                            .requested_by = grant.by,
                            .ends = grant.until});
    });
}

base::Result<RecordedGrant> Register::approve_grant(std::int64_t number, const GrantDecision& decision,
                                                    const core::Limits& limits, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<RecordedGrant> {
        auto grant = find_grant(sql, number);
        return grant ? approve(sql, std::move(*grant), decision, limits, now) : grant;
    });
}

base::Result<RecordedGrant> Register::approve_grant(const DoorRequest& request, const GrantDecision& decision,
                                                    const core::Limits& limits, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<RecordedGrant> {
        auto grant = take_in(sql, request);
        return grant ? approve(sql, std::move(*grant), decision, limits, now) : grant;
    });
}

base::Result<RecordedGrant> Register::refuse_grant(std::int64_t number, const std::string& reason,
                                                   const std::string& by, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<RecordedGrant> {
        auto grant = find_grant(sql, number);
        return grant ? refuse(sql, std::move(*grant), reason, by, now) : grant;
    });
}

base::Result<RecordedGrant> Register::refuse_grant(const DoorRequest& request, const std::string& reason,
                                                   const std::string& by, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<RecordedGrant> {
        auto grant = take_in(sql, request);
        return grant ? refuse(sql, std::move(*grant), reason, by, now) : grant;
    });
}

base::Result<RecordedGrant> Register::end_grant(std::int64_t number, const std::string& by, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<RecordedGrant> {
        const auto grant = find_grant(sql, number);
        if (!grant)
            return grant;
        if (grant->state != GrantState::approved)
            return base::fail(base::Errc::conflict, "grant: number " + std::to_string(number) +
                                                        " is not in force, it is " +
                                                        std::string(name_of(grant->state)));

        run(sql,
            "UPDATE timed_grant SET state = 'ended', ends = :ends, ended_by = :by WHERE number = :number",
            now, by, number);
        add_pending_person(sql, grant->person);
        return find_grant(sql, number);
    });
}

base::Result<std::vector<RecordedGrant>> Register::grants()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::vector<RecordedGrant>> {
        return select_grants(sql, " ORDER BY number DESC");
    });
}

base::Result<std::vector<core::Grant>> Register::grants_in_force(core::PersonId id, core::Time now)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<core::Grant>> {
        return read_grants(sql, id, now);
    });
}

} // namespace pedell::registry
