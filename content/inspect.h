// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "content/magic.h"
#include "content/walk.h"
#include "core/findings.h"

#include <cstdint>
#include <string>

namespace pedell::content
{

/// What the whole is said to be by the door that hands it over.
enum class Whole : std::uint8_t {
    message, ///< RFC 5322, CRLF or LF: from the mail door or from APPEND
    file     ///< from a drive; `name` is its name there
};

/// Looks at every byte behind the descriptor, from its beginning, however deeply it is packed. Pure but for
/// reading `fd` and the clock of Bounds::time; runs in scand's workers alone.
///
/// Promises: the result is `complete` only if every part was seen to its end. Never more memory than
///           Bounds::member twice beside the mapped file.
/// Errors:   unavailable: the descriptor cannot be read (then nothing was judged, and nothing passes).
[[nodiscard]] base::Result<core::Findings> inspect(int fd, Whole whole, const std::string& name,
                                                   const Bounds& bounds, Magic& magic);

} // namespace pedell::content
