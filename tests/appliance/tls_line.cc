// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls_line.h"

#include "school.h"

#include <array>
#include <openssl/bio.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace pedell::appliance
{

TlsLine::TlsLine(int port) : context_(SSL_CTX_new(TLS_client_method()))
{
    const School& s = school();
    if (SSL_CTX_load_verify_locations(context_.get(), s.ca.c_str(), nullptr) != 1)
        return;

    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    std::unique_ptr<BIO, Free> bio(BIO_new_ssl_connect(context_.get()));
    SSL* ssl = nullptr;
    BIO_get_ssl(bio.get(), &ssl);
    SSL_set1_host(ssl, s.name.c_str());
    SSL_set_tlsext_host_name(ssl, s.name.c_str());
    BIO_set_conn_hostname(bio.get(), (s.host + ":" + std::to_string(port)).c_str());
    if (BIO_do_connect(bio.get()) != 1)
        return;

    const timeval limit{30, 0};
    int fd = -1;
    BIO_get_fd(bio.get(), &fd);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (BIO_do_handshake(bio.get()) == 1)
        bio_ = std::move(bio);
}

bool TlsLine::write(const std::string& bytes)
{
    return BIO_write(bio_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
}

std::optional<std::string> TlsLine::read()
{
    while (true) {
        if (const auto end = buffer_.find('\n'); end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            if (line.ends_with('\r'))
                line.pop_back();
            return line;
        }
        std::array<char, 4096> chunk{};
        const int n = BIO_read(bio_.get(), chunk.data(), static_cast<int>(chunk.size()));
        if (n <= 0)
            return std::nullopt;
        buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    }
}

} // namespace pedell::appliance
