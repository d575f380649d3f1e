// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/inspect.h"

#include "base/handle.h"
#include "content/bytes.h"
#include "content/inspectors.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <exception>
#include <new>
#include <utility>

namespace pedell::content
{
namespace
{

/// A file's bytes as memory, for reading.
class Mapped
{
public:
    [[nodiscard]] static base::Result<Mapped> of(int fd)
    {
        struct stat state{};
        if (fstat(fd, &state) != 0)
            return base::fail_errno("size of what is to be inspected");
        if (!S_ISREG(state.st_mode))
            return base::fail(base::Errc::unavailable, "what is to be inspected is no regular file");

        const auto size = static_cast<std::size_t>(state.st_size);
        if (size == 0)
            return Mapped(nullptr, 0);
        void* bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes == MAP_FAILED)
            return base::fail_errno("what is to be inspected cannot be mapped");
        return Mapped(bytes, size);
    }
    Mapped(Mapped&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)), size_(other.size_) {}
    Mapped& operator=(Mapped&&) = delete;
    ~Mapped()
    {
        if (bytes_ != nullptr)
            munmap(bytes_, size_);
    }
    [[nodiscard]] std::string_view view() const noexcept
    {
        return bytes_ == nullptr ? std::string_view{}
                                 : std::string_view(static_cast<const char*>(bytes_), size_);
    }

private:
    Mapped(void* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
    void* bytes_;
    std::size_t size_;
};

void look(Walk& walk, const Piece& piece, Whole whole)
{
    if (whole == Whole::message)
        walk.look_at_message(piece);
    else
        walk.look(piece);
}

} // namespace

base::Result<core::Findings> inspect(int fd, Whole whole, const std::string& name, const Bounds& bounds,
                                     Magic& magic)
{
    auto mapped = Mapped::of(fd);
    if (!mapped)
        return std::unexpected(mapped.error());

    Walk walk(bounds, magic);
    const bool message = whole == Whole::message;
    const Piece piece{.path = message ? "Nachricht" : printable(name.empty() ? "Datei" : name),
                      .name = message ? std::string{} : name,
                      .declared_type = message ? "message/rfc822" : "",
                      .bytes = mapped->view(),
                      .origin = Origin::file};
    try {
        look(walk, piece, whole);
    } catch (const std::bad_alloc&) {
        walk.stop(core::Trait::out_of_bounds, piece);
    } catch (const std::exception&) {
        // A library gave up in a way that none of our inspectors knows: nothing behind this was seen.
        walk.found(core::Trait::not_readable, piece);
        walk.stop(core::Trait::out_of_bounds, piece);
    }
    return std::move(walk).take();
}

} // namespace pedell::content
