// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/worker.h"

#include "base/unix_socket.h"
#include "scan/findings_text.h"
#include "scan/packets.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace pedell::scand
{
namespace
{

constexpr std::chrono::seconds job_time{5}; ///< the front has its job ready when it connects

/// Keeps nothing open but the listener: standard output is the journal's socket, and a worker has nothing to
/// say there.
bool keep_only(int listener)
{
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0)
        return false;

    bool kept = true;
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd)
        kept = ::dup2(null, fd) == fd && kept;
    const auto keep = static_cast<unsigned>(listener);
    if (keep > STDERR_FILENO + 1)
        kept = ::close_range(STDERR_FILENO + 1, keep - 1, 0) == 0 && kept;
    return ::close_range(std::max<unsigned>(keep, STDERR_FILENO) + 1, ~0U, 0) == 0 && kept;
}

void say(int connection, std::string_view word)
{
    // Whoever is gone has lost patience and given its answer.
    const auto sent = base::send_message(connection, word);
    static_cast<void>(sent);
}

void serve(int connection, const Inspect& inspect, const WorkerLimits& limits)
{
    auto message = base::receive_message(connection, job_time);
    const auto job = message ? read_job(message->bytes) : base::Result<Job>(std::unexpected(message.error()));
    if (!job || !message->fd) {
        say(connection, word_unreadable);
        return;
    }
    say(connection, word_taken);
    start_clocks(limits);
    const auto findings = inspect(message->fd.get(), *job);
    stop_clocks();
    if (!findings) {
        say(connection, word_unreadable);
        return;
    }
    const auto sent = scan::send_text(connection, scan::to_text(*findings));
    static_cast<void>(sent);
}

} // namespace

void work(int listener, const Inspect& inspect, const WorkerLimits& limits,
          base::Result<> (*confine)(const WorkerLimits&))
{
    if (!keep_only(listener) || !confine(limits))
        ::_exit(exit_unconfined);

    for (unsigned done = 0; done < limits.inspections; ++done) {
        const base::Fd connection(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        if (!connection && errno != EINTR && errno != ECONNABORTED)
            ::_exit(EXIT_FAILURE);
        if (!connection)
            continue;

        report_faults_to(connection.get());
        try {
            serve(connection.get(), inspect, limits);
        } catch (const std::exception&) {
            say(connection.get(),
                word_fault); // memory above all: libraries' other exceptions end within inspect
            ::_exit(EXIT_FAILURE);
        }
    }
    ::_exit(EXIT_SUCCESS);
}

} // namespace pedell::scand
