// SPDX-License-Identifier: GPL-3.0-or-later
// What the parents allowed and what the school forbade. History is kept: a revocation or an unlocking fills a
// time.
#include "register/access_rows.h"
#include "register/outbox.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{

void settle_person(soci::session& sql, const core::AccessRules& rules, core::PersonId id, core::Time now)
{
    if (recompute_person(sql, rules, id, now))
        add_pending_person(sql, id);
}

base::Result<> keep_consent(soci::session& sql, core::PersonId id, const RecordedConsent& recorded,
                            core::Time now)
{
    const core::Consent& consent = recorded.consent;
    if (consent.expires && *consent.expires <= consent.given)
        return base::fail(base::Errc::malformed, "consent: expires before it was given");
    if (recorded.recorded_by.empty())
        return base::fail(base::Errc::malformed, "consent: who recorded it is missing");

    const std::int64_t number = take_id(sql, "consent");
    run(sql,
        "INSERT INTO consent (id, person, purpose, channel, given, expires, revoked, form, recorded_by, "
        "signed,"
        " recorded) VALUES (:id, :person, :purpose, :channel, :given, :expires, :revoked, :form, "
        ":recorded_by,"
        " :signed, :recorded)",
        number, id, consent.purpose, consent.channel, consent.given, consent.expires, consent.revoked,
        recorded.form, recorded.recorded_by, recorded.signed_on, std::optional{now});
    return {};
}

base::Result<> Register::record_consent(const std::string& login, const RecordedConsent& consent,
                                        core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto person = find_staying(sql, login);
        if (!person)
            return std::unexpected(person.error());
        if (auto kept = keep_consent(sql, person->id, consent, now); !kept)
            return kept;

        settle_person(sql, state_->rules, person->id, now);
        return {};
    });
}

base::Result<> Register::revoke_consent(const std::string& login, core::Purpose purpose,
                                        std::optional<core::Channel> channel, const std::string& by,
                                        core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto person = find_person(sql, login);
        if (!person)
            return std::unexpected(person.error());

        long long revoked = 0;
        for (const auto each : core::all_channels) {
            if (!channel || *channel == each)
                revoked += run(sql,
                               "UPDATE consent SET revoked = :now, revoked_by = :by WHERE person = :id"
                               " AND purpose = :purpose AND channel = :channel AND revoked IS NULL",
                               now, by, person->id, purpose, each);
        }
        if (revoked == 0)
            return base::fail(base::Errc::not_found, "this person has no consent to revoke");

        settle_person(sql, state_->rules, person->id, now);
        return {};
    });
}

base::Result<> Register::lock(const std::string& login, const RecordedSanction& sanction, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        if (sanction.sanction.until && *sanction.sanction.until <= sanction.sanction.from)
            return base::fail(base::Errc::malformed, "lock: ends before it begins");

        auto person = find_person(sql, login);
        if (!person)
            return std::unexpected(person.error());

        const std::int64_t number = take_id(sql, "sanction");
        run(sql,
            "INSERT INTO sanction (id, person, starts, ends, reason, set_by, measure)"
            " VALUES (:id, :person, :starts, :ends, :reason, :set_by, :measure)",
            number, person->id, sanction.sanction.from, sanction.sanction.until, sanction.reason,
            sanction.set_by, sanction.sanction.measure);
        settle_person(sql, state_->rules, person->id, now);
        return {};
    });
}

base::Result<> Register::unlock(const std::string& login, const std::string& by, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto person = find_person(sql, login);
        if (!person)
            return std::unexpected(person.error());

        run(sql,
            "UPDATE sanction SET ends = :end, ended_by = :by WHERE person = :id"
            " AND (ends IS NULL OR ends > :now)",
            now, by, person->id, now);
        settle_person(sql, state_->rules, person->id, now);
        return {};
    });
}

base::Result<std::vector<RecordedConsent>> Register::consents_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<RecordedConsent>> {
        std::vector<RecordedConsent> all;
        for (const auto& [purpose, channel, given, expires, revoked, form, by, signed_on, recorded,
                          revoked_by] :
             rows<core::Purpose, core::Channel, core::Time, std::optional<core::Time>,
                  std::optional<core::Time>, std::string, std::string, std::optional<core::Time>,
                  std::optional<core::Time>, std::optional<std::string>>(
                 sql,
                 "SELECT purpose, channel, given, expires, revoked, form, recorded_by, signed, recorded, "
                 "revoked_by"
                 " FROM consent WHERE person = :id ORDER BY id",
                 id))
            all.push_back({{purpose, channel, given, expires, revoked},
                           form,
                           by,
                           signed_on,
                           recorded,
                           revoked_by.value_or("")});
        return all;
    });
}

base::Result<std::vector<RecordedSanction>> Register::sanctions_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<RecordedSanction>> {
        std::vector<RecordedSanction> all;
        for (const auto& [starts, ends, measure, reason, set_by, ended_by] :
             rows<core::Time, std::optional<core::Time>, core::Measure, std::string, std::string,
                  std::optional<std::string>>(
                 sql,
                 "SELECT starts, ends, measure, reason, set_by, ended_by FROM sanction WHERE person = :id"
                 " ORDER BY id",
                 id))
            all.push_back({{starts, ends, measure}, reason, set_by, ended_by.value_or("")});
        return all;
    });
}

} // namespace pedell::registry
