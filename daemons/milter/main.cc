// SPDX-License-Identifier: GPL-3.0-or-later
//
// pedell-milter: the mail door. Read the settings, wire register and counters to the door, serve Postfix
// until SIGTERM.
//
//     pedell-milter [--check] [--settings FILE] [--register FILE] [--counters FILE] [--requests FILE]
//                   [--socket PATH] [--scan SOCKET] [--spool FOLDER]
//
// Exit status: 0 stopped on request (or the settings are good), 1 the socket could not be served, 2 wrong use
// or bad settings. A register that is away is no reason to stop: every mail is deferred until it is back.
#include "base/journal.h"
#include "base/service.h"
#include "core/people.h"
#include "daemons/milter/journal_logbook.h"
#include "daemons/milter/messages.h"
#include "daemons/milter/register_questions.h"
#include "milter/door.h"
#include "milter/service.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <getopt.h>
#include <malloc.h>
#include <optional>

namespace pedell::milter_daemon
{
namespace
{

struct Options {
    std::filesystem::path settings = settings::school_file;
    std::filesystem::path register_file = registry::register_file;
    std::filesystem::path counters = "/var/lib/pedell/milter/counters.sqlite";
    std::filesystem::path requests = registry::mail_requests_file;
    std::filesystem::path socket = "/run/pedell-milter/milter.sock";
    std::filesystem::path scan = scan::default_socket;
    std::filesystem::path spool =
        "/var/lib/pedell/milter"; ///< files without a name, so nothing is ever seen there
    bool check = false;
};

std::optional<Options> parse(int argc, char** argv)
{
    const option known[] = {{"check", no_argument, nullptr, 'x'},
                            {"settings", required_argument, nullptr, 's'},
                            {"register", required_argument, nullptr, 'r'},
                            {"counters", required_argument, nullptr, 'c'},
                            {"requests", required_argument, nullptr, 'q'},
                            {"socket", required_argument, nullptr, 'k'},
                            {"scan", required_argument, nullptr, 'n'},
                            {"spool", required_argument, nullptr, 'p'},
                            {}};
    Options options;
    for (int found = 0; (found = getopt_long(argc, argv, "", known, nullptr)) != -1;) {
        if (found == 'x')
            options.check = true;
        else if (found == 's')
            options.settings = optarg;
        else if (found == 'r')
            options.register_file = optarg;
        else if (found == 'c')
            options.counters = optarg;
        else if (found == 'q')
            options.requests = optarg;
        else if (found == 'k')
            options.socket = optarg;
        else if (found == 'n')
            options.scan = optarg;
        else if (found == 'p')
            options.spool = optarg;
        else
            return std::nullopt;
    }
    return optind == argc ? std::optional{options} : std::nullopt;
}

core::Time now()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int run(int argc, char** argv)
{
    const auto options = parse(argc, argv);
    if (!options) {
        std::fputs("usage: pedell-milter [--check] [--settings FILE] [--register FILE] [--counters FILE] "
                   "[--requests FILE] [--socket PATH] [--scan SOCKET] [--spool FOLDER]\n",
                   stderr);
        return 2;
    }

    const auto school = settings::load_school(options->settings);
    if (!school) {
        for (const auto& fault : school.error())
            base::log(messages::milter::settings_refused, {{"FAULT", fault.text()}});
        return 2;
    }
    if (options->check)
        return 0;

    // libmilter's workers come and go; an arena for each would only grow the process.
    mallopt(M_ARENA_MAX, 2);

    RegisterQuestions questions{{.register_file = options->register_file,
                                 .counters_file = options->counters,
                                 .requests_file = options->requests,
                                 .scan_socket = options->scan},
                                school->domain,
                                now};
    if (const auto open = questions.open_requests(); !open)
        base::log(messages::milter::requests_closed,
                  {{"REASON", open.error().context}, {"ERRNO", std::to_string(open.error().sys_errno)}});
    JournalLogbook logbook;
    const milter::MailDoor door{*school, questions, options->spool};

    const auto served = milter::serve({door, logbook, options->socket, [] {
                                           base::log(messages::milter::door_open);
                                           base::say_ready("The mail door is open");
                                       }});
    base::say_stopping();
    if (!served) {
        base::log(messages::milter::door_failed,
                  {{"REASON", served.error().context}, {"ERRNO", std::to_string(served.error().sys_errno)}});
        return 1;
    }
    return 0;
}

} // namespace
} // namespace pedell::milter_daemon

int main(int argc, char** argv)
{
    return pedell::milter_daemon::run(argc, argv);
}
