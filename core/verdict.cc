// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verdict.h"

#include <algorithm>
#include <array>

namespace pedell::core
{
namespace
{

/// One row a reason, in the order of Reason: its name, and what the user is told and can do instead.
struct Row {
    Reason reason;
    std::string_view name;
    std::string_view german;
    std::string_view english;
};
constexpr std::array table{
    Row{Reason::none, "none", "", ""},
    Row{Reason::not_logged_in, "not_logged_in",
        "Bitte im Mailprogramm die Anmeldung mit Benutzername und Passwort fuer den Postausgang einschalten.",
        "Please turn on authentication with user name and password for outgoing mail in your mail program."},
    Row{Reason::no_mail, "no_mail",
        "Dieses Konto darf zurzeit keine E-Mail schreiben. Bitte in der Schule nachfragen.",
        "This account may not send mail at present. Please ask at school."},
    Row{Reason::sender_not_own, "sender_not_own",
        "Die Absenderadresse gehoert nicht zu diesem Konto. Bitte die eigene Schuladresse im Mailprogramm "
        "eintragen.",
        "The sender address does not belong to this account. Please set your own school address in the mail "
        "program."},
    Row{Reason::from_not_own, "from_not_own",
        "Der Absender in der Nachricht (From oder Sender) gehoert nicht zu diesem Konto. Bitte mit der "
        "eigenen "
        "Schuladresse schreiben.",
        "The From or Sender of the message does not belong to this account. Please write with your own "
        "school "
        "address."},
    Row{Reason::from_ambiguous, "from_ambiguous",
        "Der Absender in der Nachricht fehlt oder ist nicht eindeutig. Bitte mit genau einem Absender neu "
        "senden.",
        "The From of the message is missing or ambiguous. Please send it again with exactly one sender."},
    Row{Reason::outside_forbidden, "outside_forbidden",
        "E-Mail nur an Mitglieder der Schule. Bitte diesen Empfaenger weglassen oder eine Lehrkraft fragen.",
        "Mail to members of the school only. Please leave this recipient out or ask a teacher."},
    Row{Reason::unknown_recipient, "unknown_recipient",
        "Diese Adresse gibt es an der Schule nicht. Bitte die Schreibweise pruefen.",
        "There is no such address at this school. Please check the spelling."},
    Row{Reason::message_too_large, "message_too_large",
        "Die Nachricht ist zu gross. Bitte grosse Dateien im Klassenordner ablegen und nur darauf hinweisen.",
        "The message is too large. Please put large files into the class folder and only mention them."},
    Row{Reason::too_many_recipients, "too_many_recipients",
        "Zu viele Empfaenger. Bitte auf mehrere Nachrichten verteilen oder eine Lehrkraft fragen.",
        "Too many recipients. Please split them among several messages or ask a teacher."},
    Row{Reason::too_many_messages, "too_many_messages",
        "Zu viele Nachrichten in dieser Stunde. Bitte in einer Stunde noch einmal senden.",
        "Too many messages in this hour. Please send it again in an hour."},
    Row{Reason::malformed_address, "malformed_address",
        "Diese Form der Adresse ist hier nicht erlaubt. Bitte nur name@domain schreiben.",
        "This form of address is not allowed here. Please write just name@domain."},
    Row{Reason::content_refused, "content_refused",
        "Der Inhalt der Nachricht ist hier nicht erlaubt. Bitte ohne diesen Inhalt senden.",
        "The content of the message is not allowed here. Please send it without that content."}};

const Row& row_of(Reason reason) noexcept
{
    const auto* const row = std::ranges::find(table, reason, &Row::reason);
    return row == table.end() ? table.front() : *row;
}

} // namespace

std::string_view name_of(Reason reason) noexcept
{
    return row_of(reason).name;
}

std::string_view text_de(Reason reason) noexcept
{
    return row_of(reason).german;
}

std::string_view text_en(Reason reason) noexcept
{
    return row_of(reason).english;
}

} // namespace pedell::core
