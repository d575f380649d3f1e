// SPDX-License-Identifier: GPL-3.0-or-later

/// pam_pedell.so: PAM's session module for the service "samba" (pam.d/samba). smbd calls it in its own
/// process, as root, when a session begins (source3/smbd/session.c, `obey pam restrictions = yes`), whether
/// by password or by an old ticket; it asks pedell-gate and lets nobody in without its "yes".
///
/// It also limits the size of files that this smbd can write to the largest of the people on it (limit.h):
/// the soft value alone, so that the next person can raise it.

#include "base/journal.h"
#include "base/unix_socket.h"
#include "daemons/gate/limit.h"
#include "daemons/gate/messages.h"
#include "daemons/gate/question.h"

#include <charconv>
#include <chrono>
#include <exception>
#include <optional>
#include <security/pam_modules.h>
#include <string>

namespace pedell::gate
{
namespace
{

constexpr std::chrono::milliseconds patience{800};

void log_failure(const std::string& reason, int fault)
{
    base::log(messages::gate::broken, {{"REASON", reason}, {"ERRNO", std::to_string(fault)}});
}

std::string item_of(const pam_handle_t* handle, int kind)
{
    const void* text = nullptr;
    if (::pam_get_item(handle, kind, &text) != PAM_SUCCESS || text == nullptr)
        return {};
    return static_cast<const char*>(text);
}

/// How large a file may be, from "yes BYTES"; absent: anything else, so no.
std::optional<std::int64_t> read_leave(std::string_view answer)
{
    constexpr std::string_view yes = "yes ";
    if (!answer.starts_with(yes))
        return std::nullopt;

    answer.remove_prefix(yes.size());
    std::int64_t bytes = -1;
    const auto [end, fault] = std::from_chars(answer.data(), answer.data() + answer.size(), bytes);
    if (fault != std::errc{} || end != answer.data() + answer.size() || bytes < 0)
        return std::nullopt;
    return bytes;
}

std::optional<std::int64_t> ask_gate(const std::string& account, const std::string& client)
{
    const auto connection = base::connect_seqpacket(socket_path);
    if (!connection) {
        log_failure(connection.error().context, connection.error().sys_errno);
        return std::nullopt;
    }
    if (const auto sent = base::send_message(connection->get(), client + ' ' + account); !sent) {
        log_failure(sent.error().context, sent.error().sys_errno);
        return std::nullopt;
    }
    const auto answer = base::receive_message(connection->get(), patience);
    if (!answer) {
        log_failure(answer.error().context, answer.error().sys_errno);
        return std::nullopt;
    }
    return read_leave(answer->bytes);
}

/// Nothing for an account that is no person.
bool limit_files(std::int64_t bytes)
{
    if (bytes == 0)
        return true;

    rlimit limit{};
    bool done = ::getrlimit(RLIMIT_FSIZE, &limit) == 0;
    limit.rlim_cur = raise_limit(limit.rlim_cur, bytes);
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < limit.rlim_cur)
        limit.rlim_max = limit.rlim_cur;
    done = done && ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    if (!done)
        log_failure("the file size limit cannot be set", errno);
    return done;
}

int open_session(const pam_handle_t* handle) noexcept
try {
    const auto bytes = ask_gate(item_of(handle, PAM_USER), item_of(handle, PAM_RHOST));
    return bytes && limit_files(*bytes) ? PAM_SUCCESS : PAM_SESSION_ERR;
} catch (const std::exception&) {
    return PAM_SESSION_ERR; // no memory: nobody can tell
}

} // namespace
} // namespace pedell::gate

extern "C" {

__attribute__((visibility("default"))) int pam_sm_open_session(pam_handle_t* handle, int /*flags*/,
                                                               int /*count*/, const char** /*words*/)
{
    return pedell::gate::open_session(handle);
}

__attribute__((visibility("default"))) int pam_sm_close_session(pam_handle_t* /*handle*/, int /*flags*/,
                                                                int /*count*/, const char** /*words*/)
{
    return PAM_SUCCESS;
}
}
