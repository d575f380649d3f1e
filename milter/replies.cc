// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/replies.h"

#include <format>

namespace pedell::milter
{
namespace
{

struct Codes {
    const char* code;
    const char* status;
};

Codes codes_of(core::Reason reason) noexcept
{
    switch (reason) {
    case core::Reason::not_logged_in:
        return {"530", "5.7.0"}; // RFC 4954 4
    case core::Reason::no_mail:
    case core::Reason::from_not_own:
    case core::Reason::from_ambiguous:
    case core::Reason::outside_forbidden:
    case core::Reason::content_refused:
        return {"550", "5.7.1"};
    case core::Reason::sender_not_own:
        return {"553", "5.7.1"}; // as Postfix' reject_sender_login_mismatch
    case core::Reason::unknown_recipient:
        return {"550", "5.1.1"};
    case core::Reason::message_too_large:
        return {"552", "5.3.4"}; // RFC 1870 6.1
    case core::Reason::too_many_recipients:
        return {"550", "5.5.3"}; // for good: the same message would have as many tomorrow
    case core::Reason::too_many_messages:
        return {"450", "4.7.1"};
    case core::Reason::malformed_address:
        return {"553", "5.1.3"};
    case core::Reason::none:
        break;
    }
    return {"451", "4.3.0"};
}

} // namespace

Reply reply_to(core::Reason reason, std::string_view request)
{
    const auto [code, status] = codes_of(reason);
    Reply reply{code, status, std::string{core::text_de(reason)}, std::string{core::text_en(reason)}};
    if (!request.empty()) {
        reply.german += std::format(" Fuer eine Ausnahme der Schul-IT die Nummer {} nennen.", request);
        reply.english +=
            std::format(" For an exception tell the school's administrators number {}.", request);
    }
    return reply;
}

Reply reply_to(const core::ContentVerdict& verdict)
{
    const bool refused = verdict.decision == core::Decision::refuse;
    return {refused ? "550" : "451", refused ? "5.7.1" : "4.7.1", core::refusal_de(verdict),
            core::refusal_en(verdict)};
}

Reply reply_to_error()
{
    return {"451", "4.3.0",
            "Die Schule kann diese Mail gerade nicht annehmen, bitte spaeter noch einmal senden.",
            "The school cannot take this mail at the moment, please send it again later."};
}

} // namespace pedell::milter
