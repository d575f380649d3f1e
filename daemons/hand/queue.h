// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/hand/command.h"
#include "hand/protocol.h"

#include <string>
#include <string_view>
#include <vector>

namespace pedell::hand
{

/// The queue ids of the mails whose envelope sender is one of `addresses` (capitals do not count) and that
/// stand where `action` finds them: what is to be held is not on hold yet, what is to be released is.
/// `listing`: the output of `postqueue -j`, one JSON object a line. Errors: malformed.
[[nodiscard]] base::Result<std::vector<std::string>>
mails_of(std::string_view listing, const std::vector<std::string>& addresses, MailAction action);

/// Holds, releases or drops them (postsuper(1) -h, -H, -d, queue ids by standard input), and asks Postfix to
/// deliver what was released. A message that Postfix has just delivered is not there any more; that is no
/// error. Returns how many.
[[nodiscard]] base::Result<std::int64_t> treat_mail(const HoldMail& request, const Command& command);

} // namespace pedell::hand
