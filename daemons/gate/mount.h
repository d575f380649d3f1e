// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>

namespace pedell::gate
{

/// Mounts the folder of doors (mount(2), type fuse) in place of the one of an earlier gate, and hands its
/// descriptor to the gate that listens on this socket. As root, and in the machine's own mount namespace
/// (setns(2)), where smbd runs: the gate itself has neither. Waits until the gate answers at the folder;
/// where it does not, nothing stays mounted.
[[nodiscard]] base::Result<> hang_doors(const std::filesystem::path& folder,
                                        const std::filesystem::path& socket);

/// The message that comes with the descriptor.
inline constexpr const char* doors_message = "doors";

} // namespace pedell::gate
