// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/spool.h"
#include "core/judge.h"
#include "core/people.h"
#include "core/reach.h"
#include "core/verdict.h"
#include "milter/header_identity.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pedell::milter
{

/// The way by which a message came into Postfix. It decides which rules hold; never guessed from an address.
enum class Entrance : std::uint8_t {
    submission, ///< 465/587: the SASL login decides
    outside,    ///< port 25: nobody is logged in
    local,      ///< sendmail(1) by the system (non_smtpd_milters)
    unknown     ///< a listener without one of our names: nothing passes
};

/// What came of one step: the answer, and the rule that gave it (the first that did not pass).
struct Ruling {
    base::Result<core::Verdict> answer = core::pass();
    std::string_view rule;
    std::string request = {}; ///< the number under which an exception can be approved; empty: none can
    /// Of the rule "content", where it did not pass.
    std::optional<core::ContentVerdict> content = std::nullopt;

    [[nodiscard]] bool passed() const noexcept
    {
        return answer.has_value() && answer->passed();
    }
};

/// MAIL FROM as the client wrote it and as Postfix understood it.
struct Envelope {
    Entrance entrance = Entrance::unknown;
    std::string argument;                ///< "<anna@school>"
    std::optional<std::string> resolved; ///< {mail_addr}
    std::string login;                   ///< {auth_authen}; empty: nobody is logged in
    std::string client = {};             ///< numeric address; empty: not known, so from home
    std::int64_t announced_bytes = 0;    ///< SIZE= (RFC 1870); 0: not announced
};

/// One RCPT TO, likewise.
struct EnvelopeRecipient {
    std::string argument;
    std::optional<std::string> resolved; ///< {rcpt_addr}
    std::optional<std::string> mailer;   ///< {rcpt_mailer}: Postfix's own idea of inside and outside
};

/// One message while it passes the door: what was seen of it, and what is already decided.
///
/// Lives from MAIL to end of message; a second message of the same session starts with a new one, so that
/// nothing leaks from one to the other.
class Message
{
public:
    explicit Message(Envelope envelope, base::Spool spool = base::Spool{})
        : envelope_(std::move(envelope)), spool_(std::move(spool))
    {
    }

    [[nodiscard]] const Envelope& envelope() const noexcept
    {
        return envelope_;
    }

    /// Who writes. For mail that nobody logged in for, a stand-in that reaches members only.
    [[nodiscard]] const core::Sender& sender() const noexcept
    {
        return sender_;
    }
    void set_sender(core::Sender sender)
    {
        sender_ = std::move(sender);
    }

    [[nodiscard]] const std::set<std::string>& finals() const noexcept
    {
        return finals_;
    }
    void add_finals(const std::vector<core::Recipient>& finals)
    {
        for (const auto& final : finals) {
            finals_.insert(final.address);
            among_staff_ = among_staff_ && final.member && core::is_staff(*final.member);
        }
    }
    /// All final recipients are teachers, staff, the head or administrators.
    [[nodiscard]] bool among_staff() const noexcept
    {
        return among_staff_ && !finals_.empty();
    }

    /// Final recipients that were one too many: what an exception would have to reach, with those let
    /// through.
    void add_wanted(const std::vector<core::Recipient>& finals)
    {
        for (const auto& final : finals)
            wanted_.insert(final.address);
    }
    [[nodiscard]] std::int64_t wanted_recipients() const
    {
        std::set<std::string> all = finals_;
        all.insert(wanted_.begin(), wanted_.end());
        return static_cast<std::int64_t>(all.size());
    }

    [[nodiscard]] const core::HeaderIdentity& identity() const noexcept
    {
        return headers_.identity();
    }
    [[nodiscard]] std::int64_t bytes() const noexcept
    {
        return bytes_;
    }

    /// One field, counted as it is on the wire: name, colon, value, CRLF for each line.
    void add_header(std::string_view name, std::string_view value);
    /// The empty line behind the header.
    void end_header();
    void add_body(std::string_view bytes);
    /// The whole message as it was counted. Errors: unavailable (disk full).
    [[nodiscard]] base::Result<int> file()
    {
        return spool_.file();
    }

    /// Keeps what was decided where no answer may be given; the first that did not pass stays.
    void keep(Ruling ruling)
    {
        if (kept_.passed())
            kept_ = std::move(ruling);
        if (!kept_.passed())
            spool_.drop();
    }
    [[nodiscard]] const Ruling& kept() const noexcept
    {
        return kept_;
    }

private:
    Envelope envelope_;
    core::Sender sender_;
    std::set<std::string> finals_;
    std::set<std::string> wanted_;
    HeaderIdentityReader headers_;
    std::int64_t bytes_ = 0;
    bool among_staff_ = true;
    base::Spool spool_;
    Ruling kept_;
};

/// The number behind SIZE= in the arguments of MAIL FROM: 0 when absent, the largest number when too long to
/// read.
[[nodiscard]] std::int64_t announced_size(std::string_view argument) noexcept;

} // namespace pedell::milter
