// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// Whether this is Pedell's own image, which version of it, and whether that version has proven itself.
namespace pedell::base
{

/// Where a boot in which the version is trusted is marked (by pedell-update-boot and pedell-blessed).
inline constexpr const char* blessed_file = "/run/pedell/blessed";

/// IMAGE_VERSION= of an os-release(5) whose IMAGE_ID= is pedell. Absent: another system, which its own
/// package manager updates. Pure.
[[nodiscard]] std::optional<std::string> image_version_in(std::string_view os_release);

/// That of the running system, from /usr/lib/os-release below `root`.
[[nodiscard]] std::optional<std::string> running_image(const std::filesystem::path& root = "/");

/// True where nothing may come back that is older than this version: on the image once it is blessed
/// (systemd-bless-boot.service(8)), everywhere else always.
[[nodiscard]] bool is_blessed(const std::filesystem::path& root = "/");

} // namespace pedell::base
