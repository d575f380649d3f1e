// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/words.h"

#include <format>

namespace pedell::letters
{
namespace
{

/// IMAP and submission over TLS from the first byte (RFC 8314 3).
constexpr int imap_port = 993;
constexpr int smtp_port = 465;

std::string server_line(const char* protocol, const School& school, int port)
{
    return std::format("{}  {}  Port {}  SSL/TLS", protocol, school.server, port);
}

std::string share(const School& school, const std::string& name)
{
    return "\\\\" + school.server + "\\" + name;
}

} // namespace

Column steps_de(const School& school, const Letter& letter)
{
    Column column{"So geht es los", {}};
    auto& steps = column.steps;
    if (letter.logon)
        steps.emplace_back(letter.one_time
                               ? "An einem Schul-PC mit Benutzername und Einmal-Passwort anmelden."
                               : "An einem Schul-PC mit Benutzername und Passwort anmelden.");
    else
        steps.emplace_back("Im Mailprogramm Benutzername und Passwort eintragen; die Server stehen unten.");
    if (letter.one_time)
        steps.emplace_back(
            "Der PC fragt sofort nach einem neuen Passwort. Es braucht mindestens 8 Zeichen: große und "
            "kleine Buchstaben, Ziffern und Sonderzeichen. Es darf nicht zu erraten sein, also kein "
            "Name und nichts Gängiges.");
    steps.emplace_back("Das Passwort bleibt geheim, auch vor den besten Freunden.");
    if (letter.files && letter.class_files)
        steps.push_back(std::format("Eigene Dateien liegen auf Laufwerk {}, die der Klassen auf {}.",
                                    school.drive_home, school.drive_classes));
    else if (letter.files)
        steps.push_back(std::format("Eigene Dateien liegen auf Laufwerk {}.", school.drive_home));
    steps.emplace_back("Passwort vergessen? Bitte persönlich in der Schule nachfragen.");
    return column;
}

Column steps_en(const School& school, const Letter& letter)
{
    Column column{"First steps", {}};
    auto& steps = column.steps;
    if (letter.logon)
        steps.emplace_back(letter.one_time ? "Log on at a school PC with user name and one-time password."
                                           : "Log on at a school PC with user name and password.");
    else
        steps.emplace_back("Enter user name and password in a mail program; the servers stand below.");
    if (letter.one_time)
        steps.emplace_back(
            "The PC asks for a new password at once. It needs 8 characters or more: upper and lower "
            "case letters, digits and special characters. Nobody may be able to guess it, so no name "
            "and nothing common.");
    steps.emplace_back("The password stays secret, even from best friends.");
    if (letter.files && letter.class_files)
        steps.push_back(std::format("Own files are on drive {}, those of the classes on {}.",
                                    school.drive_home, school.drive_classes));
    else if (letter.files)
        steps.push_back(std::format("Own files are on drive {}.", school.drive_home));
    steps.emplace_back("Password forgotten? Please ask at the school, in person.");
    return column;
}

std::vector<std::pair<std::string, std::string>> from_home(const School& school, const Letter& letter)
{
    std::vector<std::pair<std::string, std::string>> rows;
    if (letter.mail_from_home) {
        rows.emplace_back("E-Mail-Empfang · incoming mail", server_line("IMAP", school, imap_port));
        rows.emplace_back("E-Mail-Versand · outgoing mail", server_line("SMTP", school, smtp_port));
    }
    if (letter.files_from_home) {
        rows.emplace_back("Eigene Dateien · own files", share(school, school.share_home));
        if (letter.class_files)
            rows.emplace_back("Klassen · classes", share(school, school.share_classes));
    }
    if (!rows.empty())
        rows.emplace_back("Benutzername · user name", letter.login);
    return rows;
}

std::string qr_text(const School& school, const Letter& letter)
{
    std::string text = "Benutzername: " + letter.login + '\n';
    if (!letter.mail.empty() && letter.mail_open)
        text += "E-Mail: " + letter.mail + '\n';
    if (letter.mail_from_home)
        text += std::format("IMAP: {0}:{1} SSL/TLS\nSMTP: {0}:{2} SSL/TLS\n", school.server, imap_port,
                            smtp_port);
    return text;
}

} // namespace pedell::letters
