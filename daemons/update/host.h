// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/process.h"
#include "base/result.h"
#include "core/people.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// `pedell update`: how the flashable image gets a new version, proves it, and finds back. docs/update.md.
namespace pedell::update
{

inline constexpr const char* state_folder = "/var/lib/pedell/update";
inline constexpr const char* stage_folder = "/var/lib/pedell/update/stage"; ///< root's alone (0700)
inline constexpr const char* status_file = "/run/pedell/update.json";       ///< for console and doctor
inline constexpr const char* uki_folder = "/efi/EFI/Linux";
inline constexpr const char* setup_done = "/var/lib/pedell/setup.done";
inline constexpr const char* restart_unit = "pedell-update-restart";

/// The machine as this room sees it. Tests put a folder, answers and a time of their own in its place.
struct Host {
    using Run = std::function<base::Result<base::ProcessOutput>(const std::vector<std::string>& argv,
                                                                std::chrono::milliseconds limit)>;
    std::filesystem::path root = "/";
    Run run;
    /// Runs it with a text on standard input.
    std::function<base::Result<base::ProcessOutput>(const std::string& input,
                                                    const std::vector<std::string>& argv)>
        run_with;
    std::function<core::Time()> now;
    std::function<std::int64_t(const std::filesystem::path&)> free_bytes; ///< 0 where it cannot be told

    /// An absolute path below the root.
    [[nodiscard]] std::filesystem::path at(std::string_view absolute) const
    {
        return root / std::filesystem::path(absolute).relative_path();
    }

    /// As run, but any exit status other than 0 is an Error (unavailable) with the telling line of its
    /// standard error.
    [[nodiscard]] base::Result<std::string> output_of(const std::vector<std::string>& argv,
                                                      std::chrono::milliseconds limit = std::chrono::seconds{
                                                          60}) const;

    /// As output_of, for run_with.
    [[nodiscard]] base::Result<> send(const std::string& input, const std::vector<std::string>& argv) const;
};

/// This machine.
[[nodiscard]] Host this_host();

/// The version that runs. Errors: conflict where this is no image of Pedell's.
[[nodiscard]] base::Result<std::string> running_version(const Host& host);

/// Whether systemd-boot counts this boot (systemd-boot(7), "Boot Counting"): set by it, also for a version
/// that once was good and whose tries were used up by hand.
[[nodiscard]] bool boot_is_counted(const Host& host);

} // namespace pedell::update
