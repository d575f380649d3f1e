// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "daemons/pedelld/router.h"
#include "daemons/pedelld/status.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <sys/types.h>

namespace pedell::pedelld
{

/// HTTP/1.1 with JSON on a Unix socket. Root without a token is the system; everybody else has to bring the
/// token of a session, or logs in. Coroutines on the io_context's one thread; the work itself is awaited from
/// `ask`, the status comes from the board at once.
///
/// Hostile until a token was found good: nothing but the header is read of a request without one, a log-in is
/// small, and nobody but root holds more than a few connections.
class Api
{
public:
    using Ask = std::function<boost::asio::awaitable<Answer>(Call)>;

    struct Options {
        uid_t root = 0;                     ///< another one in tests
        std::size_t connections = 64;       ///< at once; further ones wait in the socket's queue
        std::size_t kept_for_root = 16;     ///< of these
        std::size_t connections_of_one = 8; ///< for each user id but root
        std::uint64_t body_bytes = 8 << 20; ///< of one request
        std::uint64_t login_bytes = 4096;   ///< of a log-in
    };

    Api(boost::asio::io_context& io, Ask ask, Ask login, Sessions& sessions, const StatusBoard& board,
        Options options);

    /// Takes connections of a listening socket until the io_context ends.
    void listen(base::Fd listener);

    /// Serves one connected socket (tests).
    void serve(base::Fd connected);

private:
    [[nodiscard]] boost::asio::awaitable<void> accept(base::Fd listener);
    [[nodiscard]] boost::asio::awaitable<void> talk(base::Fd connected);
    using Stream = boost::beast::basic_stream<boost::asio::local::stream_protocol>;
    [[nodiscard]] boost::asio::awaitable<bool> serve_one(Stream& stream, boost::beast::flat_buffer& buffer,
                                                         uid_t uid);
    [[nodiscard]] bool lets_in(uid_t uid) const;
    [[nodiscard]] boost::asio::awaitable<Answer> reply(Call call);

    boost::asio::io_context& io_;
    Ask ask_;
    Ask login_;
    Sessions& sessions_;
    const StatusBoard& board_;
    Options options_;
    /// Shared: connections that still wait when we go count themselves out only with the io_context.
    std::shared_ptr<std::map<uid_t, std::size_t>> open_ = std::make_shared<std::map<uid_t, std::size_t>>();
};

} // namespace pedell::pedelld
