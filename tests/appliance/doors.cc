// SPDX-License-Identifier: GPL-3.0-or-later
#include "doors.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <openssl/evp.h>

namespace pedell::appliance
{
namespace
{

std::string base64(const std::string& bytes)
{
    std::string text(4 * ((bytes.size() + 2) / 3), '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    return text;
}

} // namespace

ImapLine::ImapLine(const Person& who)
{
    open_ = line_.open() && line_.read() && ask("LOGIN \"" + who.login + "\" \"" + who.password + "\"") &&
            ask("SELECT INBOX");
}

bool ImapLine::ask(const std::string& command)
{
    if (!line_.write("a " + command + "\r\n"))
        return false;

    while (const auto line = line_.read()) {
        last_ = *line;
        if (line->starts_with("a "))
            return line->starts_with("a OK");
    }
    return false;
}

bool ImapLine::works()
{
    open_ = open_ && ask("NOOP");
    return open_;
}

SmtpLine::SmtpLine(const Person& who) : from_(who.mail)
{
    open_ =
        line_.open() && line_.read().value_or("").starts_with("220") && ask("EHLO client", "250") &&
        ask("AUTH PLAIN " + base64(std::string(1, '\0') + who.login + std::string(1, '\0') + who.password),
            "235");
}

bool SmtpLine::ask(const std::string& command, const std::string& expected)
{
    if (!line_.write(command + "\r\n"))
        return false;

    while (const auto line = line_.read()) {
        last_ = *line;
        if (line->size() < 4 || (*line)[3] != '-')
            return line->starts_with(expected);
    }
    return false;
}

bool SmtpLine::takes_mail(const std::string& to)
{
    const bool taken = open_ && ask("MAIL FROM:<" + from_ + ">", "250") && ask("RCPT TO:<" + to + ">", "250");
    const std::string answer = last_;
    open_ = open_ && ask("RSET", "250");
    last_ = answer;
    return taken;
}

Tickets::Tickets(const Person& who) : who_(who)
{
    std::string pattern = "/tmp/pedell-tickets-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
        std::abort();
    folder_ = pattern;

    const School& s = school();
    std::ofstream(folder_ + "/krb5.conf") << "[libdefaults]\ndefault_realm = " << s.realm
                                          << "\ndns_lookup_kdc = false\ndns_lookup_realm = false\nrdns = "
                                             "false\ndns_canonicalize_hostname = false\n[realms]\n"
                                          << s.realm << " = {\nkdc = " << s.host << "\n}\n[domain_realm]\n"
                                          << s.name << " = " << s.realm << '\n';
    std::ofstream(folder_ + "/smb.conf") << "[global]\nrealm = " << s.realm << "\nworkgroup = X\n";
}

Tickets::~Tickets()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

base::ProcessOutput Tickets::run(std::vector<std::string> command, const std::string& input) const
{
    command.insert(command.begin(), {"/usr/bin/env", "KRB5_CONFIG=" + folder_ + "/krb5.conf",
                                     "KRB5CCNAME=FILE:" + folder_ + "/tickets", "LC_ALL=C"});
    auto output = base::run(command, input, std::chrono::seconds{60});
    if (!output)
        return {126, "", output.error().context};

    return *output;
}

base::ProcessOutput Tickets::log_on()
{
    return run({"kinit", who_.sam + "@" + school().realm}, who_.password + "\n");
}

bool Tickets::share_ticket()
{
    return run({"kvno", "cifs/" + school().name + "@" + school().realm}).status == 0;
}

base::ProcessOutput Tickets::list(const std::string& share) const
{
    return run({"smbclient", "--configfile=" + folder_ + "/smb.conf",
                "--use-krb5-ccache=FILE:" + folder_ + "/tickets", "--ip-address=" + school().host,
                "//" + school().name + "/" + share, "--command=ls"});
}

} // namespace pedell::appliance
