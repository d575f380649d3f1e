// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/spool.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace pedell::base
{

namespace
{

Result<> write_all(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(Errc::unavailable, "keeping a message until it is judged (disk full?)", errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

bool SpoolFolder::take(std::int64_t bytes) noexcept
{
    if (used_.fetch_add(bytes) + bytes <= most_bytes_)
        return true;
    used_ -= bytes;
    return false;
}

Spool::Spool(Spool&& other) noexcept
    : folder_(other.folder_), memory_(std::move(other.memory_)), file_(std::move(other.file_)),
      taken_(std::exchange(other.taken_, 0)), failed_(std::move(other.failed_))
{
}

Spool& Spool::operator=(Spool&& other) noexcept
{
    if (this != &other) {
        drop();
        folder_ = other.folder_;
        memory_ = std::move(other.memory_);
        file_ = std::move(other.file_);
        taken_ = std::exchange(other.taken_, 0);
        failed_ = std::move(other.failed_);
    }
    return *this;
}

Spool::~Spool()
{
    drop();
}

void Spool::drop() noexcept
{
    file_.reset();
    if (folder_ != nullptr)
        folder_->give_back(std::exchange(taken_, 0));
    memory_ = {};
}

void Spool::add(std::string_view bytes)
{
    if (failed_)
        return;

    if (!file_ && memory_.size() + bytes.size() <= SpoolFolder::memory_bytes) {
        memory_ += bytes;
        return;
    }
    auto kept = file_ ? Result<>{} : to_disk();
    if (kept)
        kept = write(bytes);
    if (!kept) {
        drop();
        failed_ = std::move(kept.error());
    }
}

Result<> Spool::to_disk()
{
    if (folder_ == nullptr || folder_->path().empty())
        return fail(Errc::unavailable, "a large message, and no folder to keep it in");

    file_.reset(::open(folder_->path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (!file_)
        return fail(Errc::unavailable, "making a file in " + folder_->path().string(), errno);

    auto moved = write(memory_);
    memory_ = {};
    return moved;
}

Result<> Spool::write(std::string_view bytes)
{
    const auto size = static_cast<std::int64_t>(bytes.size());
    if (!folder_->take(size))
        return fail(Errc::unavailable, "too many large messages at once");
    taken_ += size;
    return write_all(file_.get(), bytes);
}

Result<int> Spool::file()
{
    if (failed_)
        return std::unexpected(*failed_);

    if (!file_) {
        Fd memory(::memfd_create("message", MFD_CLOEXEC | MFD_NOEXEC_SEAL));
        if (!memory)
            return fail(Errc::unavailable, "making room for a message", errno);
        if (const auto kept = write_all(memory.get(), memory_); !kept)
            return std::unexpected(kept.error());
        file_ = std::move(memory);
        memory_ = {};
    }
    return file_.get();
}

} // namespace pedell::base
