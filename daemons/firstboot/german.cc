// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/state.h"

#include <array>
#include <string_view>
#include <utility>

namespace pedell::firstboot
{

namespace
{

using Pair = std::pair<std::string_view, std::string_view>;

/// What stands between the names and values of a fault; longer ones before what is part of them.
constexpr std::array fragments{
    Pair{"unknown key; expected one of ", "unbekannter Schluessel; erwartet: einer von "},
    Pair{"unknown table; expected one of ", "unbekannte Tabelle; erwartet: eine von "},
    Pair{"no such role; expected one of ", "keine solche Rolle; erwartet: eine von "},
    Pair{"expected a table for each role, like ", "erwartet: eine Tabelle je Rolle, wie "},
    Pair{"expected a table, written as ", "erwartet: eine Tabelle, geschrieben "},
    Pair{"is missing; expected a mail domain, like ", "fehlt; erwartet: eine Mail-Domain, wie "},
    Pair{"is missing; expected the router's address beside a fixed network.address",
         "fehlt; erwartet: die Adresse des Routers zu einer festen network.address"},
    Pair{" under [school]", " unter [school]"},
    Pair{" are both ", " sind beide "},
    Pair{"expected two different names", "erwartet: zwei verschiedene Namen"},
    Pair{"expected two letters", "erwartet: zwei verschiedene Buchstaben"},
    Pair{"expected both or neither", "erwartet: beide oder keine von beiden"},
    Pair{"fixed since the first set-up, because every address and log-in name carries it",
         "seit der ersten Einrichtung fest, denn jede Adresse und jeder Anmeldename enthaelt sie"},
    Pair{"fixed since the first set-up, because Active Directory and every joined PC carry it",
         "seit der ersten Einrichtung fest, denn Active Directory und jeder PC der Domaene enthaelt es"},
    Pair{"fixed since the first set-up, because certificates, tickets and mapped drives carry it",
         "seit der ersten Einrichtung fest, denn Zertifikate, Tickets und Laufwerke enthalten ihn"},
    Pair{"this letter is not UTF-8 (saved as ANSI?); expected a file saved as UTF-8",
         "dieser Buchstabe ist kein UTF-8 (als ANSI gespeichert?); erwartet: Datei als UTF-8 gespeichert"},
    Pair{"the file is saved as UTF-16 (\"Unicode\"); expected a file saved as UTF-8",
         "die Datei ist als UTF-16 (\"Unicode\") gespeichert; erwartet: Speichern unter, Codierung UTF-8"},
    Pair{"the file holds NUL bytes (UTF-16?); expected a file saved as UTF-8",
         "die Datei enthaelt NUL-Bytes (UTF-16?); erwartet: Speichern unter, Codierung UTF-8"},
    Pair{"the file comes from a word processor; expected plain text (Notepad, TextEdit as plain text)",
         "die Datei stammt aus einer Textverarbeitung; erwartet: reiner Text (Editor, TextEdit als reiner "
         "Text)"},
    Pair{"this file is far too large; expected the settings alone",
         "diese Datei ist viel zu gross; erwartet: allein die Einstellungen"},
    Pair{"encoding: ", "Codierung: "},
    Pair{"format: ", "Format: "},
    Pair{"size: ", "Groesse: "},
    Pair{"syntax: ", "Schreibfehler: "},
};

/// What settings/keys.cc expects of each value.
constexpr std::array expectations{
    Pair{"1-80 characters without \" \\ % $", "1 bis 80 Zeichen ohne \" \\ % $"},
    Pair{"a mail domain in lower case, like \"waldschule.de\"",
         "eine Mail-Domain in Kleinbuchstaben, wie \"waldschule.de\""},
    Pair{"language and country, like \"de_DE.UTF-8\"", "Sprache und Land, wie \"de_DE.UTF-8\""},
    Pair{"a Kerberos realm in upper case, like \"AD.WALDSCHULE.DE\"",
         "ein Kerberos-Realm in Grossbuchstaben, wie \"AD.WALDSCHULE.DE\""},
    Pair{"1-15 upper-case letters, digits, dashes, a letter first",
         "1 bis 15 Grossbuchstaben, Ziffern, Bindestriche, vorn ein Buchstabe"},
    Pair{"1-15 lower-case letters, digits, dashes, a letter first",
         "1 bis 15 Kleinbuchstaben, Ziffern, Bindestriche, vorn ein Buchstabe"},
    Pair{"a list of networks without host part, like [\"10.1.0.0/16\", \"2001:db8:1::/48\"]",
         "eine Liste von Netzen ohne Rechneranteil, wie [\"10.1.0.0/16\", \"2001:db8:1::/48\"]"},
    Pair{"\"dhcp\" or a free address with its prefix, like \"192.168.1.10/24\"",
         "\"dhcp\" oder eine freie Adresse mit Praefix, wie \"192.168.1.10/24\""},
    Pair{"a numeric address, like \"192.168.1.1\"", "eine Adresse in Ziffern, wie \"192.168.1.1\""},
    Pair{"the name of a network interface, like \"eno1\"", "der Name eines Netzanschlusses, wie \"eno1\""},
    Pair{"a name in the internet in lower case, like \"server.waldschule.de\"",
         "ein Name im Internet in Kleinbuchstaben, wie \"server.waldschule.de\""},
    Pair{"a list of numeric addresses, like [\"192.168.1.1\"]",
         "eine Liste von Adressen in Ziffern, wie [\"192.168.1.1\"]"},
    Pair{"a time zone, like \"Europe/Berlin\"", "eine Zeitzone, wie \"Europe/Berlin\""},
    Pair{"a list of names or numeric addresses, like [\"ptbtime1.ptb.de\"]",
         "eine Liste von Namen oder Adressen, wie [\"ptbtime1.ptb.de\"]"},
    Pair{"a first name of 1-80 characters", "ein Vorname, 1 bis 80 Zeichen"},
    Pair{"a family name of 1-80 characters", "ein Nachname, 1 bis 80 Zeichen"},
    Pair{"a list of absolute paths of files or folders, like [\"/etc/pedell/links.d\"]",
         "eine Liste vollstaendiger Pfade von Dateien oder Ordnern, wie [\"/etc/pedell/links.d\"]"},
    Pair{"\"\" or the path of a socket, like \"/run/clamav/clamd.ctl\"",
         "\"\" oder der Pfad eines Sockets, wie \"/run/clamav/clamd.ctl\""},
    Pair{"a list of public keys as in authorized_keys, like [\"ssh-ed25519 AAAA... name\"]",
         "eine Liste oeffentlicher Schluessel wie in authorized_keys, [\"ssh-ed25519 AAAA... name\"]"},
    Pair{"\"none\" or \"luks2-tpm2\"", "\"none\" oder \"luks2-tpm2\""},
    Pair{"\"own\" or \"files\" (then /etc/pedell/tls/files holds host.pem and host.key)",
         "\"own\" oder \"files\" (dann liegen host.pem und host.key in /etc/pedell/tls/files)"},
    Pair{"an address that ends in /, like \"https://updates.example.de/pedell/\"",
         "eine Adresse mit / am Ende, wie \"https://updates.example.de/pedell/\""},
    Pair{"a time of night, with days where wanted, like \"Sa,So 02:00-05:00\"",
         "eine Nachtzeit, auf Wunsch mit Tagen, wie \"Sa,So 02:00-05:00\""},
    Pair{"a list of roles: pupil, teacher, staff, head, administrator, guardian, guest, device",
         "eine Liste von Rollen: pupil, teacher, staff, head, administrator, guardian, guest, device"},
    Pair{"month and day of every year, like \"07-31\"; not \"02-29\"",
         "Monat und Tag jedes Jahres, wie \"07-31\"; nicht \"02-29\""},
    Pair{"true or false", "true oder false"},
    Pair{"a list of roles without pupil: teacher, staff, head, administrator, guardian, guest, device",
         "eine Liste von Rollen ohne pupil: teacher, staff, head, administrator, guardian, guest, device"},
    Pair{"\"here\" or \"elsewhere\"", "\"here\" oder \"elsewhere\""},
    Pair{"a name and perhaps a port, like \"smtp.example.de:587\"",
         "ein Name, auf Wunsch mit Port, wie \"smtp.example.de:587\""},
    Pair{"\"1 KB\" to \"1 GB\", like \"20 MB\"", "\"1 KB\" bis \"1 GB\", wie \"20 MB\""},
    Pair{"\"1 KB\" to \"1024 GB\", like \"20 MB\"", "\"1 KB\" bis \"1024 GB\", wie \"20 MB\""},
    Pair{"\"1 MB\" to \"65536 GB\", like \"2 GB\"", "\"1 MB\" bis \"65536 GB\", wie \"2 GB\""},
    Pair{"a number from 0 to 100000", "eine Zahl von 0 bis 100000"},
    Pair{"a number from 1 to 365", "eine Zahl von 1 bis 365"},
    Pair{"1-32 visible characters, none of \\ / : * ? \" < > |, no dot or blank at the ends",
         "1 bis 32 sichtbare Zeichen ohne \\ / : * ? \" < > |, kein Punkt und kein Leerzeichen am Rand"},
    Pair{"a number from 1 to 10000", "eine Zahl von 1 bis 10000"},
    Pair{"1-20 lower-case letters, digits, dashes; not homes, global, sysvol, netlogon",
         "1 bis 20 Kleinbuchstaben, Ziffern, Bindestriche; nicht homes, global, sysvol, netlogon"},
    Pair{"one letter from D to Z", "ein Buchstabe von D bis Z"},
};

constexpr std::string_view expected_word = "expected ";

} // namespace

std::string in_german(const settings::Fault& fault)
{
    std::string text = fault.message;
    // The value comes from the file and stands in front: what is expected is the end of the message.
    for (const auto& [english, german] : expectations)
        if (text.ends_with(english)) {
            const auto begin = text.size() - english.size();
            if (std::string_view(text).substr(0, begin).ends_with(expected_word)) {
                text.replace(begin - expected_word.size(), std::string::npos,
                             std::string("erwartet: ") + std::string(german));
                return text;
            }
        }
    for (const auto& [english, german] : fragments)
        if (const auto at = text.find(english); at != std::string::npos)
            text.replace(at, english.size(), german);
    if (const auto at = text.rfind("; expected "); at != std::string::npos)
        text.replace(at, 11, "; erwartet: ");
    return text;
}

} // namespace pedell::firstboot
