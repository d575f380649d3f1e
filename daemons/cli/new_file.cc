// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace pedell::cli
{

base::Result<NewFile> NewFile::make(const std::string& path)
{
    base::Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd && errno == EEXIST)
        return base::fail(base::Errc::conflict, path + ": is there already; name another file");
    if (!fd)
        return base::fail_errno("make " + path);

    NewFile made(std::move(fd), path);
    if (::fchmod(made.fd_.get(), 0600) != 0) // whatever the umask is
        return base::fail_errno("make " + path);

    return made;
}

NewFile::NewFile(NewFile&& other) noexcept : fd_(std::move(other.fd_)), path_(std::exchange(other.path_, {}))
{
}

NewFile::~NewFile()
{
    if (!path_.empty())
        ::unlink(path_.c_str());
}

base::Result<> NewFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd_.get(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return base::fail_errno("write " + path_);

        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(fd_.get()) != 0)
        return base::fail_errno("write " + path_);

    path_.clear();
    return {};
}

} // namespace pedell::cli
