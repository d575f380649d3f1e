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
#include <numeric>

namespace pedell::pedelld
{
namespace
{

namespace asio = boost::asio;
namespace http = boost::beast::http;
using namespace std::chrono_literals;
using Unix = asio::local::stream_protocol;

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

using Stream = boost::beast::basic_stream<Unix>;

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
        return Answer{413, to_json(base::Error{base::Errc::over_limit, "the body is too large"})};
    if (fault.category() == http::make_error_code(http::error::bad_method).category() &&
        fault != http::error::end_of_stream && fault != http::error::partial_message)
        return refusal({base::Errc::malformed, "the request is no HTTP/1.1: " + fault.message()});
    return std::nullopt;
}

using Counts = std::map<uid_t, std::size_t>;

std::size_t total(const Counts& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0},
                           [](std::size_t sum, const auto& each) { return sum + each.second; });
}

/// The token of "Authorization: Bearer TOKEN" (RFC 6750 2.1); a header of another kind is an empty one, which
/// no session has.
std::optional<std::string> token_of(const http::request_header<>& header)
{
    const auto field = header.find(http::field::authorization);
    if (field == header.end())
        return std::nullopt;

    constexpr std::string_view scheme = "Bearer ";
    const std::string_view value = field->value();
    return std::string(value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view());
}

bool is_login(const http::request_header<>& header)
{
    return header.method() == http::verb::post && header.target() == "/v1/login";
}

/// Counts a connection of a user id as long as it lives.
class Counted
{
public:
    Counted(std::shared_ptr<Counts> counts, uid_t uid) : counts_(std::move(counts)), uid_(uid)
    {
        ++(*counts_)[uid_];
    }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted()
    {
        if (--counts_->at(uid_) == 0)
            counts_->erase(uid_);
    }

private:
    std::shared_ptr<Counts> counts_;
    uid_t uid_;
};

} // namespace

Api::Api(asio::io_context& io, Ask ask, Ask login, Sessions& sessions, const StatusBoard& board,
         Options options)
    : io_(io), ask_(std::move(ask)), login_(std::move(login)), sessions_(sessions), board_(board),
      options_(options)
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
        while (total(*open_) >= options_.connections) {
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

bool Api::lets_in(uid_t uid) const
{
    if (uid == options_.root)
        return true;

    const auto own = open_->find(uid);
    return (own == open_->end() || own->second < options_.connections_of_one) &&
           total(*open_) + options_.kept_for_root < options_.connections;
}

asio::awaitable<void> Api::talk(base::Fd connected)
{
    const auto peer = base::peer_of(connected.get());
    Stream stream(Unix::socket(io_, Unix(), connected.release()));
    if (!peer || !lets_in(peer->uid)) {
        base::log(messages::pedelld::caller_refused,
                  {{"CALLER_UID", peer ? std::to_string(peer->uid) : "unknown"}});
        const Answer told{429, to_json(base::Error{base::Errc::over_limit, "too many connections of yours"})};
        co_await send(stream, told, 11, false);
        co_return;
    }

    const Counted counted(open_, peer->uid);
    boost::beast::flat_buffer buffer;
    bool open = true;
    while (open)
        open = co_await serve_one(stream, buffer, peer->uid);
}

asio::awaitable<bool> Api::serve_one(Stream& stream, boost::beast::flat_buffer& buffer, uid_t uid)
{
    const bool is_root = uid == options_.root;
    http::request_parser<http::string_body> parser;
    parser.body_limit(options_.body_bytes);
    stream.expires_after(reading_time);
    const auto [fault, header_bytes] =
        co_await http::async_read_header(stream, buffer, parser, tuple_awaitable);
    if (fault) {
        if (const auto told = complaint(fault))
            co_await send(stream, *told, 11, false);
        co_return false;
    }

    const auto token = token_of(parser.get());
    const bool login = is_login(parser.get());
    const bool known = token && sessions_.left(*token, std::chrono::steady_clock::now()).count() > 0;
    if (!is_root && !login && !known) {
        const char* const why =
            token ? "the session has ended; log in again: pedell login" : "log in first: pedell login";
        co_await send(stream, {401, to_json(base::Error{base::Errc::denied, why})}, 11, false);
        co_return false;
    }
    if (login) {
        if (parser.content_length().value_or(0) > options_.login_bytes) {
            co_await send(stream, *complaint(http::error::body_limit), 11, false);
            co_return false;
        }
        parser.body_limit(options_.login_bytes); // of chunks
    }

    if (!parser.is_done()) { // a request without body is whole with its header
        const auto [broken, body_bytes] = co_await http::async_read(stream, buffer, parser, tuple_awaitable);
        if (broken) {
            if (const auto told = complaint(broken))
                co_await send(stream, *told, 11, false);
            co_return false;
        }
    }

    auto request = parser.release();
    stream.expires_never();
    const unsigned version = request.version();
    const bool keep_alive = request.keep_alive();
    Call call{std::string(request.method_string()), std::string(request.target()), std::move(request.body())};
    call.token = token;
    call.is_root = is_root;
    call.uid = uid;
    // Not one expression with ?: GCC 14 makes the arguments of both sides and moves the call twice.
    Answer given;
    if (login)
        given = co_await login_(std::move(call));
    else
        given = co_await reply(std::move(call));
    co_return co_await send(stream, given, version, keep_alive);
}

asio::awaitable<Answer> Api::reply(Call call)
{
    if (call.method != "GET" || call.target != "/v1/status")
        co_return co_await ask_(std::move(call));

    // The system learns at once how it stands; a person is looked up first.
    if (call.is_root && !call.token)
        co_return board_.read();

    Answer allowed = co_await ask_(std::move(call));
    co_return allowed.status == 200 ? board_.read() : std::move(allowed);
}

} // namespace pedell::pedelld
