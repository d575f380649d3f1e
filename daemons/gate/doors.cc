// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/doors.h"

#define FUSE_USE_VERSION FUSE_MAKE_VERSION(3, 12)
#include <array>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <format>
#include <fuse_lowlevel.h>

namespace pedell::gate
{
namespace
{

constexpr double at_once = 0.0;
constexpr double refusal_seconds = 0.05;

Doors& doors_of(fuse_req_t request)
{
    return *static_cast<Doors*>(::fuse_req_userdata(request));
}

/// No exception may go through libfuse; whoever asked gets an error, so no door.
template <class Work>
void answer(fuse_req_t request, const Work& work) noexcept
try {
    work();
} catch (const std::exception&) {
    ::fuse_reply_err(request, EIO);
}

struct stat link_of(std::uint64_t inode, std::size_t size)
{
    struct stat link{};
    link.st_ino = inode;
    link.st_mode = S_IFLNK | 0777;
    link.st_nlink = 1;
    link.st_size = static_cast<off_t>(size);
    return link;
}

void look_up(fuse_req_t request, fuse_ino_t parent, const char* name) noexcept
{
    answer(request, [&] {
        fuse_entry_param found{};
        found.ino = parent == FUSE_ROOT_ID ? doors_of(request).look_up(name) : 0;
        found.attr_timeout = at_once;
        found.entry_timeout = found.ino == 0 ? refusal_seconds : at_once;
        if (found.ino != 0)
            found.attr = link_of(found.ino, doors_of(request).target_of(found.ino).size());
        ::fuse_reply_entry(request, &found);
    });
}

void forget(fuse_req_t request, fuse_ino_t inode, std::uint64_t /*looks*/) noexcept
{
    doors_of(request).forget(inode);
    ::fuse_reply_none(request);
}

void look_at(fuse_req_t request, fuse_ino_t inode, fuse_file_info* /*file*/) noexcept
{
    answer(request, [&] {
        struct stat status = link_of(inode, doors_of(request).target_of(inode).size());
        if (inode == FUSE_ROOT_ID) {
            status.st_mode = S_IFDIR | 0700;
            status.st_nlink = 2;
        }
        ::fuse_reply_attr(request, &status, at_once);
    });
}

void read_link(fuse_req_t request, fuse_ino_t inode) noexcept
{
    answer(request, [&] {
        const auto target = doors_of(request).target_of(inode);
        if (target.empty())
            ::fuse_reply_err(request, ENOENT);
        else
            ::fuse_reply_readlink(request, target.c_str());
    });
}

fuse_lowlevel_ops callbacks()
{
    fuse_lowlevel_ops ops{};
    ops.lookup = look_up;
    ops.forget = forget;
    ops.getattr = look_at;
    ops.readlink = read_link;
    return ops;
}

} // namespace

std::string way_behind(const Question& question)
{
    return question.service == core::Service::home ? "/srv/pedell/homes/" + question.account
                                                   : std::string("/srv/pedell/klassen");
}

base::Result<std::unique_ptr<Doors>> Doors::open(base::Fd device, Decide decide)
{
    static constexpr std::string_view name = "pedell-gate";
    std::array<char, name.size() + 1> program{};
    name.copy(program.data(), name.size());
    std::array<char*, 2> words{program.data(), nullptr};
    fuse_args arguments = FUSE_ARGS_INIT(1, words.data());

    std::unique_ptr<Doors> doors(new Doors(std::move(decide)));
    const auto ops = callbacks();
    doors->session_ = ::fuse_session_new(&arguments, &ops, sizeof ops, doors.get());
    if (doors->session_ == nullptr)
        return base::fail(base::Errc::unavailable, "libfuse: no session");

    // Mounted by somebody else: libfuse takes the descriptor (fuse_session_mount, "/dev/fd/N") and closes it.
    const auto path = std::format("/dev/fd/{}", device.get());
    if (::fuse_session_mount(doors->session_, path.c_str()) != 0)
        return base::fail(base::Errc::unavailable, "libfuse does not take the mounted folder");

    (void)device.release();
    return doors;
}

void Doors::FreeRequest::operator()(fuse_buf* request) const noexcept
{
    std::free(request->mem); // libfuse's, from the first request on
    delete request;
}

Doors::Doors(Decide decide) : decide_(std::move(decide)), request_(new fuse_buf{}) {}

Doors::~Doors()
{
    if (session_ != nullptr)
        ::fuse_session_destroy(session_);
}

int Doors::descriptor() const noexcept
{
    return ::fuse_session_fd(session_);
}

base::Result<> Doors::serve()
{
    const int got = ::fuse_session_receive_buf(session_, request_.get());
    if (got > 0)
        ::fuse_session_process_buf(session_, request_.get());
    if (got == -EINTR || got == -EAGAIN)
        return {};
    if (got <= 0 || ::fuse_session_exited(session_) != 0)
        return base::fail(base::Errc::unavailable, "the folder of doors was unmounted", -got);

    return {};
}

std::uint64_t Doors::look_up(std::string_view name)
{
    const Reading reading = read_door(name);
    if (!decide_(reading))
        return 0;

    targets_[++last_inode_] = way_behind(reading.question);
    return last_inode_;
}

std::string Doors::target_of(std::uint64_t inode) const
{
    const auto found = targets_.find(inode);
    return found == targets_.end() ? std::string() : found->second;
}

void Doors::forget(std::uint64_t inode) noexcept
{
    targets_.erase(inode);
}

} // namespace pedell::gate
