// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/quarantine.h"

#include "base/handle.h"
#include "core/areas.h"
#include "core/judge.h"
#include "daemons/hand/tree.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <format>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

namespace
{

constexpr std::size_t most_name_bytes = 255; // NAME_MAX
constexpr std::size_t ending_bytes = 32;     // of a note's name, at most

/// Below `root`, over no link and no mount point.
Result<Fd> open_below(int root, const std::string& path, int flags)
{
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags) | O_NOFOLLOW | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
    Fd fd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
    if (!fd)
        return base::fail_errno("opening what lies below /srv/pedell");
    return fd;
}

/// Where the file is.
struct Scene {
    Fd owner; ///< the encrypted folder
    Fd parent;
    std::string name;
};

Result<Scene> scene_of(const Paths& paths, const RefusedPath& path)
{
    const Fd root(::open(paths.school.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
        return base::fail_errno("opening " + paths.school.string());

    auto owner = open_below(root.get(), path.owner, O_RDONLY | O_DIRECTORY);
    if (!owner)
        return std::unexpected(owner.error());

    auto parent = open_below(owner->get(), path.folder.empty() ? "." : path.folder, O_RDONLY | O_DIRECTORY);
    if (!parent)
        return std::unexpected(parent.error());
    return Scene{std::move(*owner), std::move(*parent), path.name};
}

Result<> write_new(int folder, const std::string& name, const std::string& text, const struct stat& owner)
{
    const Fd file(::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file)
        return base::fail_errno("making a note");
    if (::fchown(file.get(), owner.st_uid, owner.st_gid) != 0 ||
        ::fchmod(file.get(), owner.st_mode & 0660U) != 0 ||
        ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        auto failed = base::fail_errno("writing a note");
        ::unlinkat(folder, name.c_str(), 0);
        return failed;
    }
    return {};
}

/// A name that is nothing but a name: no extension, no device, no host ("x.zip" is one), no turned letters.
std::string plain(const std::string& name)
{
    std::string result;
    for (const char c : name.substr(0, most_name_bytes - ending_bytes)) {
        const bool kept =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (kept || !result.ends_with('_'))
            result += kept ? c : '_';
    }
    return result;
}

/// A note that says the same is enough, however often somebody tries. A foreign file of that name stays.
Result<> leave_note(const Scene& scene, const std::string& text, const struct stat& owner)
{
    constexpr int most_notes = 9;
    for (int number = 0; number < most_notes; ++number) {
        const auto name = note_name(scene.name, number);
        const auto written = write_new(scene.parent.get(), name, text, owner);
        if (written || written.error().sys_errno != EEXIST)
            return written;

        const Fd there(
            ::openat(scene.parent.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        std::string same(text.size() + 1, '\0');
        if (there && ::pread(there.get(), same.data(), same.size(), 0) == static_cast<ssize_t>(text.size()) &&
            same.compare(0, text.size(), text) == 0)
            return {};
    }
    return {};
}

/// The oldest go: their names begin with the time.
Result<> prune(int area)
{
    auto names = names_in(area);
    if (!names)
        return std::unexpected(names.error());

    std::erase_if(*names, [](const std::string& name) { return name.ends_with(".txt"); });
    std::ranges::sort(*names);
    for (std::size_t at = 0; at + most_refused < names->size(); ++at) {
        const auto& name = (*names)[at];
        if (::unlinkat(area, name.c_str(), 0) != 0)
            return base::fail_errno("deleting an old refused file");
        if (::unlinkat(area, (name + ".txt").c_str(), 0) != 0 && errno != ENOENT)
            return base::fail_errno("deleting an old refused file");
    }
    return {};
}

/// Absent: another file stands there by now.
Result<std::optional<struct stat>> look_at(int folder, const std::string& name, std::int64_t inode)
{
    struct stat status{};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Result<std::optional<struct stat>>(std::nullopt)
                               : base::fail_errno("looking at a refused file");
    if (!S_ISREG(status.st_mode) || static_cast<std::int64_t>(status.st_ino) != inode)
        return std::nullopt;
    return status;
}

/// So that a second name of the same file (a hard link) opens it no more either.
Result<> close_for_all(int area, const std::string& name)
{
    if (::fchownat(area, name.c_str(), 0, 0, AT_SYMLINK_NOFOLLOW) != 0)
        return base::fail_errno("taking over a refused file");
    if (::fchmodat(area, name.c_str(), 0600, 0) != 0)
        return base::fail_errno("taking over a refused file");
    return {};
}

} // namespace

std::string note_name(const std::string& name, int number)
{
    return plain(name) + " abgelehnt" + (number == 0 ? "" : std::format(" ({})", number + 1)) + ".txt";
}

std::string note_text(const std::string& name, core::ContentRule rule)
{
    const core::ContentVerdict verdict{core::Decision::refuse, rule, plain(name), {}};
    return std::format(
        "\xEF\xBB\xBF{}\r\n\r\n"
        "Die Datei wurde nicht gespeichert; eine Kopie liegt dort, wo nur die Verwaltung des Servers "
        "hinkommt.\r\nDieser Hinweis kann geloescht werden.\r\n\r\n"
        "{}\r\n\r\n"
        "The file was not stored; a copy lies where only the administrators of the server get.\r\n"
        "This note can be deleted.\r\n",
        core::refusal_de(verdict), core::refusal_en(verdict));
}

Result<bool> quarantine(const Paths& paths, const Quarantine& refused, core::Time now)
{
    const auto path = refused_path(refused.path);
    if (!path)
        return std::unexpected(path.error());

    const auto scene = scene_of(paths, *path);
    if (!scene)
        return scene.error().code == Errc::not_found ? Result<bool>(false) : std::unexpected(scene.error());

    const auto before = look_at(scene->parent.get(), scene->name, refused.inode);
    if (!before)
        return std::unexpected(before.error());
    if (!*before)
        return false;

    bool made = false;
    const auto place = keep_folder(scene->owner.get(), path->is_person ? "quarantine" : core::quarantine_name,
                                   {0700, 0, 0}, made);
    if (!place)
        return std::unexpected(place.error());

    const int area = place->get();
    const auto kept = std::format("{:%Y%m%dT%H%M%SZ}-{}", now, refused.inode);
    if (::renameat2(scene->parent.get(), scene->name.c_str(), area, kept.c_str(), RENAME_NOREPLACE) != 0)
        return errno == ENOENT ? Result<bool>(false) : base::fail_errno("moving a refused file");

    // Between the look and the move somebody may have put another file there: that one goes back.
    const auto moved = look_at(area, kept, refused.inode);
    if (!moved || !*moved) {
        ::renameat2(area, kept.c_str(), scene->parent.get(), scene->name.c_str(), RENAME_NOREPLACE);
        return base::fail(Errc::unavailable, "a refused file was exchanged while it was being moved");
    }

    struct stat root_alone{};
    root_alone.st_mode = 0600;
    const auto reason = std::format("path: {}\nrule: {}\nowner: {}\n", refused.path,
                                    core::name_of(refused.rule), (*moved)->st_uid);
    auto result = close_for_all(area, kept);
    for (const auto& step : {write_new(area, kept + ".txt", reason, root_alone), prune(area),
                             leave_note(*scene, note_text(scene->name, refused.rule), **moved)})
        if (result && !step)
            result = step;
    if (!result)
        return std::unexpected(result.error());
    return true;
}

} // namespace pedell::hand
