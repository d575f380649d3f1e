// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailbox.h"

#include <algorithm>
#include <charconv>
#include <openssl/evp.h>

namespace pedell::appliance
{
namespace
{

/// n of a line that ends in "{n}"; 0: it does not.
std::size_t literal_at_end(std::string_view line)
{
    const auto begin = line.rfind('{');
    std::size_t size = 0;
    if (begin != std::string_view::npos && line.ends_with('}'))
        std::from_chars(line.data() + begin + 1, line.data() + line.size() - 1, size);
    return size;
}

} // namespace

Mailbox::Mailbox(const Person& who)
{
    open_ = line_.open() && line_.read() &&
            ask("LOGIN \"" + who.login + "\" \"" + who.password + "\"").starts_with("a OK") &&
            ask("SELECT INBOX").starts_with("a OK");
}

std::string Mailbox::ask(const std::string& command, std::string* untagged)
{
    return line_.write("a " + command + "\r\n") ? tagged(untagged) : "";
}

std::string Mailbox::append(const std::vector<std::string>& messages, const std::string& folder)
{
    std::string command = "a APPEND " + folder;
    for (const auto& message : messages) {
        if (!line_.write(command + " {" + std::to_string(message.size()) + "}\r\n"))
            return "";
        const auto go_on = line_.read().value_or("");
        if (!go_on.starts_with("+"))
            return go_on;
        command = message;
    }
    return line_.write(command + "\r\n") ? tagged(nullptr) : "";
}

std::string Mailbox::tagged(std::string* untagged)
{
    std::size_t literal = 0; // bytes of one that are still to come
    while (const auto line = line_.read()) {
        if (literal == 0 && line->starts_with("a "))
            return *line;
        if (untagged != nullptr)
            *untagged += *line + "\n";
        literal = literal > line->size() + 2 ? literal - line->size() - 2 : literal_at_end(*line);
    }
    return "";
}

bool Submission::begin()
{
    line_ = std::make_unique<TlsLine>(465);
    refused_ = 0;
    if (!line_->open() || !line_->read())
        return false;
    std::string plain = std::string(1, '\0') + who_.login + '\0' + who_.password;
    std::string coded(4 * ((plain.size() + 2) / 3) + 1, '\0');
    coded.resize(static_cast<std::size_t>(EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(coded.data()), reinterpret_cast<const unsigned char*>(plain.data()),
        static_cast<int>(plain.size()))));
    return ask("EHLO probe.test").starts_with("250") && ask("AUTH PLAIN " + coded).starts_with("235");
}

std::string Submission::ask(const std::string& command)
{
    std::string all;
    if (!line_->write(command + "\r\n"))
        return all;
    while (const auto line = line_->read()) {
        all += *line + "\n";
        if (line->size() < 4 || (*line)[3] != '-')
            return all;
    }
    return "";
}

std::string Submission::send(const std::string& to, const std::string& message)
{
    constexpr int most_refused = 8; // smtpd_soft_error_limit is 10
    if ((!line_ || refused_ >= most_refused) && !begin())
        return "";
    for (const auto& command : {"MAIL FROM:<" + who_.mail + ">", "RCPT TO:<" + to + ">", std::string("DATA")})
        if (const auto reply = ask(command); !reply.starts_with('2') && !reply.starts_with('3')) {
            line_.reset();
            return reply;
        }
    std::string stuffed;
    stuffed.reserve(message.size() + 64);
    for (std::size_t at = 0; at < message.size();) {
        const auto end = std::min(message.find('\n', at), message.size() - 1) + 1;
        if (message[at] == '.')
            stuffed += '.';
        stuffed.append(message, at, end - at);
        at = end;
    }
    auto reply = ask(stuffed + ".");
    if (!reply.starts_with('2'))
        ++refused_;
    if (reply.empty())
        line_.reset();
    return reply;
}

} // namespace pedell::appliance
