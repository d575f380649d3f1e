// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unix_socket.h"
#include "scan/packets.h"
#include "scan/protocol.h"

#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace pedell::scan
{
namespace
{

using namespace std::chrono_literals;

/// A scand of one question: what it got, and any answer.
class FakeScand
{
public:
    using Serve = std::function<void(base::Message, int socket)>;

    explicit FakeScand(Serve serve) : serve_(std::move(serve))
    {
        std::string pattern = "/tmp/scan-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path().native().copy(address.sun_path, sizeof address.sun_path - 1);
        listener_.reset(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
        EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener_.get(), 4), 0);
        thread_ = std::jthread([this] {
            const base::Fd connection(::accept(listener_.get(), nullptr, nullptr));
            if (auto message = base::receive_message(connection.get(), 10s))
                serve_(std::move(*message), connection.get());
        });
    }
    FakeScand(const FakeScand&) = delete;
    FakeScand& operator=(const FakeScand&) = delete;
    ~FakeScand()
    {
        thread_.join();
        std::filesystem::remove_all(folder_);
    }
    [[nodiscard]] std::filesystem::path path() const
    {
        return folder_ / "scand.sock";
    }

private:
    Serve serve_;
    std::filesystem::path folder_;
    base::Fd listener_;
    std::jthread thread_;
};

base::Fd file_of(std::string_view bytes)
{
    base::Fd fd(::memfd_create("bytes", MFD_CLOEXEC));
    EXPECT_EQ(::write(fd.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    return fd;
}

TEST(ScanClient, HandsOverTheDescriptorAndReadsTheVerdict)
{
    const core::ContentVerdict verdict{core::Decision::refuse, core::ContentRule::program, "a.exe", ""};
    const Question question{
        .context = {}, .whole = Whole::file, .name = "a.exe", .person = {7}, .findings = false};
    std::string seen(5, '?');
    {
        const FakeScand scand([&](base::Message message, int socket) {
            EXPECT_EQ(*read_question(message.bytes), question);
            EXPECT_EQ(::pread(message.fd.get(), seen.data(), seen.size(), 0), 5);
            EXPECT_TRUE(send_text(socket, to_wire(Answer{verdict, std::nullopt})));
        });
        const auto fd = file_of("bytes");
        const auto got = ask(scand.path(), fd.get(), question, 10s);
        ASSERT_TRUE(got) << got.error().context;
        EXPECT_EQ(*got, verdict);
    }
    EXPECT_EQ(seen, "bytes");
}

TEST(ScanClient, AsksForFindingsWhenItExplains)
{
    const Answer answer{
        .verdict = {core::Decision::pass, core::ContentRule::none, "", ""},
        .findings = core::Findings{
            .parts = {{.path = "a", .kind = core::Kind::text, .type = "x/y"}}, .list = {}, .complete = true}};
    const FakeScand scand([&](const base::Message& message, int socket) {
        EXPECT_TRUE(read_question(message.bytes)->findings);
        EXPECT_TRUE(send_text(socket, to_wire(answer)));
    });
    const auto fd = file_of("bytes");
    const auto got = explain(scand.path(), fd.get(), {}, 10s);
    ASSERT_TRUE(got) << got.error().context;
    EXPECT_EQ(*got, answer);
}

TEST(ScanClient, NeverPassesWhenScandIsAwayOrStrange)
{
    const auto fd = file_of("bytes");
    EXPECT_TRUE(ask("/nowhere/scand.sock", fd.get(), {}, 10s).error().transient());
    for (const std::string_view bytes :
         {"", ".", ".nonsense", ".scan1 pass macro\t\t\n", "nothing", "+scan1 pass"}) {
        SCOPED_TRACE(bytes);
        const FakeScand scand([&](const base::Message&, int socket) {
            if (!bytes.empty()) {
                EXPECT_TRUE(base::send_message(socket, bytes));
            }
        });
        const auto got = ask(scand.path(), fd.get(), {}, 10s);
        ASSERT_FALSE(got);
        EXPECT_TRUE(got.error().transient());
    }
}

TEST(ScanClient, WaitsNoLongerThanItsLimit)
{
    const FakeScand scand([](const base::Message&, int socket) {
        // Holds the question until the asker is gone.
        EXPECT_FALSE(base::receive_message(socket, 10s));
    });
    const auto fd = file_of("bytes");
    EXPECT_TRUE(ask(scand.path(), fd.get(), {}, 20ms).error().transient());
}

} // namespace
} // namespace pedell::scan
