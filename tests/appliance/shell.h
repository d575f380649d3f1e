// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/process.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace pedell::appliance
{

/// Runs a shell command in the appliance as root (by the program named in PEDELL_EXEC).
[[nodiscard]] base::ProcessOutput in_appliance(const std::string& command, std::string_view input = {},
                                               std::chrono::seconds limit = std::chrono::seconds{60});

/// As in_appliance, but the test fails where the command does; returns its output.
std::string must(const std::string& command);

/// Gives a person of the demo school the password of the school's list again, not to be changed: behind the
/// API's back, which knows one-time passwords only.
void restore_password(const std::string& sam, const std::string& password);

/// Asks until true or the deadline has passed: an event is waited for, never a time.
[[nodiscard]] bool happens(std::chrono::milliseconds deadline, const std::function<bool()>& event);

/// Does something at the end of a scope, so that no test leaves a trace.
class Finally
{
public:
    explicit Finally(std::function<void()> action) : action_(std::move(action)) {}
    Finally(const Finally&) = delete;
    Finally& operator=(const Finally&) = delete;
    ~Finally()
    {
        action_();
    }

private:
    std::function<void()> action_;
};

} // namespace pedell::appliance
