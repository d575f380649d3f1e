// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/image.h"

#include "base/file.h"

namespace pedell::base
{
namespace
{

/// The value of KEY=value or KEY="value".
std::string value_of(std::string_view text, std::string_view key)
{
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        if (!line.starts_with(key) || line.substr(key.size(), 1) != "=")
            continue;

        line.remove_prefix(key.size() + 1);
        if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
            line = line.substr(1, line.size() - 2);
        return std::string(line);
    }
    return {};
}

} // namespace

std::optional<std::string> image_version_in(std::string_view os_release)
{
    std::string version = value_of(os_release, "IMAGE_VERSION");
    if (value_of(os_release, "IMAGE_ID") != "pedell" || version.empty())
        return std::nullopt;

    return version;
}

std::optional<std::string> running_image(const std::filesystem::path& root)
{
    return image_version_in(read_file(root / "usr/lib/os-release").value_or(""));
}

bool is_blessed(const std::filesystem::path& root)
{
    std::error_code ignored;
    return !running_image(root) ||
           std::filesystem::exists(root / std::filesystem::path(blessed_file).relative_path(), ignored);
}

} // namespace pedell::base
