// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "daemons/scand/clamd_line.h"
#include "daemons/scand/fair_queue.h"
#include "daemons/scand/identity.h"
#include "daemons/scand/loop.h"
#include "daemons/scand/lru.h"
#include "daemons/scand/rules.h"
#include "daemons/scand/worker_line.h"
#include "scan/protocol.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <string_view>

namespace pedell::scand
{

/// One question of a door.
struct Request {
    scan::Question question = {};
    base::Fd fd = {}; ///< a regular file, open for reading
    bool remembered =
        false; ///< a file at rest that scand opened itself: its findings may be kept for the next time
    std::function<void(const scan::Answer&)> reply = {}; ///< called once, perhaps at once; not after forget()
};

/// Where and how the desk works; tests have shorter times.
struct DeskOptions {
    std::filesystem::path workers = worker_socket;
    std::size_t worker_count = 3;
    std::chrono::milliseconds take_time{10'000};    ///< until a worker begins
    std::chrono::milliseconds inspect_time{40'000}; ///< until it ends; it ends itself before that
    std::chrono::milliseconds clamd_time{60'000};
    std::chrono::milliseconds queue_time{60'000};
    std::size_t most_waiting = 1024;
    std::size_t most_waiting_each = 64; ///< of one person at one door
};

/// Judges what the doors hand over: findings from the cache or from a worker, then the rules, then clamd
/// where one is configured.
///
/// Promises: whatever goes wrong is `defer`, and nothing passes that was not inspected as it is. What makes a
/// worker
///           fail is refused, and not looked at again while it stays the same file. One worker is always free
///           for mail.
/// Threads:  one, the loop's.
class Desk
{
public:
    using Ticket = std::uint64_t;

    Desk(const Loop& loop, DeskOptions options, std::shared_ptr<const Rules> rules);
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    ~Desk();

    /// Cached findings are judged by the new rules from now on.
    void set_rules(std::shared_ptr<const Rules> rules);

    [[nodiscard]] Ticket ask(Request request);
    /// Who asked is gone.
    void forget(Ticket ticket);

    /// How many were inspected, not taken from the cache.
    [[nodiscard]] std::uint64_t inspections() const noexcept
    {
        return inspections_;
    }

private:
    struct Work;
    struct Slot;
    struct Behind;
    using Slots = std::list<Slot>;
    using Behinds = std::list<Behind>;
    using FindingsPtr = std::shared_ptr<const core::Findings>;

    void dispatch();
    void begin(std::unique_ptr<Work> work);
    void look(Slots::iterator slot);
    void settle(Slots::iterator slot, Outcome outcome);
    void look_again(std::unique_ptr<Work> work);
    void keep(const Work& work, const FindingsPtr& findings);
    void judge(std::unique_ptr<Work> work, const FindingsPtr& findings);
    void ask_clamd(std::unique_ptr<Work> work, const FindingsPtr& findings);
    void hear_clamd(Behinds::iterator behind);
    void accuse(Work& work);
    void strike(Work& work, std::string_view reason);
    void defer(Work& work, std::string_view reason);
    void answer(Work& work, core::ContentVerdict verdict, const FindingsPtr& findings);
    void drop_late();

    const Loop& loop_;
    DeskOptions options_;
    std::shared_ptr<const Rules> rules_;
    Ticket last_ticket_ = 0;
    std::uint64_t inspections_ = 0;
    FairQueue<std::unique_ptr<Work>> queue_;
    Slots slots_;
    Behinds behinds_;
    Lru<Identity, FindingsPtr> findings_;
    Lru<Identity, unsigned> suspects_; ///< by strikes
    Loop::Watch late_;                 ///< when the oldest that waits has waited too long
};

} // namespace pedell::scand
