// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <openssl/ssl.h>
#include <optional>
#include <string>

namespace pedell::appliance
{

/// A line-wise TLS connection to the appliance, for the dialogue player and for clients that misbehave on
/// purpose.
class TlsLine
{
public:
    /// Checks the certificate against the school's CA and its real name. `open()` is false where it failed.
    explicit TlsLine(int port);

    [[nodiscard]] bool open() const noexcept
    {
        return bio_ != nullptr;
    }
    [[nodiscard]] bool write(const std::string& bytes);
    /// The next line without its line end; absent at end of connection or after 30 s.
    [[nodiscard]] std::optional<std::string> read();

private:
    struct Free {
        void operator()(BIO* bio) const noexcept
        {
            BIO_free_all(bio);
        }
        void operator()(SSL_CTX* context) const noexcept
        {
            SSL_CTX_free(context);
        }
    };
    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<BIO, Free> bio_;
    std::string buffer_;
};

} // namespace pedell::appliance
