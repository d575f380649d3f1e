// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail_client.h"

#include "base/handle.h"
#include "shell.h"

#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <unistd.h>

namespace pedell::appliance
{
namespace
{

using Curl = base::Handle<CURL, curl_easy_cleanup>;
using List = base::Handle<curl_slist, curl_slist_free_all>;

std::size_t append(char* data, std::size_t size, std::size_t count, void* to)
{
    static_cast<std::string*>(to)->append(data, size * count);
    return size * count;
}

struct Source {
    std::string_view rest;
};

std::size_t take(char* buffer, std::size_t size, std::size_t count, void* from)
{
    auto& rest = static_cast<Source*>(from)->rest;
    const std::size_t n = std::min(size * count, rest.size());
    std::memcpy(buffer, rest.data(), n);
    rest.remove_prefix(n);
    return n;
}

int keep_log(CURL*, curl_infotype type, char* data, std::size_t size, void* to)
{
    if (type == CURLINFO_HEADER_IN || type == CURLINFO_TEXT)
        static_cast<std::string*>(to)->append(data, size);
    return 0;
}

/// Everything that SMTP and IMAP share: the real name in the certificate, our own address for it, the log-in.
Curl connect(const std::string& scheme, int port, const Person& who, std::string& log, List& resolve)
{
    Curl curl(curl_easy_init());
    const School& s = school();
    resolve.reset(curl_slist_append(nullptr, (s.name + ":" + std::to_string(port) + ":" + s.host).c_str()));
    curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, resolve.get());
    curl_easy_setopt(curl.get(), CURLOPT_URL, (scheme + "://" + s.name + ":" + std::to_string(port)).c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, s.ca.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, who.login.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, who.password.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl.get(), CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_DEBUGFUNCTION, keep_log);
    curl_easy_setopt(curl.get(), CURLOPT_DEBUGDATA, &log);
    return curl;
}

} // namespace

Sent submit(const Person& who, const Mail& mail)
{
    Sent sent;
    List resolve;
    Curl curl = connect("smtps", 465, who, sent.log, resolve);

    List recipients;
    for (const std::string& to : mail.to)
        recipients.reset(curl_slist_append(recipients.release(), ("<" + to + ">").c_str()));

    const std::string text = "From: <" + (mail.header_from.empty() ? mail.from : mail.header_from) +
                             ">\r\nTo: <" + (mail.to.empty() ? "" : mail.to.front()) +
                             ">\r\nSubject: " + mail.subject +
                             "\r\nDate: Tue, 24 Nov 2026 08:00:00 +0100\r\nMessage-ID: <" + mail.subject +
                             "@" + school().domain + ">\r\n" + mail.more_header + "\r\n" + mail.body;
    Source source{text};
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, take);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &source);
    curl_easy_setopt(curl.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(text.size()));
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    const CURLcode result = curl_easy_perform(curl.get());
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &sent.code);
    if (result == CURLE_OK)
        sent.code = 250;
    else if (sent.code == 250) // the connection broke between two replies: nothing was promised
        sent.code = 0;
    return sent;
}

Mail mail_between(const Person& from, const std::string& to, const std::string& subject)
{
    return {.from = from.mail, .to = {to}, .header_from = {}, .subject = subject};
}

std::optional<std::string> imap(const Person& who, const std::string& command, std::string* error)
{
    std::string log;
    std::string answer;
    List resolve;
    Curl curl = connect("imaps", 993, who, log, resolve);
    const std::string url = "imaps://" + school().name + ":993/INBOX";
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, command.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    const CURLcode result = curl_easy_perform(curl.get());
    if (error != nullptr)
        *error = log;
    if (result != CURLE_OK)
        return std::nullopt;

    return answer;
}

std::size_t count_in_inbox(const Person& who, const std::string& subject)
{
    const auto found = imap(who, "SEARCH HEADER Subject \"" + subject + "\"");
    if (!found)
        return 0;

    // "* SEARCH 1 2 3"
    return static_cast<std::size_t>(std::count(found->begin(), found->end(), ' ')) -
           (found->find("SEARCH") != std::string::npos ? 1 : 0);
}

bool receives(const Person& who, const std::string& subject, std::chrono::seconds deadline)
{
    return happens(deadline, [&] { return count_in_inbox(who, subject) > 0; });
}

std::string unique_subject(std::string_view what)
{
    static int n = 0;
    return std::string(what) + "-" + std::to_string(getpid()) + "-" + std::to_string(++n);
}

} // namespace pedell::appliance
