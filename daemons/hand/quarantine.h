// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"
#include "daemons/hand/paths.h"
#include "hand/protocol.h"

#include <cstddef>
#include <string>

namespace pedell::hand
{

/// The name of the note that stands in a refused file's place: "Spiel_exe abgelehnt.txt" for "Spiel.exe".
/// Letters, digits and dashes of the file's own name alone, so that nothing which made that one unfit (a
/// second extension, a device's name, turned letters) makes the note unfit too. `number` from 1: another one,
/// where that name is taken.
[[nodiscard]] std::string note_name(const std::string& name, int number = 0);
/// Refused files that one person's or one class's folder keeps; with one more the oldest goes.
inline constexpr std::size_t most_refused = 100;

/// Takes a refused file from where its share shows it to a place in the same encrypted folder that no share
/// exports (people/ID/quarantine, klassen/CLASS/.quarantine; root's, 0700), and puts a note in German and
/// English beside its old place.
///
/// Returns whether anything was done: a file that is gone meanwhile, or is another one (inode), stays as it
/// is. Nothing is followed that is a link. Errors: denied, unavailable; the file then stays, and stays
/// refused at its next opening.
[[nodiscard]] base::Result<bool> quarantine(const Paths& paths, const Quarantine& refused, core::Time now);

/// What the note says. Pure; CRLF, so that every editor of Windows shows it.
[[nodiscard]] std::string note_text(const std::string& name, core::ContentRule rule);

} // namespace pedell::hand
