// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/router.h"
#include "daemons/pedelld/status.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <optional>
#include <type_traits>

namespace pedell::pedelld
{

/// The writer: everything that touches register and projector happens here, one piece after the other, on one
/// strand. Long work is cut into pieces, so that a request waits for one piece at most.
class Caretaker
{
public:
    /// Told the next moment at which an access changes by itself.
    using Arm = std::function<void(std::optional<core::Time>)>;

    Caretaker(boost::asio::any_io_executor writer, Desk desk, StatusBoard& board, Arm arm);

    /// After a start: access by today's settings, everything carried out again, drift measured.
    void start();

    /// Answers one request of the API. May be awaited on any executor; the work is done on the writer's.
    [[nodiscard]] boost::asio::awaitable<Answer> ask(Call call);

    /// Lets `work` at the desk, between two pieces of other work. It returns a Result and changes nothing.
    template <class Work>
    [[nodiscard]] auto at_desk(Work work) -> boost::asio::awaitable<std::invoke_result_t<Work, Desk&>>
    {
        using Outcome = std::invoke_result_t<Work, Desk&>;
        const auto look = [](Desk& desk, Work inside) -> boost::asio::awaitable<Outcome> {
            co_return inside(desk);
        };
        co_return co_await boost::asio::co_spawn(writer_, look(desk_, std::move(work)),
                                                 boost::asio::use_awaitable);
    }

    /// The moment has come, or the clock was set (then nothing computed before can be relied upon).
    void clock_struck(bool clock_was_set);

private:
    template <class Work>
    void do_work(const Work& work);
    void work_at(std::chrono::steady_clock::time_point when);
    void carry_on();
    void tick();
    void refresh(bool everybody);

    boost::asio::any_io_executor writer_;
    Desk desk_;
    StatusBoard& board_;
    Arm arm_;
    boost::asio::steady_timer retry_;
    boost::asio::steady_timer tick_;
    bool drift_due_ = true;
};

} // namespace pedell::pedelld
