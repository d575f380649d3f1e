// SPDX-License-Identifier: GPL-3.0-or-later

/// pedelld, the caretaker: the only writer of register, people and groups; API on a Unix socket.
#include "base/image.h"
#include "base/journal.h"
#include "base/service.h"
#include "daemons/pedelld/api.h"
#include "daemons/pedelld/caretaker.h"
#include "daemons/pedelld/clock.h"
#include "daemons/pedelld/doorkeeper.h"
#include "daemons/pedelld/messages.h"
#include "settings/school_toml.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <sys/stat.h>

namespace
{

namespace asio = boost::asio;
namespace base = pedell::base;
namespace messages = pedell::messages::pedelld;
using namespace pedell::pedelld;

constexpr const char* tables_folder = "/var/lib/pedell/tables";

int cannot_start(const base::Error& error)
{
    base::log(messages::cannot_start,
              {{"REASON", error.context}, {"ERRNO", std::to_string(error.sys_errno)}});
    return 1;
}

base::Result<pedell::core::School> load_school()
{
    auto school = pedell::settings::load_school(pedell::settings::school_file);
    if (!school)
        return base::fail(base::Errc::malformed,
                          school.error().empty() ? "school.toml" : school.error().front().text());

    return std::move(*school);
}

/// Says that we live as long as both do: this loop, and the writer that takes a turn between two pieces of
/// work.
asio::awaitable<void> stay_alive(Caretaker& caretaker, std::chrono::milliseconds every)
{
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        timer.expires_after(every);
        co_await timer.async_wait(asio::use_awaitable);
        co_await caretaker.at_desk([](Desk&) {
            base::say_alive();
            return base::Result<>{};
        });
    }
}

/// Until SIGTERM. The writer finishes the piece of work that it is in; the rest waits in the outbox.
int serve(const pedell::core::School& school, pedell::registry::Register reg, base::Fd listener,
          base::Fd signals)
{
    // Neighbours and writer before the executors: what still sleeps in these refers to those.
    HandSocket hand;
    ActiveDirectory accounts(hand, school.base_dn(), school.domain);
    Projector projector(reg, hand, accounts, school, Clocks::real(), tables_folder);
    SambaProver prover(hand);
    Sessions sessions;
    StatusBoard board;
    asio::io_context io(1);
    asio::thread_pool writer_thread(1);
    asio::thread_pool provers(2);

    auto clock = Clock::open(io.get_executor());
    if (!clock)
        return cannot_start(clock.error());

    Caretaker caretaker(asio::make_strand(writer_thread), {reg, projector, school, Clocks::real(), sessions},
                        board, [&](std::optional<pedell::core::Time> next) { clock->arm(next); });
    Doorkeeper doorkeeper(caretaker, prover, provers.get_executor(), sessions, school, Clocks::real(), {});
    Api api(
        io, [&](Call call) { return caretaker.ask(std::move(call)); },
        [&](Call call) { return doorkeeper.login(std::move(call)); }, sessions, board, {});
    asio::posix::stream_descriptor end(io, signals.release());
    end.async_wait(asio::posix::stream_descriptor::wait_read,
                   [&](const boost::system::error_code&) { io.stop(); });
    asio::co_spawn(io, clock->run([&](bool was_set) { caretaker.clock_struck(was_set); }), asio::detached);

    if (const auto every = base::alive_interval())
        asio::co_spawn(io, stay_alive(caretaker, *every), asio::detached);

    api.listen(std::move(listener));
    caretaker.start();
    io.run();

    base::say_stopping();
    provers.stop();
    writer_thread.stop();
    provers.join();
    writer_thread.join();
    base::log(messages::stopped);
    return 0;
}

} // namespace

int main(int argc, char** /*argv*/)
{
    if (argc != 1)
        return 2;

    ::umask(027);
    auto signals = base::termination_signals();
    if (!signals)
        return cannot_start(signals.error());

    const auto school = load_school();
    if (!school)
        return cannot_start(school.error());

    // Postfix' tables are made with the first register: where they are and it is not, it was lost.
    using pedell::registry::Register;
    const bool was_there = std::filesystem::exists(std::filesystem::path(tables_folder) / "mailboxes.cdb");
    auto reg = Register::open(pedell::registry::register_file, school->access, school->domain,
                              was_there ? Register::Absent::refuse : Register::Absent::make,
                              base::is_blessed() ? pedell::registry::Trust::blessed
                                                 : pedell::registry::Trust::trial);
    if (!reg)
        return cannot_start(reg.error());

    auto listener = base::take_socket("api");
    if (!listener)
        return cannot_start(listener.error());

    // Ready as soon as the register is whole: the doors wait for that, and Samba, which we need later, is one
    // of them.
    base::say_ready("register open");
    base::log(messages::started);
    return serve(*school, std::move(*reg), std::move(*listener), std::move(*signals));
}
