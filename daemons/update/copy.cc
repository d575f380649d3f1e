// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/copy.h"

#include "base/file.h"
#include "daemons/update/release.h"
#include "daemons/update/state.h"
#include "register/copy.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <sys/stat.h>

namespace pedell::update
{
namespace
{

constexpr std::chrono::hours kept_for{7 * 24};
constexpr std::string_view prefix = "before-";

base::Result<> fill(const Host& host, const std::filesystem::path& folder)
{
    if (const auto directory =
            host.output_of({"samba-tool", "domain", "backup", "offline", "--targetdir=" + folder.string()},
                           std::chrono::minutes{20});
        !directory)
        return std::unexpected(directory.error());

    if (const auto copied =
            registry::copy_register(host.at(registry::register_file), folder / "register.sqlite");
        !copied)
        return copied;

    const auto settings = base::read_file(host.at(settings::school_file));
    if (!settings)
        return std::unexpected(settings.error());

    return base::write_atomically(folder / "school.toml", *settings, {.mode = 0600});
}

/// The copies, and what was left of unfinished ones.
std::vector<std::filesystem::path> copies(const Host& host)
{
    std::vector<std::filesystem::path> found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(host.at(state_folder), ignored))
        if (entry.path().filename().string().starts_with(prefix))
            found.push_back(entry.path());
    return found;
}

} // namespace

base::Result<> take_copy(const Host& host, const std::string& version)
{
    if (!std::filesystem::exists(host.at(setup_done)))
        return {};

    const auto target = host.at(state_folder) / (std::string(prefix) + version);
    const auto part = std::filesystem::path(target.string() + ".part");
    std::error_code fault;
    std::filesystem::remove_all(part, fault);
    if (::mkdir(part.c_str(), 0700) != 0)
        return base::fail_errno("make " + part.string());

    if (const auto filled = fill(host, part); !filled) {
        std::filesystem::remove_all(part, fault);
        return base::fail(base::Errc::unavailable,
                          "Sicherung vor dem Neustart / copy before the restart: " + filled.error().context);
    }
    for (const auto& old : copies(host))
        if (old != part)
            std::filesystem::remove_all(old, fault);
    std::filesystem::rename(part, target, fault);
    if (fault)
        return base::fail_errno("rename " + part.string(), fault.value());
    return {};
}

void remove_old_copies(const Host& host)
{
    if (State(host).waiting())
        return;

    for (const auto& copy : copies(host)) {
        struct stat status{};
        if (::stat(copy.c_str(), &status) != 0)
            continue;

        std::error_code ignored;
        if (host.now() - core::Time{std::chrono::seconds{status.st_mtim.tv_sec}} > kept_for)
            std::filesystem::remove_all(copy, ignored);
    }
}

} // namespace pedell::update
