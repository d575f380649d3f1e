// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/magic.h"
#include "content/walk.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace pedell::content
{

/// One look at fuzzed bytes, with bounds as tight as fuzzing needs. What holds always: a look that was
/// stopped is not complete, details are short, and a whole that was looked at is a part.
inline void fuzz_look(const std::uint8_t* data, std::size_t size, const std::string& name)
{
    static auto magic = Magic::open();
    Bounds bounds;
    bounds.unpacked = std::uint64_t{8} << 20;
    bounds.member = std::uint64_t{4} << 20;
    bounds.time = std::chrono::milliseconds{5'000};
    Walk walk(bounds, magic.value());
    walk.look({.path = name,
               .name = name,
               .declared_type = {},
               .bytes = {reinterpret_cast<const char*>(data), size}});
    const bool stopped = walk.stopped();
    const core::Findings findings = std::move(walk).take();
    if (findings.complete == stopped || findings.parts.empty() || findings.list.size() > bounds.findings)
        std::abort();
    for (const core::Finding& finding : findings.list)
        if (finding.detail.size() > 200)
            std::abort();
}

} // namespace pedell::content
