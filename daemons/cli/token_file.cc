// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/token_file.h"

#include "base/handle.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

constexpr std::size_t max_token_bytes = 256;
constexpr mode_t others = S_IRWXG | S_IRWXO;

base::Result<> make_folder(const std::filesystem::path& folder)
{
    std::error_code fault;
    std::filesystem::create_directories(folder.parent_path(), fault);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return base::fail_errno(folder.string());

    struct stat found{};
    if (::lstat(folder.c_str(), &found) != 0)
        return base::fail_errno(folder.string());
    if (!S_ISDIR(found.st_mode) || found.st_uid != ::geteuid())
        return base::fail(base::Errc::denied, folder.string() + " is not a folder of yours");
    if ((found.st_mode & others) != 0 && ::chmod(folder.c_str(), S_IRWXU) != 0)
        return base::fail_errno(folder.string());
    return {};
}

} // namespace

std::optional<std::filesystem::path> token_path(const char* runtime_dir, const char* home)
{
    if (runtime_dir != nullptr && *runtime_dir == '/')
        return std::filesystem::path(runtime_dir) / "pedell" / "token";
    if (home != nullptr && *home == '/')
        return std::filesystem::path(home) / ".cache" / "pedell" / "token";
    return std::nullopt;
}

std::optional<std::filesystem::path> token_path()
{
    return token_path(std::getenv("XDG_RUNTIME_DIR"), std::getenv("HOME")); // NOLINT(concurrency-mt-unsafe)
}

std::optional<std::string> read_token(const std::filesystem::path& file)
{
    const base::Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat found{};
    if (!fd || ::fstat(fd.get(), &found) != 0 || !S_ISREG(found.st_mode) || found.st_uid != ::geteuid() ||
        (found.st_mode & others) != 0)
        return std::nullopt;

    std::string token(max_token_bytes, '\0');
    const ssize_t count = ::read(fd.get(), token.data(), token.size());
    if (count <= 0)
        return std::nullopt;

    token.resize(static_cast<std::size_t>(count));
    token.resize(token.find_last_not_of('\n') + 1);
    // It goes into a header.
    if (token.empty() || token.find_first_not_of("0123456789abcdef") != std::string::npos)
        return std::nullopt;
    return token;
}

base::Result<> store_token(const std::filesystem::path& file, const std::string& token)
{
    if (auto made = make_folder(file.parent_path()); !made)
        return made;

    const std::filesystem::path fresh = file.string() + ".new";
    ::unlink(fresh.c_str());
    const base::Fd fd(
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!fd)
        return base::fail_errno(fresh.string());
    if (::write(fd.get(), token.data(), token.size()) != static_cast<ssize_t>(token.size()))
        return base::fail_errno(fresh.string());
    if (::rename(fresh.c_str(), file.c_str()) != 0)
        return base::fail_errno(file.string());
    return {};
}

void forget_token(const std::filesystem::path& file)
{
    ::unlink(file.c_str());
}

} // namespace pedell::cli
