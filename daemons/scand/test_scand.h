// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "daemons/scand/nursery.h"
#include "daemons/scand/worker.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/// For tests: a folder with sockets, files of some bytes, and a real nursery whose workers do what the bytes
/// say.
namespace pedell::scand
{

/// Sanitizers read /proc at any moment: under them workers keep their rights (confine_test.cc takes them
/// away).
inline base::Result<> confine_for_tests(const WorkerLimits& limits)
{
#ifdef __SANITIZE_ADDRESS__
    static_cast<void>(limits);
    return {};
#else
    return confine_worker(limits);
#endif
}

class TestFolder
{
public:
    TestFolder()
    {
        std::string pattern = "/tmp/scand-XXXXXX";
        path_ = ::mkdtemp(pattern.data());
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder()
    {
        std::filesystem::remove_all(path_);
    }
    [[nodiscard]] std::filesystem::path operator/(const char* name) const
    {
        return path_ / name;
    }
    [[nodiscard]] base::Fd listen(const char* name, int type) const
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const auto path = (path_ / name).native();
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        base::Fd fd(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
        EXPECT_EQ(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(fd.get(), 64), 0);
        return fd;
    }

private:
    std::filesystem::path path_;
};

inline base::Fd bytes_of(std::string_view text)
{
    base::Fd fd(::memfd_create("bytes", MFD_CLOEXEC));
    EXPECT_EQ(::write(fd.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    return fd;
}

/// What stands in place of content::inspect: the bytes say what becomes of their reader.
inline base::Result<core::Findings> obey_bytes(int fd, const Job& job)
{
    std::string text(64, '\0');
    const auto got = ::pread(fd, text.data(), text.size(), 0);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    if (text == "crash")
        std::abort();
    if (text == "die")
        ::raise(SIGKILL);
    if (text == "hang")
        for (const volatile bool spins = true; spins;) {
        }
    if (text == "unreadable")
        return base::fail(base::Errc::unavailable, "as the bytes say");
    core::Findings findings;
    findings.parts.push_back({.path = job.name,
                              .kind = text == "program" ? core::Kind::program : core::Kind::text,
                              .type = "text/plain",
                              .bytes = text.size()});
    findings.complete = text != "half";
    return findings;
}

/// Real workers in real processes, behind the socket "worker.sock" of the folder.
class TestNursery
{
public:
    explicit TestNursery(const TestFolder& folder, std::size_t count = 3, WorkerLimits limits = {.memory = 0})
    {
        const auto listener = folder.listen("worker.sock", SOCK_SEQPACKET);
        child_ = ::fork();
        if (child_ == 0) {
            Nursery nursery(count, [&] { work(listener.get(), obey_bytes, limits, confine_for_tests); });
            ::_exit(nursery.run() ? 0 : 1);
        }
    }
    TestNursery(const TestNursery&) = delete;
    TestNursery& operator=(const TestNursery&) = delete;
    ~TestNursery()
    {
        EXPECT_EQ(end(), 0);
    }
    /// Its exit status.
    int end()
    {
        if (child_ > 0) {
            ::kill(child_, SIGTERM);
            ::waitpid(child_, &status_, 0);
            child_ = 0;
        }
        return status_;
    }

private:
    pid_t child_ = 0;
    int status_ = 0;
};

} // namespace pedell::scand
