// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/menu.h"

#include "base/handle.h"
#include "daemons/update/release.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <format>

namespace pedell::update
{
namespace
{

std::optional<int> number_from(std::string_view text)
{
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

} // namespace

std::optional<MenuEntry> menu_entry_from(std::string_view file_name)
{
    constexpr std::string_view product = "pedell_";
    constexpr std::string_view suffix = ".efi";
    if (!file_name.starts_with(product) || !file_name.ends_with(suffix))
        return std::nullopt;

    MenuEntry entry{.file = std::string(file_name), .version = {}, .left = {}};
    std::string_view rest =
        file_name.substr(product.size(), file_name.size() - product.size() - suffix.size());
    if (const auto plus = rest.find('+'); plus != std::string_view::npos) {
        std::string_view count = rest.substr(plus + 1);
        rest = rest.substr(0, plus);
        if (const auto dash = count.find('-'); dash != std::string_view::npos) {
            const auto done = number_from(count.substr(dash + 1));
            if (!done)
                return std::nullopt;

            entry.done = *done;
            count = count.substr(0, dash);
        }
        entry.left = number_from(count);
        if (!entry.left)
            return std::nullopt;
    }
    if (!is_version(rest))
        return std::nullopt;

    entry.version = rest;
    return entry;
}

base::Result<std::vector<MenuEntry>> menu_of(const Host& host)
{
    std::error_code fault;
    std::vector<MenuEntry> menu;
    for (const auto& file : std::filesystem::directory_iterator(host.at(uki_folder), fault))
        if (auto entry = menu_entry_from(file.path().filename().string()))
            menu.push_back(std::move(*entry));
    if (fault)
        return base::fail(
            base::Errc::unavailable,
            std::format("Die ESP ist nicht da / the ESP is not there ({}): {}", uki_folder, fault.message()));

    std::ranges::sort(menu, [](const MenuEntry& one, const MenuEntry& other) {
        return compare_versions(one.version, other.version) < 0;
    });
    return menu;
}

std::optional<MenuEntry> other_in(const std::vector<MenuEntry>& menu, std::string_view running)
{
    const auto found = std::ranges::find_if(menu.rbegin(), menu.rend(),
                                            [&](const MenuEntry& entry) { return entry.version != running; });
    return found == menu.rend() ? std::nullopt : std::optional(*found);
}

base::Result<> put_last(const Host& host, const MenuEntry& entry)
{
    const auto folder = host.at(uki_folder);
    const auto name = std::format("pedell_{}+0-0.efi", entry.version);
    if (std::rename((folder / entry.file).c_str(), (folder / name).c_str()) != 0)
        return base::fail_errno("rename " + entry.file + " on the ESP");

    // FAT knows no order of its own: the name is on the disk when we say so.
    const base::Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::syncfs(fd.get()) != 0)
        return base::fail_errno("sync the ESP");
    return {};
}

} // namespace pedell::update
