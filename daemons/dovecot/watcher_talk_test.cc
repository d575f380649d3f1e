// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/dovecot/watcher_talk.h"

#include "base/unix_socket.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace pedell::dovecot
{
namespace
{

using std::chrono::seconds;

/// A watcher that answers one talk as told.
class FakeWatcher
{
public:
    explicit FakeWatcher(const std::string& answer)
        : path_(testing::TempDir() + "watch-" + std::to_string(::getpid()) + ".sock"),
          listener_(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0))
    {
        std::filesystem::remove(path_);
        sockaddr_un name{};
        name.sun_family = AF_UNIX;
        path_.copy(name.sun_path, sizeof name.sun_path - 1);
        if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0 ||
            ::listen(listener_.get(), 1) != 0)
            std::abort();
        thread_ = std::jthread([this, answer] {
            const base::Fd fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            (void)base::send_message(fd.get(), std::string(32, 'k'));
            for (auto got = base::receive_message(fd.get(), seconds{5}); got;
                 got = base::receive_message(fd.get(), seconds{5})) {
                heard += got->bytes + '\n';
                if (got->bytes.starts_with("ask"))
                    (void)base::send_message(fd.get(), answer);
            }
        });
    }
    ~FakeWatcher()
    {
        std::filesystem::remove(path_);
    }
    [[nodiscard]] const char* path() const
    {
        return path_.c_str();
    }
    std::string end()
    {
        thread_.join();
        return heard;
    }

private:
    std::string path_;
    base::Fd listener_;
    std::string heard;
    std::jthread thread_;
};

TEST(WatcherTalk, AsksWithATagAndTellsOnTheSameConnection)
{
    FakeWatcher watcher("go");
    WatcherTalk talk;
    EXPECT_EQ(talk.ask(watcher.path(), "10.0.0.7", "anna", "Geheim+2026"), true);
    talk.tell("wrong");
    EXPECT_EQ(watcher.end(),
              "ask 10.0.0.7 anna " + tag_of(std::string(32, 'k'), "anna", "Geheim+2026") + "\ntell wrong\n");
}

TEST(WatcherTalk, TakesNothingButGoForALeave)
{
    const struct {
        const char* answer;
        std::optional<bool> leave;
    } table[] = {{"no", false}, {"gone", std::nullopt}, {"GO", std::nullopt}};
    for (const auto& row : table) {
        SCOPED_TRACE(row.answer);
        FakeWatcher watcher(row.answer);
        WatcherTalk talk;
        EXPECT_EQ(talk.ask(watcher.path(), "-", "anna", "x"), row.leave);
        talk.tell("unknown");
    }
    WatcherTalk talk;
    EXPECT_EQ(talk.ask("/nonexistent/watch.sock", "-", "anna", "x"), std::nullopt);
    talk.tell("right"); // nothing to tell, nothing happens
}

TEST(WatcherTalk, TagsDifferByKeyLoginAndPassword)
{
    const std::string key(32, 'k');
    EXPECT_EQ(tag_of(key, "anna", "x"), tag_of(key, "anna", "x"));
    EXPECT_EQ(tag_of(key, "anna", "x").size(), 16U);
    EXPECT_NE(tag_of(key, "anna", "x"), tag_of(key, "anna", "y"));
    EXPECT_NE(tag_of(key, "anna", "x"), tag_of(key, "bert", "x"));
    EXPECT_NE(tag_of(key, "anna", "x"), tag_of(std::string(32, 'l'), "anna", "x"));
    // RFC 2104's parts do not run into each other.
    EXPECT_NE(tag_of(key, "ann", "ax"), tag_of(key, "anna", "x"));
}

} // namespace
} // namespace pedell::dovecot
