// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "core/net_address.h"

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>

/// Keeps guessers away from Active Directory and SMB by nftables: table `inet pedell_guesses`. A process of
/// its own holds the right for it (CAP_NET_ADMIN) and reads nothing but records of fixed size from its
/// parent; the parent, which reads what strangers wrote, gives the right up.
namespace pedell::watch
{

enum class WallVerb : std::uint8_t {
    shut,    ///< no new connection from this address
    cut,     ///< end this one connection: address and port
    open,    ///< this address again
    open_all ///< and makes the table where there is none
};

struct WallOrder {
    WallVerb verb = WallVerb::shut;
    core::NetAddress address;
    std::uint16_t port = 0;
    std::chrono::seconds time{};
};

/// The table, new and empty, in the words of nft(8). Pure, like commands_for.
[[nodiscard]] std::string table_commands();
/// Made of numbers alone.
[[nodiscard]] std::string commands_for(const WallOrder& order);

class Wall
{
public:
    /// Forks; call it before the first thread. The caller has lost CAP_NET_ADMIN afterwards. Nothing is
    /// changed yet: the first order is open_all.
    [[nodiscard]] static base::Result<Wall> build();

    /// Done when it returns. Errors: unavailable, where the kernel refused it or the process is gone.
    [[nodiscard]] base::Result<> give(const WallOrder& order);
    /// Readable when the process has ended.
    [[nodiscard]] int descriptor() const noexcept
    {
        return channel_.get();
    }

private:
    explicit Wall(base::Fd channel) : channel_(std::move(channel)) {}

    base::Fd channel_;
};

} // namespace pedell::watch
