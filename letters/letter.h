// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// Access letters: what a person gets on paper once the consent has come back (P7). The only room that names
/// pango, cairo and libqrencode. Names are foreign bytes to these libraries: the room runs in pedell-letters
/// alone, which has no rights.
namespace pedell::letters
{

/// What stands on every letter.
struct School {
    std::string name;          ///< "Grundschule am Wald"
    std::string server;        ///< FQDN, as the certificate says
    std::string drive_home;    ///< "H:"
    std::string drive_classes; ///< "K:"
    std::string share_home;    ///< "home"
    std::string share_classes; ///< "klassen"
    std::string date;          ///< of printing, as it is shown: "24.11.2026"
};

/// One person's letter. Texts are UTF-8 in one line; any script.
struct Letter {
    std::string name;     ///< given names and surname
    std::string group_de; ///< "Klasse 5a", "Lehrkraft"
    std::string group_en; ///< "Class 5a"; empty: the German one says it all
    std::string login;
    std::string sam;      ///< how Windows calls the account; shown where it is not the login
    std::string password; ///< in no QR code, no metadata
    std::string mail;     ///< complete address; empty: this role has none

    bool one_time = true;         ///< has to be changed at the first log-on
    bool logon = false;           ///< school PCs
    bool mail_open = false;       ///< in school
    bool files = false;           ///< own folder
    bool class_files = false;     ///< folders of classes
    bool mail_from_home = false;  ///< the consent covers it, too
    bool files_from_home = false; ///< likewise
};

struct Batch {
    School school;
    std::vector<Letter> letters;
};

} // namespace pedell::letters
