// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "school.h"
#include "tls_line.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::appliance
{

/// One IMAP session: what the server says to a command, or to APPEND and MULTIAPPEND.
class Mailbox
{
public:
    explicit Mailbox(const Person& who);
    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }
    /// The tagged line; `untagged` gets all before it, literals in place.
    [[nodiscard]] std::string ask(const std::string& command, std::string* untagged = nullptr);
    [[nodiscard]] std::string append(const std::vector<std::string>& messages,
                                     const std::string& folder = "INBOX");

private:
    std::string tagged(std::string* untagged);

    TlsLine line_{993};
    bool open_ = false;
};

/// One SMTP session on the submission port, for many mails. Postfix hangs up on who makes many faults: then
/// it begins anew.
class Submission
{
public:
    explicit Submission(const Person& who) : who_(who) {}
    /// The reply to the message in one piece, all its lines; empty: no connection.
    [[nodiscard]] std::string send(const std::string& to, const std::string& message);

private:
    [[nodiscard]] bool begin();
    [[nodiscard]] std::string ask(const std::string& command);

    const Person& who_;
    std::unique_ptr<TlsLine> line_;
    int refused_ = 0;
};

} // namespace pedell::appliance
