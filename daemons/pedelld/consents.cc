// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld::routes
{
base::Result<registry::RecordedConsent> read_consent(const boost::json::value& value, const std::string& by,
                                                     core::Time now)
{
    Fields fields(value, {"purpose", "channel", "given", "expires", "form", "signed"});
    registry::RecordedConsent recorded;
    recorded.consent.purpose =
        fields.named("purpose", core::purpose_from, "use, evaluation").value_or(core::Purpose::use);
    recorded.consent.channel = fields.named("channel", core::channel_from, "in_school, from_home")
                                   .value_or(core::Channel::in_school);
    recorded.consent.given = fields.time("given").value_or(std::nullopt).value_or(now);
    recorded.consent.expires = fields.time("expires").value_or(std::nullopt);
    recorded.form = fields.optional_text("form").value_or("");
    recorded.signed_on = fields.time("signed").value_or(std::nullopt);
    recorded.recorded_by = by;
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (recorded.consent.expires && *recorded.consent.expires <= recorded.consent.given)
        return base::fail(base::Errc::malformed, "expires: lies before given");
    if (recorded.signed_on && now < *recorded.signed_on)
        return base::fail(base::Errc::malformed, "signed: lies in the future");

    return recorded;
}

Reply list_consents(Desk& desk, const Request& request)
{
    const auto person = desk.reg.person(request.names[0]);
    if (!person)
        return std::unexpected(person.error());

    const auto consents = desk.reg.consents_of(person->id);
    if (!consents)
        return std::unexpected(consents.error());

    boost::json::array list;
    for (const auto& consent : *consents)
        list.push_back(to_json(consent));
    return Answer{200, std::move(list)};
}

Reply record_consent(Desk& desk, const Request& request)
{
    const auto consent = read_consent(request.body, request.by, desk.clocks.wall());
    if (!consent)
        return std::unexpected(consent.error());

    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.record_consent(request.names[0], *consent, desk.clocks.wall()).transform([] {
            return true;
        });
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_person(desk, request.names[0], done->second, 201);
}

Reply revoke_consent(Desk& desk, const Request& request)
{
    const auto purpose = core::purpose_from(request.names[1]);
    if (!purpose)
        return base::fail(base::Errc::malformed, "purpose: expected one of use, evaluation");

    std::optional<core::Channel> channel;
    if (request.names.size() > 2) {
        channel = core::channel_from(request.names[2]);
        if (!channel)
            return base::fail(base::Errc::malformed, "channel: expected one of in_school, from_home");
    }
    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.revoke_consent(request.names[0], *purpose, channel, request.by, desk.clocks.wall())
            .transform([] { return true; });
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_person(desk, request.names[0], done->second);
}

} // namespace pedell::pedelld::routes
