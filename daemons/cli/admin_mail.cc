// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/admin_mail.h"

#include "base/process.h"
#include "daemons/cli/text.h"

#include <boost/json/object.hpp>
#include <format>
#include <vector>

namespace pedell::cli
{
namespace
{

/// The mail addresses of the administrators whose mail is open: one who is locked would turn the mail back.
std::vector<std::string> administrators(const boost::json::value& people)
{
    std::vector<std::string> addresses;
    const auto* list = people.if_array();
    if (list == nullptr)
        return addresses;

    for (const auto& person : *list) {
        const auto& mail = field_of(field_of(person, "access"), "mail");
        const auto* allowed = field_of(mail, "allowed").if_bool();
        if (text_of(person, "role") == "administrator" && allowed != nullptr && *allowed)
            addresses.push_back(text_of(person, "mail"));
    }
    return addresses;
}

std::string mail_of(const std::string& from, const std::string& to, const std::string& subject,
                    const std::string& text)
{
    return std::format("From: Pedell <{}>\nTo: {}\nSubject: {}\n"
                       "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
                       "Content-Transfer-Encoding: 8bit\nAuto-Submitted: auto-generated\n\n{}",
                       from, to, subject, text);
}

} // namespace

base::Result<> send_by_postfix(const std::string& from, const std::string& to, const std::string& mail)
{
    const auto done = base::run({"/usr/sbin/sendmail", "-i", "-f", from, "--", to}, mail);
    if (!done)
        return std::unexpected(done.error());
    if (done->status != 0)
        return base::fail(
            base::Errc::unavailable,
            fill("sendmail ended with {}; see: journalctl --namespace=pedell -u postfix", done->status));
    return {};
}

ExitCode mail_administrators(Session& session, const Sendmail& sendmail, const std::string& subject,
                             const std::string& text)
{
    const auto people = session.api.ask(Method::get, path_of({"people"}));
    if (!people)
        return session.refuse(people.error());

    const auto receivers = administrators(*people);
    if (receivers.empty())
        return session.refuse({base::Errc::unavailable, tr("there is no administrator who can read mail")});

    ExitCode outcome = ExitCode::ok;
    std::size_t sent = 0;
    for (const std::string& to : receivers) {
        const std::string from = "pedell" + to.substr(to.find('@'));
        if (const auto handed = sendmail(from, to, mail_of(from, to, subject, text)); handed)
            ++sent;
        else
            outcome = worse(outcome, session.refuse(handed.error()));
    }
    if (outcome != ExitCode::ok)
        return outcome;
    return session.say(boost::json::object{{"sent", sent}},
                       fill("The report is on its way to {} administrators.", sent) + '\n');
}

} // namespace pedell::cli
