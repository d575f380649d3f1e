// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/grants.h"
#include "core/people.h"
#include "core/verdict.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pedell::core
{

/// Who submits: the person behind the SASL login (never what the client claims).
struct Sender {
    PersonId person;
    Role role = Role::pupil;
    bool mail_allowed = false;          ///< `access` for mail, at this moment
    std::vector<std::string> addresses; ///< lower case, all of this login
    std::vector<Grant> grants = {};     ///< exceptions in force, at this moment
};

/// One final recipient after every expansion.
struct Recipient {
    std::string address;        ///< lower case
    std::optional<Role> member; ///< absent: not a member of the school
    bool mail_allowed = false;  ///< of the member; false: answered like an unknown address
};

/// What the school's settings say about writing to each other.
struct ReachRules {
    std::set<Role> outside_roles; ///< who may write outside the school; pupils never, whatever stands here
};

/// By role, or by an exception; pupils never (promise P2).
[[nodiscard]] bool may_write_outside(Role role, std::span<const Grant> in_force, const ReachRules& rules);

/// May this login use this envelope sender (RFC 5321 MAIL FROM)? The empty sender is nobody's own: refused.
[[nodiscard]] Verdict judge_envelope_sender(const Sender& sender, std::string_view address);

/// May this login write under these header fields? `from`: all mailboxes of all From fields, `sender_field`:
/// those of Sender (RFC 5322 3.6.2). Exactly one From field with at least one mailbox, each an address of the
/// login.
struct HeaderIdentity {
    std::size_t from_fields = 0;
    std::vector<std::string> from;
    std::size_t sender_fields = 0;
    std::vector<std::string> sender;
    bool unreadable = false; ///< the bounded reader could not tell: refused, not guessed
};
[[nodiscard]] Verdict judge_header_identity(const Sender& sender, const HeaderIdentity& header);

/// May this person write to these final recipients of one envelope recipient? All must be reachable. An empty
/// list is an unknown address. Unknown and forbidden outside addresses differ in reason: see Reason.
[[nodiscard]] Verdict judge_recipients(const Sender& sender, const std::vector<Recipient>& finals,
                                       const ReachRules& rules);

} // namespace pedell::core
