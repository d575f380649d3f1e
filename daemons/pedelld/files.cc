// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld::routes
{
namespace
{

struct Folder {
    hand::FolderKind kind;
    std::int64_t id;
};

/// Whose folder the body names: one class, one person, or the teachers' room.
base::Result<Folder> folder_of(Desk& desk, const std::optional<std::string>& school_class,
                               const std::optional<std::string>& person, bool teachers_room)
{
    if (int{school_class.has_value()} + int{person.has_value()} + int{teachers_room} != 1)
        return base::fail(base::Errc::malformed, "expected one of class, person and teachers_room");

    if (school_class)
        return desk.reg.school_class(*school_class).transform([](const auto& found) {
            return Folder{hand::FolderKind::school_class, found.id.value};
        });
    if (person)
        return desk.reg.person(*person).transform(
            [](const auto& found) { return Folder{hand::FolderKind::person, found.id.value}; });
    return Folder{hand::FolderKind::school_class, hand::teachers_room_id};
}

} // namespace

Reply check_files(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"class", "person", "teachers_room", "heal"});
    const auto school_class = fields.optional_text("class");
    const auto person = fields.optional_text("person");
    const bool teachers_room = fields.flag("teachers_room", false);
    const bool heal = fields.flag("heal", false);
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto folder = folder_of(desk, school_class, person, teachers_room);
    if (!folder)
        return std::unexpected(folder.error());

    const auto found = desk.projector.check_folder({folder->kind, folder->id, heal});
    if (!found)
        return std::unexpected(found.error());

    boost::json::array drifts;
    for (const auto& drift : found->drifts)
        drifts.push_back({{"place", drift.place}, {"kind", drift.kind}, {"count", drift.count}});
    return Answer{
        200, boost::json::object{{"drifts", std::move(drifts)}, {"healed", heal}, {"cleared", found->count}}};
}

} // namespace pedell::pedelld::routes
