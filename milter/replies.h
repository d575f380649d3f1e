// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/judge.h"
#include "core/verdict.h"

#include <string>
#include <string_view>

namespace pedell::milter
{

/// What the client reads: two lines, German then English.
///
/// libmilter drops a reply silently when its class does not fit the status (4 with TEMPFAIL, 5 with REJECT),
/// so `permanent` is what the status is taken from. All parts are constants and numbers of ours, ASCII,
/// without per cent sign and line end: nothing that a stranger wrote gets into a reply, but for the name of a
/// refused part, which core::refusal_de has made just as harmless.
struct Reply {
    const char* code;   ///< RFC 5321 4.2: "550"
    const char* status; ///< RFC 3463: "5.7.1"
    std::string german;
    std::string english;

    [[nodiscard]] bool permanent() const noexcept
    {
        return code[0] == '5';
    }
};

/// The reply to a refused step. Not for Reason::none. `request`: the number under which an exception can be
/// approved ("M-32701"); empty: none.
[[nodiscard]] Reply reply_to(core::Reason reason, std::string_view request = {});

/// The reply to content that is refused or could not be judged: 550 5.7.1 or 451 4.7.1, in core's words. Not
/// for one that passed.
[[nodiscard]] Reply reply_to(const core::ContentVerdict& verdict);

/// The reply where nothing could be decided: always 451 4.3.0, whatever the Error; the client keeps the
/// message.
[[nodiscard]] Reply reply_to_error();

} // namespace pedell::milter
