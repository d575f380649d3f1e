// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/walk.h"

namespace pedell::content
{

/// Looks into calendars (RFC 5545) and visiting cards (RFC 6350, vCard 2.1 and 3.0 too): attachments and
/// pictures that they hold, HTML descriptions, alarms that run or mail, links (mail evasions E 82, 83).
void look_into_calendar(Walk& walk, const Piece& piece);

} // namespace pedell::content
