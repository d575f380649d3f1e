// SPDX-License-Identifier: GPL-3.0-or-later

/// pedell-hand: the few things that need root, for pedelld alone (and one of them for pedell-scand). Started
/// by its socket, gone after a minute. `pedell-hand --load-keys`: at boot, before the doors open
/// (pedell-keys.service).

#include "base/journal.h"
#include "base/service.h"
#include "daemons/hand/hand.h"
#include "daemons/hand/messages.h"
#include "daemons/hand/server.h"
#include "settings/school_toml.h"

#include <array>
#include <grp.h>
#include <pwd.h>
#include <string_view>
#include <sys/stat.h>

namespace
{

using namespace std::string_view_literals;
using pedell::base::Errc;
using pedell::base::Result;
namespace base = pedell::base;
namespace hand = pedell::hand;
namespace messages = pedell::messages::hand;

int cannot_start(const base::Error& error)
{
    base::log(messages::cannot_start,
              {{"REASON", error.context}, {"ERRNO", std::to_string(error.sys_errno)}});
    return 1;
}

Result<uid_t> uid_of(const char* name)
{
    const passwd* user = ::getpwnam(name);
    if (user == nullptr)
        return base::fail(Errc::not_found, std::string("no user ") + name + ": run systemd-sysusers");
    return user->pw_uid;
}

Result<hand::Hand> open_hand(uid_t pedelld)
{
    const auto school = pedell::settings::load_school(pedell::settings::school_file);
    if (!school)
        return base::fail(Errc::malformed,
                          school.error().empty() ? "school.toml" : school.error().front().text());

    const group* postfix = ::getgrnam("postfix");
    if (postfix == nullptr)
        return base::fail(Errc::not_found, "no group postfix: install postfix");
    return hand::Hand({}, school->netbios, pedelld, postfix->gr_gid,
                      {school->share_home, school->share_classes}, school->areas);
}

int load_keys()
{
    // Before the first set-up there is no school and no key.
    hand::Hand keys({}, {}, 0, 0);
    const auto loaded = keys.serve(hand::Request{hand::LoadKeys{}});
    if (!loaded) {
        base::log(messages::keys_not_loaded,
                  {{"REASON", loaded.error().context}, {"ERRNO", std::to_string(loaded.error().sys_errno)}});
        return 1;
    }
    base::log(messages::keys_loaded, {{"COUNT", std::to_string(loaded->count)}});
    return 0;
}

int serve()
{
    const auto signals = base::termination_signals();
    if (!signals)
        return cannot_start(signals.error());

    const auto allowed = uid_of("pedelld");
    if (!allowed)
        return cannot_start(allowed.error());

    // Whatever pedell-scand refuses on a drive goes out of sight at once.
    const auto scand = uid_of("pedell-scand");
    if (!scand)
        return cannot_start(scand.error());
    const std::array callers{hand::Caller{*allowed, {}}, hand::Caller{*scand, "quarantine"}};

    auto opened = open_hand(*allowed);
    if (!opened)
        return cannot_start(opened.error());

    const auto listener = base::take_socket("hand");
    if (!listener)
        return cannot_start(listener.error());

    // Whoever stays denied for want of this is locked, or was until just now: no reason to do nothing at all.
    if (const auto cleaned = opened->clean_up(); !cleaned)
        base::log(messages::not_cleaned_up, {{"REASON", cleaned.error().context},
                                             {"ERRNO", std::to_string(cleaned.error().sys_errno)}});
    base::say_ready("waiting for pedelld");
    const auto served =
        hand::serve_until_idle(listener->get(), signals->get(), callers,
                               [&](const hand::Request& request) { return opened->serve(request); });
    base::say_stopping();
    return served ? 0 : cannot_start(served.error());
}

} // namespace

int main(int argc, char** argv)
{
    ::umask(077);
    if (argc == 1)
        return serve();
    if (argc == 2 && argv[1] == "--load-keys"sv)
        return load_keys();
    return 2;
}
