// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/test_scand.h"

#include "base/unix_socket.h"
#include "scan/findings_text.h"
#include "scan/packets.h"

#include <gmock/gmock.h>
#include <vector>

namespace pedell::scand
{
namespace
{

using namespace std::chrono_literals;

/// All that a worker says about these bytes.
std::vector<std::string> said_about(const TestFolder& folder, std::string_view bytes)
{
    const auto connection = base::connect_seqpacket(folder / "worker.sock");
    const auto fd = bytes_of(bytes);
    EXPECT_TRUE(base::send_message(connection->get(), to_wire(Job{scan::Whole::file, "a.txt"}), fd.get()));
    std::vector<std::string> words;
    while (const auto message = base::receive_message(connection->get(), 20s))
        words.push_back(message->bytes);
    return words;
}

constexpr std::string_view text_findings = ".part\ttext\t0\t4\ttext/plain\ta.txt\ncomplete\n";

TEST(WorkerTalk, ReadsTheJobThatItWrote)
{
    const Job job{scan::Whole::message, "a\nb"};
    EXPECT_EQ(*read_job(to_wire(job)), job);
    for (const std::string_view wire : {"", "job1 file", "job2 file\na", "job1 letter\na", "job1  file\na"})
        EXPECT_FALSE(read_job(wire)) << wire;
}

TEST(Worker, TellsWhatItFoundAndTakesTheNextJob)
{
    const TestFolder folder;
    const TestNursery nursery(folder, 1);
    for (int i = 0; i < 3; ++i)
        EXPECT_THAT(said_about(folder, "text"), testing::ElementsAre(word_taken, text_findings));
    EXPECT_THAT(said_about(folder, "unreadable"), testing::ElementsAre(word_taken, word_unreadable));
}

TEST(Worker, RefusesAJobThatIsNone)
{
    const TestFolder folder;
    const TestNursery nursery(folder, 1);
    for (const std::string_view job : {"job1 file\na", "nonsense"}) {
        const auto connection = base::connect_seqpacket(folder / "worker.sock");
        ASSERT_TRUE(base::send_message(connection->get(), job)); // and no descriptor
        EXPECT_EQ(base::receive_message(connection->get(), 20s)->bytes, word_unreadable);
    }
    EXPECT_THAT(said_about(folder, "text"), testing::ElementsAre(word_taken, text_findings));
}

TEST(Worker, DiesAloneAndIsReplaced)
{
    const TestFolder folder;
    const TestNursery nursery(folder, 1);
    EXPECT_THAT(said_about(folder, "crash"), testing::ElementsAre(word_taken, word_fault));
    EXPECT_THAT(said_about(folder, "text"), testing::ElementsAre(word_taken, text_findings));
    EXPECT_THAT(said_about(folder, "die"), testing::ElementsAre(word_taken));
    EXPECT_THAT(said_about(folder, "text"), testing::ElementsAre(word_taken, text_findings));
}

TEST(Worker, EndsWhenItsProcessorTimeIsOver)
{
    const TestFolder folder;
    const TestNursery nursery(folder, 1, {.memory = 0, .processor = 1s});
    EXPECT_THAT(said_about(folder, "hang"), testing::ElementsAre(word_taken, word_fault));
    EXPECT_THAT(said_about(folder, "text"), testing::ElementsAre(word_taken, text_findings));
}

TEST(Worker, MakesRoomForAnotherAfterItsShare)
{
    const TestFolder folder;
    const TestNursery nursery(folder, 1, {.memory = 0, .inspections = 2});
    for (int i = 0; i < 7; ++i)
        EXPECT_THAT(said_about(folder, "text"), testing::ElementsAre(word_taken, text_findings));
}

TEST(Nursery, EndsWhereAWorkerCannotGiveUpItsRights)
{
    Nursery nursery(1, [] { ::_exit(exit_unconfined); });
    const auto ran = nursery.run();
    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, base::Errc::unavailable);
}

} // namespace
} // namespace pedell::scand
