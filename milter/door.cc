// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/door.h"

#include "core/limits.h"
#include "core/machine.h"
#include "core/names.h"
#include "core/place.h"
#include "milter/door_content.h"
#include "milter/envelope_address.h"
#include "milter/request.h"
#include "milter/system_mail.h"

#include <algorithm>
#include <array>
#include <span>

namespace pedell::milter
{
namespace
{

using Answer = base::Result<core::Verdict>;

/// All that a rule may look at. Rules further down find what those above them looked up.
struct Facts {
    const core::School& school;
    Questions& questions;
    std::mutex& counting;
    Message& message;
    const EnvelopeRecipient* recipient = nullptr; ///< in recipient_rules
    std::string address = {};                     ///< the recipient, plain and in lower case
    std::vector<core::Recipient> finals = {};     ///< of this recipient
    std::optional<core::ContentVerdict> content = {};

    [[nodiscard]] Entrance entrance() const noexcept
    {
        return message.envelope().entrance;
    }
    [[nodiscard]] bool may_write_outside() const
    {
        return entrance() == Entrance::submission &&
               core::may_write_outside(message.sender().role, message.sender().grants, school.reach);
    }
};

struct Rule {
    std::string_view name;
    Answer (*decide)(Facts& facts);
};

Ruling ask(std::span<const Rule> rules, Facts& facts)
{
    for (const auto& rule : rules)
        if (auto answer = rule.decide(facts); !answer || !answer->passed())
            return {std::move(answer), rule.name, {}, std::move(facts.content)};
    return {};
}

/// For mail that nobody logged in for: may write to members, is nobody's own and has nobody's limits.
core::Sender stand_in()
{
    return {.person = {}, .role = core::Role::guest, .mail_allowed = true, .addresses = {}};
}

/// The limits that hold for this message. Absent: none but Postfix's own (mail by the system).
base::Result<std::optional<core::RoleLimits>> limits_for(const Facts& facts)
{
    if (facts.entrance() == Entrance::local)
        return std::nullopt;

    std::optional<core::RoleLimits> found;
    for (const auto& [role, limits] : facts.school.limits) {
        const bool applies = facts.entrance() == Entrance::submission
                                 ? role == facts.message.sender().role
                                 : facts.school.reach.outside_roles.contains(role);
        if (applies && (!found || limits.mail_bytes > found->mail_bytes))
            found = limits;
    }

    if (!found)
        return base::fail(base::Errc::corrupt,
                          "the settings give no limits for this sender: run pedell setup");
    if (facts.entrance() != Entrance::submission)
        return found;
    return core::effective_limits(*found, facts.message.sender().grants,
                                  core::ceilings_of(facts.school.limits));
}

// MAIL FROM

Answer entrance(Facts& facts)
{
    if (facts.entrance() == Entrance::unknown)
        return base::fail(base::Errc::unavailable,
                          "mail on a listener without milter_macro_daemon_name: run pedell setup");

    if (facts.entrance() == Entrance::outside && facts.school.reach.outside_roles.empty())
        return core::refuse(core::Reason::outside_forbidden);
    return core::pass();
}

Answer login(Facts& facts)
{
    if (facts.entrance() != Entrance::submission) {
        facts.message.set_sender(stand_in());
        return core::pass();
    }

    if (facts.message.envelope().login.empty())
        return core::refuse(core::Reason::not_logged_in);

    const auto& envelope = facts.message.envelope();
    auto sender =
        facts.questions.sender(envelope.login, core::channel_of(envelope.client, facts.school.networks));
    if (!sender)
        return std::unexpected(sender.error());

    if (!*sender)
        return core::refuse(core::Reason::no_mail);

    facts.message.set_sender(std::move(**sender));
    return core::pass();
}

Answer mail_access(Facts& facts)
{
    return facts.message.sender().mail_allowed ? core::pass() : core::refuse(core::Reason::no_mail);
}

Answer sender(Facts& facts)
{
    const auto& envelope = facts.message.envelope();
    const std::string address{without_angles(envelope.argument)};

    if (facts.entrance() == Entrance::local)
        return is_system_sender(facts.school, address) ? core::pass()
                                                       : core::refuse(core::Reason::sender_not_own);

    if (!address.empty())
        if (auto plain = judge_envelope_address(address, envelope.resolved, "{mail_addr}");
            !plain || !plain->passed())
            return plain;

    if (facts.entrance() == Entrance::outside)
        return claims_our_domain(facts.school, address) ? core::refuse(core::Reason::sender_not_own)
                                                        : core::pass();
    return core::judge_envelope_sender(facts.message.sender(), core::lower(address));
}

Answer judge_size(Facts& facts, std::int64_t bytes)
{
    const auto limits = limits_for(facts);
    if (!limits)
        return std::unexpected(limits.error());

    return *limits ? core::judge_mail_size(**limits, bytes) : core::pass();
}

Answer announced_size(Facts& facts)
{
    return judge_size(facts, facts.message.envelope().announced_bytes);
}

Answer rate(Facts& facts)
{
    if (facts.entrance() != Entrance::submission)
        return core::pass();

    const auto limits = limits_for(facts);
    if (!limits)
        return std::unexpected(limits.error());

    const auto sent = facts.questions.sent_last_hour(facts.message.sender().person);
    if (!sent)
        return std::unexpected(sent.error());

    return core::judge_mail_rate(**limits, *sent);
}

constexpr std::array mail_rules{
    Rule{"entrance", entrance}, Rule{"login", login},         Rule{"mail_access", mail_access},
    Rule{"sender", sender},     Rule{"size", announced_size}, Rule{"rate", rate},
};

// RCPT TO

Answer address(Facts& facts)
{
    const auto& recipient = *facts.recipient;

    // Mail by the system comes through cleanup(8), which names no {rcpt_addr}: the argument is all there is.
    const auto resolved = facts.entrance() == Entrance::local && !recipient.resolved
                              ? std::optional{recipient.argument}
                              : recipient.resolved;
    auto plain = judge_envelope_address(recipient.argument, resolved, "{rcpt_addr}");
    if (plain && plain->passed())
        facts.address = *plain_address(recipient.argument);
    return plain;
}

Answer reach(Facts& facts)
{
    // The system's own mailbox, by which a new version proves that mail is delivered.
    if (facts.entrance() == Entrance::local && facts.address == core::probe_address) {
        facts.finals = {{.address = facts.address, .member = core::Role::device}};
        return core::pass();
    }

    auto finals = facts.questions.expand(facts.address);
    if (!finals)
        return std::unexpected(finals.error());

    facts.finals = std::move(*finals);
    if (std::ranges::contains(facts.finals, core::probe_address, &core::Recipient::address))
        return core::refuse(core::Reason::unknown_recipient);
    if (facts.entrance() == Entrance::submission)
        return core::judge_recipients(facts.message.sender(), facts.finals, facts.school.reach);

    const auto members_only =
        core::judge_recipients(facts.message.sender(), facts.finals, core::ReachRules{});
    if (!members_only.passed() || facts.entrance() == Entrance::local)
        return members_only;

    // From outside only those are reached who may write outside. The answer is that for an address which does
    // not exist, so that nobody outside learns who is a pupil here.
    const bool open = std::ranges::all_of(facts.finals, [&](const core::Recipient& final) {
        return final.member && *final.member != core::Role::pupil &&
               facts.school.reach.outside_roles.contains(*final.member);
    });
    return open ? core::pass() : core::refuse(core::Reason::unknown_recipient);
}

/// Postfix's own lock: what default_transport in main.cf names, an error(8) service under a name of its own.
/// Under the name "error" Postfix would refuse before it asks the milter, without the number of a request.
constexpr std::string_view closed_transport = "closed";

Answer mailer(Facts& facts)
{
    if (facts.entrance() == Entrance::local)
        return core::pass();

    const auto& mailer = facts.recipient->mailer;
    if (facts.may_write_outside()) {
        if (mailer == closed_transport)
            return base::fail(base::Errc::unavailable,
                              "Postfix's table `outside` does not name the sender yet: pedell heal");
        return core::pass();
    }
    if (!mailer)
        return base::fail(
            base::Errc::unavailable,
            "Postfix did not send {rcpt_mailer}: take milter_rcpt_macros out of main.cf, run pedell setup");

    // "error" is what Postfix says where nothing will be carried at all.
    const bool inside = *mailer == "lmtp" || *mailer == "error" || *mailer == closed_transport;
    return inside ? core::pass() : core::refuse(core::Reason::outside_forbidden);
}

Answer fan_out(Facts& facts)
{
    const auto limits = limits_for(facts);
    if (!limits)
        return std::unexpected(limits.error());

    if (!*limits)
        return core::pass();

    std::set<std::string> finals = facts.message.finals();
    for (const auto& final : facts.finals)
        finals.insert(final.address);
    auto verdict = core::judge_recipient_count(**limits, static_cast<std::int64_t>(finals.size()));
    if (!verdict.passed())
        facts.message.add_wanted(facts.finals);
    return verdict;
}

constexpr std::array recipient_rules{
    Rule{"address", address},
    Rule{"reach", reach},
    Rule{"mailer", mailer},
    Rule{"fan_out", fan_out},
};

// End of message

Answer complete(Facts& facts)
{
    if (facts.message.finals().empty())
        return base::fail(base::Errc::unavailable, "the end of a message came without a recipient");
    return core::pass();
}

/// A lock that came while the message was on its way counts at once.
Answer mail_access_still(Facts& facts)
{
    if (facts.entrance() != Entrance::submission)
        return core::pass();

    auto known = login(facts);
    return known && known->passed() ? mail_access(facts) : known;
}

Answer from(Facts& facts)
{
    const auto& identity = facts.message.identity();
    if (facts.entrance() == Entrance::local)
        return core::pass();
    if (facts.entrance() == Entrance::submission)
        return core::judge_header_identity(facts.message.sender(), identity);

    if (identity.unreadable || identity.from_fields != 1 || identity.from.empty())
        return core::refuse(core::Reason::from_ambiguous);

    const auto ours = [&](const std::string& address) { return claims_our_domain(facts.school, address); };
    const bool claimed =
        std::ranges::any_of(identity.from, ours) || std::ranges::any_of(identity.sender, ours);
    return claimed ? core::refuse(core::Reason::from_not_own) : core::pass();
}

Answer arrived_size(Facts& facts)
{
    return judge_size(facts, facts.message.bytes());
}

Answer content(Facts& facts)
{
    facts.content = core::ContentVerdict{}; // as long as nobody says otherwise: deferred
    auto verdict = judge_content(facts.questions, facts.message);
    if (!verdict)
        return std::unexpected(verdict.error());

    facts.content = std::move(*verdict);
    if (facts.content->decision == core::Decision::defer)
        return base::fail(base::Errc::unavailable, "the content could not be judged in time");
    if (facts.content->passed())
        facts.content.reset();
    return facts.content ? core::refuse(core::Reason::content_refused) : core::pass();
}

/// Two messages of one login that end at the same moment must not both be the last one of the hour.
Answer rate_and_count(Facts& facts)
{
    if (facts.entrance() != Entrance::submission)
        return core::pass();

    const std::scoped_lock alone{facts.counting};
    auto within = rate(facts);
    if (!within || !within->passed())
        return within;

    const auto recipients = static_cast<std::int64_t>(facts.message.finals().size());
    const auto counted = facts.questions.count(facts.message.sender().person, recipients);
    if (!counted)
        return std::unexpected(counted.error());
    return core::pass();
}

constexpr std::array end_rules{
    Rule{"complete", complete},
    Rule{"mail_access", mail_access_still},
    Rule{"from", from},
    Rule{"size", arrived_size},
    Rule{"rate", rate},
    Rule{"content", content},
    Rule{"count", rate_and_count},
};

} // namespace

Ruling MailDoor::connection() const
{
    const auto ready = questions_.ready();
    return ready ? Ruling{} : Ruling{std::unexpected(ready.error()), "register"};
}

Ruling MailDoor::envelope(Message& message) const
{
    Facts facts{school_, questions_, counting_, message};
    return with_request(ask(mail_rules, facts), message, school_.limits, questions_);
}

Ruling MailDoor::recipient(Message& message, const EnvelopeRecipient& recipient) const
{
    Facts facts{school_, questions_, counting_, message, &recipient};
    auto ruling = ask(recipient_rules, facts);
    if (ruling.passed())
        message.add_finals(facts.finals);
    return with_request(std::move(ruling), message, school_.limits, questions_);
}

Ruling MailDoor::end(Message& message) const
{
    if (!message.kept().passed())
        return message.kept();

    Facts facts{school_, questions_, counting_, message};
    return with_request(ask(end_rules, facts), message, school_.limits, questions_);
}

} // namespace pedell::milter
