// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/walk.h"

namespace pedell::content
{

/// Looks into a message (RFC 5322, RFC 2045-2049), whole or attached: an own strict look first, then the tree
/// of its parts, each handed on decoded. GMime reads the same bytes as a second reader; where both do not see
/// the same leaves, it is structure_ambiguous.
///
/// Findings: what header_look.h and transfer.h name, structure_ambiguous for boundaries and delimiters that
/// readers take differently, hidden_block, message_fragment, message_elsewhere, charset_unreadable, too_deep,
/// too_many_parts.
void look_into_message(Walk& walk, const Piece& piece);

} // namespace pedell::content
