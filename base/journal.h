// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace pedell::base
{

/// One kind of log line: id and text come from messages.mes of the daemon's folder (tools/messages.py).
struct LogMessage {
    const char* id;   ///< 32 hexadecimal digits, MESSAGE_ID= (sd_id128, journalctl -x)
    int priority;     ///< syslog(3): 0 emerg .. 7 debug
    const char* text; ///< with keys in braces: "mail refused, rule {RULE}"
};

struct LogField {
    std::string_view key; ///< upper case: QUEUE_ID, CONNECTION, RULE, REASON, VERDICT, ERRNO
    std::string value;    ///< no person's name, address, subject or file name above debug
};

/// The text with every {KEY} replaced by its field's value; unknown keys stay, control characters in values
/// become '?'.
[[nodiscard]] std::string expand_text(std::string_view text, std::initializer_list<LogField> fields);

/// Writes one line with its fields to the journal (sd_journal_sendv(3)); to standard error when that is a
/// terminal.
void log(const LogMessage& message, std::initializer_list<LogField> fields = {});

} // namespace pedell::base
