// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/acceptor.h"

#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace pedell::scand
{
namespace
{

constexpr std::chrono::milliseconds rest_time{100};

} // namespace

Acceptor::Acceptor(const Loop& loop, base::Fd listener, std::size_t most, Welcome welcome)
    : loop_(loop), listener_(std::move(listener)), most_(most), welcome_(std::move(welcome))
{
}

base::Result<> Acceptor::open()
{
    auto ready = loop_.watch(listener_.get(), EPOLLIN, [this](std::uint32_t) { take(); });
    if (!ready)
        return std::unexpected(ready.error());

    ready_ = std::move(*ready);
    return {};
}

void Acceptor::take()
{
    if (inside_ >= most_) {
        rest();
        return;
    }
    base::Fd connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (connection) {
        ++inside_;
        welcome_(std::move(connection));
        return;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
        rest();
}

void Acceptor::rest()
{
    ready_.reset();
    auto resting = loop_.after(rest_time, [this] {
        if (!open())
            rest();
    });
    if (resting)
        resting_ = std::move(*resting);
    else if (!open())
        loop_.stop(); // nothing can be watched any more: systemd starts it anew
}

void Acceptor::left()
{
    --inside_;
}

} // namespace pedell::scand
