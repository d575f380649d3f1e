// SPDX-License-Identifier: GPL-3.0-or-later
// chrony tells the school's PCs the time, signed where a member of the domain asks (MS-SNTP 3.2.5).
#include "school.h"
#include "shell.h"

#include "base/handle.h"

#include <algorithm>
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

namespace pedell::appliance
{
namespace
{

/// The number of an account in the domain (RID).
std::uint32_t number_of(const std::string& sam)
{
    return static_cast<std::uint32_t>(
        std::stoul(must("wbinfo --name-to-sid '" + sam + "' | awk '{print $1}' | sed 's/.*-//'")));
}

/// The answer to a request that asks for a signature by this account's key; empty: none within three seconds.
std::string signed_time(std::uint32_t account)
{
    const base::Fd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(123);
    ::inet_pton(AF_INET, school().host.c_str(), &address.sin_addr);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return {};

    std::string question(68, '\0');
    question[0] = '\x1b';  // version 3, client
    question[40] = '\x01'; // some transmit time: it comes back
    for (unsigned i = 0; i < 4; ++i)
        question[48 + i] = static_cast<char>(account >> (8 * i) & 0xffU);
    if (::send(fd.get(), question.data(), question.size(), 0) < 0)
        return {};

    pollfd wait{fd.get(), POLLIN, 0};
    std::string answer(512, '\0');
    if (::poll(&wait, 1, 3000) != 1)
        return {};

    const ssize_t size = ::recv(fd.get(), answer.data(), answer.size(), 0);
    answer.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return answer;
}

TEST(Time, IsSignedForAComputerOfTheDomain)
{
    const std::string answer = signed_time(number_of("SERVER$"));

    ASSERT_EQ(answer.size(), 68U);
    EXPECT_EQ(answer[0] & 7, 4) << "a server's answer";
    EXPECT_FALSE(std::ranges::all_of(answer.substr(52), [](char c) { return c == '\0'; })) << "a signature";
}

TEST(Time, IsNotSignedWithAPersonsPassword)
{
    EXPECT_EQ(signed_time(number_of(school().one("pupil").sam)), "");
}

TEST(Time, TheDoctorMissesChrony)
{
    const Finally back([] { must("systemctl start chrony"); });
    EXPECT_EQ(in_appliance("pedell doctor --json").out.find("chrony.service"), std::string::npos);
    must("systemctl stop chrony");
    EXPECT_NE(in_appliance("pedell doctor --json").out.find("chrony.service does not run"),
              std::string::npos);
}

} // namespace
} // namespace pedell::appliance
