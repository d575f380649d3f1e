// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "school.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pedell::appliance
{

/// What a submission ended with: 0 where no reply came at all (connection lost).
struct Sent {
    long code = 0;
    std::string log; ///< the server's side of the dialogue
    [[nodiscard]] bool accepted() const
    {
        return code == 250;
    }
};

struct Mail {
    std::string from;              ///< envelope sender
    std::vector<std::string> to;   ///< envelope recipients
    std::string header_from;       ///< empty: as `from`
    std::string subject = "Probe"; ///< found again by it
    std::string body = "Guten Tag.\r\n";
    std::string more_header = {}; ///< whole lines behind ours
};

/// Submits as a real client does: libcurl over TLS on 465, SASL with this login and password.
[[nodiscard]] Sent submit(const Person& who, const Mail& mail);
/// An ordinary mail between two people.
[[nodiscard]] Mail mail_between(const Person& from, const std::string& to, const std::string& subject);

/// One IMAP command after log-in; absent where the log-in or the command failed (the reason in `error`).
[[nodiscard]] std::optional<std::string> imap(const Person& who, const std::string& command,
                                              std::string* error = nullptr);

/// Whether a mail with this subject is in the inbox, now or before the deadline.
[[nodiscard]] bool receives(const Person& who, const std::string& subject,
                            std::chrono::seconds deadline = std::chrono::seconds{20});
[[nodiscard]] std::size_t count_in_inbox(const Person& who, const std::string& subject);

/// A subject nobody else uses.
[[nodiscard]] std::string unique_subject(std::string_view what);

} // namespace pedell::appliance
