// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/dovecot/append_judge.h"

#include "base/unix_socket.h"
#include "core/judge.h"
#include "scan/packets.h"
#include "scan/protocol.h"

#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace pedell::dovecot
{
namespace
{

using namespace std::chrono_literals;
using Answer = Outcome::Answer;

/// A scand of one question.
class AppendJudge : public ::testing::Test
{
protected:
    AppendJudge()
    {
        std::string pattern = "/tmp/append-XXXXXX";
        folder = ::mkdtemp(pattern.data());
    }
    ~AppendJudge() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    Outcome ask_about(const std::string& bytes, std::string_view role, const core::ContentVerdict& verdict)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket().native().copy(address.sun_path, sizeof address.sun_path - 1);
        const base::Fd listener(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
        EXPECT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener.get(), 1), 0);
        const std::jthread scand([&] {
            const base::Fd connection(::accept(listener.get(), nullptr, nullptr));
            const auto message = base::receive_message(connection.get(), 10s);
            ASSERT_TRUE(message);
            asked = *scan::read_question(message->bytes);
            seen.resize(bytes.size());
            EXPECT_EQ(::pread(message->fd.get(), seen.data(), seen.size(), 0),
                      static_cast<ssize_t>(seen.size()));
            EXPECT_TRUE(
                scan::send_text(connection.get(), scan::to_wire(scan::Answer{verdict, std::nullopt})));
        });
        base::Spool spool;
        spool.add(bytes);
        return judge_append(spool, role, socket(), 10s);
    }
    [[nodiscard]] std::filesystem::path socket() const
    {
        return folder / "s";
    }

    std::filesystem::path folder;
    scan::Question asked;
    std::string seen;
};

const core::ContentVerdict fit{core::Decision::pass, core::ContentRule::none, "", ""};
const core::ContentVerdict unfit{core::Decision::refuse, core::ContentRule::program, "a.exe", ""};

TEST_F(AppendJudge, AsksAboutTheWholeMessageAsItsOwner)
{
    EXPECT_EQ(ask_about("Subject: x\r\n\r\nHallo", "pupil", fit).answer, Answer::store);
    EXPECT_EQ(seen, "Subject: x\r\n\r\nHallo");
    EXPECT_EQ(asked.context,
              (core::Context{core::Role::pupil, core::Door::mailbox, core::Area::mailbox, false}));
    EXPECT_EQ(asked.whole, scan::Whole::message);
    std::filesystem::remove(socket());

    EXPECT_EQ(ask_about("x", "teacher", fit).answer, Answer::store);
    EXPECT_TRUE(asked.context.among_staff) << "nobody else reads a teacher's mailbox";
}

TEST_F(AppendJudge, RefusesInTheWordsOfTheVerdict)
{
    const auto refused = ask_about("x", "pupil", unfit);
    EXPECT_EQ(refused.answer, Answer::refuse);
    EXPECT_EQ(refused.text, core::refusal_de(unfit) + " / " + core::refusal_en(unfit));
    EXPECT_EQ(refused.log, "refused by rule program");
}

TEST_F(AppendJudge, StoresNothingThatWasNotJudged)
{
    EXPECT_EQ(ask_about("x", "pupil", {}).answer, Answer::later);

    base::Spool spool;
    spool.add("x");
    for (const std::string_view role : {"pupil", "", "Pupil", "nobody"}) {
        SCOPED_TRACE(role);
        const auto away = judge_append(spool, role, "/nowhere/scand.sock", 10s);
        EXPECT_EQ(away.answer, Answer::later);
        EXPECT_FALSE(away.text.empty());
    }
    base::Spool broken; // without a folder
    broken.add(std::string(base::SpoolFolder::memory_bytes + 1, 'x'));
    EXPECT_EQ(judge_append(broken, "pupil", "/nowhere/scand.sock", 10s).answer, Answer::later);
}

} // namespace
} // namespace pedell::dovecot
