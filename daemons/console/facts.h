// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/addresses.h"

#include <optional>
#include <string>
#include <vector>

/// What the screen of the image shows. Gathered without a right (gather.h), laid out without a look at the
/// machine (screen.h).
namespace pedell::console
{

struct Words {
    std::string de;
    std::string en;
    bool operator==(const Words&) const = default;
};

/// A service, or a port that somebody has to listen on.
struct Service {
    std::string name; ///< "IMAPS 993"
    bool up = false;
    bool operator==(const Service&) const = default;
};

struct Disk {
    std::string path;
    int percent = 0; ///< used
    bool operator==(const Disk&) const = default;
};

struct FirstLogOn {
    std::string login;
    std::string password; ///< to be changed at the first log-on
    bool operator==(const FirstLogOn&) const = default;
};

/// How far pedell-firstboot has come (its state file).
enum class Phase { unknown, waiting, setting_up, failed, done };

struct Facts {
    std::string version;
    std::string image_version; ///< empty: none
    std::string school;
    std::string host;
    std::vector<base::NetworkAddress> addresses;
    Phase phase = Phase::unknown;
    std::string step;            ///< of the set-up that runs
    std::vector<Words> messages; ///< what happened, what to do
    std::vector<Words> faults;   ///< of school.toml
    std::vector<Service> services;
    std::string fingerprint; ///< SHA-256 of the certificate, 64 hexadecimal digits; empty: none
    std::vector<Disk> disks;
    std::vector<Words> updates;
    std::optional<FirstLogOn> first_log_on;
    std::string recovery_key; ///< of an encrypted disk, until the restart; empty: none
};

/// The machine is what its settings say and every door answers.
[[nodiscard]] bool is_ready(const Facts& facts);

} // namespace pedell::console
