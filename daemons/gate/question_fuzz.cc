// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever smbd makes of a client's name and address: no crash, and what goes to the register is a plain
// account name.
#include "daemons/gate/question.h"

#include <cstdlib>

namespace
{

void check(const pedell::gate::Reading& reading)
{
    const auto& question = reading.question;
    if (reading.rule != pedell::gate::Rule::allowed || question.machine)
        return;

    if (question.sam.empty() || question.sam.size() > 20 ||
        question.sam.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    check(pedell::gate::read_session(text));
    check(pedell::gate::read_door(text));
    return 0;
}
