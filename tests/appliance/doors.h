// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/process.h"
#include "school.h"
#include "tls_line.h"

#include <memory>
#include <string>

namespace pedell::appliance
{

/// An IMAP connection that is asked again and again.
class ImapLine
{
public:
    /// Logs in and opens the inbox; `open()` says whether that worked.
    explicit ImapLine(const Person& who);
    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }
    /// NOOP: whether the session still stands.
    [[nodiscard]] bool works();

private:
    [[nodiscard]] bool ask(const std::string& command);

    TlsLine line_{993};
    bool open_ = false;
    std::string last_;
};

/// A submission connection that is asked again and again.
class SmtpLine
{
public:
    /// Connects and logs in.
    explicit SmtpLine(const Person& who);
    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }
    /// Sender and one recipient of the school, then RSET: whether a mail would be taken. Nothing is sent.
    [[nodiscard]] bool takes_mail(const std::string& to);
    /// The last reply.
    [[nodiscard]] const std::string& last() const noexcept
    {
        return last_;
    }

private:
    [[nodiscard]] bool ask(const std::string& command, const std::string& expected);

    TlsLine line_{465};
    std::string from_;
    bool open_ = false;
    std::string last_;
};

/// One person's Kerberos tickets in a file of their own, removed with the object.
class Tickets
{
public:
    explicit Tickets(const Person& who);
    Tickets(const Tickets&) = delete;
    Tickets& operator=(const Tickets&) = delete;
    ~Tickets();

    /// kinit(1): the ticket of a log-on, and the one for this server's shares.
    [[nodiscard]] base::ProcessOutput log_on();
    [[nodiscard]] bool share_ticket();
    /// smbclient(1) by the tickets alone.
    [[nodiscard]] base::ProcessOutput list(const std::string& share) const;

private:
    [[nodiscard]] base::ProcessOutput run(std::vector<std::string> command,
                                          const std::string& input = {}) const;

    const Person& who_;
    std::string folder_;
};

} // namespace pedell::appliance
