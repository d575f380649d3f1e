// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/school_toml.h"

#include <cstdint>
#include <string>
#include <vector>

/// How far the first boot has come, told to people: on the screen (which reads it as JSON) and in a file
/// beside school.toml.
namespace pedell::firstboot
{

/// One sentence in both languages of the school's IT.
struct Words {
    std::string de;
    std::string en;
    bool operator==(const Words&) const = default;
};

enum class Phase : std::uint8_t {
    waiting,    ///< for somebody who fills in or corrects school.toml
    setting_up, ///< `pedell setup` runs
    failed,     ///< it stopped; it is tried again
    done        ///< the machine is what the accepted settings say
};

struct State {
    Phase phase = Phase::waiting;
    std::vector<Words> messages;         ///< what happened and what to do
    std::vector<settings::Fault> faults; ///< of the school.toml that was not taken
    std::string step;                    ///< of the set-up that runs: "[ 5/17] Active Directory"
};

/// The wire name of a phase.
[[nodiscard]] const char* name_of(Phase phase) noexcept;

/// {"phase", "step", "messages": [{"de", "en"}], "faults": [{"line", "column", "de", "en"}]}.
[[nodiscard]] std::string to_json(const State& state);

/// The file beside school.toml, with the line ends of Windows: every fault and message, German and English.
/// Empty where there is nothing to tell. Pure.
[[nodiscard]] std::string report_for(const State& state);

/// A fault of the settings in German: "school.domain = "X": erwartet: eine Mail-Domain ...". What has no
/// German words stays English. Pure.
[[nodiscard]] std::string in_german(const settings::Fault& fault);

} // namespace pedell::firstboot
