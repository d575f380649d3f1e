// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that wait for a second person with another account.
#include <array>

#include "register/outbox.h"
#include "register/register.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

constexpr std::array<std::pair<ApprovalState, std::string_view>, 4> words{
    {{ApprovalState::requested, "requested"},
     {ApprovalState::approved, "approved"},
     {ApprovalState::refused, "refused"},
     {ApprovalState::expired, "expired"}}};

/// Nobody decided in time: noted as such, at the moment at which it ran out.
void expire(soci::session& sql, core::Time now)
{
    const core::Time oldest = now - approval_days;
    const auto lasts = std::chrono::duration_cast<std::chrono::seconds>(approval_days).count();
    run(sql,
        "UPDATE approval SET state = 'expired', decided = requested + :lasts"
        " WHERE state = 'requested' AND requested <= :oldest",
        lasts, oldest);
}

} // namespace

std::string_view name_of(ApprovalState state) noexcept
{
    for (const auto& [each, word] : words)
        if (each == state)
            return word;
    return {};
}

std::optional<ApprovalState> from_word(std::type_identity<ApprovalState> /*type*/, std::string_view word)
{
    for (const auto& [state, each] : words)
        if (each == word)
            return state;
    return std::nullopt;
}

base::Result<std::int64_t> Register::ask_approval(const Approval& approval, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::int64_t> {
        expire(sql, now);
        const auto waiting =
            first<std::int64_t>(sql,
                                "SELECT number FROM approval WHERE state = 'requested' AND method = :method"
                                " AND target = :target AND body = :body AND requested_by = :by",
                                approval.method, approval.target, approval.body, approval.requested_by);
        if (waiting)
            return *waiting;

        const std::int64_t number = take_id(sql, "approval");
        run(sql,
            "INSERT INTO approval (number, method, target, body, requested, requested_by, state)"
            " VALUES (:number, :method, :target, :body, :now, :by, 'requested')",
            number, approval.method, approval.target, approval.body, now, approval.requested_by);
        return number;
    });
}

base::Result<std::vector<Approval>> Register::approvals(core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::vector<Approval>> {
        expire(sql, now);
        std::vector<Approval> all;
        for (const auto& [number, method, target, body, requested, by, state, decided, decided_by] :
             rows<std::int64_t, std::string, std::string, std::string, core::Time, std::string, ApprovalState,
                  std::optional<core::Time>, std::optional<std::string>>(
                 sql, "SELECT number, method, target, body, requested, requested_by, state, decided,"
                      " decided_by FROM approval ORDER BY number DESC"))
            all.push_back(
                {number, method, target, body, requested, by, state, decided, decided_by.value_or("")});
        return all;
    });
}

base::Result<> Register::decide_approval(std::int64_t number, ApprovalState state, const std::string& by,
                                         core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        expire(sql, now);
        const auto found =
            first<ApprovalState>(sql, "SELECT state FROM approval WHERE number = :number", number);
        if (!found)
            return base::fail(base::Errc::not_found, "no approval with this number");
        if (*found != ApprovalState::requested)
            return base::fail(base::Errc::conflict,
                              "this approval does not wait any more: " + std::string(name_of(*found)));

        run(sql,
            "UPDATE approval SET state = :state, decided = :now, decided_by = :by WHERE number = :number",
            state, now, by, number);
        return {};
    });
}

} // namespace pedell::registry
