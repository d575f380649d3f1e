// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/school.h"
#include "daemons/firstboot/esp.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::firstboot
{

/// What the decision rests on beside the file itself.
struct Known {
    std::optional<std::string> accepted;                        ///< the text that was taken last
    std::optional<core::School> first;                          ///< the keys that the first set-up fixed
    std::function<bool(const std::string&)> has_zone = {};      ///< tzdata has this time zone
    std::function<bool(const std::string&)> has_interface = {}; ///< this machine has it
};

struct Decision {
    std::optional<std::string> settings; ///< with which the machine is set up; absent: it waits for a person
    bool is_new = false;                 ///< they were not taken before
    std::vector<Words> messages;
    std::vector<settings::Fault> faults;
};

/// Takes what is right and new; goes on with what was taken last where the offer is missing, empty or wrong;
/// waits where there is neither. Pure.
[[nodiscard]] Decision decide(const Offer& offer, const Known& known);

/// What is wrong with right settings on this machine: names of things that are not there, an address beside
/// its gateway's network, keys that are fixed. Pure.
[[nodiscard]] std::vector<settings::Fault> faults_here(std::string_view text, const core::School& school,
                                                       const Known& known);

/// Puts line and column of "table.key" into a fault; line 1 where the key does not stand in the text. Pure.
[[nodiscard]] settings::Fault at_key(std::string_view text, std::string_view table, std::string_view key,
                                     std::string message);

} // namespace pedell::firstboot
