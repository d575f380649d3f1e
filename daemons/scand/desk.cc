// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/desk.h"

#include "base/journal.h"
#include "daemons/scand/messages.h"

#include <algorithm>
#include <ctime>
#include <sys/epoll.h>

namespace pedell::scand
{

using core::ContentRule;
using core::Decision;
using Clock = std::chrono::steady_clock;

namespace
{

constexpr unsigned most_tries = 2;   ///< of one question, when somebody kills workers or writes into the file
constexpr unsigned most_strikes = 3; ///< of one file, before it is taken for the cause
constexpr std::size_t most_cached = 50'000;
constexpr std::size_t most_cached_bytes = std::size_t{48} << 20U;
constexpr std::size_t most_suspects = 10'000;

std::size_t weight_of(const core::Findings& findings)
{
    std::size_t weight = sizeof findings;
    for (const auto& part : findings.parts)
        weight += sizeof part + part.path.capacity() + part.type.capacity();
    for (const auto& found : findings.list)
        weight += sizeof found + found.part.capacity() + found.detail.capacity();
    return weight;
}

std::int64_t now_ns()
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds_of(now);
}

} // namespace

struct Desk::Work {
    Ticket ticket = 0;
    Request request;
    Identity identity;
    bool settled = false; ///< a write since would show in the identity
    unsigned tries = 0;
    Clock::time_point since;

    [[nodiscard]] core::Door door() const noexcept
    {
        return request.question.context.door;
    }
    /// Still the bytes that were handed over.
    [[nodiscard]] bool unchanged() const
    {
        const auto now = identity_of(request.fd.get());
        return now && *now == identity;
    }
};

struct Desk::Slot {
    std::unique_ptr<Work> work;
    WorkerLine line;
    Loop::Watch ready;
    Loop::Watch overdue;
};

struct Desk::Behind {
    std::unique_ptr<Work> work;
    FindingsPtr findings;
    ClamdLine line;
    Loop::Watch ready;
    Loop::Watch overdue;
};

Desk::Desk(const Loop& loop, DeskOptions options, std::shared_ptr<const Rules> rules)
    : loop_(loop), options_(std::move(options)), rules_(std::move(rules)),
      queue_(options_.most_waiting, options_.most_waiting_each), findings_(most_cached, most_cached_bytes),
      suspects_(most_suspects, most_suspects)
{
}

Desk::~Desk() = default;

void Desk::set_rules(std::shared_ptr<const Rules> rules)
{
    rules_ = std::move(rules);
}

Desk::Ticket Desk::ask(Request request)
{
    auto work = std::make_unique<Work>();
    const Ticket ticket = work->ticket = ++last_ticket_;
    work->request = std::move(request);
    work->since = Clock::now();
    const auto identity = identity_of(work->request.fd.get());
    if (!identity) {
        defer(*work, identity.error().context);
        return ticket;
    }
    work->identity = *identity;
    work->settled = is_settled(*identity, now_ns());
    if (work->request.remembered) {
        const auto* const strikes = suspects_.find(*identity);
        if (strikes != nullptr && *strikes >= most_strikes) {
            answer(*work, {Decision::refuse, ContentRule::unreadable, {}, {}}, nullptr);
            return ticket;
        }
        if (const auto* const found = findings_.find(*identity)) {
            judge(std::move(work), FindingsPtr(*found));
            return ticket;
        }
    }
    const auto door = work->door();
    const auto person = work->request.question.person.value;
    if (!queue_.push(door, person, work)) {
        defer(*work, "too many wait");
        return ticket;
    }
    dispatch();
    if (queue_.size() != 0 && !late_)
        drop_late();
    return ticket;
}

void Desk::forget(Ticket ticket)
{
    queue_.erase_if([ticket](const auto& work) { return work->ticket == ticket; });
    // What is looked at already is finished: its findings serve the next who asks.
    for (auto& slot : slots_)
        if (slot.work->ticket == ticket)
            slot.work->request.reply = nullptr;
    for (auto& behind : behinds_)
        if (behind.work->ticket == ticket)
            behind.work->request.reply = nullptr;
}

void Desk::drop_late()
{
    queue_.erase_if([this](const auto& work) {
        const bool late = Clock::now() - work->since >= options_.queue_time;
        if (late)
            defer(*work, "no worker had time");
        return late;
    });
    late_.reset();
    if (queue_.size() == 0)
        return;

    constexpr std::chrono::milliseconds often{1'000};
    auto watch = loop_.after(std::min(often, options_.queue_time), [this] { drop_late(); });
    if (watch)
        late_ = std::move(*watch);
}

void Desk::dispatch()
{
    while (slots_.size() < options_.worker_count) {
        // The last worker is for mail: nobody's files hold it up.
        const auto at_files = static_cast<std::size_t>(std::ranges::count_if(
            slots_, [](const Slot& slot) { return slot.work->door() != core::Door::mail; }));
        const bool files_may = at_files + 1 < options_.worker_count;
        auto work =
            queue_.pop([files_may](core::Door door) { return door == core::Door::mail || files_may; });
        if (!work)
            return;

        begin(std::move(*work));
    }
}

void Desk::begin(std::unique_ptr<Work> work)
{
    ++work->tries;
    const auto& question = work->request.question;
    auto line = WorkerLine::begin(options_.workers, {.whole = question.whole, .name = question.name},
                                  work->request.fd.get());
    if (!line) {
        defer(*work, line.error().context);
        return;
    }
    slots_.push_back({.work = std::move(work), .line = std::move(*line), .ready = {}, .overdue = {}});
    const auto slot = std::prev(slots_.end());
    auto ready = loop_.watch(slot->line.descriptor(), EPOLLIN, [this, slot](std::uint32_t) { look(slot); });
    auto overdue = loop_.after(options_.take_time, [this, slot] {
        slot->work->tries = most_tries; // more haste would not help
        settle(slot, {.ending = Ending::lost});
    });
    if (!ready || !overdue) {
        const auto failed = std::move(slot->work);
        slots_.erase(slot);
        defer(*failed, "no more descriptors");
        return;
    }
    slot->ready = std::move(*ready);
    slot->overdue = std::move(*overdue);
}

void Desk::look(Slots::iterator slot)
{
    const bool began = slot->line.taken();
    if (auto outcome = slot->line.take()) {
        settle(slot, std::move(*outcome));
        return;
    }
    if (began || !slot->line.taken())
        return;

    auto overdue =
        loop_.after(options_.inspect_time, [this, slot] { settle(slot, {.ending = Ending::late}); });
    if (overdue)
        slot->overdue = std::move(*overdue);
}

void Desk::settle(Slots::iterator slot, Outcome outcome)
{
    auto work = std::move(slot->work);
    slots_.erase(slot);
    switch (outcome.ending) {
    case Ending::findings: {
        ++inspections_;
        if (!work->unchanged()) {
            look_again(std::move(work));
            break;
        }
        const auto findings = std::make_shared<const core::Findings>(std::move(outcome.findings));
        keep(*work, findings);
        judge(std::move(work), findings);
        break;
    }
    case Ending::fault:
        // Cut short under the worker's hands, a harmless file does that as well.
        if (work->unchanged())
            accuse(*work);
        else
            look_again(std::move(work));
        break;
    case Ending::killed:
    case Ending::lost:
        if (work->tries < most_tries)
            begin(std::move(work));
        else
            strike(*work, outcome.ending == Ending::killed ? "its workers were killed" : "no worker took it");
        break;
    case Ending::late:
        strike(*work, "it took too long");
        break;
    case Ending::unreadable:
        defer(*work, "a worker could not read it");
        break;
    }
    dispatch();
}

void Desk::look_again(std::unique_ptr<Work> work)
{
    // Samba sets attributes and times about the moment of closing: mostly it is that, and over now.
    const auto identity = identity_of(work->request.fd.get());
    if (work->tries >= most_tries || !identity) {
        defer(*work, "somebody wrote into it meanwhile");
        return;
    }
    work->identity = *identity;
    work->settled = is_settled(*identity, now_ns());
    begin(std::move(work));
}

void Desk::keep(const Work& work, const FindingsPtr& findings)
{
    // What is not complete may be so for a reason of the moment.
    if (work.request.remembered && work.settled && findings->complete)
        findings_.put(work.identity, findings, weight_of(*findings));
}

void Desk::judge(std::unique_ptr<Work> work, const FindingsPtr& findings)
{
    auto verdict = core::judge(*findings, work->request.question.context, rules_->content, rules_->links);
    if (verdict.passed() && !rules_->clamd.empty())
        ask_clamd(std::move(work), findings);
    else
        answer(*work, std::move(verdict), findings);
}

void Desk::ask_clamd(std::unique_ptr<Work> work, const FindingsPtr& findings)
{
    auto line = ClamdLine::begin(rules_->clamd, work->request.fd.get());
    if (!line) {
        defer(*work, "clamd: " + line.error().context);
        return;
    }
    behinds_.push_back({.work = std::move(work),
                        .findings = findings,
                        .line = std::move(*line),
                        .ready = {},
                        .overdue = {}});
    const auto behind = std::prev(behinds_.end());
    auto ready = loop_.watch(behind->line.descriptor(), EPOLLIN,
                             [this, behind](std::uint32_t) { hear_clamd(behind); });
    auto overdue = loop_.after(options_.clamd_time, [this, behind] {
        const auto late = std::move(behind->work);
        behinds_.erase(behind);
        defer(*late, "clamd does not answer");
    });
    if (!ready || !overdue) {
        const auto failed = std::move(behind->work);
        behinds_.erase(behind);
        defer(*failed, "no more descriptors");
        return;
    }
    behind->ready = std::move(*ready);
    behind->overdue = std::move(*overdue);
}

void Desk::hear_clamd(Behinds::iterator behind)
{
    const auto signature = behind->line.take();
    if (!signature)
        return;

    const auto work = std::move(behind->work);
    const auto findings = behind->findings;
    behinds_.erase(behind);
    if (signature->word == Signature::Word::unknown)
        defer(*work, "clamd gives no answer");
    else if (signature->word == Signature::Word::found)
        answer(*work, {Decision::refuse, ContentRule::signature, {}, signature->name}, findings);
    else if (!work->unchanged())
        defer(*work, "somebody wrote into it meanwhile");
    else
        answer(*work, {Decision::pass, ContentRule::none, {}, {}}, findings);
}

void Desk::accuse(Work& work)
{
    base::log(messages::scand::suspect, {{"DOOR", std::string(core::name_of(work.door()))}});
    if (work.request.remembered)
        suspects_.put(work.identity, most_strikes);
    answer(work, {Decision::refuse, ContentRule::unreadable, {}, {}}, nullptr);
}

void Desk::strike(Work& work, std::string_view reason)
{
    if (work.request.remembered) {
        const auto* const before = suspects_.find(work.identity);
        suspects_.put(work.identity, before == nullptr ? 1 : *before + 1);
    }
    defer(work, reason);
}

void Desk::defer(Work& work, std::string_view reason)
{
    base::log(messages::scand::deferred,
              {{"DOOR", std::string(core::name_of(work.door()))}, {"REASON", std::string(reason)}});
    answer(work, {}, nullptr);
}

void Desk::answer(Work& work, core::ContentVerdict verdict, const FindingsPtr& findings)
{
    if (verdict.decision == Decision::refuse)
        base::log(messages::scand::refused, {{"RULE", std::string(core::name_of(verdict.rule))},
                                             {"DOOR", std::string(core::name_of(work.door()))}});
    if (!work.request.reply)
        return;

    scan::Answer answer{.verdict = std::move(verdict), .findings = std::nullopt};
    if (work.request.question.findings && findings)
        answer.findings = *findings;
    std::exchange(work.request.reply, nullptr)(answer);
}

} // namespace pedell::scand
