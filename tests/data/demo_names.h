// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace pedell::demo
{

/// Somebody whose name is a case of its own.
struct FixedName {
    std::string_view given;
    std::string_view surname;
    std::string_view school_class; ///< empty: wherever the next place is
};

/// Invented names, each as German schools see them; no name stands in two lists.
[[nodiscard]] std::span<const std::string_view> given_names();
[[nodiscard]] std::span<const std::string_view> surnames();

/// The pupils that come first in every demo school: umlauts, sharp s, other marks, several given names,
/// double names, a particle, an apostrophe, two of the same name, a surname of 24 letters.
[[nodiscard]] std::span<const FixedName> fixed_pupils();

} // namespace pedell::demo
