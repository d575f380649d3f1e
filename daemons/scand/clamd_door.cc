// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/clamd_door.h"

#include "daemons/scand/scan_door.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pedell::scand
{

using base::Result;
using Verb = Command::Verb;

namespace
{

constexpr std::size_t most_clients = 1024; ///< one of each smbd at most
constexpr std::ptrdiff_t most_streams = 4;
constexpr std::size_t most_stream_bytes = std::size_t{32} << 20U;
constexpr std::size_t read_bytes = 65'536;
constexpr std::chrono::seconds patience{10}; ///< for a whole command with its bytes

constexpr std::string_view version = "Pedell " PEDELL_VERSION;

/// What has no place and no owner.
Request placeless(base::Fd fd)
{
    Request request;
    request.question.context = {.role = core::Role::guest,
                                .door = core::Door::drive,
                                .area = core::Area::common,
                                .among_staff = false};
    request.question.whole = scan::Whole::file;
    request.fd = std::move(fd);
    return request;
}

/// The one descriptor beside some bytes, if there is one; more of them are closed.
base::Fd descriptor_of(msghdr& header)
{
    base::Fd first;
    for (auto* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;
        const auto count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
            base::Fd owned(fd);
            if (!first)
                first = std::move(owned);
        }
    }
    return first;
}

bool write_all(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

ClamdDoor::ClamdDoor(const Loop& loop, Desk& desk, Persons& persons, base::Fd root, base::Fd listener,
                     Refused refused)
    : loop_(loop), desk_(desk), persons_(persons), root_(std::move(root)), refused_(std::move(refused)),
      acceptor_(loop, std::move(listener), most_clients, [this](base::Fd fd) { welcome(std::move(fd)); })
{
}

Result<> ClamdDoor::open()
{
    return acceptor_.open();
}

void ClamdDoor::welcome(base::Fd connection)
{
    const Id id = ++last_;
    auto& client = clients_[id];
    client.connection = std::move(connection);
    auto ready = loop_.watch(client.connection.get(), EPOLLIN,
                             [this, id](std::uint32_t events) { on_ready(id, events); });
    auto overdue = loop_.after(patience, [this, id] { end(id); });
    if (!ready || !overdue) {
        end(id);
        return;
    }
    client.ready = std::move(*ready);
    client.overdue = std::move(*overdue);
}

void ClamdDoor::on_ready(Id id, std::uint32_t events)
{
    auto& client = clients_.at(id);
    // Behind its question a client can only go.
    if (client.ticket || (events & EPOLLIN) == 0 || !receive(client)) {
        end(id);
        return;
    }
    obey(id);
}

bool ClamdDoor::receive(Client& client) const
{
    std::array<char, read_bytes> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by recvmsg
    iovec part{bytes.data(), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(4 * sizeof(int))> control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const auto got = ::recvmsg(client.connection.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;

    if (auto fd = descriptor_of(header); fd && !client.handed)
        client.handed = std::move(fd);
    client.input.append(bytes.data(), static_cast<std::size_t>(got));
    return got > 0;
}

void ClamdDoor::obey(Id id)
{
    auto& client = clients_.at(id);
    if (!client.command)
        client.command = take_command(client.input);
    if (!client.command)
        return;

    switch (client.command->verb) {
    case Verb::ping:
        reply(id, "PONG");
        return;
    case Verb::version:
        reply(id, std::string(version));
        return;
    case Verb::scan:
        scan(id, std::string(client.command->path));
        return;
    case Verb::instream:
        take_stream(id);
        return;
    case Verb::fildes:
        if (client.handed && !client.input.empty()) // the descriptor lies beside one byte of its own
            put(id, placeless(std::move(client.handed)), "fd");
        return;
    case Verb::unknown:
        reply(id, "UNKNOWN COMMAND");
        return;
    }
}

void ClamdDoor::take_stream(Id id)
{
    auto& client = clients_.at(id);
    if (!client.stream) {
        const auto streams = std::ranges::count_if(
            clients_, [](const auto& one) { return static_cast<bool>(one.second.stream); });
        if (streams < most_streams)
            client.stream.reset(::memfd_create("stream", MFD_CLOEXEC));
        if (!client.stream) {
            reply(id, reply_to("stream", {}));
            return;
        }
    }
    bool written = true;
    const auto input = std::exchange(client.input, {});
    const auto state = client.chunks.take(input, most_stream_bytes, [&](std::string_view bytes) {
        written = written && write_all(client.stream.get(), bytes);
    });
    if (!written) {
        reply(id, reply_to("stream", {}));
    } else if (state == ChunkReader::State::too_large) {
        reply(id, "INSTREAM size limit exceeded. ERROR");
    } else if (state == ChunkReader::State::ended) {
        put(id, placeless(std::move(client.stream)), "stream");
    }
}

Result<Request> ClamdDoor::request_for(const std::string& path, hand::Quarantine& file)
{
    const auto place = place_of(path);
    if (!place)
        return base::fail(base::Errc::denied, "a path outside of the school's folders");

    auto fd = open_place(root_.get(), *place);
    if (!fd)
        return std::unexpected(fd.error());

    struct stat status{};
    if (::fstat(fd->get(), &status) != 0)
        return base::fail_errno("look at a file");

    file.path = place->below;
    file.inode = static_cast<std::int64_t>(status.st_ino);
    const auto role = persons_.role_of(status.st_uid);
    if (!role)
        return std::unexpected(role.error());

    // Nobody's file (root's, a former pupil's) is judged as a pupil's.
    const auto as = role->value_or(core::Role::pupil);
    const bool private_place = place->area == core::Area::home || place->area == core::Area::teachers;
    return Request{.question = {.context = {.role = as,
                                            .door = core::Door::drive,
                                            .area = place->area,
                                            .among_staff = core::is_staff(as) && private_place},
                                .whole = scan::Whole::file,
                                .name = place->name,
                                .person = person_behind(status.st_uid)},
                   .fd = std::move(*fd),
                   .remembered = true};
}

void ClamdDoor::scan(Id id, const std::string& path)
{
    hand::Quarantine file;
    auto request = request_for(path, file);
    if (!request) {
        reply(id, reply_to(path, {}));
        return;
    }
    // Who opens it waits for it, whosever it is: a class that reads its teacher's file is many.
    auto& person = request->question.person;
    person = person_of(clients_.at(id).connection.get(), person);
    put(id, std::move(*request), path, std::move(file));
}

void ClamdDoor::put(Id id, Request request, const std::string& path, hand::Quarantine file)
{
    auto& client = clients_.at(id);
    client.overdue.reset();
    client.ticket = 0;
    if (!check_descriptor(request.fd.get())) {
        reply(id, reply_to(path, {}));
        return;
    }
    request.reply = [this, id, path, file = std::move(file)](const scan::Answer& answer) mutable {
        if (refused_ && !file.path.empty() && answer.verdict.decision == core::Decision::refuse) {
            file.rule = answer.verdict.rule;
            refused_(std::move(file));
        }
        reply(id, reply_to(path, answer.verdict));
    };
    const auto ticket = desk_.ask(std::move(request));
    // It may have been answered and be gone by now.
    if (const auto still = clients_.find(id); still != clients_.end())
        still->second.ticket = ticket;
}

void ClamdDoor::reply(Id id, const std::string& line)
{
    auto& client = clients_.at(id);
    client.output = line + client.command->end;
    send(id);
}

void ClamdDoor::send(Id id)
{
    auto& client = clients_.at(id);
    while (!client.output.empty()) {
        const auto sent = ::send(client.connection.get(), client.output.data(), client.output.size(),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            break; // an answer fits into any socket's buffer: whoever has no room for it reads nothing
        client.output.erase(0, static_cast<std::size_t>(sent));
    }
    end(id); // clamd's own way to end an answer, and what virusfilter waits for
}

void ClamdDoor::end(Id id)
{
    const auto client = clients_.find(id);
    if (client == clients_.end())
        return;

    if (client->second.ticket)
        desk_.forget(*client->second.ticket);
    clients_.erase(client);
    acceptor_.left();
}

} // namespace pedell::scand
