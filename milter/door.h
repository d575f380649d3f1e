// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/access.h"
#include "core/grants.h"
#include "core/judge.h"
#include "core/people.h"
#include "core/reach.h"
#include "core/school.h"
#include "milter/message.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pedell::milter
{

/// What the door has to ask. The daemon answers from the register and from the door's own counters.
///
/// Errors:  any: the door answers "try again later" and lets nothing pass.
/// Threads: called by several at once.
class Questions
{
public:
    virtual ~Questions() = default;

    /// Whether the register answers at all, now.
    [[nodiscard]] virtual base::Result<> ready() = 0;
    /// The person behind a login, who comes by this channel. Absent: no such login.
    [[nodiscard]] virtual base::Result<std::optional<core::Sender>> sender(const std::string& login,
                                                                           core::Channel channel) = 0;
    /// The final recipients of one address; none: unknown.
    [[nodiscard]] virtual base::Result<std::vector<core::Recipient>> expand(const std::string& address) = 0;
    /// Messages of this person in the last hour.
    [[nodiscard]] virtual base::Result<std::int64_t> sent_last_hour(core::PersonId person) = 0;
    /// The verdict on the bytes behind a descriptor of a whole message. Errors: unavailable; nothing passes
    /// then.
    [[nodiscard]] virtual base::Result<core::ContentVerdict> content(int fd, const core::Context& context,
                                                                     core::PersonId person) = 0;
    /// Counts one accepted message.
    [[nodiscard]] virtual base::Result<> count(core::PersonId person, std::int64_t recipients) = 0;
    /// Writes down that an exception could have allowed what is being refused. Returns the number under which
    /// it can be approved; nothing where there is none. Errors: the refusal stands, without a number.
    [[nodiscard]] virtual base::Result<std::optional<std::string>>
    request(core::PersonId person, core::GrantKind kind, std::int64_t value) = 0;
};

/// The mail door: walks a message from MAIL FROM to its end and asks the rulebook at each step.
///
/// The rules, in the order in which they are asked (mail_rules, recipient_rules, end_rules in door.cc):
///
///   connection
///     register      can be asked at all; else nobody gets as far as a password that cannot be judged
///
///   MAIL FROM
///     entrance      the listener has one of our names
///     login         whoever submits is logged in, and the register knows the login
///     mail_access   the login may use mail now, from where the client is (network.school)
///     sender        the envelope sender belongs to the login; nobody else claims the school's domain
///     size          what SIZE= announces is within the role's limit
///     rate          messages of the running hour
///
///   RCPT TO
///     address       plain, and Postfix understood it as the client wrote it
///     reach         each final recipient, after every expansion, may be written to
///     mailer        Postfix itself would not carry it outside for somebody who may not (second look)
///     fan_out       final recipients of the message so far
///
///   end of message
///     complete      some recipient was let through before
///     mail_access   again: a lock counts at once
///     from          From and Sender belong to the login
///     size          what arrived
///     rate          again
///     content       the whole message, as pedell-scand judges it from this sender
///     count         the rate once more, and counted in the same breath
///
/// Mail by the system (Entrance::local) has a system sender and reaches members only. Mail from outside is
/// closed unless the settings name roles for it; then it reaches these roles only, never pupils (promise P2).
///
/// Limits and outside are those of the role, or what an exception in force allows (core/grants). Where one
/// could have allowed what is refused, the refusal carries the number under which it can be approved.
///
/// Promises: a step that cannot be decided is an Error, never a pass. Pure of libmilter. Threads: any number
/// at once, each with its own Message.
class MailDoor
{
public:
    /// `spool`: where large messages wait for their verdict; empty: they are deferred.
    MailDoor(core::School school, Questions& questions, std::filesystem::path spool = {})
        : school_(std::move(school)), questions_(questions), spool_(std::move(spool))
    {
    }

    /// A connection from a client: deferred as a whole where the register cannot be asked. Postfix answers
    /// 535, which mail programs take for a wrong password, where Dovecot cannot ask it.
    [[nodiscard]] Ruling connection() const;

    /// MAIL FROM: fills in the message's sender.
    [[nodiscard]] Ruling envelope(Message& message) const;

    /// One RCPT TO: adds its final recipients to the message when it passes.
    [[nodiscard]] Ruling recipient(Message& message, const EnvelopeRecipient& recipient) const;

    /// For a message's bytes.
    [[nodiscard]] base::Spool spool() const
    {
        return base::Spool{&spool_};
    }

    /// The end of the message: what was kept on the way, then the header, the size, the count.
    [[nodiscard]] Ruling end(Message& message) const;

private:
    core::School school_;
    Questions& questions_;
    mutable base::SpoolFolder spool_;
    mutable std::mutex counting_; ///< between asking for the count and counting nobody else may count
};

} // namespace pedell::milter
