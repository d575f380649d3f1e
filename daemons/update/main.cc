// SPDX-License-Identifier: GPL-3.0-or-later
// pedell-update: what the units of the image start (docs/update.md); a person uses `pedell update`.
#include "base/journal.h"
#include "daemons/setup/services.h"
#include "daemons/update/apply.h"
#include "daemons/update/messages.h"
#include "daemons/update/restart.h"
#include "daemons/update/state.h"
#include "daemons/update/trial.h"
#include "settings/school_toml.h"

#include <array>
#include <iostream>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace update = pedell::update;
namespace base = pedell::base;

namespace
{

int say(const char* what, const base::Result<>& done)
{
    if (done)
        return 0;

    base::log(pedell::messages::update::cannot, {{"WHAT", what}, {"REASON", done.error().context}});
    return 1;
}

int boot(const update::Host& host)
{
    return say("boot", update::begin_boot(host));
}

int health(const update::Host& host)
{
    return update::prove_health(host, {.silent = pedell::setup::silent_services}) ? 0 : 1;
}

int blessed(const update::Host& host)
{
    return say("bless", update::note_blessing(host));
}

int fallback(const update::Host& host)
{
    // A version that is trusted has said itself what is wrong.
    if (!update::on_trial(host))
        return 0;

    (void)update::give_up_trial(host,
                                "die Selbstpruefung konnte nicht zu Ende laufen / the health check could not "
                                "run to its end");
    return 0;
}

int overdue(const update::Host& host)
{
    if (update::is_active(host, "boot-complete.target"))
        return 0;

    (void)update::give_up_trial(host, "nach 20 Minuten nicht fertig gestartet / not up after 20 minutes");
    return 0;
}

int restart(const update::Host& host)
{
    return say("restart", update::restart_now(host));
}

/// Asks the mirror of the settings; without one, or before the set-up, there is nothing to ask.
int check(const update::Host& host)
{
    const auto school = pedell::settings::load_school(pedell::settings::school_file);
    if (!school || school->machine.update_source.empty())
        return 0;

    const auto source = update::source_of(host, school->machine, "");
    if (!source)
        return say("check", std::unexpected(source.error()));

    const auto found = update::check_for_update(host, **source);
    return found ? 0 : say("check", std::unexpected(found.error()));
}

struct Verb {
    std::string_view name;
    int (*run)(const update::Host& host);
};

constexpr std::array verbs{Verb{"boot", boot},         Verb{"health", health},   Verb{"blessed", blessed},
                           Verb{"fallback", fallback}, Verb{"overdue", overdue}, Verb{"restart", restart},
                           Verb{"check", check}};

} // namespace

int main(int argc, char** argv)
{
    ::umask(077);
    for (const Verb& verb : verbs)
        if (argc == 2 && verb.name == argv[1])
            return verb.run(update::this_host());

    std::cerr << "usage: pedell-update boot|health|blessed|fallback|overdue|restart|check\n";
    return 2;
}
