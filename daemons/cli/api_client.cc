// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/api_client.h"

#include "daemons/cli/text.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <exception>
#include <format>
#include <utility>

namespace pedell::cli
{
namespace
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Stream = beast::basic_stream<asio::local::stream_protocol>;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

/// The list of 2,500 people is about 2 MB.
constexpr std::uint64_t max_answer_bytes = 64U << 20;

http::verb verb_of(Method method)
{
    switch (method) {
    case Method::get:
        return http::verb::get;
    case Method::post:
        return http::verb::post;
    case Method::put:
        return http::verb::put;
    case Method::patch:
        return http::verb::patch;
    case Method::remove:
        return http::verb::delete_;
    }
    return http::verb::get;
}

Request make_request(Method method, const std::string& target, const boost::json::value& body,
                     const std::optional<std::string>& token)
{
    Request request(verb_of(method), target, 11);
    request.set(http::field::host, "pedelld");
    request.set(http::field::user_agent, "pedell");
    request.set(http::field::accept, "application/json");
    if (token)
        request.set(http::field::authorization, "Bearer " + *token);
    request.keep_alive(false);
    if (!body.is_null()) {
        request.set(http::field::content_type, "application/json");
        request.body() = boost::json::serialize(body);
    }
    request.prepare_payload();
    return request;
}

asio::awaitable<Response> exchange(std::string socket, Request request, std::chrono::seconds limit)
{
    Stream stream(co_await asio::this_coro::executor);
    stream.expires_after(limit);
    co_await stream.async_connect(asio::local::stream_protocol::endpoint(socket), asio::use_awaitable);
    co_await http::async_write(stream, request, asio::use_awaitable);

    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(max_answer_bytes);
    co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
    co_return parser.release();
}

/// The library throws; here its errors become ours.
base::Error error_of(const std::exception_ptr& thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& error) {
        if (error.code() == asio::error::access_denied)
            return {
                base::Errc::denied,
                tr("pedelld's socket is closed to you: only root and the group pedell-users may open it")};

        if (error.code() == beast::error::timeout)
            return {base::Errc::unavailable, tr("pedelld did not answer in time; see: pedell doctor")};

        const std::string why = error.code().message();
        return {base::Errc::unavailable, fill("pedelld does not answer ({}); see: pedell doctor", why)};
    }
}

base::Errc code_of(std::string_view name, unsigned status)
{
    for (auto code : {base::Errc::not_found, base::Errc::denied, base::Errc::malformed, base::Errc::conflict,
                      base::Errc::over_limit, base::Errc::unavailable, base::Errc::corrupt}) {
        if (name == base::name_of(code))
            return code;
    }
    switch (status) {
    case 400:
        return base::Errc::malformed;
    case 401:
    case 403:
        return base::Errc::denied;
    case 404:
        return base::Errc::not_found;
    case 409:
        return base::Errc::conflict;
    case 503:
        return base::Errc::unavailable;
    default:
        return base::Errc::corrupt;
    }
}

std::string text_at(const boost::json::value& object, std::string_view key)
{
    const auto* fields = object.if_object();
    const auto* field = fields == nullptr ? nullptr : fields->if_contains(key);
    const auto* text = field == nullptr ? nullptr : field->if_string();
    return text == nullptr ? std::string() : std::string(*text);
}

} // namespace

base::Result<boost::json::value> ApiClient::ask(Method method, const std::string& target,
                                                const boost::json::value& body)
{
    const auto limit = target == "/v1/status" ? std::min(limit_, patience_for_status) : limit_;
    asio::io_context context(1);
    std::exception_ptr thrown;
    Response response;
    asio::co_spawn(context, exchange(socket_.string(), make_request(method, target, body, token_), limit),
                   [&](std::exception_ptr error, Response answer) {
                       thrown = std::move(error);
                       response = std::move(answer);
                   });
    context.run();
    if (thrown)
        return std::unexpected(error_of(thrown));

    return read_answer(response.result_int(), response.body());
}

base::Result<boost::json::value> read_answer(unsigned status, std::string_view body)
{
    boost::json::value answer;
    if (!body.empty()) {
        boost::system::error_code error;
        answer = boost::json::parse(body, error);
        if (error)
            return base::fail(base::Errc::corrupt, fill("pedelld answered {} without JSON", status));
    }
    if (status >= 200 && status < 300)
        return answer;

    std::string context = text_at(answer, "context");
    if (context.empty())
        context = fill("pedelld answered {}", status);
    return base::fail(code_of(text_at(answer, "code"), status), std::move(context));
}

std::string path_of(std::initializer_list<std::string_view> segments)
{
    std::string path = "/v1";
    for (std::string_view segment : segments) {
        path += '/';
        for (const char c : segment) {
            constexpr std::string_view plain =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:";
            if (plain.find(c) != std::string_view::npos)
                path += c;
            else
                path += std::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return path;
}

} // namespace pedell::cli
