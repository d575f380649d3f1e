// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/places.h"

#include "scan/findings_text.h"

#include <charconv>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace pedell::scand
{
namespace
{

/// The names between the slashes; absent: one of them is none.
std::optional<std::vector<std::string_view>> names_of(std::string_view path)
{
    std::vector<std::string_view> names;
    if (path.find('\0') != std::string_view::npos)
        return std::nullopt;
    while (!path.empty()) {
        const bool last = path.find('/') == std::string_view::npos;
        const auto name = scan::take_field(path, '/');
        if (name.empty() || name == "." || name == ".." || (!last && path.empty()))
            return std::nullopt;
        names.push_back(name);
    }
    return names;
}

std::optional<core::PersonId> person_from(std::string_view name)
{
    core::PersonId id;
    const auto* const end = name.data() + name.size();
    const auto read = std::from_chars(name.data(), end, id.value);
    return read.ec == std::errc{} && read.ptr == end && id.value > 0 ? std::optional(id) : std::nullopt;
}

core::Area area_of(std::string_view school_class, std::string_view folder)
{
    if (school_class == "Lehrerzimmer")
        return core::Area::teachers;
    if (folder == "Material")
        return core::Area::material;
    return folder == "Abgabe" ? core::Area::hand_in : core::Area::common;
}

} // namespace

std::optional<Place> place_of(std::string_view path)
{
    const std::string prefix = std::string(school_root) + "/";
    if (!path.starts_with(prefix))
        return std::nullopt;

    path.remove_prefix(prefix.size());
    const auto names = names_of(path);
    if (!names || names->size() < 3)
        return std::nullopt;

    Place place{.below = std::string(path),
                .name = std::string(names->back()),
                .area = core::Area::common,
                .owner = std::nullopt};
    if ((*names)[0] == "klassen") {
        place.area = area_of((*names)[1], names->size() > 3 ? (*names)[2] : std::string_view{});
        return place;
    }
    place.owner = person_from((*names)[1]);
    if ((*names)[0] != "people" || !place.owner || (*names)[2] != "home" || names->size() < 4)
        return std::nullopt;

    place.area = core::Area::home;
    return place;
}

base::Result<base::Fd> open_place(int root, const Place& place)
{
    open_how how{};
    how.flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    base::Fd fd(static_cast<int>(::syscall(SYS_openat2, root, place.below.c_str(), &how, sizeof how)));
    if (!fd)
        return base::fail_errno("open a file");
    return fd;
}

} // namespace pedell::scand
