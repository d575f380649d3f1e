// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>

namespace pedell::appliance
{

base::ProcessOutput in_appliance(const std::string& command, std::string_view input,
                                 std::chrono::seconds limit)
{
    const char* exec = std::getenv("PEDELL_EXEC");
    if (exec == nullptr)
        return {127, "", "PEDELL_EXEC is not set: run ./dev test appliance"};

    auto output = base::run({exec, "sh", "-c", command}, input, limit);
    if (!output)
        return {126, "", output.error().context};

    return *output;
}

std::string must(const std::string& command)
{
    const auto output = in_appliance(command);
    EXPECT_EQ(output.status, 0) << command << '\n' << output.out << output.err;
    return output.out;
}

void restore_password(const std::string& sam, const std::string& password)
{
    must("samba-tool user setpassword '" + sam + "' --newpassword='" + password + "'");
    // Tried while it was another one, it is known as wrong for three minutes.
    must("pedell guesses clear");
}

bool happens(std::chrono::milliseconds deadline, const std::function<bool()>& event)
{
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!event()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    return true;
}

} // namespace pedell::appliance
