// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

/// When a consent ends by itself (consent forms: end of the school year, the 18th birthday). Days of the
/// calendar alone: at which second of UTC a day begins knows whoever knows the time zone.
namespace pedell::core
{

/// A day as people write it: "2026-07-31" or "31.07.2026" (also "1.8.2026"); from 1900 to 9999, one that
/// exists.
[[nodiscard]] std::optional<std::chrono::year_month_day> day_from(std::string_view text) noexcept;

/// A day of every year: "07-31". Not the 29th of February: three years of four do not have it.
[[nodiscard]] std::optional<std::chrono::month_day> day_of_every_year_from(std::string_view text) noexcept;

/// The first day after the school year in which `today` lies; `ends` is the last day of each.
[[nodiscard]] std::chrono::year_month_day after_school_year(std::chrono::year_month_day today,
                                                            std::chrono::month_day ends) noexcept;

/// The day on which somebody is of age: from then on the parents' signature no longer counts. Who was born
/// on a 29th of February is so from the 1st of March on (BGB 187 II, 188 II: the 18th year is over with the
/// 28th).
[[nodiscard]] std::chrono::year_month_day of_age(std::chrono::year_month_day birthday) noexcept;

} // namespace pedell::core
