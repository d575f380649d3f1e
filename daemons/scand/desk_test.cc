// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/desk.h"

#include "base/unix_socket.h"
#include "daemons/scand/test_scand.h"
#include "scan/findings_text.h"
#include "scan/packets.h"

#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/epoll.h>
#include <thread>
#include <vector>

namespace pedell::scand
{
namespace
{

using namespace std::chrono_literals;
using core::ContentRule;
using core::Decision;

std::shared_ptr<Rules> plain_rules()
{
    return std::make_shared<Rules>();
}

/// Answers in the order in which they came.
class DeskTest : public testing::Test
{
protected:
    [[nodiscard]] DeskOptions options() const
    {
        DeskOptions options;
        options.workers = folder / "worker.sock";
        return options;
    }
    /// A question about these bytes whose answer is kept under this name.
    Request about(std::string_view bytes, std::string name, core::Door door = core::Door::mail)
    {
        Request request;
        request.question.context.door = door;
        request.question.whole = scan::Whole::file;
        request.question.name = name;
        request.fd = bytes_of(bytes);
        request.reply = [this, name](const scan::Answer& answer) { came(name, answer); };
        return request;
    }
    void came(const std::string& name, const scan::Answer& answer)
    {
        order.push_back(name);
        answers.push_back(answer);
        if (answers.size() == expected)
            loop.stop();
    }
    /// Runs until so many answers came.
    void run_for(std::size_t count)
    {
        expected = count;
        if (answers.size() >= count)
            return;
        const auto late = loop.after(30s, [this] {
            ADD_FAILURE() << "only " << answers.size() << " answers";
            loop.stop();
        });
        EXPECT_TRUE(loop.run());
        loop = std::move(*Loop::make()); // a stopped loop does not run again
    }
    TestFolder folder;
    Loop loop = std::move(*Loop::make());
    std::size_t expected = 0;
    std::vector<std::string> order;
    std::vector<scan::Answer> answers;
};

TEST_F(DeskTest, JudgesWhatAWorkerFound)
{
    const TestNursery nursery(folder);
    Desk desk(loop, options(), plain_rules());
    auto request = about("text", "a.txt");
    request.question.findings = true;
    static_cast<void>(desk.ask(std::move(request)));
    static_cast<void>(desk.ask(about("program", "b.txt")));
    static_cast<void>(desk.ask(about("half", "c.txt")));
    run_for(3);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& [verdict, findings] = answers[i];
        SCOPED_TRACE(order[i]);
        EXPECT_EQ(findings.has_value(), order[i] == "a.txt");
        EXPECT_EQ(verdict.decision, order[i] == "a.txt" ? Decision::pass : Decision::refuse);
        EXPECT_EQ(verdict.rule, order[i] == "a.txt"   ? ContentRule::none
                                : order[i] == "b.txt" ? ContentRule::program
                                                      : ContentRule::unreadable);
    }
}

TEST_F(DeskTest, RefusesWhatMakesAWorkerFailAndServesOthers)
{
    const TestNursery nursery(folder);
    Desk desk(loop, options(), plain_rules());
    static_cast<void>(desk.ask(about("crash", "bad")));
    static_cast<void>(desk.ask(about("text", "good")));
    run_for(2);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(answers[i].verdict,
                  order[i] == "bad"
                      ? (core::ContentVerdict{Decision::refuse, ContentRule::unreadable, "", ""})
                      : (core::ContentVerdict{Decision::pass, ContentRule::none, "", ""}));
}

TEST_F(DeskTest, DefersWhatWorkersDieOfWithoutAWord)
{
    const TestNursery nursery(folder);
    Desk desk(loop, options(), plain_rules());
    static_cast<void>(desk.ask(about("die", "killed")));
    static_cast<void>(desk.ask(about("unreadable", "unreadable")));
    run_for(2);
    EXPECT_EQ(answers[0].verdict.decision, Decision::defer);
    EXPECT_EQ(answers[1].verdict.decision, Decision::defer);
}

TEST_F(DeskTest, DefersWhenThereIsNoWorker)
{
    Desk desk(loop, options(), plain_rules());
    static_cast<void>(desk.ask(about("text", "a"))); // no socket
    const auto listener = folder.listen("worker.sock", SOCK_SEQPACKET);
    auto hasty = options();
    hasty.take_time = 10ms;
    Desk silent(loop, hasty, plain_rules());
    static_cast<void>(silent.ask(about("text", "b"))); // nobody accepts
    run_for(2);
    EXPECT_THAT(order, testing::ElementsAre("a", "b"));
    EXPECT_EQ(answers[0].verdict.decision, Decision::defer);
    EXPECT_EQ(answers[1].verdict.decision, Decision::defer);
}

TEST_F(DeskTest, RefusesAWorkerThatTalksLikeNone)
{
    for (const std::string_view said : {".part\tno\ncomplete\n", "nonsense", ".", "!"}) {
        SCOPED_TRACE(said);
        const auto listener = folder.listen("worker.sock", SOCK_SEQPACKET);
        const std::jthread worker([&] {
            const base::Fd connection(::accept(listener.get(), nullptr, nullptr));
            EXPECT_TRUE(base::receive_message(connection.get(), 10s));
            EXPECT_TRUE(base::send_message(connection.get(), word_taken));
            EXPECT_TRUE(base::send_message(connection.get(), said));
        });
        Desk desk(loop, options(), plain_rules());
        answers.clear();
        static_cast<void>(desk.ask(about("text", "a")));
        run_for(1);
        EXPECT_EQ(answers[0].verdict.rule, ContentRule::unreadable);
        std::filesystem::remove(folder / "worker.sock");
    }
}

/// A worker of the front's making: takes jobs and keeps them until it is told to answer.
class SlowWorkers
{
public:
    explicit SlowWorkers(const TestFolder& folder) : listener_(folder.listen("worker.sock", SOCK_SEQPACKET))
    {
    }

    /// The name of the job that it took.
    std::string take()
    {
        jobs_.emplace_back(::accept(listener_.get(), nullptr, nullptr));
        const auto message = base::receive_message(jobs_.back().get(), 10s);
        EXPECT_TRUE(base::send_message(jobs_.back().get(), word_taken));
        return read_job(message->bytes)->name;
    }
    void answer_first()
    {
        const core::Findings findings{
            .parts = {{.path = "a", .kind = core::Kind::text, .type = ""}}, .list = {}, .complete = true};
        EXPECT_TRUE(scan::send_text(jobs_.front().get(), scan::to_text(findings)));
        jobs_.erase(jobs_.begin());
    }

private:
    base::Fd listener_;
    std::vector<base::Fd> jobs_;
};

TEST_F(DeskTest, KeepsTheLastWorkerForMail)
{
    SlowWorkers workers(folder);
    auto two = options();
    two.worker_count = 2;
    Desk desk(loop, two, plain_rules());
    for (const char* name : {"d1", "d2", "d3"})
        static_cast<void>(desk.ask(about("text", name, core::Door::drive)));
    static_cast<void>(desk.ask(about("text", "i1", core::Door::mailbox)));
    static_cast<void>(desk.ask(about("text", "m1", core::Door::mail)));
    EXPECT_EQ(workers.take(), "d1");
    EXPECT_EQ(workers.take(), "m1"); // at once, although three waited before it
    workers.answer_first();
    run_for(1);
    EXPECT_THAT(order, testing::ElementsAre("d1"));
}

TEST_F(DeskTest, DefersWhoWaitsTooLongOrFindsNoRoom)
{
    SlowWorkers workers(folder);
    auto small = options();
    small.worker_count = 1;
    small.queue_time = 10ms;
    small.most_waiting = 1;
    Desk desk(loop, small, plain_rules());
    for (const char* name : {"taken", "waits", "no room"})
        static_cast<void>(desk.ask(about("text", name)));
    EXPECT_THAT(order, testing::ElementsAre("no room"));
    run_for(2);
    EXPECT_THAT(order, testing::ElementsAre("no room", "waits"));
    for (const auto& answer : answers)
        EXPECT_EQ(answer.verdict.decision, Decision::defer);
}

TEST_F(DeskTest, GivesNoAnswerToWhoIsGone)
{
    SlowWorkers workers(folder);
    auto one = options();
    one.worker_count = 1;
    Desk desk(loop, one, plain_rules());
    const auto first = desk.ask(about("text", "at work"));
    const auto second = desk.ask(about("text", "waits"));
    static_cast<void>(desk.ask(about("text", "stays")));
    desk.forget(first);
    desk.forget(second);
    EXPECT_EQ(workers.take(), "at work");
    workers.answer_first();
    const std::jthread later([&] {
        EXPECT_EQ(workers.take(), "stays");
        workers.answer_first();
    });
    run_for(1);
    EXPECT_THAT(order, testing::ElementsAre("stays"));
}

} // namespace
} // namespace pedell::scand
