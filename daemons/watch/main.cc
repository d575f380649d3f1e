// SPDX-License-Identifier: GPL-3.0-or-later
// pedell-watch: counts wrong passwords. Dovecot asks it before each; Samba's it reads from a file; who
// guesses at the domain is kept out by nftables. Two processes: the one that reads what strangers wrote has
// no right at all, the other one changes nftables and reads nothing but numbers (wall.h). Nothing is kept
// over a restart.
#include "base/journal.h"
#include "base/service.h"
#include "daemons/watch/messages.h"
#include "daemons/watch/server.h"

#include <sys/random.h>
#include <sys/stat.h>

namespace
{

using namespace pedell;
namespace messages = pedell::messages::watch;

constexpr const char* samba_events = "/run/pedell-watch/samba/events.json";
constexpr std::size_t key_bytes = 32;

int cannot_serve(const base::Error& error)
{
    base::log(messages::cannot_serve,
              {{"REASON", error.context}, {"ERRNO", std::to_string(error.sys_errno)}});
    return 1;
}

} // namespace

int main(int argc, char**)
{
    if (argc != 1)
        return 2;

    ::umask(077);
    // Before anything that comes from outside is read.
    auto wall = watch::Wall::build();
    if (!wall)
        return cannot_serve(wall.error());

    auto signals = base::termination_signals();
    if (!signals)
        return cannot_serve(signals.error());

    auto listener = base::take_socket("watch");
    if (!listener)
        return cannot_serve(listener.error());

    std::string key(key_bytes, '\0');
    if (::getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size()))
        return cannot_serve(base::fail_errno("make a key").error());

    watch::Watch watcher([&](const watch::WallOrder& order) { return wall->give(order); });
    watcher.begin();
    base::say_ready("counting wrong passwords");
    const auto served = watch::serve(
        {std::move(*listener), std::move(*signals), wall->descriptor(), samba_events, std::move(key)},
        watcher);
    base::say_stopping();
    return served ? 0 : cannot_serve(served.error());
}
