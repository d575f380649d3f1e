// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "daemons/gate/question.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct fuse_buf;
struct fuse_session;

namespace pedell::gate
{

/// The folder of doors (libfuse, fuse(4)): whoever looks for the name "home,ADDRESS,ACCOUNT" in it finds a
/// link to that folder as long as the register allows it, and nothing otherwise. smbd looks at each tree
/// connect, when it resolves `path`, and never again for that connection. Nothing can be listed, opened or
/// written.
///
/// Promises: each look is one question; no answer is kept but a "no", for 50 ms (smbd looks twice).
/// Errors:   unavailable when the folder was taken away. Threads: one.
class Doors
{
public:
    using Decide = std::function<bool(const Reading&)>;

    /// `device`: an open /dev/fuse with which the folder was mounted (mount.h).
    [[nodiscard]] static base::Result<std::unique_ptr<Doors>> open(base::Fd device, Decide decide);
    Doors(const Doors&) = delete;
    Doors& operator=(const Doors&) = delete;
    ~Doors();

    /// Readable when somebody looks.
    [[nodiscard]] int descriptor() const noexcept;
    /// Answers one request of the kernel.
    [[nodiscard]] base::Result<> serve();

    // For the skins of libfuse's callbacks. 0 and empty: there is no such thing.
    [[nodiscard]] std::uint64_t look_up(std::string_view name);
    [[nodiscard]] std::string target_of(std::uint64_t inode) const;
    void forget(std::uint64_t inode) noexcept;

private:
    struct FreeRequest {
        void operator()(fuse_buf* request) const noexcept;
    };
    explicit Doors(Decide decide);

    Decide decide_;
    std::unique_ptr<fuse_buf, FreeRequest> request_;
    fuse_session* session_ = nullptr;
    std::uint64_t last_inode_ = 1;                 ///< 1 is the folder itself
    std::map<std::uint64_t, std::string> targets_; ///< of the links that the kernel still knows
};

/// Where an open door leads: the link of that account's home, or the folder of the classes.
[[nodiscard]] std::string way_behind(const Question& question);

} // namespace pedell::gate
