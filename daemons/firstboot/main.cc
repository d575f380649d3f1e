// SPDX-License-Identifier: GPL-3.0-or-later
// pedell-firstboot: what the image does with school.toml at each boot (firstboot.h); and, called with
// --await-first-log-on, the wiping of the first one-time password from the screen.
#include "base/addresses.h"
#include "base/file.h"
#include "base/journal.h"
#include "base/process.h"
#include "daemons/firstboot/first_log_on.h"
#include "daemons/firstboot/firstboot.h"
#include "daemons/firstboot/messages.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

using namespace pedell;
namespace messages = pedell::messages::firstboot;

constexpr int exit_usage = 2;

std::string own_address()
{
    const auto addresses = base::network_addresses();
    if (!addresses)
        return {};

    for (const base::NetworkAddress& one : *addresses)
        if (one.v4)
            return one.address;
    return {};
}

/// IMAGE_VERSION= of os-release(5): the same package in another image may bring other defaults.
std::string image_version()
{
    const std::string text = base::read_file("/usr/lib/os-release").value_or("");
    constexpr std::string_view key = "\nIMAGE_VERSION=";
    const auto at = text.find(key);
    if (at == std::string::npos)
        return "-";

    const auto begin = at + key.size();
    return text.substr(begin, text.find('\n', begin) - begin);
}

bool runs_from_image()
{
    const std::string line = " " + base::read_file("/proc/cmdline").value_or("");
    return line.contains(" pedell.image ") || line.ends_with(" pedell.image\n");
}

/// No password opens this machine (shadow(5): ! or * in front). The image is built so; it stays so.
void lock_root()
{
    const std::string shadow = "\n" + base::read_file("/etc/shadow").value_or("");
    const auto at = shadow.find("\nroot:");
    if (at == std::string::npos || shadow.find_first_of("!*", at + 6) == at + 6)
        return;

    base::log(messages::root_locked);
    if (const auto locked = base::run({"passwd", "--lock", "root"}); !locked || locked->status != 0)
        std::cerr << "pedell-firstboot: passwd --lock root failed\n";
}

int await_first_log_on()
{
    const auto done = firstboot::await_first_log_on(firstboot::first_log_on_file);
    if (done)
        return 0;

    std::cerr << "pedell-firstboot: " << done.error().context << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    firstboot::Options options;
    bool image = false;
    bool await = false;
    CLI::App app("What the image does with school.toml at each boot", "pedell-firstboot");
    app.add_option("--esp", options.esp, "Where the partition with school.toml is mounted");
    app.add_flag("--image", image, "Treat this machine as the image, whatever its kernel was told");
    app.add_flag("--await-first-log-on", await, "Wait for the first log-on, then wipe its one-time password");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    ::umask(022);
    if (await)
        return await_first_log_on();

    if (!image && !runs_from_image()) {
        std::cerr << "pedell-firstboot: this machine is not the image; here it is: pedell setup\n";
        return exit_usage;
    }
    lock_root();
    options.version = PEDELL_VERSION "/" + image_version();
    options.own_address = own_address;
    return firstboot::run(options);
}
