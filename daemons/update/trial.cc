// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/trial.h"

#include "base/file.h"
#include "base/image.h"
#include "base/journal.h"
#include "daemons/update/copy.h"
#include "daemons/update/menu.h"
#include "daemons/update/messages.h"
#include "daemons/update/state.h"
#include "register/migrations.h"

#include <algorithm>
#include <format>

namespace pedell::update
{

namespace messages = pedell::messages::update;

namespace
{

base::Result<> trust(const Host& host, const std::string& version)
{
    std::error_code ignored;
    const auto mark = host.at(base::blessed_file);
    std::filesystem::create_directories(mark.parent_path(), ignored);
    return base::write_atomically(mark, version + '\n');
}

/// A version whose tries are used up and which said nothing itself: panic, hang, or no system at all.
base::Result<> note_silent_failures(const Host& host, const std::string& running)
{
    const State state(host);
    const auto menu = menu_of(host);
    if (!menu)
        return {}; // without the ESP there is nothing to learn; the school starts all the same

    const auto known = state.failed();
    for (const MenuEntry& entry : *menu) {
        if (entry.version == running || entry.left != 0 || entry.done == 0 || known.contains(entry.version))
            continue;

        const int starts = state.starts_of(entry.version);
        const std::string why =
            starts == 0
                ? std::format(
                      "in {0} Versuchen kam das System nicht bis zu seinen Diensten (Kernel, Initrd oder "
                      "Platte) / in {0} tries the system never got to its services (kernel, initrd or disk)",
                      entry.done)
                : std::format(
                      "in {0} Versuchen startete es {1}-mal und meldete nie, dass alles geht (Absturz oder "
                      "Haenger) / in {0} tries it started {1} times and never said that all is well (panic "
                      "or hang)",
                      entry.done, starts);
        if (auto noted = state.note_failure({entry.version, host.now(), why, false}); !noted)
            return noted;
        base::log(messages::version_failed, {{"VERSION", entry.version}, {"REASON", why}});
    }
    return {};
}

void settle_waiting(const Host& host, const std::string& running)
{
    const State state(host);
    const auto waiting = state.waiting();
    if (!waiting)
        return;

    // It runs now; or it ran, used up its tries, and this is the way back. A restart that a power cut took
    // away is made up for by this very start.
    const auto menu = menu_of(host).value_or(std::vector<MenuEntry>());
    const auto entry = std::ranges::find(menu, waiting->version, &MenuEntry::version);
    if (waiting->version == running || entry == menu.end() || entry->left == 0)
        state.forget_waiting();
}

} // namespace

bool is_active(const Host& host, const std::string& unit)
{
    const auto said = host.run({"systemctl", "is-active", "--quiet", unit}, std::chrono::seconds{30});
    return said && said->status == 0;
}

base::Result<> begin_boot(const Host& host)
{
    const auto running = running_version(host);
    if (!running)
        return std::unexpected(running.error());

    const State state(host);
    if (auto made = state.make_folders(); !made)
        return made;

    const bool trial = on_trial(host);
    base::Result<> done = trial ? state.note_start(*running) : trust(host, *running);
    if (done && !trial)
        done = note_silent_failures(host, *running);
    settle_waiting(host, *running);
    remove_old_copies(host);
    state.publish();
    base::log(trial ? messages::on_trial : messages::trusted, {{"VERSION", *running}});
    return done;
}

bool give_up_trial(const Host& host, const std::string& why)
{
    const auto running = running_version(host);
    if (!running || !on_trial(host) || base::is_blessed(host.root)) {
        base::log(messages::unhealthy, {{"REASON", why}});
        return false;
    }

    const State state(host);
    (void)state.make_folders();
    if (const auto noted = state.note_failure({*running, host.now(), why, false}); !noted)
        base::log(messages::unwritten, {{"REASON", noted.error().context}});
    base::log(messages::trial_failed, {{"VERSION", *running}, {"REASON", why}});
    state.publish();
    if (const auto asked = host.output_of({"systemctl", "--no-block", "reboot"}); !asked)
        (void)host.run({"systemctl", "reboot", "--force"}, std::chrono::minutes{2});
    return true;
}

bool prove_health(const Host& host, const Examination& examination)
{
    const std::vector<std::string> wrong = examine(host, examination);
    if (wrong.empty()) {
        base::log(messages::healthy);
        return true;
    }
    std::string why;
    for (const std::string& what : wrong)
        why += (why.empty() ? "" : "; ") + what;
    (void)give_up_trial(host, why);
    return false;
}

base::Result<> note_blessing(const Host& host)
{
    const auto running = running_version(host);
    if (!running)
        return std::unexpected(running.error());

    const auto menu = menu_of(host);
    if (!menu)
        return std::unexpected(menu.error());

    const auto entry = std::ranges::find(*menu, *running, &MenuEntry::version);
    if (entry != menu->end() && entry->left)
        return base::fail(
            base::Errc::unavailable,
            std::format("{} zaehlt noch / is still counted; systemctl status systemd-bless-boot",
                        entry->file));

    const bool was_trial = on_trial(host);
    const State state(host);
    if (auto made = state.make_folders(); !made)
        return made;
    if (auto noted = state.bless(*running, registry::newest_schema()); !noted)
        return noted;

    state.forget_failure(*running);
    state.forget_starts();
    if (auto trusted = trust(host, *running); !trusted)
        return trusted;

    // Now the register may lose what the version before needed.
    if (was_trial)
        (void)host.run({"systemctl", "--no-block", "try-restart", "pedelld.service"},
                       std::chrono::seconds{30});
    state.publish();
    base::log(messages::blessed, {{"VERSION", *running}});
    return {};
}

} // namespace pedell::update
