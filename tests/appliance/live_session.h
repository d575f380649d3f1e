// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smb_client.h"
#include "tls_line.h"

#include <chrono>
#include <future>
#include <optional>
#include <string>

namespace pedell::appliance
{

/// An IMAP connection after its log-in.
class LiveImap
{
public:
    explicit LiveImap(const Person& who);

    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }
    /// The tagged answer is OK.
    [[nodiscard]] bool does(const std::string& command);
    [[nodiscard]] TlsLine& line() noexcept
    {
        return line_;
    }

private:
    TlsLine line_;
    bool open_ = false;
    int tag_ = 0;
};

/// A submission connection after its log-in.
class SubmissionLine
{
public:
    explicit SubmissionLine(const Person& who);

    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }
    /// The code of the reply; 0 where the connection is gone.
    int says(const std::string& command);

private:
    TlsLine line_;
    bool open_ = false;
};

/// Everything that one person has open at once: IMAP in IDLE, a file that is being written, a submission.
class LiveSession
{
public:
    using Clock = std::chrono::system_clock;

    explicit LiveSession(const Person& who);
    ~LiveSession();
    LiveSession(const LiveSession&) = delete;
    LiveSession& operator=(const LiveSession&) = delete;

    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }
    /// Still writes, idles and could send.
    [[nodiscard]] bool works();
    /// Waits until the last of them is gone; absent: not before the deadline.
    [[nodiscard]] std::optional<Clock::time_point> gone(Clock::time_point deadline);

private:
    const Person& who_;
    LiveImap imap_;
    Drive drive_;
    SubmissionLine submission_;
    bool open_ = false;
    std::future<Clock::time_point> idle_ended_;
};

} // namespace pedell::appliance
