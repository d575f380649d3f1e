// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/api.h"

#include "base/journal.h"
#include "base/unix_socket.h"
#include "daemons/pedelld/messages.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/serialize.hpp>

namespace pedell::pedelld
{
namespace
{

namespace asio = boost::asio;
namespace http = boost::beast::http;
using namespace std::chrono_literals;
using Unix = asio::local::stream_protocol;
using Stream = boost::beast::basic_stream<Unix>;

constexpr auto reading_time = 60s;
constexpr auto writing_time = 30s;
constexpr auto pause_after_fault = 1s;

constexpr auto tuple_awaitable = asio::as_tuple(asio::use_awaitable);

http::response<http::string_body> response_of(const Answer& given, unsigned version, bool keep_alive)
{
    http::response<http::string_body> response;
    response.version(version);
    response.result(given.status);
    response.set(http::field::content_type, "application/json");
    response.keep_alive(keep_alive);
    response.body() = boost::json::serialize(given.body);
    response.prepare_payload();
    return response;
}

asio::awaitable<bool> send(Stream& stream, const Answer& given, unsigned version, bool keep_alive)
{
    const auto response = response_of(given, version, keep_alive);
    stream.expires_after(writing_time);
    const auto [fault, written] = co_await http::async_write(stream, response, tuple_awaitable);
    co_return !fault && keep_alive;
}

/// What a caller is told whose request could not be read; nothing where he is gone or silent.
std::optional<Answer> complaint(const boost::system::error_code& fault)
{
    if (fault == http::error::body_limit)
        return Answer{413, to_json(base::Error{base::Errc::over_limit, "the body is larger than 8 MiB"})};
    if (fault.category() == http::make_error_code(http::error::bad_method).category() &&
        fault != http::error::end_of_stream && fault != http::error::partial_message)
        return refusal({base::Errc::malformed, "the request is no HTTP/1.1: " + fault.message()});
    return std::nullopt;
}

/// Counts a connection as long as it lives.
class Counted
{
public:
    explicit Counted(std::shared_ptr<std::size_t> count) noexcept : count_(std::move(count))
    {
        ++*count_;
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted()
    {
        --*count_;
    }

private:
    std::shared_ptr<std::size_t> count_;
};

} // namespace

Api::Api(asio::io_context& io, Ask ask, const StatusBoard& board, Options options)
    : io_(io), ask_(std::move(ask)), board_(board), options_(options)
{
}

void Api::listen(base::Fd listener)
{
    asio::co_spawn(io_, accept(std::move(listener)), asio::detached);
}

void Api::serve(base::Fd connected)
{
    asio::co_spawn(io_, talk(std::move(connected)), asio::detached);
}

asio::awaitable<void> Api::accept(base::Fd listener)
{
    Unix::acceptor acceptor(io_, Unix(), listener.release());
    asio::steady_timer pause(io_);
    while (true) {
        while (*open_ >= options_.connections) {
            pause.expires_after(pause_after_fault);
            co_await pause.async_wait(asio::use_awaitable);
        }
        auto [fault, socket] = co_await acceptor.async_accept(tuple_awaitable);
        if (!fault) {
            serve(base::Fd(socket.release()));
            continue;
        }
        base::log(messages::pedelld::accept_failed, {{"REASON", fault.message()}});
        pause.expires_after(pause_after_fault); // out of descriptors, mostly
        co_await pause.async_wait(asio::use_awaitable);
    }
}

asio::awaitable<void> Api::talk(base::Fd connected)
{
    const Counted counted(open_);
    const auto peer = base::peer_of(connected.get());
    Stream stream(Unix::socket(io_, Unix(), connected.release()));
    if (!peer || peer->uid != options_.caller) {
        base::log(messages::pedelld::caller_refused,
                  {{"CALLER_UID", peer ? std::to_string(peer->uid) : "unknown"}});
        co_await send(stream, refusal({base::Errc::denied, "only root may call"}), 11, false);
        co_return;
    }

    boost::beast::flat_buffer buffer;
    bool open = true;
    while (open) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(options_.body_bytes);
        stream.expires_after(reading_time);
        const auto [fault, read] = co_await http::async_read(stream, buffer, parser, tuple_awaitable);
        if (fault) {
            if (const auto told = complaint(fault))
                co_await send(stream, *told, 11, false);
            co_return;
        }

        auto request = parser.release();
        stream.expires_never();
        const unsigned version = request.version();
        const bool keep_alive = request.keep_alive();
        const Answer given = co_await reply(
            {std::string(request.method_string()), std::string(request.target()), std::move(request.body())});
        open = co_await send(stream, given, version, keep_alive);
    }
}

asio::awaitable<Answer> Api::reply(Call call)
{
    if (call.method == "GET" && call.target == "/v1/status")
        co_return board_.read();

    co_return co_await ask_(std::move(call));
}

} // namespace pedell::pedelld
