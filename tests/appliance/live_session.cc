// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_session.h"

#include "shell.h"

#include <array>
#include <cstdlib>
#include <openssl/evp.h>
#include <vector>

namespace pedell::appliance
{
namespace
{

std::string base64(const std::string& text)
{
    std::vector<unsigned char> coded(4 * ((text.size() + 2) / 3) + 1);
    const int length = EVP_EncodeBlock(coded.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    return {coded.begin(), coded.begin() + length};
}

} // namespace

LiveImap::LiveImap(const Person& who) : line_(993)
{
    if (!line_.open() || !line_.read())
        return;

    open_ = does("LOGIN \"" + who.login + "\" \"" + who.password + "\"") && does("SELECT INBOX");
}

bool LiveImap::does(const std::string& command)
{
    const std::string tag = "a" + std::to_string(++tag_) + " ";
    if (!line_.write(tag + command + "\r\n"))
        return false;
    while (const auto answer = line_.read())
        if (answer->starts_with(tag))
            return answer->starts_with(tag + "OK");
    return false;
}

SubmissionLine::SubmissionLine(const Person& who) : line_(465)
{
    if (!line_.open() || !line_.read())
        return;

    const std::string plain = std::string(1, '\0') + who.login + std::string(1, '\0') + who.password;
    open_ = says("EHLO probe") == 250 && says("AUTH PLAIN " + base64(plain)) == 235;
}

int SubmissionLine::says(const std::string& command)
{
    if (!line_.write(command + "\r\n"))
        return 0;
    while (const auto reply = line_.read())
        if (reply->size() < 4 || (*reply)[3] != '-')
            return std::atoi(reply->c_str());
    return 0;
}

LiveSession::LiveSession(const Person& who) : who_(who), imap_(who), drive_(who), submission_(who)
{
    open_ = imap_.open() && submission_.open() && drive_.open("home/offen.txt") && works() &&
            imap_.line().write("i IDLE\r\n") && imap_.line().read() == "+ idling";
    if (!open_)
        return;
    idle_ended_ = std::async(std::launch::async, [this] {
        while (imap_.line().read()) { // "* OK Still here"
        }
        return Clock::now();
    });
}

LiveSession::~LiveSession()
{
    // Where it was not cut, this ends the waiting.
    if (idle_ended_.valid())
        static_cast<void>(imap_.line().write("DONE\r\ni LOGOUT\r\n"));
}

bool LiveSession::works()
{
    return drive_.write("x") == 0 && submission_.says("MAIL FROM:<" + who_.mail + ">") == 250 &&
           submission_.says("RSET") == 250;
}

std::optional<LiveSession::Clock::time_point> LiveSession::gone(Clock::time_point deadline)
{
    Clock::time_point last;
    while (drive_.write("x") == 0)
        if (Clock::now() > deadline)
            return std::nullopt;
    last = Clock::now();
    while (submission_.says("MAIL FROM:<" + who_.mail + ">") == 250) {
        if (Clock::now() > deadline || submission_.says("RSET") != 250)
            return std::nullopt;
        last = Clock::now();
    }
    if (idle_ended_.wait_until(deadline) != std::future_status::ready)
        return std::nullopt;
    return std::max(last, idle_ended_.get());
}

} // namespace pedell::appliance
