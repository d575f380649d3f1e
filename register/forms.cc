// SPDX-License-Identifier: GPL-3.0-or-later
// Signed forms that came back (consent forms; P24, P25): all of a pile or none, and safe to repeat.
#include "register/access_rows.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

using Answer = ReturnedForm::Answer;

/// The same paper once more: also where its consent was revoked since, because that counts.
bool is_recorded(soci::session& sql, core::PersonId id, const ReturnedForm& form, const Answer& answer)
{
    return any(sql,
               "SELECT 1 FROM consent WHERE person = :id AND purpose = :purpose AND channel = :channel"
               " AND form = :form AND signed = :signed",
               id, answer.purpose, answer.channel, form.form, form.signed_on);
}

/// The paper bears a day, the revocation a second: on the same day nobody knows which came first, and a form
/// that was handed in counts.
bool is_outdated(soci::session& sql, core::PersonId id, const ReturnedForm& form, const Answer& answer)
{
    const core::Time next_day = form.signed_on + std::chrono::days{1};
    return any(sql,
               "SELECT 1 FROM consent WHERE person = :id AND purpose = :purpose AND channel = :channel"
               " AND revoked >= :day",
               id, answer.purpose, answer.channel, next_day);
}

/// Ends what is in force, unless it was signed later than this no. One without a day on the paper ends, too.
long long revoke(soci::session& sql, core::PersonId id, const ReturnedForm& form, const Answer& answer,
                 const std::string& by, core::Time now)
{
    return run(sql,
               "UPDATE consent SET revoked = :now, revoked_by = :by WHERE person = :id AND purpose = :purpose"
               " AND channel = :channel AND revoked IS NULL AND (expires IS NULL OR expires > :then)"
               " AND (signed IS NULL OR signed <= :signed)",
               now, by, id, answer.purpose, answer.channel, now, form.signed_on);
}

base::Result<FormEffect> take_form(soci::session& sql, core::PersonId id, const ReturnedForm& form,
                                   const std::string& by, core::Time now)
{
    FormEffect effect;
    for (const Answer& answer : form.answers) {
        if (!answer.yes) {
            ++(revoke(sql, id, form, answer, by, now) > 0 ? effect.revoked : effect.known);
            continue;
        }
        if (is_recorded(sql, id, form, answer)) {
            ++effect.known;
            continue;
        }
        if (is_outdated(sql, id, form, answer)) {
            ++effect.outdated;
            continue;
        }
        RecordedConsent consent;
        consent.consent = {answer.purpose, answer.channel, now, form.expires, std::nullopt};
        consent.form = form.form;
        consent.recorded_by = by;
        consent.signed_on = form.signed_on;
        if (auto kept = keep_consent(sql, id, consent, now); !kept)
            return std::unexpected(std::move(kept.error()));

        ++effect.recorded;
    }
    return effect;
}

} // namespace

base::Result<std::vector<FormEffect>> Register::take_forms(const std::vector<ReturnedForm>& forms,
                                                           const std::string& by, core::Time now,
                                                           bool only_try)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::vector<FormEffect>> {
        run(sql, "SAVEPOINT forms");
        std::vector<FormEffect> effects;
        for (const ReturnedForm& form : forms) {
            const auto person = find_staying(sql, form.login);
            if (!person)
                return std::unexpected(person.error());

            auto effect = take_form(sql, person->id, form, by, now);
            if (!effect)
                return std::unexpected(std::move(effect.error()));

            if (effect->recorded + effect->revoked > 0)
                settle_person(sql, state_->rules, person->id, now);
            effects.push_back(*effect);
        }
        // Tried on the real register, so that two forms of one child in one pile are told as they will be.
        run(sql, only_try ? "ROLLBACK TO forms" : "RELEASE forms");
        return effects;
    });
}

} // namespace pedell::registry
