// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/magic.h"
#include "content/walk.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

/// For tests: one look at bytes, and what it found.
namespace pedell::content::test
{

inline Magic& magic()
{
    static auto opened = Magic::open();
    if (!opened)
        throw std::runtime_error{opened.error().context};
    return *opened;
}

template <class Look>
core::Findings found_by(Look look, const Bounds& bounds = {})
{
    Walk walk{bounds, magic()};
    look(walk);
    return std::move(walk).take();
}

inline core::Findings in_message(std::string_view bytes, const Bounds& bounds = {})
{
    return found_by(
        [&](Walk& walk) {
            walk.look_at_message({.path = "Nachricht",
                                  .name = {},
                                  .declared_type = "message/rfc822",
                                  .bytes = bytes,
                                  .origin = Origin::file});
        },
        bounds);
}

inline bool has(const core::Findings& findings, core::Trait trait, std::string_view detail = {})
{
    return std::ranges::any_of(findings.list, [&](const core::Finding& one) {
        return one.trait == trait && (detail.empty() || one.detail.find(detail) != std::string::npos);
    });
}

/// Every finding on one line, for a test that wants none.
inline std::string listed(const core::Findings& findings)
{
    std::string text;
    for (const auto& one : findings.list)
        text += std::string{core::name_of(one.trait)} + " [" + one.part + "] " + one.detail + "\n";
    return text;
}

/// With CRLF for each LF.
inline std::string crlf(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += '\r';
        out += c;
    }
    return out;
}

} // namespace pedell::content::test
