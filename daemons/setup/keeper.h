// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string_view>

namespace pedell::setup
{

/// What of /etc outlives a restart of the image. There /etc is an overlay of three layers: what was written
/// since the boot (thrown away), below it /var/lib/pedell/etc, below that the image's own /etc. So what the
/// set-up writes is written twice: into /etc, where it is read now, and into the middle layer, where it is
/// found at the next boot. Everything else in /etc ends with the running system.
///
/// Promises: a copy is whole or the former one (rename(2)); owner, mode and kind (file, link) are the
/// original's; what lies outside of /etc is left alone. Errors: as of base::write_atomically.
class Keeper
{
public:
    /// Keeps nothing: a host whose /etc lies on a disk.
    Keeper() = default;
    Keeper(std::filesystem::path etc, std::filesystem::path kept)
        : etc_(std::move(etc)), kept_(std::move(kept))
    {
    }

    [[nodiscard]] bool active() const noexcept
    {
        return !kept_.empty();
    }

    /// Makes the copy of `path` what `path` is now: file, link, folder (without what is in it) or nothing.
    /// Returns whether the copy was changed. False for paths outside of /etc.
    [[nodiscard]] base::Result<bool> keep(const std::filesystem::path& path) const;

    /// Where the copy of `path` lies; empty where none is kept.
    [[nodiscard]] std::filesystem::path copy_of(const std::filesystem::path& path) const;

private:
    [[nodiscard]] base::Result<bool> keep_folder(const std::filesystem::path& path) const;

    std::filesystem::path etc_;
    std::filesystem::path kept_;
};

inline constexpr const char* etc_folder = "/etc";
inline constexpr const char* kept_folder = "/var/lib/pedell/etc";

/// Makes a symbolic link, replacing what has its name (rename(2)). Returns whether anything was changed.
[[nodiscard]] base::Result<bool> put_link_if_changed(const std::filesystem::path& path,
                                                     const std::filesystem::path& target);

/// Whether the kernel was started with the word `pedell.image`: then this machine is the image.
/// `command_line` as in /proc/cmdline. Pure.
[[nodiscard]] bool names_image(std::string_view command_line);
[[nodiscard]] bool runs_from_image();

} // namespace pedell::setup
