// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/walk.h"

#include <string>
#include <string_view>
#include <vector>

/// File names, the same for attachments, members of archives and files on a drive (mail evasions C 55-64).
/// That a name and the bytes contradict each other is not seen here.
namespace pedell::content
{

/// One thing wrong with a name.
struct NameFault {
    core::Trait trait;
    std::string detail;
    bool operator==(const NameFault&) const = default;
};

/// Judges a name in UTF-8 as it is, and once more as what it says behind percent signs and entities.
/// `folders`: it may hold folders ("Ordner/a.txt", also with Windows' backslashes), each of which is judged.
[[nodiscard]] std::vector<NameFault> faults_of_name(std::string_view name, bool folders);

/// As faults_of_name() of `piece.name`, which may hold folders in archives and documents; notes what is
/// found. An empty name is none. A name that is no UTF-8 is malformed: whoever reads an old archive converts
/// it first.
void look_at_name(Walk& walk, const Piece& piece);

/// The extension that Windows would go by: lower case, without its dot, blanks and dots at the end stripped;
/// empty: none.
[[nodiscard]] std::string extension_for_windows(std::string_view name);

} // namespace pedell::content
