// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "letters/canvas.h"
#include "letters/letter.h"

namespace pedell::letters
{

/// A4 in points (ISO 216).
inline constexpr double page_width = 595.28;
inline constexpr double page_height = 841.89;

/// One letter on one page: above the cut line everything to log on with, below what to do with it.
/// Errors: over_limit where something that must not be cut off does not fit.
[[nodiscard]] base::Result<> draw_page(Canvas& canvas, const School& school, const Letter& letter);

} // namespace pedell::letters
