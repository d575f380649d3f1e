// SPDX-License-Identifier: GPL-3.0-or-later
// The table of docs/security.md ("What the network reaches") as a port scan sees it, from school and from
// home.
#include "at_home.h"
#include "school.h"
#include "shell.h"

#include "base/handle.h"

#include <arpa/inet.h>
#include <cerrno>
#include <gmock/gmock.h>
#include <poll.h>
#include <set>
#include <sstream>
#include <sys/socket.h>
#include <vector>

namespace pedell::appliance
{
namespace
{

using Ports = std::set<int>;

/// Samba gives these to its RPC services by itself (RFC 6335 6: dynamic ports).
constexpr int first_dynamic = 49152;

sockaddr_in appliance_at(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, school().host.c_str(), &address.sin_addr);
    return address;
}

/// Begins to connect; the socket, or none where the answer came at once.
base::Fd begin(int port, Ports& open)
{
    base::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const auto address = appliance_at(port);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        open.insert(port);
    else if (errno == EINPROGRESS)
        return fd;
    return {};
}

/// Which of these ports take a connection; a port that says nothing for ten seconds is closed.
Ports open_among(int first, int last)
{
    Ports open;
    std::vector<base::Fd> sockets;
    std::vector<pollfd> waiting;
    std::vector<int> ports;
    for (int port = first; port <= last; ++port) {
        if (base::Fd fd = begin(port, open)) {
            waiting.push_back({fd.get(), POLLOUT, 0});
            ports.push_back(port);
            sockets.push_back(std::move(fd));
        }
    }
    while (!waiting.empty() && ::poll(waiting.data(), waiting.size(), 10'000) > 0) {
        for (std::size_t i = waiting.size(); i-- > 0;) {
            if (waiting[i].revents == 0)
                continue;

            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(waiting[i].fd, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error == 0)
                open.insert(ports[i]);
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
            ports.erase(ports.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return open;
}

Ports scan()
{
    constexpr int step = 500; // fewer than our descriptors
    Ports open;
    for (int first = 1; first <= 65535; first += step)
        open.merge(open_among(first, std::min(first + step - 1, 65535)));
    return open;
}

/// Where `program` listens on all addresses, from the first dynamic port on.
Ports dynamic_ports_of(const std::string& program)
{
    std::istringstream lines(
        must("ss -Hltnp | grep '\"" + program + "' | awk '{print $4}' | sed 's/.*://' | sort -nu"));
    Ports ports;
    for (int port = 0; lines >> port;)
        if (port >= first_dynamic)
            ports.insert(port);
    return ports;
}

/// Whether a datagram is answered within two seconds.
bool answers(int port, const std::string& question)
{
    const base::Fd fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const auto address = appliance_at(port);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::send(fd.get(), question.data(), question.size(), 0) < 0)
        return false;

    pollfd wait{fd.get(), POLLIN, 0};
    char answer[512];
    return ::poll(&wait, 1, 2000) == 1 && ::recv(fd.get(), answer, sizeof answer, 0) > 0;
}

/// Mode 3, version 4 (RFC 5905 7.3).
std::string time_question()
{
    return '\x23' + std::string(47, '\0');
}

/// "." NS, recursion not desired (RFC 1035 4.1).
std::string dns_question()
{
    return {"\x12\x34\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01", 17};
}

TEST(Ports, AScanFromSchoolFindsTheTableAndNothingElse)
{
    Ports expected{53, 88, 135, 389, 445, 464, 465, 587, 636, 993, 3268, 3269};
    const Ports dynamic = dynamic_ports_of("rpc");
    EXPECT_FALSE(dynamic.empty());
    expected.insert(dynamic.begin(), dynamic.end());

    EXPECT_EQ(scan(), expected);
    EXPECT_TRUE(answers(53, dns_question()));
    EXPECT_TRUE(answers(123, time_question()));
}

TEST(Ports, AScanFromHomeFindsFourDoors)
{
    at(Place::from_home, [] {
        EXPECT_EQ(scan(), (Ports{445, 465, 587, 993}));
        EXPECT_FALSE(answers(53, dns_question()));
        EXPECT_FALSE(answers(123, time_question()));
    });
}

TEST(Ports, WhatListensWithoutBeingNamedIsReachedByNobody)
{
    must("systemd-run --quiet --unit pedell-test-listener --collect python3 -m http.server 8099");
    const Finally back([] {
        must("systemctl stop pedell-test-listener; rm -f /etc/pedell/network.d/test.nft; "
             "systemctl restart pedell-network");
    });
    ASSERT_TRUE(happens(std::chrono::seconds{20}, [] {
        return in_appliance("curl -sf -o /dev/null http://localhost:8099/").status == 0;
    }));
    EXPECT_EQ(open_among(8099, 8099), Ports{});
    at(Place::from_home, [] { EXPECT_EQ(open_among(8099, 8099), Ports{}); });

    // Only the file of own rules opens it.
    must("echo 'ip saddr @school4 tcp dport 8099 accept' >/etc/pedell/network.d/test.nft && "
         "systemctl restart pedell-network");
    EXPECT_EQ(open_among(8099, 8099), Ports{8099});
    at(Place::from_home, [] { EXPECT_EQ(open_among(8099, 8099), Ports{}); });
}

TEST(Ports, NoAddressAtHomeOpensConnectionsInMasses)
{
    const auto opened = [] {
        int count = 0;
        for (int i = 0; i < 8; ++i) {
            std::vector<base::Fd> sockets;
            std::vector<pollfd> waiting;
            Ports open;
            for (int one = 0; one < 50; ++one)
                if (base::Fd fd = begin(993, open)) {
                    waiting.push_back({fd.get(), POLLOUT, 0});
                    sockets.push_back(std::move(fd));
                }
            ::poll(waiting.data(), waiting.size(), 300);
            for (pollfd& one : waiting)
                count += ::poll(&one, 1, 0) == 1 ? 1 : 0;
        }
        return count;
    };
    const Finally back([] { must("nft flush set inet pedell home4"); });

    EXPECT_EQ(opened(), 400) << "in school";
    at(Place::from_home, [&] {
        const int count = opened();
        EXPECT_GE(count, 290);
        EXPECT_LT(count, 390);
    });
}

} // namespace
} // namespace pedell::appliance
