// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace pedell::letters
{

/// A QR code (ISO/IEC 18004) as a square of dark and light modules, without the quiet zone.
struct Qr {
    int width = 0;
    std::vector<bool> dark; ///< row by row
};

/// At error correction M: a fold or a stain of 15 % does no harm. Errors: malformed (empty or too long).
[[nodiscard]] base::Result<Qr> encode_qr(const std::string& text);

} // namespace pedell::letters
