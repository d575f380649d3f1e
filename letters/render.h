// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "letters/letter.h"

#include <string>

namespace pedell::letters
{

struct Rendered {
    std::string pdf;
    int unknown_signs = 0; ///< of names, that no installed font has: they are boxes on the paper
};

/// One A4 page a letter, in the given order. The same batch gives the same bytes. The PDF has a title, names
/// nobody in its metadata and tells no time. Errors: malformed (no letter), over_limit (does not fit a page),
/// not_found (no fonts), unavailable.
[[nodiscard]] base::Result<Rendered> render(const Batch& batch);

} // namespace pedell::letters
