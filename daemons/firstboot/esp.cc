// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/esp.h"

#include "base/file.h"
#include "base/handle.h"
#include "settings/school_bytes.h"

#include <fcntl.h>
#include <format>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::firstboot
{

namespace
{

namespace fs = std::filesystem;
using base::Errc;
using base::Result;

/// Explorer hides what it takes for the ending: the file was saved as school.toml.txt.
constexpr const char* hidden_ending = "school.toml.txt";

Words why_absent(const fs::path& folder, const base::Error& error)
{
    std::error_code none;
    if (fs::exists(folder / hidden_ending, none))
        return {
            "Auf der Partition pedell-esp liegt school.toml.txt: bitte in school.toml umbenennen (Explorer: "
            "Ansicht, Dateinamenerweiterungen).",
            "On the partition pedell-esp there is school.toml.txt: please rename it to school.toml "
            "(Explorer: View, File name extensions)."};

    if (error.code == Errc::not_found && fs::is_directory(folder, none) && !fs::is_empty(folder, none) &&
        !none)
        return {"Auf der Partition pedell-esp fehlt die Datei school.toml.",
                "The file school.toml is missing on the partition pedell-esp."};

    if (error.code == Errc::not_found)
        return {"Die Partition pedell-esp mit der school.toml ist nicht da (nicht eingehaengt?).",
                "The partition pedell-esp with school.toml is not there (not mounted?)."};

    return {std::format("Die school.toml auf der Partition pedell-esp ist nicht lesbar: {}", error.context),
            std::format("school.toml on the partition pedell-esp cannot be read: {}", error.context)};
}

/// As base::write_atomically, but with nothing that a FAT cannot do: owners, modes, long hidden names.
Result<> write_on_fat(const fs::path& folder, const fs::path& target, std::string_view text)
{
    const fs::path beside = folder / "FEHLER.NEU";
    base::Fd fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!fd)
        return base::fail_errno(std::format("make {}", beside.string()));

    const auto fail_and_remove = [&](const char* what) {
        const auto failed = base::fail_errno(std::format("{} {}", what, beside.string()));
        ::unlink(beside.c_str());
        return failed;
    };
    while (!text.empty()) {
        const auto written = ::write(fd.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_and_remove("write");

        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(fd.get()) != 0)
        return fail_and_remove("sync");
    if (::rename(beside.c_str(), target.c_str()) != 0)
        return fail_and_remove("rename");

    return {};
}

Result<> sync_folder(const fs::path& folder)
{
    const base::Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return base::fail_errno(std::format("sync {}", folder.string()));

    return {};
}

} // namespace

Offer Esp::read() const
{
    const auto bytes = base::read_file(folder_ / settings_name, settings::max_school_bytes + 1);
    if (!bytes && bytes.error().code != Errc::over_limit)
        return {.text = {}, .fault = {}, .absent = why_absent(folder_, bytes.error())};

    auto text = settings::school_text_from(bytes ? *bytes : std::string(settings::max_school_bytes + 1, ' '),
                                           settings_name);
    if (!text)
        return {.text = {}, .fault = std::move(text.error()), .absent = {}};

    return {.text = std::move(*text), .fault = {}, .absent = {}};
}

Result<> Esp::tell(std::string_view text) const
{
    const fs::path target = folder_ / report_name;
    const auto present = base::read_file(target);
    if (present ? *present == text : text.empty() && present.error().code == Errc::not_found)
        return {};

    if (text.empty()) {
        if (::unlink(target.c_str()) != 0 && errno != ENOENT)
            return base::fail_errno(std::format("remove {}", target.string()));
    } else if (const auto written = write_on_fat(folder_, target, text); !written) {
        return written;
    }
    return sync_folder(folder_);
}

} // namespace pedell::firstboot
