// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/event_file.h"

#include <array>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::watch
{
namespace
{

constexpr std::size_t longest_rest = 16384;
constexpr int most_reads = 32;

} // namespace

EventFile::EventFile(std::filesystem::path path) : path_(std::move(path))
{
    open(true);
}

void EventFile::open(bool at_end)
{
    fd_.reset(::open(path_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!fd_) // made by Samba itself: then only read
        fd_.reset(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    offset_ = fd_ && at_end ? ::lseek(fd_.get(), 0, SEEK_END) : 0;
    rest_.clear();
    skipping_ = false;
}

bool EventFile::was_replaced() const
{
    struct stat ours{};
    struct stat there{};
    return ::stat(path_.c_str(), &there) == 0 && (!fd_ || ::fstat(fd_.get(), &ours) != 0 ||
                                                  ours.st_ino != there.st_ino || ours.st_dev != there.st_dev);
}

bool EventFile::read_once(std::vector<std::string>& lines)
{
    std::array<char, 32768> room;
    const ssize_t got = fd_ ? ::pread(fd_.get(), room.data(), room.size(), offset_) : 0;
    if (got <= 0)
        return false;

    offset_ += got;
    std::string_view bytes(room.data(), static_cast<std::size_t>(got));
    for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
        rest_ += bytes.substr(0, end);
        bytes.remove_prefix(end + 1);
        if (!skipping_)
            lines.push_back(std::move(rest_));
        rest_.clear();
        skipping_ = false;
    }
    rest_ += bytes;
    if (rest_.size() > longest_rest) {
        rest_.clear();
        skipping_ = true;
    }
    return true;
}

void EventFile::cut_off()
{
    struct stat status{};
    if (!fd_ || offset_ == 0 || ::fstat(fd_.get(), &status) != 0)
        return;

    // Samba appends. What it writes between the look and the cut is lost: one guess not counted.
    if (status.st_size < offset_ ||
        (status.st_size == offset_ && rest_.empty() && ::ftruncate(fd_.get(), 0) == 0)) {
        offset_ = 0;
        rest_.clear();
    }
}

std::vector<std::string> EventFile::read_lines()
{
    std::vector<std::string> lines;
    int reads = 0;
    while (reads < most_reads && read_once(lines))
        ++reads;
    if (was_replaced()) {
        open(false);
        while (reads < most_reads && read_once(lines))
            ++reads;
    }
    cut_off();
    return lines;
}

} // namespace pedell::watch
