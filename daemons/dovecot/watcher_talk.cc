// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/dovecot/watcher_talk.h"

#include "base/unix_socket.h"

#include <array>
#include <chrono>
#include <exception>
#include <format>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace pedell::dovecot
{
namespace
{

constexpr std::chrono::seconds patience{2};
constexpr std::size_t key_bytes = 32;
constexpr std::size_t tag_bytes = 8;

} // namespace

std::string tag_of(std::string_view key, std::string_view login, std::string_view password)
{
    std::string text;
    text.reserve(login.size() + 1 + password.size()); // no copy of the password left behind
    text.append(login).append(1, '\0').append(password);
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    const auto* done =
        ::HMAC(::EVP_sha256(), key.data(), static_cast<int>(key.size()),
               reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data(), nullptr);
    ::OPENSSL_cleanse(text.data(), text.size());
    std::string tag;
    for (std::size_t i = 0; done != nullptr && i < tag_bytes; ++i)
        tag += std::format("{:02x}", hash[i]);
    return tag;
}

std::optional<bool> WatcherTalk::ask(const char* socket, std::string_view address, std::string_view login,
                                     std::string_view password) noexcept
try {
    auto connection = base::connect_seqpacket(socket);
    const auto key =
        connection ? base::receive_message(connection->get(), patience) : std::unexpected(connection.error());
    if (!key || key->bytes.size() != key_bytes)
        return std::nullopt;

    const auto question = std::format("ask {} {} {}", address, login, tag_of(key->bytes, login, password));
    if (!base::send_message(connection->get(), question))
        return std::nullopt;

    const auto answer = base::receive_message(connection->get(), patience);
    if (!answer || (answer->bytes != "go" && answer->bytes != "no"))
        return std::nullopt;

    connection_ = std::move(*connection);
    return answer->bytes == "go";
} catch (const std::exception&) {
    return std::nullopt; // no memory: nobody can tell
}

void WatcherTalk::tell(std::string_view outcome) noexcept
try {
    if (connection_)
        static_cast<void>(base::send_message(connection_.get(), std::format("tell {}", outcome)));
    connection_.reset();
} catch (const std::exception&) {
    connection_.reset();
}

} // namespace pedell::dovecot
