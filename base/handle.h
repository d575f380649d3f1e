// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <unistd.h>
#include <utility>

namespace pedell::base
{

/// Owns a C pointer and gives it back with the library's own function.
template <auto Close>
struct Closer {
    template <class T>
    void operator()(T* raw) const noexcept
    {
        Close(raw);
    }
};
template <class T, auto Close>
using Handle = std::unique_ptr<T, Closer<Close>>;

/// Owns a file descriptor; -1 is "none".
class Fd
{
public:
    Fd() noexcept = default;
    explicit Fd(int fd) noexcept : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Fd& operator=(Fd&& other) noexcept
    {
        if (this != &other)
            reset(std::exchange(other.fd_, -1));
        return *this;
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd()
    {
        reset();
    }

    [[nodiscard]] int get() const noexcept
    {
        return fd_;
    }
    [[nodiscard]] int release() noexcept
    {
        return std::exchange(fd_, -1);
    }
    [[nodiscard]] explicit operator bool() const noexcept
    {
        return fd_ >= 0;
    }
    void reset(int fd = -1) noexcept
    {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = fd;
    }

private:
    int fd_ = -1;
};

} // namespace pedell::base
