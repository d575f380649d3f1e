// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/firstboot/decision.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

/// Each boot of the image: takes school.toml from the partition that every PC can read, says what is wrong
/// with it, and has the machine set up where anything changed.
namespace pedell::firstboot
{

/// Where things lie, and who does the work; tests put folders and a script in their place.
struct Options {
    std::filesystem::path esp = "/efi";
    std::filesystem::path settings = "/etc/pedell/school.toml";
    std::filesystem::path kept_settings = "/var/lib/pedell/etc/pedell/school.toml";
    std::filesystem::path first_settings = "/var/lib/pedell/setup/first.toml";
    std::filesystem::path set_up_as = "/var/lib/pedell/setup/firstboot.done";
    std::filesystem::path state = "/run/pedell/firstboot.json";
    std::filesystem::path zones = "/usr/share/zoneinfo";
    std::filesystem::path interfaces = "/sys/class/net";
    std::vector<std::string> setup{"/usr/bin/pedell", "setup", "--image"};
    std::string version;                                ///< of the package and of the image
    std::chrono::milliseconds address_patience{30'000}; ///< for the address of the last boot
    std::function<std::string()> own_address;           ///< empty: none yet
};

/// The whole walk. 0: the machine is what its settings say, or waits for a person; 1: the set-up stopped
/// (systemd tries again). Everything that a person has to know stands in the state file, in the journal and,
/// where it is a fault, on the partition beside school.toml.
[[nodiscard]] int run(const Options& options);

} // namespace pedell::firstboot
