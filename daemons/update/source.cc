// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/source.h"

#include "base/file.h"
#include "base/handle.h"
#include "daemons/update/sandbox.h"

#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <format>
#include <linux/openat2.h>
#include <mutex>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <utility>
#include <vector>

namespace pedell::update
{
namespace
{

using base::Errc;
using base::fail;

constexpr const char* mount_point = "/run/pedell/update-stick";
constexpr std::chrono::hours longest_fetch{6};

/// Files that go unless they are kept.
struct Unfinished {
    std::vector<std::filesystem::path> paths;
    ~Unfinished()
    {
        std::error_code ignored;
        for (const auto& path : paths)
            std::filesystem::remove(path, ignored);
    }
};

class Mirror final : public Source
{
public:
    Mirror(const Host& host, std::string url) : host_(host), url_(std::move(url)) {}

    std::string name() const override
    {
        return url_;
    }

    base::Result<> fetch(const std::string& file, std::int64_t most, const Arrived& arrived) override
    {
        const auto target = host_.at(stage_folder) / file;
        const auto part = host_.at(stage_folder) / (file + ".part");
        const auto errors = host_.at(stage_folder) / (file + ".errors");
        const Unfinished unfinished{{part, errors}};

        const auto done = watched(curl(file, part, errors, most), part, arrived);
        if (!done)
            return std::unexpected(done.error());
        if (done->status != 0)
            return explain(file, done->status, base::read_file(errors).value_or(done->err));

        std::filesystem::rename(part, target);
        return {};
    }

    std::int64_t size_of(const std::string& file) override
    {
        auto argv = sandbox();
        argv.insert(argv.end(), {"--pipe", "/usr/bin/curl"});
        add_options(argv);
        argv.insert(argv.end(), {"--head", "--output", "/dev/null", "--write-out", "%header{content-length}",
                                 "--", url_ + file});
        const auto said = host_.output_of(argv, std::chrono::minutes{2});
        return said ? std::atoll(said->c_str()) : 0;
    }

private:
    static std::vector<std::string> sandbox()
    {
        auto argv = sandboxed("pedell-update-fetch", "/usr/bin/curl");
        argv.emplace_back("--property=RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK");
        return argv;
    }

    static void add_options(std::vector<std::string>& argv)
    {
        argv.insert(argv.end(), {"--disable", "--fail", "--silent", "--show-error", "--proto", "=https",
                                 "--proto-redir", "=https", "--tlsv1.2", "--location", "--max-redirs", "3",
                                 "--connect-timeout", "30", "--speed-limit", "1000", "--speed-time", "60"});
    }

    /// The manager opens the files, so curl itself reaches none. One byte more than may come shows that it is
    /// too long.
    std::vector<std::string> curl(const std::string& file, const std::filesystem::path& part,
                                  const std::filesystem::path& errors, std::int64_t most) const
    {
        auto argv = sandbox();
        argv.push_back(std::format("--property=StandardOutput=truncate:{}", part.string()));
        argv.push_back(std::format("--property=StandardError=truncate:{}", errors.string()));
        argv.push_back(std::format("--property=LimitFSIZE={}", most));
        argv.emplace_back("/usr/bin/curl");
        add_options(argv);
        argv.insert(argv.end(), {"--", url_ + file});
        return argv;
    }

    /// Runs it and tells meanwhile how much is there.
    base::Result<base::ProcessOutput> watched(const std::vector<std::string>& argv,
                                              const std::filesystem::path& part, const Arrived& arrived) const
    {
        base::Result<base::ProcessOutput> done = fail(Errc::unavailable, "curl");
        std::mutex mutex;
        std::condition_variable changed;
        bool ended = false;
        const std::jthread runner([&] {
            auto result = host_.run(argv, longest_fetch);
            const std::lock_guard lock(mutex);
            done = std::move(result);
            ended = true;
            changed.notify_all();
        });
        std::unique_lock lock(mutex);
        while (!changed.wait_for(lock, std::chrono::milliseconds{250}, [&] { return ended; })) {
            std::error_code fault;
            const auto size = std::filesystem::file_size(part, fault);
            arrived(fault ? 0 : static_cast<std::int64_t>(size));
        }
        return done;
    }

    std::unexpected<base::Error> explain(const std::string& file, int status, std::string words) const
    {
        while (words.ends_with('\n'))
            words.pop_back();
        // Exit codes of curl(1): 22 an HTTP status of 400 or above (--fail); 128 + SIGXFSZ: LimitFSIZE=.
        const bool absent = status == 22 && words.contains("404");
        const bool too_long = status == 128 + SIGXFSZ || status == 23;
        return fail(absent     ? Errc::not_found
                    : too_long ? Errc::over_limit
                               : Errc::unavailable,
                    std::format("{}{}: {}", url_, file,
                                too_long ? "groesser als erlaubt / larger than allowed" : words));
    }

    const Host& host_;
    std::string url_;
};

class Folder final : public Source
{
public:
    Folder(const Host& host, std::filesystem::path folder, bool mounted)
        : host_(host), folder_(std::move(folder)), mounted_(mounted)
    {
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() override
    {
        if (mounted_)
            (void)host_.run({"umount", "--lazy", folder_.string()}, std::chrono::minutes{1});
    }

    std::string name() const override
    {
        return mounted_ ? "USB" : folder_.string();
    }

    base::Result<> fetch(const std::string& file, std::int64_t most, const Arrived& arrived) override
    {
        const auto from = open_file(file);
        if (!from)
            return std::unexpected(from.error());

        const auto part = host_.at(stage_folder) / (file + ".part");
        const Unfinished unfinished{{part}};
        const base::Fd to(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!to)
            return base::fail_errno("write " + part.string());

        if (const auto copied = copy(from->get(), to.get(), file, most, arrived); !copied)
            return copied;

        std::filesystem::rename(part, host_.at(stage_folder) / file);
        return {};
    }

    std::int64_t size_of(const std::string& file) override
    {
        const auto fd = open_file(file);
        struct stat status{};
        return fd && ::fstat(fd->get(), &status) == 0 ? static_cast<std::int64_t>(status.st_size) : 0;
    }

private:
    /// A regular file in the folder itself: no link leads out of it, no pipe or device waits there.
    base::Result<base::Fd> open_file(const std::string& file) const
    {
        const base::Fd folder(::open(folder_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        open_how how{};
        how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
        base::Fd fd(static_cast<int>(::syscall(SYS_openat2, folder.get(), file.c_str(), &how, sizeof how)));
        if (!fd)
            return base::fail_errno(std::format("{}: {} lesen / read", name(), file));

        struct stat status{};
        if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
            return fail(Errc::malformed, std::format("{}: {} ist keine Datei / is no file", name(), file));
        return fd;
    }

    base::Result<> copy(int from, int to, const std::string& file, std::int64_t most,
                        const Arrived& arrived) const
    {
        std::vector<char> buffer(std::size_t{1} << 20);
        std::int64_t total = 0;
        while (true) {
            const auto got = ::read(from, buffer.data(), buffer.size());
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return base::fail_errno(std::format("{}: {} lesen / read", name(), file));
            if (got == 0)
                break;

            total += got;
            if (total > most)
                return fail(
                    Errc::over_limit,
                    std::format("{}: {} ist groesser als erlaubt / is larger than allowed", name(), file));
            for (ssize_t written = 0; written < got;) {
                const auto now =
                    ::write(to, buffer.data() + written, static_cast<std::size_t>(got - written));
                if (now < 0 && errno != EINTR)
                    return base::fail_errno(std::string("write to ") + stage_folder);
                written += std::max<ssize_t>(now, 0);
            }
            arrived(total);
        }
        return {};
    }

    const Host& host_;
    std::filesystem::path folder_;
    bool mounted_;
};

} // namespace

std::unique_ptr<Source> mirror(const Host& host, std::string url)
{
    return std::make_unique<Mirror>(host, std::move(url));
}

base::Result<std::unique_ptr<Source>> folder_or_stick(const Host& host, const std::string& from)
{
    std::error_code fault;
    const auto status = std::filesystem::status(from, fault);
    if (std::filesystem::is_directory(status))
        return std::make_unique<Folder>(host, from, false);
    if (!std::filesystem::is_block_file(status))
        return fail(
            Errc::not_found,
            std::format("{0} ist weder Ordner noch Stick / {0} is neither a folder nor a stick", from));

    // The kernel alone reads its file system, and only two kinds that sticks have from the shop.
    const auto target = host.at(mount_point);
    std::filesystem::create_directories(target, fault);
    const auto mounted = host.output_of({"mount", "--types", "vfat,exfat", "--options",
                                         "ro,nosuid,nodev,noexec,umask=0077", "--", from, target.string()});
    if (!mounted)
        return fail(Errc::unavailable,
                    std::format("Der Stick laesst sich nicht lesen (FAT32 oder exFAT?) / the stick cannot be "
                                "read (FAT32 or exFAT?): {}",
                                mounted.error().context));

    return std::make_unique<Folder>(host, target, true);
}

} // namespace pedell::update
