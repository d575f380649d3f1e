// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <boost/json/value.hpp>
#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::cli
{

enum class Method { get, post, put, patch, remove };

/// Somebody who answers requests of the API (docs/api/openapi.yaml); tests put a recorded one in its place.
class Api
{
public:
    virtual ~Api() = default;

    /// One request. `body` null: none. An empty answer is a null value.
    /// Errors: what pedelld answers as {"code", "context"}; unavailable when it does not answer.
    [[nodiscard]] virtual base::Result<boost::json::value> ask(Method method, const std::string& target,
                                                               const boost::json::value& body = nullptr) = 0;
};

/// pedelld behind its Unix socket, HTTP/1.1 with JSON (Boost.Beast); one connection for each request.
class ApiClient final : public Api
{
public:
    /// A chunk of a bulk import makes folders and accounts and may take its time.
    static constexpr std::chrono::seconds patience{300};
    /// The status is answered beside all work; silence means that nobody is behind the socket.
    static constexpr std::chrono::seconds patience_for_status{5};
    static constexpr const char* default_socket = "/run/pedell/api.sock";

    /// `token`: of a session (pedell login); absent: the caller is known by the user id alone.
    explicit ApiClient(std::optional<std::string> token = {}, std::filesystem::path socket = default_socket,
                       std::chrono::seconds limit = patience)
        : token_(std::move(token)), socket_(std::move(socket)), limit_(limit)
    {
    }
    base::Result<boost::json::value> ask(Method method, const std::string& target,
                                         const boost::json::value& body = nullptr) override;

private:
    std::optional<std::string> token_;
    std::filesystem::path socket_;
    std::chrono::seconds limit_;
};

/// What an HTTP status and body mean; pure.
[[nodiscard]] base::Result<boost::json::value> read_answer(unsigned status, std::string_view body);

/// "/v1/classes/AG%20Schach/members": a path of segments, each escaped (RFC 3986 2.1).
[[nodiscard]] std::string path_of(std::initializer_list<std::string_view> segments);

} // namespace pedell::cli
