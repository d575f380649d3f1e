// SPDX-License-Identifier: GPL-3.0-or-later
// Both doors as their clients see them, with real workers behind.
#include "base/unix_socket.h"
#include "daemons/scand/clamd_door.h"
#include "daemons/scand/scan_door.h"
#include "daemons/scand/test_scand.h"
#include "scan/packets.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <thread>

namespace pedell::scand
{
namespace
{

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using core::ContentRule;
using core::Decision;

/// A scand in a thread of its own, until the end of the test.
class DoorsTest : public testing::Test
{
protected:
    DoorsTest() : nursery(folder)
    {
        auto scan = folder.listen("scand.sock", SOCK_SEQPACKET);
        auto clamd = folder.listen("clamd.sock", SOCK_STREAM);
        DeskOptions options;
        options.workers = folder / "worker.sock";
        std::array<int, 2> ends{-1, -1};
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        stop.reset(ends[1]);
        thread = std::jthread([this, options, scan = std::move(scan), clamd = std::move(clamd),
                               stopped = base::Fd(ends[0])]() mutable {
            const auto loop = Loop::make();
            Desk desk(*loop, options, std::make_shared<Rules>());
            Persons persons("/nowhere/register", "a.test");
            base::Fd root(::open((folder / "").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            ScanDoor scan_door(*loop, desk, std::move(scan));
            ClamdDoor clamd_door(*loop, desk, persons, std::move(root), std::move(clamd));
            const auto ending = loop->watch(stopped.get(), 0, [&](std::uint32_t) { loop->stop(); });
            EXPECT_TRUE(scan_door.open());
            EXPECT_TRUE(clamd_door.open());
            EXPECT_TRUE(loop->run());
        });
    }
    ~DoorsTest() override
    {
        stop.reset();
        thread.join();
    }
    DoorsTest(const DoorsTest&) = delete;
    DoorsTest& operator=(const DoorsTest&) = delete;

    /// What clamd's socket answers, to its end.
    std::string clamd_says(std::string_view command, int fd = -1) const
    {
        const auto connection = base::connect_stream(folder / "clamd.sock");
        EXPECT_TRUE(base::send_message(connection->get(), command, fd));
        std::string said;
        while (const auto message = base::receive_message(connection->get(), 20s))
            said += message->bytes;
        return said;
    }
    TestFolder folder;
    TestNursery nursery;
    base::Fd stop;
    std::jthread thread;
};

TEST_F(DoorsTest, AnswerOurOwnQuestion)
{
    const auto socket = folder / "scand.sock";
    const auto text = bytes_of("text");
    const auto program = bytes_of("program");
    EXPECT_TRUE(scan::ask(socket, text.get(), {}, 20s)->passed());
    EXPECT_EQ(scan::ask(socket, program.get(), {}, 20s)->rule, ContentRule::program);
    scan::Question teacher;
    teacher.context = {.role = core::Role::teacher, .door = core::Door::drive, .area = core::Area::home};
    const auto answer = scan::explain(socket, program.get(), teacher, 20s);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->verdict.passed());
    ASSERT_TRUE(answer->findings);
    EXPECT_EQ(answer->findings->parts.front().kind, core::Kind::program);
}

TEST_F(DoorsTest, DeferWhatCannotBeRead)
{
    const auto socket = folder / "scand.sock";
    const base::Fd folder_fd(::open("/tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const base::Fd path(::open("/etc/hostname", O_PATH | O_CLOEXEC));
    const base::Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    for (const int fd : {-1, folder_fd.get(), path.get(), null.get()})
        EXPECT_EQ(scan::ask(socket, fd, {}, 20s)->decision, Decision::defer) << fd;

    const auto connection = base::connect_seqpacket(socket);
    ASSERT_TRUE(base::send_message(connection->get(), "nonsense"));
    EXPECT_EQ(scan::read_answer(*scan::receive_text(connection->get(), 20s))->verdict.decision,
              Decision::defer);
}

TEST_F(DoorsTest, ServeManyAtOnceAndOutliveThoseWhoLeave)
{
    for (int i = 0; i < 20; ++i) { // asks and is gone
        const auto connection = base::connect_seqpacket(folder / "scand.sock");
        const auto fd = bytes_of("text");
        ASSERT_TRUE(base::send_message(connection->get(), scan::to_wire(scan::Question{}), fd.get()));
    }
    std::vector<std::jthread> clients;
    for (int i = 0; i < 8; ++i)
        clients.emplace_back([this] {
            for (int j = 0; j < 5; ++j) {
                const auto fd = bytes_of("text");
                const auto verdict = scan::ask(folder / "scand.sock", fd.get(), {}, 20s);
                EXPECT_TRUE(verdict && verdict->passed());
            }
        });
}

TEST_F(DoorsTest, SpeakClamdsProtocol)
{
    EXPECT_EQ(clamd_says("zPING\0"sv), "PONG\0"sv);
    EXPECT_EQ(clamd_says("nPING\n"), "PONG\n");
    EXPECT_EQ(clamd_says("PING\n"), "PONG\n");
    EXPECT_THAT(clamd_says("zVERSION\0"sv), testing::StartsWith("Pedell "));
    EXPECT_EQ(clamd_says("zRELOAD\0"sv), "UNKNOWN COMMAND\0"sv);
    EXPECT_EQ(clamd_says("zINSTREAM\0\0\0\0\4text\0\0\0\0"sv), "stream: OK\0"sv);
    EXPECT_EQ(clamd_says("zINSTREAM\0\0\0\0\7program\0\0\0\0"sv), "stream: pedell.program FOUND\0"sv);
    EXPECT_EQ(clamd_says("zINSTREAM\0\xFF\0\0\0"sv), "INSTREAM size limit exceeded. ERROR\0"sv);
}

TEST_F(DoorsTest, TakeADescriptorAsClamdDoes)
{
    const auto program = bytes_of("program");
    const auto connection = base::connect_stream(folder / "clamd.sock");
    ASSERT_TRUE(base::send_message(connection->get(), "zFILDES\0"sv));
    ASSERT_TRUE(base::send_message(connection->get(), "\0"sv, program.get()));
    EXPECT_EQ(base::receive_message(connection->get(), 20s)->bytes, "fd: pedell.program FOUND\0"sv);
}

TEST_F(DoorsTest, OpenAPathOfTheSchoolAndJudgeItAsItsOwners)
{
    std::filesystem::create_directories(folder / "klassen/5a/Material");
    for (const char* bytes : {"text", "program", "crash"})
        std::ofstream(folder / (std::string("klassen/5a/Material/") + bytes).c_str()) << bytes;
    std::filesystem::create_symlink("text", folder / "klassen/5a/Material/link");
    const auto scan = [this](std::string_view name) {
        std::string path = std::string("/srv/pedell/klassen/5a/Material/").append(name);
        const auto said = clamd_says("zSCAN " + path + '\0');
        EXPECT_THAT(said, testing::StartsWith(path + ": "));
        return said.substr(path.size() + 2);
    };
    for (int i = 0; i < 2; ++i) { // seen, and remembered
        EXPECT_EQ(scan("text"), "OK\0"sv);
        EXPECT_EQ(scan("program"), "pedell.program FOUND\0"sv);
        EXPECT_EQ(scan("crash"), "pedell.unreadable FOUND\0"sv);
    }
    EXPECT_EQ(scan("link"), "could not be checked ERROR\0"sv);
    EXPECT_EQ(scan("nothing"), "could not be checked ERROR\0"sv);
}

TEST_F(DoorsTest, NeverPassAPathThatIsNone)
{
    for (const auto path : {"/etc/passwd", "/srv/pedell/people/1/home/nothing",
                            "/srv/pedell/klassen/../../etc/passwd", "relative"}) {
        std::string command = std::string("zSCAN ") + path;
        command.push_back('\0');
        EXPECT_EQ(clamd_says(command), std::string(path) + ": could not be checked ERROR" + '\0');
    }
}

} // namespace
} // namespace pedell::scand
