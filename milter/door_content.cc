// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/door_content.h"

namespace pedell::milter
{
namespace
{

core::Role content_role(const Message& message)
{
    switch (message.envelope().entrance) {
    case Entrance::submission:
        return message.sender().role;
    case Entrance::local:
        return core::Role::administrator;
    case Entrance::outside:
    case Entrance::unknown:
        break;
    }
    return core::Role::guest;
}

} // namespace

base::Result<core::ContentVerdict> judge_content(Questions& questions, Message& message)
{
    const auto file = message.file();
    if (!file)
        return std::unexpected(file.error());

    const core::Context context{.role = content_role(message),
                                .door = core::Door::mail,
                                .area = core::Area::mailbox,
                                .among_staff = message.among_staff()};
    return questions.content(*file, context, message.sender().person);
}

} // namespace pedell::milter
