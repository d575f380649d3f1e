// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/wall.h"

#include "base/unix_socket.h"

#include <cstring>
#include <format>
#include <linux/capability.h>
#include <nftables/libnftables.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pedell::watch
{
namespace
{

using base::Errc;
using base::fail;
using base::Result;

constexpr std::chrono::seconds patience{5};
constexpr std::chrono::hours idle{24};

/// What travels to the process that holds the right.
struct Record {
    std::uint8_t verb;
    std::uint8_t reserved;
    std::uint16_t port;
    std::uint32_t seconds;
    core::NetAddress::Bytes address;
};
static_assert(sizeof(Record) == 24);

class Nft
{
public:
    Nft() : context_(::nft_ctx_new(NFT_CTX_DEFAULT))
    {
        if (context_) {
            ::nft_ctx_buffer_output(context_.get());
            ::nft_ctx_buffer_error(context_.get());
        }
    }
    [[nodiscard]] bool run(const std::string& commands) const
    {
        return context_ && ::nft_run_cmd_from_buffer(context_.get(), commands.c_str()) == 0;
    }

private:
    base::Handle<nft_ctx, ::nft_ctx_free> context_;
};

bool drop_capabilities()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2]{};
    return ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
           ::syscall(SYS_capset, &header, none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

std::string carry_out(const Nft& nft, const std::string& bytes)
{
    Record record{};
    if (bytes.size() != sizeof record)
        return "?";

    std::memcpy(&record, bytes.data(), sizeof record);
    if (record.verb > static_cast<std::uint8_t>(WallVerb::open_all))
        return "?";

    const WallOrder order{static_cast<WallVerb>(record.verb), core::NetAddress(record.address), record.port,
                          std::chrono::seconds{record.seconds}};
    return nft.run(commands_for(order)) ? "+" : "-";
}

/// The whole life of the process with the right: one order after the other.
[[noreturn]] void hold_the_wall(int channel)
{
    const Nft nft;
    for (;;) {
        const auto message = base::receive_message(channel, idle);
        if (!message && message.error().code == Errc::not_found)
            ::_exit(0);
        if (message && !base::send_message(channel, carry_out(nft, message->bytes)))
            ::_exit(1);
    }
}

Result<> answer_of(int channel)
{
    const auto answer = base::receive_message(channel, patience);
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->bytes != "+")
        return fail(Errc::unavailable, "nftables refuses; is the kernel's nf_tables there?");

    return {};
}

} // namespace

std::string table_commands()
{
    // Domain and files alone: mail is counted by address and person. From this machine itself (lo) everything
    // goes: Dovecot asks for its clients. A guesser's open connection is cut by its port, so that the
    // others behind the same address keep theirs.
    return R"(table inet pedell_guesses
delete table inet pedell_guesses
table inet pedell_guesses {
    set shut4 { type ipv4_addr; flags timeout; size 4096; }
    set shut6 { type ipv6_addr; flags timeout; size 4096; }
    set cut4 { type ipv4_addr . inet_service; flags timeout; size 16384; }
    set cut6 { type ipv6_addr . inet_service; flags timeout; size 16384; }
    chain refuse {
        meta l4proto tcp reject with tcp reset
        drop
    }
    chain guess {
        tcp flags & rst == rst accept
        ip saddr . tcp sport @cut4 goto refuse
        ip6 saddr . tcp sport @cut6 goto refuse
        meta l4proto tcp tcp flags & (syn | ack) != syn accept
        ip saddr @shut4 goto refuse
        ip6 saddr @shut6 goto refuse
    }
    chain input {
        type filter hook input priority filter - 5; policy accept;
        iif lo accept
        tcp dport { 88, 135, 389, 445, 464, 636, 3268, 3269, 49152-65535 } goto guess
        udp dport { 88, 389, 464 } goto guess
    }
}
)";
}

std::string commands_for(const WallOrder& order)
{
    const char* const family = order.address.is_v4() ? "4" : "6";
    const std::string address = order.address.text();
    // "add" before "delete": deleting what is not there would be an error. The same renews the time.
    switch (order.verb) {
    case WallVerb::shut:
        return std::format("add element inet pedell_guesses shut{0} {{ {1} }}\n"
                           "delete element inet pedell_guesses shut{0} {{ {1} }}\n"
                           "add element inet pedell_guesses shut{0} {{ {1} timeout {2}s }}\n",
                           family, address, order.time.count());
    case WallVerb::cut:
        return std::format("add element inet pedell_guesses cut{0} {{ {1} . {2} }}\n"
                           "delete element inet pedell_guesses cut{0} {{ {1} . {2} }}\n"
                           "add element inet pedell_guesses cut{0} {{ {1} . {2} timeout {3}s }}\n",
                           family, address, order.port, order.time.count());
    case WallVerb::open:
        return std::format("add element inet pedell_guesses shut{0} {{ {1} }}\n"
                           "delete element inet pedell_guesses shut{0} {{ {1} }}\n",
                           family, address);
    case WallVerb::open_all:
        break;
    }
    return table_commands();
}

Result<Wall> Wall::build()
{
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return base::fail_errno("make a pair of sockets");
    base::Fd ours(ends[0]);
    base::Fd theirs(ends[1]);

    const pid_t child = ::fork();
    if (child < 0)
        return base::fail_errno("start the process of the wall");
    if (child == 0) {
        ours.reset();
        hold_the_wall(theirs.get());
    }
    theirs.reset();
    if (!drop_capabilities())
        return base::fail_errno("give the capabilities up");

    return Wall(std::move(ours));
}

Result<> Wall::give(const WallOrder& order)
{
    const Record record{static_cast<std::uint8_t>(order.verb), 0, order.port,
                        static_cast<std::uint32_t>(order.time.count()), order.address.bytes()};
    std::string bytes(sizeof record, '\0');
    std::memcpy(bytes.data(), &record, sizeof record);
    if (const auto sent = base::send_message(channel_.get(), bytes); !sent)
        return sent;

    return answer_of(channel_.get());
}

} // namespace pedell::watch
