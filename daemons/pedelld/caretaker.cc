// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/caretaker.h"

#include "base/journal.h"
#include "daemons/pedelld/messages.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

namespace pedell::pedelld
{
namespace
{

using namespace std::chrono_literals;

/// Entries of the outbox in one piece of background work: less than a second, normally.
constexpr std::size_t piece = 20;
constexpr auto pause_after_fault = 5s;
constexpr auto pulse = 30s;

} // namespace

Caretaker::Caretaker(boost::asio::any_io_executor writer, Desk desk, StatusBoard& board, Arm arm)
    : writer_(std::move(writer)), desk_(std::move(desk)), board_(board), arm_(std::move(arm)),
      retry_(writer_), tick_(writer_)
{
}

/// Every piece of work ends alike: the status says what is now, and the clock waits for the next change.
template <class Work>
void Caretaker::do_work(const Work& work)
{
    board_.set_busy(true);
    try {
        work();
        const auto next = desk_.reg.next_change();
        // What has passed by now could not be written (disk full, locked): not at once again, without an end.
        if (next)
            arm_(next->transform(
                [this](core::Time when) { return std::max(when, desk_.clocks.wall() + 1s); }));
        else
            base::log(messages::pedelld::work_failed, {{"REASON", next.error().context}});
        board_.write(desk_);
    } catch (const std::exception& fault) {
        base::log(messages::pedelld::work_failed, {{"REASON", fault.what()}});
    }
    board_.set_busy(false);
}

void Caretaker::start()
{
    boost::asio::post(writer_, [this] {
        do_work([this] {
            board_.check(desk_);
            refresh(true);
            // Compared before anything is healed; where Samba is not there yet, as soon as it is.
            drift_due_ = !desk_.projector.measure_drift();
            if (const auto queued = desk_.projector.heal(); !queued)
                base::log(messages::pedelld::work_failed, {{"REASON", queued.error().context}});
        });
        work_at(desk_.clocks.steady());
        tick();
    });
}

boost::asio::awaitable<Answer> Caretaker::ask(Call call)
{
    const auto work = [](Caretaker& self, Call asked) -> boost::asio::awaitable<Answer> {
        Answer given = refusal({base::Errc::unavailable, "unexpected: see the journal"});
        self.do_work([&] { given = answer(self.desk_, asked); });
        // What could not be carried outside is tried again soon.
        self.work_at(self.desk_.clocks.steady());
        co_return given;
    };
    co_return co_await boost::asio::co_spawn(writer_, work(*this, std::move(call)),
                                             boost::asio::use_awaitable);
}

void Caretaker::clock_struck(bool clock_was_set)
{
    boost::asio::post(writer_, [this, clock_was_set] {
        if (clock_was_set)
            base::log(messages::pedelld::clock_was_set);
        do_work([&] { refresh(clock_was_set); });
        work_at(desk_.clocks.steady());
    });
}

/// Access that changed by itself goes outside at once, like a change that somebody made.
void Caretaker::refresh(bool everybody)
{
    const auto mark = desk_.projector.mark();
    const core::Time now = desk_.clocks.wall();
    const auto changed = everybody ? desk_.reg.recompute_access(now) : desk_.reg.refresh_access(now);
    if (!mark || !changed) {
        const auto& reason = mark ? changed.error() : mark.error();
        base::log(messages::pedelld::work_failed, {{"REASON", reason.context}});
        return;
    }
    if (changed->empty())
        return;

    base::log(messages::pedelld::access_changed, {{"COUNT", std::to_string(changed->size())}});
    // The rows are committed, the doors see them; what is missing outside stays in the outbox.
    if (const auto settled = desk_.projector.settle(*mark); !settled)
        base::log(messages::pedelld::work_failed, {{"REASON", settled.error().context}});
}

void Caretaker::work_at(std::chrono::steady_clock::time_point when)
{
    retry_.expires_at(when);
    retry_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled)
            carry_on();
    });
}

void Caretaker::carry_on()
{
    // Also after an exception the outbox has to go on.
    std::optional<Projector::Steady> again = desk_.clocks.steady() + pause_after_fault;
    do_work([this, &again] {
        if (drift_due_)
            drift_due_ = !desk_.projector.measure_drift();

        const auto next = desk_.projector.work(piece);
        if (next)
            again = *next;
        else
            base::log(messages::pedelld::work_failed, {{"REASON", next.error().context}});
    });
    if (again)
        work_at(*again);
}

void Caretaker::tick()
{
    do_work([this] {
        board_.check(desk_);
        desk_.projector.ping();
    });
    tick_.expires_after(pulse);
    tick_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled)
            tick();
    });
}

} // namespace pedell::pedelld
