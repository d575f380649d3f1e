// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace pedell::registry
{

/// Whether the version before may still come back by itself (base/image.h): then nothing is taken away that
/// it reads.
enum class Trust : std::uint8_t { trial, blessed };

} // namespace pedell::registry
