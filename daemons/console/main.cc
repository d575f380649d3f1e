// SPDX-License-Identifier: GPL-3.0-or-later
// pedell-console: the screen of the image. Looks when something in its folders changes, and every few
// seconds; writes only what is new. Has no right but its terminal.
#include "base/handle.h"
#include "daemons/console/gather.h"
#include "daemons/console/screen.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <chrono>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace
{

using namespace pedell;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds while_it_starts{2'000};
constexpr std::chrono::milliseconds at_work{10'000};
/// A message of the kernel or a foreign program may have written over the screen.
constexpr std::chrono::minutes repaint{5};

/// False: the terminal is gone (a serial port without hardware answers EIO).
bool write_all(std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;

        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

/// ECMA-48: cursor home, each line to its end, the rest of the screen; no flicker. The last line has no end.
std::string painted(const std::vector<std::string>& lines)
{
    std::string text = "\033[?25l\033[H";
    for (std::size_t at = 0; at < lines.size(); ++at)
        text += (at == 0 ? "" : "\r\n") + lines[at] + "\033[K";
    return text + "\033[J";
}

/// What pedell-firstboot and pedell setup write is shown at once.
base::Fd watch_folders()
{
    base::Fd fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    for (const char* const folder : {"/run/pedell", "/run/pedell-console"})
        if (fd)
            ::inotify_add_watch(fd.get(), folder, IN_MOVED_TO | IN_CREATE | IN_DELETE);
    return fd;
}

void await_change(const base::Fd& folders, std::chrono::milliseconds most)
{
    pollfd wanted{folders.get(), POLLIN, 0};
    if (::poll(&wanted, 1, static_cast<int>(most.count())) <= 0)
        return;

    std::array<char, 4096> ignored{};
    while (::read(folders.get(), ignored.data(), ignored.size()) > 0) {
    }
}

int show_plain()
{
    console::Gatherer gatherer;
    const base::Fd folders = watch_folders();
    std::vector<std::string> said;
    for (;;) {
        const console::Facts facts = gatherer.look();
        auto lines = console::plain(facts);
        if (!write_all(joined(console::news(said, lines))))
            return 0;

        said = std::move(lines);
        await_change(folders, console::is_ready(facts) ? at_work : while_it_starts);
    }
}

int show_screen()
{
    console::Gatherer gatherer;
    const base::Fd folders = watch_folders();
    std::vector<std::string> shown;
    Clock::time_point painted_at;
    for (;;) {
        const console::Facts facts = gatherer.look();
        auto lines = console::screen(facts);
        if (lines != shown || Clock::now() - painted_at > repaint) {
            if (!write_all(painted(lines)))
                return 0;

            shown = std::move(lines);
            painted_at = Clock::now();
        }
        await_change(folders, console::is_ready(facts) ? at_work : while_it_starts);
    }
}

} // namespace

int main(int argc, char** argv)
{
    bool plain = false;
    bool once = false;
    CLI::App app("The screen of the image", "pedell-console");
    app.add_flag("--plain", plain, "Lines for a log, when something changes");
    app.add_flag("--once", once, "Show the state once, then end");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (once) {
        console::Gatherer gatherer;
        const console::Facts facts = gatherer.look();
        return write_all(joined(plain ? console::plain(facts) : console::screen(facts))) ? 0 : 1;
    }
    return plain ? show_plain() : show_screen();
}
