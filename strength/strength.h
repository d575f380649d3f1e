// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace pedell::strength
{

/// How hard a password is to guess, in bits, by a kept library (zxcvbn: words, keyboard walks, dates,
/// repetitions). Promises: below a millisecond for any length; no file, no clock, no state. Threads: any.
/// A password with a zero byte counts up to there.
[[nodiscard]] double bits_of(std::string_view password);

} // namespace pedell::strength
