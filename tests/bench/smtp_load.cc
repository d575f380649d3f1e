// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp_load.h"

#include "base/handle.h"

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/socket.h>
#include <thread>

namespace pedell::bench
{
namespace
{

/// One SMTP connection, spoken as plainly as the load needs it.
class Connection
{
public:
    static base::Result<Connection> open(int port)
    {
        base::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
            return base::fail_errno("connect to the bench's Postfix");

        const int on = 1;
        ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Connection connection(std::move(fd));
        if (auto greeting = connection.expect('2'); !greeting)
            return std::unexpected(greeting.error());
        if (auto hello = connection.command("EHLO bench\r\n", '2'); !hello)
            return std::unexpected(hello.error());

        return connection;
    }

    base::Result<> command(const std::string& bytes, char wanted)
    {
        if (::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
            return base::fail_errno("send to the bench's Postfix");

        return expect(wanted);
    }

private:
    explicit Connection(base::Fd fd) : fd_(std::move(fd)) {}

    base::Result<> expect(char wanted)
    {
        while (true) {
            const auto end = buffer_.find("\r\n");
            if (end == std::string::npos) {
                std::array<char, 2048> chunk{};
                const ssize_t n = ::recv(fd_.get(), chunk.data(), chunk.size(), 0);
                if (n <= 0)
                    return base::fail_errno("read from the bench's Postfix");
                buffer_.append(chunk.data(), static_cast<std::size_t>(n));
                continue;
            }
            const std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 2);
            if (line.size() > 3 && line[3] == '-')
                continue;
            if (!line.starts_with(wanted))
                return base::fail(base::Errc::unavailable, "the bench's Postfix said: " + line);
            return {};
        }
    }

    base::Fd fd_;
    std::string buffer_;
};

base::Result<> send_one(Connection& connection, const Load& load, const LoadSender& sender,
                        const std::string& body)
{
    const std::array<std::pair<std::string, char>, 6> dialogue{{
        {"XCLIENT LOGIN=" + sender.login + "\r\n", '2'},
        {"EHLO bench\r\n", '2'},
        {"MAIL FROM:<" + sender.mail + ">\r\n", '2'},
        {"RCPT TO:<" + load.recipient + ">\r\n", '2'},
        {"DATA\r\n", '3'},
        {"From: <" + sender.mail + ">\r\nTo: <" + load.recipient + ">\r\nSubject: bench\r\n\r\n" + body +
             "\r\n.\r\n",
         '2'},
    }};
    for (const auto& [line, wanted] : dialogue) {
        if (auto done = connection.command(line, wanted); !done)
            return done;
    }
    return {};
}

} // namespace

base::Result<double> run_load(const Load& load)
{
    std::string body;
    while (body.size() < load.body_bytes)
        body += "Der Wald steht schwarz und schweiget, und aus den Wiesen steiget.\r\n";

    std::atomic<int> next{0};
    std::mutex guard;
    std::optional<base::Error> failed;
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::jthread> threads;
    for (int c = 0; c < load.connections; ++c) {
        threads.emplace_back([&] {
            auto connection = Connection::open(load.port);
            base::Result<> done = connection ? base::Result<>{} : std::unexpected(connection.error());
            for (int i = next++; done && i < load.mails; i = next++)
                done = send_one(*connection, load,
                                load.senders[static_cast<std::size_t>(i) % load.senders.size()], body);
            if (!done) {
                const std::lock_guard lock(guard);
                failed = done.error();
            }
        });
    }
    threads.clear();
    if (failed)
        return std::unexpected(*failed);

    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace pedell::bench
