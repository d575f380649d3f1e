// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "daemons/pedelld/router.h"
#include "daemons/pedelld/status.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <sys/types.h>

namespace pedell::pedelld
{

/// HTTP/1.1 with JSON on a Unix socket, for one user id (SO_PEERCRED). Coroutines on the io_context's one
/// thread; the work itself is awaited from `ask`, the status comes from the board at once.
class Api
{
public:
    using Ask = std::function<boost::asio::awaitable<Answer>(Call)>;

    struct Options {
        uid_t caller = 0;                   ///< root alone, until persons can prove themselves
        std::size_t connections = 64;       ///< at once; further ones wait in the socket's queue
        std::uint64_t body_bytes = 8 << 20; ///< of one request
    };

    Api(boost::asio::io_context& io, Ask ask, const StatusBoard& board, Options options);

    /// Takes connections of a listening socket until the io_context ends.
    void listen(base::Fd listener);

    /// Serves one connected socket (tests).
    void serve(base::Fd connected);

private:
    [[nodiscard]] boost::asio::awaitable<void> accept(base::Fd listener);
    [[nodiscard]] boost::asio::awaitable<void> talk(base::Fd connected);
    [[nodiscard]] boost::asio::awaitable<Answer> reply(Call call);

    boost::asio::io_context& io_;
    Ask ask_;
    const StatusBoard& board_;
    Options options_;
    /// Shared: connections that still wait when we go count themselves out only with the io_context.
    std::shared_ptr<std::size_t> open_ = std::make_shared<std::size_t>(0);
};

} // namespace pedell::pedelld
