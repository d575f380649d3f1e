// SPDX-License-Identifier: GPL-3.0-or-later
//
// pedell-scand, the front: takes questions about content at two sockets, has workers look, and judges. It
// parses no content itself (pedell-scand-worker does), and may read every file of the school for that
// (CAP_DAC_READ_SEARCH).
//
//     pedell-scand [--check] [--settings FILE] [--register FILE] [--workers SOCKET]
//
// SIGHUP (systemctl reload): settings and lists of links are read anew while the old ones stay in force.
// Exit status: 0 stopped on request (or the settings are good), 1 it cannot serve, 2 wrong use or bad
// settings.
#include "base/journal.h"
#include "base/service.h"
#include "daemons/scand/clamd_door.h"
#include "daemons/scand/desk.h"
#include "daemons/scand/loop.h"
#include "daemons/scand/messages.h"
#include "daemons/scand/refusals.h"
#include "daemons/scand/reloader.h"
#include "daemons/scand/scan_door.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <getopt.h>
#include <optional>

namespace pedell::scand
{
namespace
{

struct Options {
    std::filesystem::path settings = settings::school_file;
    std::filesystem::path register_file = registry::register_file;
    std::filesystem::path workers = worker_socket;
    bool check = false;
};

std::optional<Options> parse(int argc, char** argv)
{
    const option known[] = {{"check", no_argument, nullptr, 'x'},
                            {"settings", required_argument, nullptr, 's'},
                            {"register", required_argument, nullptr, 'r'},
                            {"workers", required_argument, nullptr, 'w'},
                            {}};
    Options options;
    for (int found = 0; (found = getopt_long(argc, argv, "", known, nullptr)) != -1;) {
        if (found == 'x')
            options.check = true;
        else if (found == 's')
            options.settings = optarg;
        else if (found == 'r')
            options.register_file = optarg;
        else if (found == 'w')
            options.workers = optarg;
        else
            return std::nullopt;
    }
    return optind == argc ? std::optional{options} : std::nullopt;
}

int cannot_serve(const base::Error& error)
{
    base::log(messages::scand::cannot_serve,
              {{"REASON", error.context}, {"ERRNO", std::to_string(error.sys_errno)}});
    return 1;
}

/// Both doors, open until SIGTERM.
base::Result<> serve(const Options& options, const std::shared_ptr<const Rules>& rules, base::Fd scan,
                     base::Fd clamd)
{
    const auto loop = Loop::make();
    if (!loop)
        return std::unexpected(loop.error());

    base::Fd root(::open(school_root, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
        return base::fail_errno(std::string("open ") + school_root);

    Desk desk(*loop, {.workers = options.workers, .worker_count = worker_count()}, rules);
    Persons persons(options.register_file, rules->domain);
    ScanDoor scan_door(*loop, desk, std::move(scan));
    Refusals refusals;
    ClamdDoor clamd_door(*loop, desk, persons, std::move(root), std::move(clamd),
                         [&refusals](hand::Quarantine refused) { refusals.tell(std::move(refused)); });
    Reloader reloader(*loop, options.settings,
                      [&desk](std::shared_ptr<const Rules> fresh) { desk.set_rules(std::move(fresh)); });
    const auto stopping = loop->on_signal(SIGTERM, [&loop] { loop->stop(); });
    const auto interrupted = loop->on_signal(SIGINT, [&loop] { loop->stop(); });
    for (const auto* const watch : {&stopping, &interrupted})
        if (!*watch)
            return std::unexpected(watch->error());
    for (auto opened : {reloader.open(), scan_door.open(), clamd_door.open()})
        if (!opened)
            return opened;

    base::say_ready("judging content");
    auto served = loop->run();
    base::say_stopping();
    return served;
}

int run(int argc, char** argv)
{
    const auto options = parse(argc, argv);
    if (!options) {
        std::fputs("usage: pedell-scand [--check] [--settings FILE] [--register FILE] [--workers SOCKET]\n",
                   stderr);
        return 2;
    }
    const auto rules = load_rules(options->settings);
    if (!rules) {
        base::log(messages::scand::settings_refused, {{"FAULT", rules.error().context}});
        return 2;
    }
    if (options->check)
        return 0;

    log_rules(**rules);
    if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR)
        return cannot_serve(base::fail_errno("ignore signals").error());

    auto scan = base::take_socket("scand");
    auto clamd = base::take_socket("clamd");
    if (!scan || !clamd)
        return cannot_serve((scan ? clamd : scan).error());

    const auto served = serve(*options, *rules, std::move(*scan), std::move(*clamd));
    return served ? 0 : cannot_serve(served.error());
}

} // namespace
} // namespace pedell::scand

int main(int argc, char** argv)
{
    return pedell::scand::run(argc, argv);
}
