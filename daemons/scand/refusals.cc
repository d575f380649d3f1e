// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/refusals.h"

#include "base/journal.h"
#include "daemons/scand/messages.h"

#include <algorithm>
#include <csignal>
#include <utility>

namespace pedell::scand
{

Refusals::Refusals(const std::filesystem::path& socket)
    : Refusals(
          [client = hand::Client(socket)](const hand::Quarantine& refused) { return client.ask(refused); })
{
}

Refusals::Refusals(Ask ask)
    : ask_(std::move(ask)), thread_([this](const std::stop_token& stop) { work(stop); })
{
}

void Refusals::tell(hand::Quarantine refused)
{
    const std::scoped_lock alone{mutex_};
    const auto same = [&](const hand::Quarantine& one) {
        return one.path == refused.path && one.inode == refused.inode;
    };
    if (queue_.size() >= most_waiting || std::ranges::any_of(queue_, same))
        return;

    queue_.push_back(std::move(refused));
    waiting_.notify_one();
}

void Refusals::work(const std::stop_token& stop)
{
    // Signals are the loop's.
    sigset_t all{};
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);

    for (;;) {
        std::unique_lock lock{mutex_};
        if (!waiting_.wait(lock, stop, [this] { return !queue_.empty(); }))
            return;

        const auto refused = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        if (const auto done = ask_(refused); !done)
            base::log(messages::scand::not_put_away,
                      {{"REASON", done.error().context}, {"ERRNO", std::to_string(done.error().sys_errno)}});
    }
}

} // namespace pedell::scand
