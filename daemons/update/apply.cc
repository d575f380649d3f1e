// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/apply.h"

#include "base/handle.h"
#include "daemons/update/copy.h"
#include "daemons/update/menu.h"
#include "daemons/update/restart.h"
#include "daemons/update/stage.h"
#include "daemons/update/state.h"

#include <boost/json.hpp>
#include <fcntl.h>
#include <format>
#include <sys/file.h>

namespace pedell::update
{
namespace
{

namespace json = boost::json;
using base::Errc;
using base::fail;

constexpr int tries = 3; ///< as in 20-uki.transfer

/// One at a time: the other slot has room for one.
base::Result<base::Fd> lock(const Host& host)
{
    const auto path = host.at(state_folder) / "lock";
    base::Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!fd)
        return base::fail_errno("open " + path.string());
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::unavailable, "Es wird schon aktualisiert / an update is under way already");
    return fd;
}

/// What goes with the end of an attempt, however it ends.
class Attempt
{
public:
    explicit Attempt(const Host& host) : host_(host) {}
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    ~Attempt()
    {
        clear_stage(host_);
        State(host_).publish();
    }

private:
    const Host& host_;
};

std::optional<MenuEntry> entry_of(const Host& host, const std::string& version)
{
    for (const MenuEntry& entry : menu_of(host).value_or(std::vector<MenuEntry>()))
        if (entry.version == version)
            return entry;
    return std::nullopt;
}

/// systemd-sysupdate(8) writes the slot, then the kernel with its tries, each named only when it is whole.
base::Result<> write_slot(const Host& host, const std::string& version)
{
    // What failed here may still be in its slot, whose bytes dm-verity checks; the menu gives it new tries.
    if (const auto before = entry_of(host, version)) {
        std::error_code fault;
        std::filesystem::remove(host.at(uki_folder) / before->file, fault);
    }
    const auto written =
        host.output_of({"/usr/lib/systemd/systemd-sysupdate",
                        "--definitions=" + host.at(transfer_folder).string(), "update", version},
                       std::chrono::hours{2});
    if (!written)
        return fail(Errc::unavailable,
                    std::format("Schreiben in den anderen Systembereich / writing the other slot: {}",
                                written.error().context));

    const auto entry = entry_of(host, version);
    if (!entry || entry->left != tries)
        return fail(Errc::unavailable,
                    std::format("Version {0} steht nicht im Bootmenue / version {0} is not in the boot menu",
                                version));
    return {};
}

json::object answer(const std::string& running, const Source& source)
{
    return {{"version", running}, {"source", source.name()}};
}

/// Everything but the choice: from the first byte to the planned restart.
base::Result<json::object> carry_out(const Host& host, const core::Machine& machine, Source& source,
                                     const std::string& running, const Release& release,
                                     const ApplyOptions& options, Progress& progress)
{
    json::object done = answer(running, source);
    const std::int64_t root = source.size_of(release.root.name);
    const std::int64_t uki = source.size_of(release.uki.name);
    done["to"] = release.version;
    done["bytes"] = root + uki;
    done["dry_run"] = options.dry_run;
    done["restart"] = nullptr;

    progress.stage("Platz pruefen / look for room");
    if (const auto room = check_space(host, running, root, uki); !room)
        return std::unexpected(room.error());
    if (const auto room = check_stage_space(host, root + uki); !room)
        return std::unexpected(room.error());
    if (options.dry_run)
        return done;

    if (const auto got = fetch_release(host, source, running, release, progress); !got)
        return std::unexpected(got.error());

    progress.stage("Sicherung / copy of register and directory");
    if (const auto copied = take_copy(host, release.version); !copied)
        return std::unexpected(copied.error());

    cancel_restart(host);
    progress.stage("In den anderen Systembereich schreiben / write the other slot");
    if (const auto written = write_slot(host, release.version); !written)
        return std::unexpected(written.error());

    // The menu starts the newest that has tries left: an older one only where the newer has none.
    if (compare_versions(release.version, running) < 0)
        if (const auto current = entry_of(host, running))
            if (const auto last = put_last(host, *current); !last)
                return std::unexpected(last.error());

    const State state(host);
    state.forget_failure(release.version);
    state.forget_starts();
    progress.stage("Neustart planen / plan the restart");
    const core::Time at = options.now ? host.now() : restart_time(machine, host.now());
    if (const auto planned = schedule_restart(host, release.version, at, options.now); !planned)
        return std::unexpected(planned.error());

    done["restart"] = at.time_since_epoch().count();
    return done;
}

} // namespace

base::Result<std::unique_ptr<Source>> source_of(const Host& host, const core::Machine& machine,
                                                const std::string& from)
{
    if (!from.empty())
        return folder_or_stick(host, from);
    if (!machine.update_source.empty())
        return mirror(host, machine.update_source);

    return fail(Errc::malformed,
                "Woher? --from ORDNER oder update.source in school.toml / from where? --from FOLDER "
                "or update.source in school.toml");
}

base::Result<json::object> check_for_update(const Host& host, Source& source)
{
    const auto running = running_version(host);
    if (!running)
        return std::unexpected(running.error());

    const State state(host);
    if (const auto made = state.make_folders(); !made)
        return std::unexpected(made.error());
    const auto locked = lock(host);
    if (!locked)
        return std::unexpected(locked.error());

    const Attempt attempt(host);
    const auto releases = fetch_list(host, source);
    if (!releases)
        return std::unexpected(releases.error());

    json::object found = answer(*running, source);
    found["available"] = nullptr;
    found["failed"] = nullptr;
    Check check{host.now(), std::nullopt};
    const std::string& newest = releases->back().version;
    if (compare_versions(newest, *running) > 0) {
        check.available = newest;
        found["available"] = newest;
        if (const auto failed = state.failed(); failed.contains(newest))
            found["failed"] = failed.at(newest);
    }
    if (const auto noted = state.note_check(check); !noted)
        return std::unexpected(noted.error());
    return found;
}

base::Result<json::object> apply_update(const Host& host, const core::Machine& machine, Source& source,
                                        const ApplyOptions& options, Progress& progress)
{
    const auto running = running_version(host);
    if (!running)
        return std::unexpected(running.error());
    if (on_trial(host))
        return fail(Errc::unavailable,
                    std::format("Version {0} ist noch auf Probe / version {0} is still on trial", *running));

    const State state(host);
    if (const auto made = state.make_folders(); !made)
        return std::unexpected(made.error());
    const auto locked = lock(host);
    if (!locked)
        return std::unexpected(locked.error());

    const Attempt attempt(host);
    progress.stage("Liste der Versionen, Signatur / list of versions, signature");
    const auto releases = fetch_list(host, source);
    if (!releases)
        return std::unexpected(releases.error());

    const auto chosen = choose_release(*releases, *running, state.failed(), options.wish);
    if (!chosen)
        return std::unexpected(chosen.error());

    const bool newer = compare_versions(releases->back().version, *running) > 0;
    if (const auto noted =
            state.note_check({host.now(), newer ? std::optional(releases->back().version) : std::nullopt});
        !noted)
        return std::unexpected(noted.error());
    if (!*chosen) {
        progress.finish();
        json::object done = answer(*running, source);
        done["to"] = nullptr;
        return done;
    }
    auto done = carry_out(host, machine, source, *running, **chosen, options, progress);
    if (done)
        progress.finish();
    return done;
}

} // namespace pedell::update
