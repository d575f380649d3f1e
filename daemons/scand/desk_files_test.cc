// SPDX-License-Identifier: GPL-3.0-or-later
// Files at rest: what the desk remembers of them, and what a file that changes under its eyes does to it.
#include "daemons/scand/desk.h"

#include "base/unix_socket.h"
#include "daemons/scand/test_scand.h"

#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <thread>

namespace pedell::scand
{
namespace
{

using namespace std::chrono_literals;
using core::ContentRule;
using core::Decision;

class DeskFilesTest : public testing::Test
{
protected:
    DeskFilesTest()
    {
        options.workers = folder / "worker.sock";
        rules = std::make_shared<Rules>();
    }
    /// Writes, and lets the file be old enough that another write must show.
    void write(std::string_view bytes, bool settled = true) const
    {
        std::ofstream(folder / "file") << bytes;
        const timespec past[2]{{1'000'000'000, 0}, {1'000'000'000, 0}};
        if (settled)
            ::utimensat(AT_FDCWD, (folder / "file").c_str(), static_cast<const timespec*>(past), 0);
        struct stat status{};
        timespec now{};
        do { // the time of change cannot be set: the clock has to move on
            ::stat((folder / "file").c_str(), &status);
            ::clock_gettime(CLOCK_REALTIME, &now);
        } while (settled && nanoseconds_of(now) - nanoseconds_of(status.st_ctim) <= 20'000'000);
    }
    core::ContentVerdict ask(Desk& desk, core::Role role = core::Role::pupil)
    {
        Request request;
        request.question.context = {.role = role, .door = core::Door::drive, .area = core::Area::home};
        request.question.whole = scan::Whole::file;
        request.question.name = "file";
        request.fd.reset(::open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC));
        request.remembered = true;
        std::optional<core::ContentVerdict> verdict;
        request.reply = [&](const scan::Answer& answer) {
            verdict = answer.verdict;
            loop.stop();
        };
        static_cast<void>(desk.ask(std::move(request)));
        if (!verdict) {
            EXPECT_TRUE(loop.run());
        }
        return verdict.value_or(
            core::ContentVerdict{Decision::pass, ContentRule::signature, "no answer", ""});
    }
    TestFolder folder;
    DeskOptions options;
    std::shared_ptr<Rules> rules;
    Loop loop = std::move(*Loop::make());
};

TEST_F(DeskFilesTest, AreLookedAtOnceAndJudgedAnewEachTime)
{
    const TestNursery nursery(folder);
    write("program");
    std::vector<core::ContentVerdict> verdicts;
    for (const auto role : {core::Role::pupil, core::Role::teacher}) {
        loop = std::move(*Loop::make());
        Desk desk(loop, options, rules);
        EXPECT_EQ(ask(desk, role).passed(), role == core::Role::teacher);
        // From here on the loop is stopped: only what is remembered can be answered.
        EXPECT_TRUE(ask(desk, core::Role::teacher).passed());
        EXPECT_EQ(ask(desk, core::Role::pupil).rule, ContentRule::program);
        auto strict = std::make_shared<Rules>();
        strict->content.programs_on_drive.clear();
        desk.set_rules(strict);
        EXPECT_EQ(ask(desk, core::Role::teacher).rule, ContentRule::program);
        EXPECT_EQ(desk.inspections(), 1U);
    }
}

TEST_F(DeskFilesTest, AreLookedAtAgainWhenTheyChanged)
{
    const TestNursery nursery(folder);
    write("text");
    {
        Desk desk(loop, options, rules);
        EXPECT_TRUE(ask(desk).passed());
    }
    loop = std::move(*Loop::make());
    Desk desk(loop, options, rules);
    write("program");
    EXPECT_EQ(ask(desk).rule, ContentRule::program);
}

TEST_F(DeskFilesTest, ThatMadeAWorkerFailAreNotLookedAtAgain)
{
    write("crash");
    {
        const TestNursery nursery(folder);
        Desk desk(loop, options, rules);
        EXPECT_EQ(ask(desk).rule, ContentRule::unreadable);
        EXPECT_EQ(ask(desk).rule, ContentRule::unreadable); // the loop is stopped: no worker was asked
    }
}

TEST_F(DeskFilesTest, ThatSomebodyWritesIntoAreDeferred)
{
    write("text");
    const auto listener = folder.listen("worker.sock", SOCK_SEQPACKET);
    const std::jthread worker([&] {
        for (int i = 0; i < 2; ++i) { // once more, and no more
            const base::Fd connection(::accept(listener.get(), nullptr, nullptr));
            EXPECT_TRUE(base::receive_message(connection.get(), 10s));
            EXPECT_TRUE(base::send_message(connection.get(), word_taken));
            std::ofstream(folder / "file", std::ios::app) << "more";
            EXPECT_TRUE(base::send_message(connection.get(), ".part\ttext\t0\t4\t\tfile\ncomplete\n"));
        }
    });
    Desk desk(loop, options, rules);
    EXPECT_EQ(ask(desk).decision, Decision::defer);
}

/// A clamd that answers each question with these bytes, or goes.
std::jthread clamd_that_says(const base::Fd& listener, std::string said)
{
    return std::jthread([&listener, said = std::move(said)] {
        const base::Fd connection(::accept(listener.get(), nullptr, nullptr));
        std::string got;
        base::Fd handed;
        while (got.size() < 9) { // "zFILDES", NUL, and the byte beside the descriptor
            auto message = base::receive_message(connection.get(), 10s);
            if (!message)
                return;
            got += message->bytes;
            if (message->fd)
                handed = std::move(message->fd);
        }
        EXPECT_EQ(got, std::string("zFILDES\0\0", 9));
        EXPECT_TRUE(handed);
        if (!said.empty()) {
            EXPECT_EQ(::send(connection.get(), said.data(), said.size(), 0),
                      static_cast<ssize_t>(said.size()));
        }
    });
}

TEST_F(DeskFilesTest, AreShownToAClamdBehind)
{
    const TestNursery nursery(folder);
    rules->clamd = folder / "clamd.sock";
    write("text");
    const core::ContentVerdict deferred{};
    {
        Desk desk(loop, options, rules);
        EXPECT_EQ(ask(desk), deferred); // it is away
    }
    const auto listener = folder.listen("clamd.sock", SOCK_STREAM);
    using namespace std::string_literals;
    for (const auto& [said, verdict] : {
             std::pair{"fd[5]: OK\0"s, core::ContentVerdict{Decision::pass, ContentRule::none, "", ""}},
             std::pair{"fd[5]: Eicar FOUND\0"s,
                       core::ContentVerdict{Decision::refuse, ContentRule::signature, "", "Eicar"}},
             std::pair{"fd[5]: no memory ERROR\0"s, deferred},
             std::pair{""s, deferred},
         }) {
        SCOPED_TRACE(said);
        loop = std::move(*Loop::make());
        const auto clamd = clamd_that_says(listener, said);
        Desk desk(loop, options, rules);
        EXPECT_EQ(ask(desk), verdict);
    }
}

} // namespace
} // namespace pedell::scand
