// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

/// `pedell setup`: makes this machine what /etc/pedell/school.toml says. The one path for package, container
/// and image. Runs as root, before the API exists; a second run heals what differs and otherwise changes
/// nothing.
namespace pedell::setup
{

struct Options {
    bool dry_run = false; ///< only says what would change
    bool json = false;    ///< one object at the end instead of progress lines
    bool image = false;   ///< configure the whole machine, as on the image; there it is found out by itself
    std::filesystem::path settings = "/etc/pedell/school.toml";
    std::filesystem::path templates = "/usr/share/pedell/templates";
};

/// Returns the exit status of the CLI: 0 done (or nothing to do), 1 the world did not play along, 2 bad
/// settings, 4 not root, 75 a service does not answer yet.
[[nodiscard]] int run(const Options& options);

} // namespace pedell::setup
