// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>

namespace pedell::hand
{

/// What is done with everything below a folder. Links, pipes and devices are passed by.
class Visitor
{
public:
    Visitor() = default;
    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;
    virtual ~Visitor() = default;

    /// A file of this name in a folder.
    [[nodiscard]] virtual base::Result<> file(int folder, const std::string& name) = 0;
    /// A folder, before what lies in it.
    [[nodiscard]] virtual base::Result<> enter(int folder, const std::string& name) = 0;
    /// The same afterwards, by the folder that holds it; `level` 1: directly in the folder of the walk.
    [[nodiscard]] virtual base::Result<> leave(int parent, const std::string& name, std::size_t level) = 0;
};

/// No path over SMB is as deep; each level holds a descriptor.
inline constexpr std::size_t deepest_walk = 400;

/// Visits everything below a folder by descriptors, whoever moves things meanwhile; follows no link. What
/// vanishes under way is no error. Errors: over_limit (deeper than deepest_walk; the rest was visited),
/// unavailable, and those of the visitor.
[[nodiscard]] base::Result<> walk_below(int folder, Visitor& visitor);

} // namespace pedell::hand
