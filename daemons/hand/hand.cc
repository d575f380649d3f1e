// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/hand.h"

#include "core/people.h"
#include "daemons/hand/folders.h"
#include "daemons/hand/ldap_descriptor.h"
#include "daemons/hand/quarantine.h"
#include "daemons/hand/queue.h"
#include "daemons/hand/quota.h"
#include "daemons/hand/tables.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

namespace pedell::hand
{

using base::Result;

namespace
{

Result<Reply> reply_changed(const Result<bool>& changed)
{
    if (!changed)
        return std::unexpected(changed.error());
    Reply reply;
    reply.changed = *changed;
    return reply;
}

Result<Reply> reply_count(const Result<std::int64_t>& count)
{
    if (!count)
        return std::unexpected(count.error());
    Reply reply;
    reply.changed = *count > 0;
    reply.count = *count;
    return reply;
}

} // namespace

/// Opens key store and file system for this one request: keys lie in our memory no longer than they are
/// needed.
template <class Work>
Result<Reply> Hand::with_folders(const Work& work) const
{
    auto keys = KeyStore::open(paths_.key_store);
    if (!keys)
        return std::unexpected(keys.error());

    const auto fscrypt = Fscrypt::open(paths_.school);
    if (!fscrypt)
        return std::unexpected(fscrypt.error());

    Folders folders(paths_, netbios_, *keys, **fscrypt, Areas(areas_, run_command));
    return work(folders);
}

Result<Reply> Hand::serve(const Request& request)
{
    return std::visit([this](const auto& one) { return serve(one); }, request);
}

Result<Reply> Hand::serve(const LdapDescriptor&)
{
    auto descriptor = connect_directory(paths_.ldap_folder);
    if (!descriptor)
        return std::unexpected(descriptor.error());
    Reply reply;
    reply.fd = std::move(*descriptor);
    return reply;
}

Result<Reply> Hand::serve(const MakeFolder& request)
{
    return with_folders([&](Folders& folders) {
        return reply_changed(folders.make({request.kind, request.id}, request.name));
    });
}

Result<Reply> Hand::serve(const EraseFolder& request)
{
    return with_folders(
        [&](Folders& folders) { return reply_changed(folders.erase({request.kind, request.id})); });
}

Result<Reply> Hand::serve(const SetQuota& request)
{
    return with_folders([&](Folders& folders) -> Result<Reply> {
        const Owner owner{request.kind, request.id};
        const auto folder = folders.open(owner);
        if (!folder)
            return std::unexpected(folder.error());

        const auto answer = set_quota(folder->get(), owner, request.bytes);
        if (!answer)
            return std::unexpected(answer.error());
        Reply reply;
        reply.changed = answer->changed;
        reply.supported = answer->supported;
        return reply;
    });
}

Result<Reply> Hand::serve(const CutSessions& request)
{
    Account account{request.sam, std::nullopt};
    if (const auto id = person_behind(paths_, netbios_, request.sam))
        account.uid = static_cast<uid_t>(core::uid_base + *id);
    return reply_count(sessions().cut(request, account));
}

Sessions Hand::sessions() const
{
    return {run_command, DenyList(paths_.deny_list, netbios_), shares_,
            std::filesystem::exists(paths_.dovecot),
            [] { std::this_thread::sleep_for(std::chrono::milliseconds{50}); }};
}

Result<bool> Hand::clean_up() const
{
    return sessions().clean_up();
}

Result<Reply> Hand::serve(const HoldMail& request)
{
    return reply_count(treat_mail(request, run_command));
}

Result<Reply> Hand::serve(const InstallTables& request)
{
    const auto installed = install_tables(paths_.tables_from, paths_.tables_to, request.names, writer_,
                                          {.mode = 0640, .uid = 0, .gid = postfix_});
    if (!installed)
        return std::unexpected(installed.error());

    // Also when nothing differed: an earlier reload may have failed.
    if (std::ranges::find(request.names, "outside") != request.names.end())
        if (const auto reloaded = reload_postfix(); !reloaded)
            return std::unexpected(reloaded.error());
    return reply_changed(installed);
}

Result<Reply> Hand::serve(const Quarantine& request)
{
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return reply_changed(quarantine(paths_, request, now));
}

Result<Reply> Hand::serve(const CheckFolder& request)
{
    return with_folders([&](Folders& folders) -> Result<Reply> {
        auto checked = folders.check({request.kind, request.id}, request.heal, std::time(nullptr));
        if (!checked)
            return std::unexpected(checked.error());
        Reply reply;
        reply.changed = request.heal && (!checked->drifts.empty() || checked->cleared > 0);
        reply.count = checked->cleared;
        reply.drifts = std::move(checked->drifts);
        return reply;
    });
}

Result<Reply> Hand::serve(const LoadKeys&)
{
    return with_folders([](Folders& folders) { return reply_count(folders.load_keys()); });
}

} // namespace pedell::hand
