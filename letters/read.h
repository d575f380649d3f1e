// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "letters/letter.h"

#include <string_view>

namespace pedell::letters
{

inline constexpr std::size_t most_letters = 1000; ///< in one batch: a school in some
inline constexpr std::size_t longest_text = 512;  ///< bytes; the register's names are at most 128 each
inline constexpr std::size_t largest_input = 4 << 20;

/// A batch as pedell-letters gets it: {"school": {...}, "date": "...", "letters": [...]} with the fields of
/// the API's answer to POST /v1/letters; further ones are passed over. Errors: malformed, naming the field,
/// never its content; over_limit.
[[nodiscard]] base::Result<Batch> read_batch(std::string_view json);

} // namespace pedell::letters
