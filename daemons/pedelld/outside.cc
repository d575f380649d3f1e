// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/outside.h"

#include "base/journal.h"
#include "daemons/pedelld/messages.h"

namespace pedell::pedelld
{

using directory::Directory;

base::Result<Directory*> ActiveDirectory::opened()
{
    if (directory_)
        return &*directory_;

    auto connect = [this]() -> base::Result<base::Fd> {
        auto reply = hand_.ask(hand::LdapDescriptor{});
        if (!reply)
            return std::unexpected(std::move(reply.error()));

        return std::move(reply->fd);
    };
    auto found = Directory::open(std::move(connect), base_dn_, mail_domain_);
    if (!found)
        return std::unexpected(std::move(found.error()));

    const auto healed = found->ensure_layout();
    if (!healed)
        return std::unexpected(healed.error());

    if (*healed)
        base::log(messages::pedelld::layout_healed);
    directory_ = std::move(*found);
    return &*directory_;
}

base::Result<Directory::PutDone> ActiveDirectory::put_account(const Directory::Put& put)
{
    return opened().and_then([&](Directory* there) { return there->put_account(put); });
}

base::Result<> ActiveDirectory::set_password(core::PersonId id, const std::string& password, bool must_change)
{
    return opened().and_then(
        [&](Directory* there) { return there->set_password(id, password, must_change); });
}

base::Result<> ActiveDirectory::remove_account(core::PersonId id)
{
    return opened().and_then([&](Directory* there) { return there->remove_account(id); });
}

base::Result<bool> ActiveDirectory::put_group(const directory::Group& group)
{
    return opened().and_then([&](Directory* there) { return there->put_group(group); });
}

base::Result<> ActiveDirectory::remove_group(std::int64_t id)
{
    return opened().and_then([&](Directory* there) { return there->remove_group(id); });
}

base::Result<std::vector<Directory::Found>> ActiveDirectory::accounts()
{
    return opened().and_then([](Directory* there) { return there->accounts(); });
}

base::Result<> ActiveDirectory::ping()
{
    return opened().and_then([](Directory* there) { return there->ping(); });
}

} // namespace pedell::pedelld
